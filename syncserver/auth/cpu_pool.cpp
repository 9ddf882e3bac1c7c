// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/cpu_pool.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/log.h"

namespace kaomon::auth {

namespace asio = boost::asio;

namespace {

constexpr int kQueueLength = 32;

} // namespace

struct CpuPool::Impl {
    explicit Impl(int threads) : pool(static_cast<std::size_t>(threads)), limit(threads + kQueueLength) {}
    asio::thread_pool pool;
    const int limit;
    std::atomic<int> jobs = 0;
};

CpuPool::CpuPool(int threads)
    : m_impl(std::make_unique<Impl>(threads > 0 ? threads
                                                : static_cast<int>(std::max(1U, std::thread::hardware_concurrency())))) {}

CpuPool::~CpuPool() {
    m_impl->pool.join();
}

asio::awaitable<bool> CpuPool::run(std::function<void()> work) {
    if (m_impl->jobs.fetch_add(1) >= m_impl->limit) {
        m_impl->jobs.fetch_sub(1);
        co_return false;
    }
    co_return co_await asio::async_initiate<const asio::use_awaitable_t<>, void(bool)>(
        [this, work = std::move(work)](auto handler) mutable {
            asio::post(m_impl->pool, [this, work = std::move(work), handler = std::move(handler)]() mutable {
                bool isDone = true;
                try {
                    work();
                } catch (const std::exception& error) {
                    log::error("cpu.job_failed", {{"what", error.what()}});
                    isDone = false;
                }
                m_impl->jobs.fetch_sub(1);
                auto executor = asio::get_associated_executor(handler);
                asio::post(executor, [handler = std::move(handler), isDone]() mutable { std::move(handler)(isDone); });
            });
        },
        asio::use_awaitable);
}

} // namespace kaomon::auth
