// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/clock.h"
#include "base/result.h"
#include "storage/database.h"

namespace kaomon::runtime {

// Removes what has had its time: windows of keys that signed nothing for a day, idempotency keys, ended rate
// windows, ended sessions. Each step may run on several nodes at once and may be cut off anywhere. Owned by
// the application; one thread of its own between start() and stop().
class Housekeeping {
public:
    Housekeeping(storage::Database& database, const Clock& clock)
        : m_database(database)
        , m_clock(clock) {}
    ~Housekeeping() { stop(); }
    Housekeeping(const Housekeeping&) = delete;
    Housekeeping& operator=(const Housekeeping&) = delete;

    // Every ten minutes from now on; the first time after one.
    void start();
    void stop();
    // Blocks; errors are those of storage::Database. The number of rows removed.
    [[nodiscard]] Result<long long> runOnce();

private:
    void loop(const std::stop_token& ending);

    storage::Database& m_database;
    const Clock& m_clock;
    std::mutex m_mutex;
    std::condition_variable_any m_ending;
    std::jthread m_thread;
};

} // namespace kaomon::runtime
