// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/web_socket.h"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/beast/websocket/stream.hpp>

#include "base/log.h"

namespace kaomon::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;
using Tls = asio::ssl::stream<beast::tcp_stream>;
using Socket = websocket::stream<Tls&>;
using std::chrono::seconds;

constexpr seconds kHandshakeTime{5};
constexpr seconds kSilence{60}; // a ping goes out after half of it
constexpr seconds kWriteTime{10};
constexpr std::size_t kLargestMessage = 4 * 1024;
constexpr int kMessagesPerMinute = 60;

auto into(beast::error_code& error) {
    return asio::redirect_error(asio::use_awaitable, error);
}

beast::http::request<beast::http::empty_body> upgradeOf(const Request& request) {
    beast::http::request<beast::http::empty_body> upgrade(beast::http::verb::get, request.target, 11);
    for (const auto& [name, value] : request.headers) {
        upgrade.set(name, value);
    }
    return upgrade;
}

void configure(Socket& socket) {
    beast::get_lowest_layer(socket).expires_never(); // the WebSocket has times of its own
    websocket::stream_base::timeout times{};
    times.handshake_timeout = kHandshakeTime;
    times.idle_timeout = kSilence;
    times.keep_alive_pings = true;
    socket.set_option(times);
    socket.read_message_max(kLargestMessage);
    socket.text(true);
}

// Ends with the connection. Pings, pongs and the close are answered inside.
Awaitable<void> readAll(Socket& socket) {
    beast::flat_buffer buffer;
    auto minute = std::chrono::steady_clock::now();
    int messages = 0;
    for (;;) {
        beast::error_code error;
        co_await socket.async_read(buffer, into(error));
        buffer.clear();
        const auto now = std::chrono::steady_clock::now();
        if (now - minute >= std::chrono::minutes(1)) {
            minute = now;
            messages = 0;
        }
        if (error || ++messages > kMessagesPerMinute) {
            co_return;
        }
    }
}

Awaitable<void> pause(seconds time) {
    asio::steady_timer timer(co_await asio::this_coro::executor, time);
    beast::error_code ignored;
    co_await timer.async_wait(into(ignored));
}

Awaitable<bool> write(Socket& socket, const std::string& text) {
    beast::error_code error;
    co_await socket.async_write(asio::buffer(text), into(error));
    co_return !error;
}

Awaitable<void> close(Socket& socket, websocket::close_code code) {
    beast::error_code ignored;
    co_await socket.async_close(websocket::close_reason(code), into(ignored));
}

Awaitable<void> writeAll(Socket& socket, BodySource source) {
    using namespace asio::experimental::awaitable_operators;
    for (;;) {
        const auto piece = co_await source();
        if (!piece || piece->empty()) {
            const auto code = piece ? websocket::close_code::going_away : websocket::close_code::policy_error;
            co_await (close(socket, code) || pause(kHandshakeTime));
            co_return;
        }
        const auto sent = co_await (write(socket, *piece) || pause(kWriteTime));
        if (sent.index() != 0 || !std::get<0>(sent)) {
            co_return;
        }
    }
}

} // namespace

Awaitable<void> serveWebSocket(Tls& stream, const Request& request, BodySource source) {
    using namespace asio::experimental::awaitable_operators;
    Socket socket(stream);
    configure(socket);
    const auto upgrade = upgradeOf(request);
    beast::error_code error;
    co_await socket.async_accept(upgrade, into(error));
    if (error) {
        log::debug("http.stream_refused", {{"peer", request.peer}, {"why", error.message()}});
        co_return;
    }
    try {
        co_await (readAll(socket) || writeAll(socket, std::move(source)));
    } catch (const std::exception& failure) {
        log::warning("http.stream_failed", {{"peer", request.peer}, {"what", failure.what()}});
    }
    log::debug("http.stream_ended", {{"trace", request.traceId}, {"peer", request.peer}});
}

} // namespace kaomon::http
