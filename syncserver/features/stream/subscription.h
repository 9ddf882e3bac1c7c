// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <deque>
#include <mutex>
#include <optional>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include "base/result.h"
#include "http/principal.h"
#include "http/route.h"

namespace kaomon::features {

// One open stream or waiting request: a bounded queue between the hub's thread, which puts, and the
// connection's thread, which takes. Owned by the connection; the hub only knows it while it lasts.
class Subscription : public std::enable_shared_from_this<Subscription> {
public:
    // A client that lets more than this wait is dropped.
    static constexpr std::size_t kMostMessages = 64;
    static constexpr std::size_t kMostBytes = 256 * 1024;

    // `executor`: that of the connection, which runs one thing at a time.
    Subscription(http::Principal principal, const boost::asio::any_io_executor& executor)
        : m_principal(std::move(principal))
        , m_timer(executor) {}

    [[nodiscard]] const http::Principal& principal() const { return m_principal; }

    // Any thread. False when the queue was full: the stream then ends with ErrorCode::Unavailable.
    bool push(const std::string& message);
    // Any thread. `why` empty: the server stops. What waits is dropped; `last` is still delivered.
    void end(std::optional<ErrorCode> why, const std::string& last = {});

    // The connection's thread, one at a time: the next message; empty when the server stops, or when nothing
    // came `within` that time. The error that ended the subscription otherwise.
    [[nodiscard]] http::Awaitable<Result<std::string>>
    next(std::optional<std::chrono::milliseconds> within = {});
    // Any thread. Nothing comes any more: an empty message was not one for which the time was too short.
    [[nodiscard]] bool isOver();

private:
    void wake();

    const http::Principal m_principal;
    boost::asio::steady_timer m_timer; // waits for wake()
    std::mutex m_mutex;                // of everything below
    std::deque<std::string> m_queue;
    std::size_t m_bytes = 0;
    bool m_isEnding = false;
    std::optional<ErrorCode> m_why;
};

} // namespace kaomon::features
