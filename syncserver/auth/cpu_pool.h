// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/result.h"

namespace kaomon::auth {

// Threads for password hashing, which takes 0.1 s and 64 MiB each: as many as cores, with a bounded queue so
// that a flood of sign-ins is refused instead of exhausting the memory. Thread-safe.
class CpuPool {
public:
    CpuPool(std::size_t threads, std::size_t queueLimit)
        : m_pool(threads)
        , m_limit(threads + queueLimit) {}
    ~CpuPool() { m_pool.join(); }
    CpuPool(const CpuPool&) = delete;
    CpuPool& operator=(const CpuPool&) = delete;

    // Runs `work` (which must not throw) on the pool and resumes on the caller's executor with its value.
    // ErrorCode::Unavailable when the queue is full.
    template<class F>
    [[nodiscard]] boost::asio::awaitable<Result<std::invoke_result_t<F>>> run(F work) {
        using Value = Result<std::invoke_result_t<F>>;
        if (m_running.fetch_add(1) >= m_limit) {
            m_running.fetch_sub(1);
            co_return fail(ErrorCode::Unavailable, "too many sign-ins at once");
        }
        Value value = fail(ErrorCode::Internal, "no result");
        co_await post([&value, &work] { value.emplace(work()); });
        co_return value;
    }

private:
    // `work` is run on the pool; the coroutine goes on where it was. Named references stay valid meanwhile.
    template<class F>
    boost::asio::awaitable<void> post(F work) {
        return boost::asio::async_initiate<const boost::asio::use_awaitable_t<>, void()>(
            [this, work = std::move(work)](auto handler) mutable {
                auto shared = std::make_shared<decltype(handler)>(std::move(handler));
                boost::asio::post(m_pool, [this, shared, work = std::move(work)]() mutable {
                    work();
                    m_running.fetch_sub(1);
                    auto executor = boost::asio::get_associated_executor(*shared);
                    boost::asio::post(executor, [shared] { (*shared)(); });
                });
            },
            boost::asio::use_awaitable);
    }

    boost::asio::thread_pool m_pool;
    std::size_t m_limit;
    std::atomic<std::size_t> m_running{0};
};

} // namespace kaomon::auth
