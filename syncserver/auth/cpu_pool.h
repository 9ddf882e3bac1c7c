// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include <boost/asio/awaitable.hpp>

#include "base/result.h"

namespace kaomon::auth {

// Threads for Argon2id and other work too long for an I/O thread: as many as cores, so that a flood of sign-ins costs
// a bounded amount of memory, behind a queue of 32 jobs. Thread-safe; the destructor finishes what is queued.
class CpuPool {
public:
    explicit CpuPool(int threads = 0);
    ~CpuPool();
    CpuPool(const CpuPool&) = delete;
    CpuPool& operator=(const CpuPool&) = delete;

    // Runs `work()`, which returns a Result<T>, on the pool and resumes with it. ErrorCode::Unavailable when the
    // queue is full.
    template<class F>
    [[nodiscard]] boost::asio::awaitable<std::invoke_result_t<F>> offload(F work) {
        std::optional<std::invoke_result_t<F>> result;
        if (!co_await run([&work, &result] { result.emplace(work()); })) {
            co_return fail(ErrorCode::Unavailable, "the CPU pool is full");
        }
        co_return std::move(*result);
    }

private:
    boost::asio::awaitable<bool> run(std::function<void()> work);

    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace kaomon::auth
