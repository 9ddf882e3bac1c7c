// SPDX-License-Identifier: GPL-3.0-or-later
//
// A3: heads of which two readers may think differently where the body ends, sent to the server itself and
// through Debian's nginx with the shipped configuration.
#include <atomic>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include <QTest>

#include "soak_context.h"
#include "support/server/nginx_proxy.h"

namespace kaomon::soak {
namespace {

namespace asio = boost::asio;

constexpr const char* kHost = "Host: a\r\n";
constexpr const char* kLength = "Content-Length: 2\r\n";

// Spellings of Transfer-Encoding about which proxies have disagreed.
const std::vector<std::string> kEncodings{"Transfer-Encoding: chunked",
                                          "transfer-encoding: chunked",
                                          "TRANSFER-ENCODING: CHUNKED",
                                          "Transfer-Encoding:chunked",
                                          "Transfer-Encoding:\tchunked",
                                          "Transfer-Encoding: chunked ",
                                          "Transfer-Encoding: \"chunked\"",
                                          "Transfer-Encoding: xchunked",
                                          "Transfer-Encoding: chunked, identity",
                                          "Transfer-Encoding: identity, chunked",
                                          "Transfer-Encoding: gzip, chunked",
                                          "Transfer-Encoding: identity",
                                          "Transfer-Encoding: ",
                                          "Transfer-Encoding : chunked",
                                          " Transfer-Encoding: chunked",
                                          "Transfer-Encoding\t: chunked",
                                          "Transfer\\Encoding: chunked",
                                          "Transfer-Encoding: chunked\r\nTransfer-Encoding: x",
                                          "Transfer-Encoding: x\r\nTransfer-Encoding: chunked",
                                          "Transfer-Encoding\r\n: chunked",
                                          "Transfer-Encoding:\r\n chunked",
                                          "\tTransfer-Encoding: chunked",
                                          "Transfer-Encoding: chunked;q=1",
                                          "Transfer-Encoding:\v chunked",
                                          "X: y\nTransfer-Encoding: chunked",
                                          "X: y\rTransfer-Encoding: chunked"};

// Lengths that are none, or two.
const std::vector<std::string> kLengths{"2\r\nContent-Length: 3",
                                        "2\r\ncontent-length: 2",
                                        "0\r\nContent-Length: 2",
                                        "2, 2",
                                        "2,3",
                                        "+2",
                                        "-2",
                                        "0x2",
                                        "2 2",
                                        "2.0",
                                        "2e0",
                                        "\"2\"",
                                        "",
                                        "02\r\nContent-Length: 2",
                                        "99999999999",
                                        "18446744073709551618",
                                        "2;",
                                        "\xef\xbc\x92",
                                        "2\r\n Content-Length: 3"};

struct Shape {
    std::string fields;
    std::string version = "1.1";
};

std::vector<Shape> shapes() {
    std::vector<Shape> all;
    for (const std::string& encoding : kEncodings) {
        all.push_back({std::string(kHost) + kLength + encoding + "\r\n"});
    }
    for (const std::string& length : kLengths) {
        all.push_back({std::string(kHost) + "Content-Length: " + length + "\r\n"});
    }
    all.push_back({"Transfer-Encoding: chunked\r\n", "1.0"});
    all.push_back({std::string(kLength) + "Transfer-Encoding: chunked\r\n", "1.0"});
    all.push_back({std::string(kHost) + "Content-Length : 2\r\n"});
    all.push_back({std::string(kHost) + kHost + kLength});
    all.push_back({kLength});
    all.push_back({std::string(kHost) + kLength + "Connection: Upgrade\r\nUpgrade: h2c\r\n"});
    all.push_back({std::string(kHost) + kLength + "Connection: Upgrade\r\nUpgrade: websocket\r\n"});
    all.push_back({std::string(kHost) + kLength + "TE: trailers\r\n"});
    all.push_back({std::string(kHost) + kLength, "2.0"});
    all.push_back({std::string(kHost) + kLength, "1.2"});
    return all;
}

// The request that must stay hidden in the body, or never be read.
std::string hidden(const std::string& where, std::size_t number) {
    return "/v1/smuggled-" + where + "-" + std::to_string(number) + "-end";
}

std::string bytesOf(const Shape& shape, const std::string& secret) {
    return "POST /v1/session:prelogin HTTP/" + shape.version + "\r\nContent-Type: application/json\r\n" +
           shape.fields + "\r\n{}GET " + secret + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
}

// The server logs the path of every request that it refuses.
bool saw(const QByteArray& log, const std::string& path) {
    return log.contains(path.c_str());
}

// What the server answers until it ends the connection. The client's own end is told behind the bytes: a
// server that takes the shape would wait for more of it until its limit.
std::vector<unsigned> statusesOf(unsigned short port, const std::string& bytes) {
    std::vector<unsigned> statuses;
    asio::io_context io;
    asio::ssl::context tls(asio::ssl::context::tls_client);
    asio::ssl::stream<asio::ip::tcp::socket> stream(io, tls);
    try {
        stream.next_layer().connect({asio::ip::address_v4::loopback(), port});
        stream.handshake(asio::ssl::stream_base::client);
        asio::write(stream, asio::buffer(bytes));
        SSL_shutdown(stream.native_handle()); // does not wait for the server's
        for (boost::beast::flat_buffer buffer;;) {
            boost::beast::http::response<boost::beast::http::string_body> reply;
            boost::beast::http::read(stream, buffer, reply);
            statuses.push_back(reply.result_int());
        }
    } catch (const boost::system::system_error&) {
        // the end, one way or the other
    }
    return statuses;
}

void sendShape(SoakContext& soak, unsigned short proxy, const Shape& shape, std::size_t number) {
    const std::string name = "shape " + std::to_string(number);
    const auto statuses = statusesOf(soak.server.port(), bytesOf(shape, hidden("direct", number)));
    soak.require(statuses.size() <= 1, name + ": both requests were answered");
    soak.require(statuses.empty() || statuses.front() / 100 == 4,
                 name + ": " + (statuses.empty() ? "" : std::to_string(statuses.front())));
    const auto through = TestClient(proxy, "").sendRawAll(bytesOf(shape, hidden("proxy", number)));
    soak.require(through.size() <= 2, name + " through nginx: too many answers");
}

} // namespace

void smuggling(SoakContext& soak) {
    test::NginxProxy proxy(soak.backend);
    if (!proxy.start({soak.server.port()})) {
        soak.require(false, "nginx does not start");
        return;
    }
    const auto all = shapes();
    const int rounds = soak.pick(1, 20);
    {
        std::atomic<std::size_t> next = 0;
        std::vector<std::jthread> senders; // most of the time is waiting for ends
        for (int i = 0; i < 8; ++i) {
            senders.emplace_back([&] {
                for (std::size_t n = next++; n < all.size() * static_cast<std::size_t>(rounds); n = next++) {
                    sendShape(soak, proxy.port(), all[n % all.size()], n % all.size());
                }
            });
        }
    }
    TestClient behind(proxy.port(), "");
    // behind everything that was sent: both have written down what they saw
    soak.require(behind.send({"GET", "/v1/after-all"}).status == 404, "nginx does not answer");
    (void)QTest::qWaitFor(
        [&] { return proxy.accessLog().contains("after-all") && saw(soak.server.log(), "/v1/after-all"); },
        60'000);
    const QByteArray server = soak.server.log();
    const QByteArray nginx = proxy.accessLog();
    soak.require(saw(server, "/v1/after-all") && nginx.contains("after-all"), "a log says nothing");
    int agreed = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        soak.require(!saw(server, hidden("direct", i)),
                     "shape " + std::to_string(i) + ": the hidden request reached the server");
        const bool isSeen = saw(server, hidden("proxy", i));
        soak.require(!isSeen || nginx.contains(hidden("proxy", i).c_str()),
                     "shape " + std::to_string(i) + ": the server saw a request that nginx did not see");
        agreed += isSeen ? 1 : 0;
    }
    soak.measure("shapes", static_cast<double>(all.size()));
    soak.measure("read_as_two_by_both", agreed);
    soak.require(all.size() >= 50, "fewer than 50 shapes");
}

} // namespace kaomon::soak
