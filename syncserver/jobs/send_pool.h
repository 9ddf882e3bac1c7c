// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "delivery/syslog_sender.h"
#include "delivery/webhook_sender.h"

namespace kaomon::jobs {

// The senders of one thread.
struct Senders {
    delivery::WebhookSender webhooks;
    delivery::SyslogSender syslog;
};

// Threads that only wait for the network, so that one slow receiver holds up nobody but itself. Each piece of
// work ends with one outcome, at the latest after the senders' own limits (ten seconds a try). Used from one
// thread; the destructor waits for what is under way and drops what has not begun.
class SendPool {
public:
    using Work = std::function<delivery::Outcome(Senders&)>;
    using Done = std::pair<std::string, delivery::Outcome>;

    // `options` outlives the pool.
    SendPool(const delivery::DeliveryOptions& options, int threads);
    ~SendPool();
    SendPool(const SendPool&) = delete;
    SendPool& operator=(const SendPool&) = delete;

    // `name` comes back with the outcome.
    void start(std::string name, Work work);
    // The next outcome; nullopt when none comes within `patience`.
    [[nodiscard]] std::optional<Done> takeDone(std::chrono::milliseconds patience);
    [[nodiscard]] bool hasDone();

private:
    void serve();

    const delivery::DeliveryOptions& m_options;
    std::mutex m_mutex;
    std::condition_variable m_wakeWorkers;
    std::condition_variable m_wakeOwner;
    std::deque<std::pair<std::string, Work>> m_waiting;
    std::deque<Done> m_done;
    bool m_isStopping = false;
    std::vector<std::thread> m_threads;
};

} // namespace kaomon::jobs
