// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/job_queue.h"

#include <algorithm>
#include <exception>

#include "base/log.h"

namespace kaomon::storage {
namespace {

constexpr std::chrono::seconds kLongestWait{2};

} // namespace

void QueuedJob::answer(Status status) noexcept {
    try {
        done(std::move(status));
    } catch (const std::exception&) {
        log::error("storage.answer_failed");
    }
}

void JobQueue::push(QueuedJob job) {
    {
        const std::lock_guard lock(m_mutex);
        if (!m_isClosed && m_jobs.size() < m_capacity) {
            job.deadline = std::chrono::steady_clock::now() + kLongestWait;
            m_jobs.push_back(std::move(job));
            m_changed.notify_one();
            return;
        }
    }
    job.answer(fail(ErrorCode::Unavailable, "no database session is free"));
}

std::vector<QueuedJob> JobQueue::pop(std::size_t maximum) {
    return pop(maximum, maximum);
}

std::vector<QueuedJob> JobQueue::pop(std::size_t usual, std::size_t maximum) {
    std::vector<QueuedJob> taken;
    std::vector<QueuedJob> late;
    while (taken.empty()) {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_isClosed || !m_jobs.empty(); });
        if (m_jobs.empty()) {
            break;
        }
        const auto now = std::chrono::steady_clock::now();
        const std::size_t wanted = std::clamp(m_jobs.size() / 2, usual, maximum);
        while (!m_jobs.empty() && taken.size() < wanted) {
            auto& destination = m_jobs.front().deadline < now ? late : taken;
            destination.push_back(std::move(m_jobs.front()));
            m_jobs.pop_front();
        }
        lock.unlock();
        for (auto& job : late) {
            job.answer(fail(ErrorCode::Unavailable, "no database session became free in time"));
        }
        late.clear();
    }
    return taken;
}

void JobQueue::close() {
    const std::lock_guard lock(m_mutex);
    m_isClosed = true;
    m_changed.notify_all();
}

} // namespace kaomon::storage
