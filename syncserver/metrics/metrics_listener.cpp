// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/metrics_listener.h"

#include <charconv>
#include <thread>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <sys/stat.h>

namespace kaomon::metrics {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using Any = asio::generic::stream_protocol;

constexpr std::string_view kUnix = "unix:";
constexpr std::chrono::seconds kRequestTime{5};
constexpr std::size_t kLargestHead = 8 * 1024;

Status notPrivate() {
    return fail(ErrorCode::ValidationFailed, "metrics-listen must be unix:/PATH or LOOPBACK-ADDRESS:PORT");
}

Result<Any::endpoint> endpointOf(const std::string& address) {
    if (address.starts_with(kUnix)) {
        const std::string path = address.substr(kUnix.size());
        if (!path.starts_with('/') || path.size() > 100) {
            return propagate(notPrivate().error());
        }
        return Any::endpoint(asio::local::stream_protocol::endpoint(path));
    }
    const auto colon = address.rfind(':');
    std::string host = colon == std::string::npos ? std::string() : address.substr(0, colon);
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
        host = host.substr(1, host.size() - 2);
    }
    boost::system::error_code error;
    const auto ip = asio::ip::make_address(host, error);
    unsigned short port = 0;
    const char* end = address.data() + address.size();
    const auto read = std::from_chars(address.data() + colon + 1, end, port);
    if (error || !ip.is_loopback() || read.ec != std::errc() || read.ptr != end) {
        return propagate(notPrivate().error());
    }
    return Any::endpoint(asio::ip::tcp::endpoint(ip, port));
}

} // namespace

class MetricsListener::Impl {
public:
    Impl(std::string address, std::function<std::string()> text)
        : m_address(std::move(address))
        , m_text(std::move(text)) {}

    Status start() {
        const auto endpoint = endpointOf(m_address);
        if (!endpoint) {
            return propagate(endpoint.error());
        }
        const bool isUnix = m_address.starts_with(kUnix);
        boost::system::error_code error;
        if (isUnix) {
            ::unlink(m_address.c_str() + kUnix.size()); // of a server that was killed
        }
        m_acceptor.open(endpoint->protocol(), error);
        if (!error && !isUnix) {
            m_acceptor.set_option(asio::socket_base::reuse_address(true), error);
        }
        const mode_t before = ::umask(0007); // the group's scraper may connect
        if (!error) {
            m_acceptor.bind(*endpoint, error);
        }
        ::umask(before);
        if (!error) {
            m_acceptor.listen(asio::socket_base::max_listen_connections, error);
        }
        if (error) {
            return fail(ErrorCode::Unavailable, "cannot listen on " + m_address + ": " + error.message());
        }
        if (!isUnix) {
            readPort();
        }
        asio::co_spawn(m_context, acceptAll(), asio::detached);
        m_thread = std::jthread([this] { m_context.run(); });
        return {};
    }

    void stop() {
        m_context.stop();
        m_thread = std::jthread();
    }

    [[nodiscard]] const std::string& address() const { return m_address; }

private:
    void readPort() {
        boost::system::error_code ignored;
        const auto bound = m_acceptor.local_endpoint(ignored);
        asio::ip::tcp::endpoint tcp;
        tcp.resize(bound.size());
        std::memcpy(tcp.data(), bound.data(), bound.size());
        m_address = m_address.substr(0, m_address.rfind(':') + 1) + std::to_string(tcp.port());
    }

    asio::awaitable<void> acceptAll() {
        for (;;) {
            boost::system::error_code error;
            Any::socket socket =
                co_await m_acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
            if (error) {
                co_return;
            }
            asio::co_spawn(m_context, serve(std::move(socket)), asio::detached);
        }
    }

    asio::awaitable<void> serve(Any::socket socket) {
        beast::basic_stream<Any> stream(std::move(socket));
        beast::flat_buffer buffer;
        boost::system::error_code error;
        for (bool goesOn = true; goesOn;) {
            http::request_parser<http::string_body> parser;
            parser.header_limit(kLargestHead);
            parser.body_limit(0);
            stream.expires_after(kRequestTime);
            co_await http::async_read(stream, buffer, parser,
                                      asio::redirect_error(asio::use_awaitable, error));
            if (error) {
                co_return;
            }
            const auto& request = parser.get();
            const bool isKnown = request.method() == http::verb::get && request.target() == "/metrics";
            http::response<http::string_body> response(isKnown ? http::status::ok : http::status::not_found,
                                                       request.version());
            response.set(http::field::content_type, "text/plain; version=0.0.4; charset=utf-8");
            response.body() = isKnown ? m_text() : std::string("only GET /metrics\n");
            response.keep_alive(request.keep_alive());
            response.prepare_payload();
            stream.expires_after(kRequestTime);
            co_await http::async_write(stream, response, asio::redirect_error(asio::use_awaitable, error));
            goesOn = !error && request.keep_alive();
        }
    }

    std::string m_address;
    const std::function<std::string()> m_text;
    asio::io_context m_context{1};
    asio::basic_socket_acceptor<Any> m_acceptor{m_context};
    std::jthread m_thread;
};

MetricsListener::MetricsListener(std::string address, std::function<std::string()> text)
    : m_impl(std::make_unique<Impl>(std::move(address), std::move(text))) {}

MetricsListener::~MetricsListener() {
    stop();
}

Status MetricsListener::start() {
    return m_impl->start();
}

void MetricsListener::stop() {
    m_impl->stop();
}

std::string MetricsListener::address() const {
    return m_impl->address();
}

Status checkMetricsAddress(const std::string& address) {
    const auto endpoint = endpointOf(address);
    return endpoint ? Status() : Status(propagate(endpoint.error()));
}

} // namespace kaomon::metrics
