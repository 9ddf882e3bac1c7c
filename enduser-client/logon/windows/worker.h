// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <functional>
#include <memory>

#include "localipc/unique_handle.h"

namespace kaomon::logon {

// One job on a thread of its own, so that LogonUI's thread never waits. The thread keeps this module loaded
// until it has ended. Dropping the Worker does not wait for it.
class Worker {
public:
    using Job = std::function<void(const std::atomic<bool>& isAbandoned)>;

    // Null when the system gives no thread. `after`, when not null, ends first (waited for on the new thread,
    // two seconds at most), so that the agent is never asked twice at a time.
    [[nodiscard]] static std::unique_ptr<Worker> start(Job job, const Worker* after);

    // Tells the job to stop, and ends the wait that it is in.
    void abandon() noexcept;

private:
    Worker() = default;

    localipc::UniqueHandle m_thread;
    std::shared_ptr<std::atomic<bool>> m_isAbandoned = std::make_shared<std::atomic<bool>>(false);
};

} // namespace kaomon::logon
