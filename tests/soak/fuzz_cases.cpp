// SPDX-License-Identifier: GPL-3.0-or-later
//
// A1: requests that are broken on the wire, by a mutator that writes to the socket itself.
#include <algorithm>
#include <array>
#include <fstream>
#include <random>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <poll.h>

#include <QElapsedTimer>

#include "soak_context.h"

namespace kaomon::soak {
namespace {

namespace asio = boost::asio;
using namespace std::string_view_literals;

constexpr int kLongestAnswerMs = 10'000;
constexpr double kMostGrowthMib = 10;

double residentMib(const test::ServerProcess& server) {
    std::ifstream status("/proc/" + std::to_string(server.processId()) + "/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmRSS:")) {
            return std::stod(line.substr(6)) / 1024;
        }
    }
    return 0;
}

// A TLS connection that is used until one side ends it.
class Wire {
public:
    explicit Wire(unsigned short port)
        : m_tls(asio::ssl::context::tls_client)
        , m_stream(m_io, m_tls) {
        m_stream.next_layer().connect({asio::ip::address_v4::loopback(), port});
        m_stream.handshake(asio::ssl::stream_base::client);
    }

    void write(std::string_view bytes) { asio::write(m_stream, asio::buffer(bytes.data(), bytes.size())); }

    // The status of one answer; 0 when the server ended the connection, -1 when nothing came in time.
    int read() {
        std::string head;
        while (head.find("\r\n\r\n") == std::string::npos) {
            if (!readSome(head)) {
                return m_isSilent ? -1 : 0;
            }
        }
        const auto end = head.find("\r\n\r\n") + 4;
        std::size_t rest = 0;
        std::string lower = head.substr(0, end);
        std::ranges::transform(lower, lower.begin(),
                               [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
        if (const auto at = lower.find("content-length: "); at != std::string::npos) {
            rest = std::strtoull(lower.c_str() + at + 16, nullptr, 10);
        }
        m_isOpen = lower.find("connection: close") == std::string::npos;
        while (head.size() - end < rest && readSome(head)) {
        }
        return head.size() > 12 ? std::atoi(head.c_str() + 9) : 0;
    }

    [[nodiscard]] bool isOpen() const { return m_isOpen; }

private:
    bool readSome(std::string& into) {
        if (SSL_pending(m_stream.native_handle()) == 0) {
            pollfd watched{m_stream.next_layer().native_handle(), POLLIN, 0};
            if (::poll(&watched, 1, kLongestAnswerMs) != 1) {
                m_isSilent = true;
                m_isOpen = false;
                return false;
            }
        }
        std::array<char, 16384> buffer{};
        boost::system::error_code error;
        const auto size = m_stream.read_some(asio::buffer(buffer), error);
        into.append(buffer.data(), size);
        if (error) {
            m_isOpen = false;
        }
        return !error && size > 0;
    }

    asio::io_context m_io;
    asio::ssl::context m_tls;
    asio::ssl::stream<asio::ip::tcp::socket> m_stream;
    bool m_isOpen = true;
    bool m_isSilent = false;
};

// Requests that are right, to begin with.
const std::vector<std::string>& seeds() {
    static const std::vector<std::string> all{
        "GET /v1/meta HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /v1/users?limit=5&q=a%20b&cursor=x HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer abc\r\n"
        "Kaomon-Proof: kid=a; ts=1; nonce=b; sig=c\r\n\r\n",
        "POST /v1/session:prelogin HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        "Content-Length: 69\r\n\r\n{\"login\":\"taro\",\"tenant\":\"0193a000-0000-7000-8000-000000000001\"}  "
        "  ",
        "POST /v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n2\r\n1}\r\n0\r\n\r\n",
        "PATCH /v1/users/0193a000-0000-7000-8000-000000000001 HTTP/1.1\r\nHost: localhost\r\nIf-Match: "
        "\"r1\"\r\n"
        "Content-Type: application/json\r\nContent-Length: 12\r\nIdempotency-Key: k\r\n\r\n{\"note\":\"x\"}",
        "PUT /v1/imports/0193a000-0000-7000-8000-000000000001/parts/0 HTTP/1.1\r\nHost: localhost\r\n"
        "Content-Type: application/octet-stream\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\nhello",
        "GET /scim/v2/Users?filter=userName%20eq%20%22a%22 HTTP/1.1\r\nHost: localhost\r\n"
        "Authorization: Bearer x\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive, Upgrade\r\nUpgrade: "
        "websocket\r\n\r\n",
    };
    return all;
}

class Mutator {
public:
    explicit Mutator(unsigned seed)
        : m_random(seed) {}

    std::string next() {
        std::string text = seeds()[m_random() % seeds().size()];
        for (auto count = 1 + m_random() % 4; count > 0 && !text.empty(); --count) {
            mutate(text);
        }
        return text;
    }

private:
    [[nodiscard]] std::size_t place(const std::string& text) { return m_random() % (text.size() + 1); }

    void mutate(std::string& text) {
        static constexpr auto kPieces =
            std::to_array<std::string_view>({"\r\n",
                                             "\n",
                                             "\r",
                                             "\0"sv,
                                             "%",
                                             "%00",
                                             "%zz",
                                             "..",
                                             "//",
                                             " ",
                                             "\t",
                                             ":",
                                             "\"",
                                             "\xff\xfe",
                                             "\xc0\x80",
                                             "Content-Length: 5\r\n",
                                             "Content-Length: -1\r\n",
                                             "Content-Length: 99999999999999999999\r\n",
                                             "Transfer-Encoding: chunked\r\n",
                                             "Transfer-Encoding: identity, chunked\r\n",
                                             "Host: b\r\n",
                                             "X-Forwarded-For: 1.2.3.4, ::1\r\n",
                                             "traceparent: 00-zz\r\n",
                                             "ffffffffffffffff\r\n",
                                             "0\r\n\r\n",
                                             "HTTP/1.0",
                                             "HTTP/9.9",
                                             "{\"a\":{\"a\":{\"a\":{\"a\":",
                                             "[[[[[[[[[[[[[[[[",
                                             "\\ud800",
                                             "1e999",
                                             "null"});
        switch (m_random() % 7) {
        case 0: // another byte
            text[m_random() % text.size()] = static_cast<char>(m_random());
            break;
        case 1: // a bit
            text[m_random() % text.size()] ^= static_cast<char>(1U << (m_random() % 8));
            break;
        case 2:
            text.insert(place(text), kPieces[m_random() % kPieces.size()]);
            break;
        case 3: { // less
            const auto at = m_random() % text.size();
            text.erase(at, 1 + m_random() % 20);
            break;
        }
        case 4: { // twice
            const auto at = m_random() % text.size();
            text.insert(place(text), text.substr(at, 1 + m_random() % 60));
            break;
        }
        case 5: // much
            text.insert(place(text),
                        std::string(m_random() % 20'000, static_cast<char>('a' + m_random() % 26)));
            break;
        default: { // of another request
            const std::string& other = seeds()[m_random() % seeds().size()];
            text.insert(place(text), other.substr(m_random() % other.size()));
        }
        }
    }

    std::mt19937 m_random;
};

struct Tally {
    long long sent = 0;
    long long answered = 0;
    long long connections = 0;
};

void fuzz(SoakContext& soak, unsigned seed, int count, Tally& tally) {
    Mutator mutator(seed);
    std::unique_ptr<Wire> wire;
    for (int i = 0; i < count; ++i) {
        const std::string request = mutator.next();
        try {
            if (!wire || !wire->isOpen()) {
                wire = std::make_unique<Wire>(soak.server.port());
                ++tally.connections;
            }
            ++tally.sent;
            wire->write(request);
            // a request that waits for more of itself is no hang: what follows ends it
            wire->write("\r\n\r\n0\r\n\r\n");
            wire->write("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            int status = 1;
            while (wire->isOpen() && status > 0) {
                status = wire->read();
                tally.answered += status > 0 ? 1 : 0;
                soak.require(status != -1, "no answer within ten seconds to: " + request.substr(0, 300));
                soak.require(status < 500 || status == 503,
                             std::to_string(status) + " to: " + request.substr(0, 300));
            }
            wire.reset();
        } catch (const boost::system::system_error&) {
            wire.reset(); // ended by the server, as it may
        }
    }
}

} // namespace

void fuzzedRequests(SoakContext& soak) {
    const int threads = 2;
    const int perThread = soak.pick(1500, 1'000'000) / threads;
    Tally warm;
    fuzz(soak, 1, soak.pick(500, 20'000), warm); // pools and caches fill up
    const double before = residentMib(soak.server);
    std::array<Tally, 2> tallies{};
    QElapsedTimer timer;
    timer.start();
    {
        std::vector<std::jthread> running;
        for (int i = 0; i < threads; ++i) {
            running.emplace_back(
                [&, i] { fuzz(soak, 100U + static_cast<unsigned>(i), perThread, tallies.at(i)); });
        }
    }
    const double after = residentMib(soak.server);
    soak.require(soak.client->send({"GET", "/healthz"}).status == 200, "the server does not answer any more");
    soak.require(soak.client->send({"GET", "/v1/users"}, &soak.kit->console).status == 200,
                 "a right request is not answered any more");
    const double sent = static_cast<double>(tallies[0].sent + tallies[1].sent);
    soak.require(sent > perThread, "nothing was sent");
    soak.require(after - before <= kMostGrowthMib,
                 "the memory grew by " + std::to_string(after - before) + " MiB");
    soak.measure("requests", sent);
    soak.measure("answers", static_cast<double>(tallies[0].answered + tallies[1].answered));
    soak.measure("requests_per_second", sent * 1000 / std::max(1.0, static_cast<double>(timer.elapsed())));
    soak.measure("rss_growth_mib", after - before);
}

} // namespace kaomon::soak
