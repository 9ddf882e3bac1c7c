// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/send_pool.h"

namespace kaomon::jobs {

SendPool::SendPool(const delivery::DeliveryOptions& options, int threads)
    : m_options(options) {
    m_threads.reserve(static_cast<std::size_t>(threads));
    for (int i = 0; i < threads; ++i) {
        m_threads.emplace_back([this] { serve(); });
    }
}

SendPool::~SendPool() {
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
    }
    m_wakeWorkers.notify_all();
    for (auto& thread : m_threads) {
        thread.join();
    }
}

void SendPool::start(std::string name, Work work) {
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.emplace_back(std::move(name), std::move(work));
    }
    m_wakeWorkers.notify_one();
}

std::optional<SendPool::Done> SendPool::takeDone(std::chrono::milliseconds patience) {
    std::unique_lock lock(m_mutex);
    if (!m_wakeOwner.wait_for(lock, patience, [this] { return !m_done.empty(); })) {
        return std::nullopt;
    }
    Done done = std::move(m_done.front());
    m_done.pop_front();
    return done;
}

bool SendPool::hasDone() {
    const std::lock_guard lock(m_mutex);
    return !m_done.empty();
}

void SendPool::serve() {
    Senders senders{delivery::WebhookSender(m_options), delivery::SyslogSender(m_options.authorities)};
    std::unique_lock lock(m_mutex);
    while (true) {
        m_wakeWorkers.wait(lock, [this] { return m_isStopping || !m_waiting.empty(); });
        if (m_isStopping) {
            return;
        }
        auto [name, work] = std::move(m_waiting.front());
        m_waiting.pop_front();
        lock.unlock();
        delivery::Outcome outcome = work(senders);
        lock.lock();
        m_done.emplace_back(std::move(name), std::move(outcome));
        m_wakeOwner.notify_one();
    }
}

} // namespace kaomon::jobs
