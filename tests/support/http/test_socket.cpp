// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/http/test_socket.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>

namespace kaomon::test {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;

} // namespace

struct TestSocket::Connection {
    Connection(unsigned short port, const std::string& from)
        : context(asio::ssl::context::tls_client)
        , socket(io, context) {
        auto& tcp = socket.next_layer().next_layer();
        tcp.open(asio::ip::tcp::v4());
        tcp.bind({asio::ip::make_address(from), 0});
        tcp.connect({asio::ip::make_address("127.0.0.1"), port});
        socket.next_layer().handshake(asio::ssl::stream_base::client);
    }

    asio::io_context io;
    asio::ssl::context context;
    websocket::stream<asio::ssl::stream<asio::ip::tcp::socket>> socket;
    beast::flat_buffer buffer;
    bool isReading = false;
    std::optional<beast::error_code> outcome; // of the read that is under way
};

TestSocket::TestSocket(unsigned short port, std::string from)
    : m_port(port)
    , m_from(std::move(from)) {}

TestSocket::~TestSocket() = default;

int TestSocket::open(Caller* caller, const std::string& target,
                     const std::map<std::string, std::string>& headers) {
    try {
        m_connection = std::make_unique<Connection>(m_port, m_from);
        auto& socket = m_connection->socket;
        Call call{"GET", target};
        std::map<std::string, std::string> fields = headers;
        if (caller != nullptr) {
            fields["Kaomon-Proof"] = TestClient::proofHeader(call, *caller);
            if (!caller->token.empty()) {
                fields["Authorization"] = "Bearer " + caller->token;
            }
        }
        socket.set_option(websocket::stream_base::decorator([fields](websocket::request_type& request) {
            for (const auto& [name, value] : fields) {
                request.set(name, value);
            }
        }));
        websocket::response_type response;
        beast::error_code error;
        socket.handshake(response, "127.0.0.1:" + std::to_string(m_port), target, error);
        return static_cast<int>(response.result_int());
    } catch (const boost::system::system_error&) {
        return 0;
    }
}

std::optional<std::string> TestSocket::read(std::chrono::milliseconds within) {
    Connection& connection = *m_connection;
    if (!connection.isReading) {
        connection.isReading = true;
        connection.outcome.reset();
        connection.socket.async_read(connection.buffer, [&connection](beast::error_code error, std::size_t) {
            connection.outcome = error;
        });
    }
    const auto deadline = std::chrono::steady_clock::now() + within;
    connection.io.restart();
    while (!connection.outcome && std::chrono::steady_clock::now() < deadline) {
        connection.io.run_one_until(deadline);
    }
    if (!connection.outcome || *connection.outcome) {
        return std::nullopt;
    }
    connection.isReading = false;
    std::string text = beast::buffers_to_string(connection.buffer.data());
    connection.buffer.clear();
    return text;
}

int TestSocket::readEnd(std::chrono::milliseconds within) {
    const auto deadline = std::chrono::steady_clock::now() + within;
    while (std::chrono::steady_clock::now() < deadline) {
        const auto left = deadline - std::chrono::steady_clock::now();
        (void)read(std::chrono::duration_cast<std::chrono::milliseconds>(left));
        if (m_connection->outcome && *m_connection->outcome) {
            return *m_connection->outcome == websocket::error::closed
                       ? static_cast<int>(m_connection->socket.reason().code)
                       : 0;
        }
    }
    return -1;
}

bool TestSocket::send(const std::string& text) {
    beast::error_code error;
    m_connection->socket.write(asio::buffer(text), error);
    return !error;
}

} // namespace kaomon::test
