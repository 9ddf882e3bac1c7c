// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <vector>

#include "storage/database.h"

namespace kaomon::storage {

// What waits for a database thread.
struct QueuedJob {
    TenantId tenant;
    Access access = Access::Read;
    Database::Job job;
    Database::Done done;
    std::chrono::steady_clock::time_point deadline; // of being started

    // Calls done; what it throws would end the thread, so it is logged and dropped.
    void answer(Status status) noexcept;
};

// Bounded queue between I/O coroutines and database threads, timed by the steady clock so that setting the
// wall clock cannot hang it. Full or closed: the job is answered Unavailable at once. Thread-safe.
class JobQueue {
public:
    explicit JobQueue(std::size_t capacity)
        : m_capacity(capacity) {}

    void push(QueuedJob job);
    // Waits for work and takes up to `maximum` jobs; empty only when closed and drained. Jobs that waited
    // longer than two seconds are answered Unavailable here.
    [[nodiscard]] std::vector<QueuedJob> pop(std::size_t maximum);
    // The same, but no more than `usual` while that is at least half of what waits: who takes everything at
    // once lets those who are answered together come back together, and wait for each other.
    [[nodiscard]] std::vector<QueuedJob> pop(std::size_t usual, std::size_t maximum);
    // No new jobs; those queued are still handed out.
    void close();

private:
    const std::size_t m_capacity;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<QueuedJob> m_jobs;
    bool m_isClosed = false;
};

} // namespace kaomon::storage
