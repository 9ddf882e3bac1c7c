// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

#include "http/admission.h"
#include "http/dispatcher.h"

namespace kaomon::http {

// How far a server is on its way to the end: first each reply closes its connection, then no request is read.
struct Phase {
    std::atomic<bool> isLast = false;
    std::atomic<bool> isDraining = false;
};

// One TLS connection; private to http. Confined to the thread of its I/O context. run() owns it through the
// shared pointer and ends when the peer goes, a limit is passed or the server drains.
class Connection {
public:
    using Stream = boost::asio::ssl::stream<boost::beast::tcp_stream>;

    // `trustedProxies` and `phase` outlive the connection.
    Connection(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context& tls, Dispatcher& dispatcher,
               const std::vector<domain::IpRange>& trustedProxies, const Phase& phase);

    [[nodiscard]] Awaitable<void> run();
    // Ends the connection now if it waits for a further request; otherwise after the reply that is under way.
    // One that has not asked yet goes on to its first reply, unless `isUnusedToo`: what a proxy has sent on
    // it, or is about to, is not sent again elsewhere.
    void closeIfIdle(bool isUnusedToo);
    // The same, and a WebSocket at once: its client is no longer let in.
    void cut();
    void abort();

    // The peer, and for whom it was let in last; null for nobody yet and for proxies, whose connections carry
    // requests of many.
    [[nodiscard]] const Admission* admission() const {
        return m_isProxy || m_admission.tenant.isEmpty() ? nullptr : &m_admission;
    }
    [[nodiscard]] const domain::IpAddress& peer() const { return m_peer; }

private:
    using HeaderParser = boost::beast::http::request_parser<boost::beast::http::empty_body>;

    [[nodiscard]] Awaitable<bool> serveOne();
    [[nodiscard]] Awaitable<bool> waitForData();
    [[nodiscard]] Awaitable<Result<Request>> readRequest(HeaderParser& parser);
    [[nodiscard]] Status readAddress(Request& request);
    // Both: false when the connection is to end.
    [[nodiscard]] Awaitable<bool> writeStream(Response response, unsigned version, bool keepsAlive);
    [[nodiscard]] Awaitable<bool> write(Response response, unsigned version, bool keepsAlive);
    [[nodiscard]] Awaitable<void> linger();
    // From here on the connection is a WebSocket until it ends.
    [[nodiscard]] Awaitable<void> becomeStream(const Request& request, Response response);
    [[nodiscard]] Awaitable<void> shutDown();

    Stream m_stream;
    boost::beast::flat_buffer m_buffer;
    Dispatcher& m_dispatcher;
    const Phase& m_phase;
    const std::vector<domain::IpRange>& m_trustedProxies;
    domain::IpAddress m_peer; // of the socket
    bool m_isProxy = false;
    Admission m_admission;
    bool m_isIdle = true;
    bool m_isUnused = true; // until the first request
    bool m_isWebSocket = false;
    bool m_isBodyLeft = false; // a body that was announced is not wanted
    bool m_wantsMore = true;   // the peer of the request at hand, after its answer
};

} // namespace kaomon::http
