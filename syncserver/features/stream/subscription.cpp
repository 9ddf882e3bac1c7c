// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/stream/subscription.h"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace kaomon::features {

namespace asio = boost::asio;

bool Subscription::push(const std::string& message) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_isEnding) {
            return true;
        }
        const bool isFull = m_queue.size() >= kMostMessages || m_bytes + message.size() > kMostBytes;
        if (isFull) {
            m_queue.clear();
            m_isEnding = true;
            m_why = ErrorCode::Unavailable;
        } else {
            m_bytes += message.size();
            m_queue.push_back(message);
        }
        if (isFull) {
            m_bytes = 0;
        }
    }
    wake();
    const std::lock_guard lock(m_mutex);
    return !m_isEnding;
}

void Subscription::end(std::optional<ErrorCode> why, const std::string& last) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_isEnding) {
            return;
        }
        m_isEnding = true;
        m_why = why;
        m_queue.clear();
        if (!last.empty()) {
            m_queue.push_back(last);
        }
    }
    wake();
}

// On the connection's own thread, so that it is either waiting already or looks at the queue before it does.
void Subscription::wake() {
    asio::post(m_timer.get_executor(), [self = weak_from_this()] {
        if (const auto subscription = self.lock()) {
            subscription->m_timer.cancel();
        }
    });
}

bool Subscription::isOver() {
    const std::lock_guard lock(m_mutex);
    return m_isEnding && m_queue.empty();
}

http::Awaitable<Result<std::string>> Subscription::next(std::optional<std::chrono::milliseconds> within) {
    using Timer = asio::steady_timer;
    const auto deadline = within ? Timer::clock_type::now() + *within : Timer::time_point::max();
    while (Timer::clock_type::now() < deadline) {
        {
            const std::lock_guard lock(m_mutex);
            if (!m_queue.empty()) {
                std::string message = std::move(m_queue.front());
                m_queue.pop_front();
                m_bytes -= std::min(m_bytes, message.size());
                co_return message;
            }
            if (m_isEnding && m_why) {
                co_return fail(*m_why, "the stream was ended");
            }
            if (m_isEnding) {
                co_return std::string();
            }
        }
        boost::system::error_code ignored;
        m_timer.expires_at(deadline);
        co_await m_timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    co_return std::string();
}

} // namespace kaomon::features
