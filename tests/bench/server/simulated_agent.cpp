// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulated_agent.h"

#include <random>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>

#include "crypto/request_proof.h"
#include "wire/changes.h"
#include "wire/events.h"
#include "wire/stream.h"

namespace kaomon::bench {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;
using asio::ip::tcp;
using Steady = std::chrono::steady_clock;
using Tls = asio::ssl::stream<beast::tcp_stream>;
using namespace std::chrono_literals;

constexpr auto kReconnect = 60'000ms;
constexpr auto kFetchEvery = 300'000ms;
constexpr auto kReportEvery = 600'000ms;
constexpr auto kRequestTime = 30s;

float since(Steady::time_point begun) {
    return std::chrono::duration<float, std::milli>(Steady::now() - begun).count();
}

std::string eventBody(long long seq) {
    wire::Event event;
    event.id = EventId::generate();
    event.seq = seq;
    event.at = SystemClock().now();
    event.kind = "auth";
    event.code = "LOGON_OK";
    event.result = "ok";
    event.severity = "info";
    event.clientVersion = "1";
    event.detail.elapsedMs = 120;
    return wire::encode(wire::EventBatch{{event}});
}

asio::awaitable<void> connect(Tls& stream, unsigned short port) {
    auto& lowest = beast::get_lowest_layer(stream);
    lowest.expires_after(kRequestTime);
    co_await lowest.async_connect(tcp::endpoint(asio::ip::address_v4::loopback(), port), asio::use_awaitable);
    lowest.socket().set_option(tcp::no_delay(true));
    co_await stream.async_handshake(asio::ssl::stream_base::client, asio::use_awaitable);
}

} // namespace

SimulatedAgent::SimulatedAgent(asio::io_context& io, asio::ssl::context& tls, const BenchDevice& device,
                               unsigned short port, double speed, AgentFigures& figures)
    : m_io(io)
    , m_tls(tls)
    , m_device(device)
    , m_port(port)
    , m_speed(speed)
    , m_figures(figures)
    , m_counter(static_cast<std::uint64_t>(toEpochMicros(SystemClock().now()))) {}

void SimulatedAgent::start() {
    asio::co_spawn(m_io, followStream(), asio::detached);
    asio::co_spawn(m_io, fetchEvery(kFetchEvery), asio::detached);
    asio::co_spawn(m_io, reportEvery(kReportEvery), asio::detached);
}

SimulatedAgent::Milliseconds SimulatedAgent::partOf(Milliseconds time) {
    static thread_local std::mt19937_64 random{std::random_device{}()};
    const double part = std::uniform_real_distribution<double>(0, 1)(random);
    return Milliseconds(static_cast<long long>(static_cast<double>(time.count()) * part / m_speed));
}

std::string SimulatedAgent::proof(const std::string& method, const std::string& target,
                                  const std::string& body) {
    return crypto::RequestProof::make({method, target, body, {}}, m_device.id.text(), m_device.key,
                                      SystemClock().now(), ++m_counter)
        .header();
}

asio::awaitable<void> SimulatedAgent::pause(Milliseconds time) {
    asio::steady_timer timer(m_io, time);
    co_await timer.async_wait(asio::use_awaitable);
}

asio::awaitable<void> SimulatedAgent::followStream() {
    for (;;) {
        co_await pause(partOf(kReconnect));
        try {
            co_await readStream();
        } catch (const boost::system::system_error&) {
            m_figures.failures += m_isConnected ? 0 : 1;
        }
        m_isConnected = false;
    }
}

asio::awaitable<void> SimulatedAgent::readStream() {
    const auto begun = Steady::now();
    websocket::stream<Tls> socket(m_io, m_tls);
    co_await connect(socket.next_layer(), m_port);
    beast::get_lowest_layer(socket).expires_never();
    const std::string header = proof("GET", "/v1/stream", {});
    socket.set_option(websocket::stream_base::decorator(
        [&header](websocket::request_type& request) { request.set("Kaomon-Proof", header); }));
    co_await socket.async_handshake("localhost", "/v1/stream", asio::use_awaitable);
    m_figures.times.push_back(since(begun));
    ++m_figures.connects;
    m_isConnected = true;
    beast::flat_buffer buffer;
    for (;;) {
        buffer.clear();
        co_await socket.async_read(buffer, asio::use_awaitable);
        const auto hint = wire::decode<wire::StreamHint>(beast::buffers_to_string(buffer.data()));
        ++m_figures.hints;
        if (hint && !hint->ended && hint->rev != m_knownRev) {
            asio::co_spawn(
                m_io,
                [this, within = hint->withinMs]() -> asio::awaitable<void> {
                    co_await pause(partOf(Milliseconds(within)));
                    co_await fetch();
                },
                asio::detached);
        }
    }
}

asio::awaitable<void> SimulatedAgent::fetchEvery(Milliseconds period) {
    co_await pause(partOf(period));
    for (;;) {
        co_await fetch();
        co_await pause(
            Milliseconds(static_cast<long long>(static_cast<double>(period.count()) * 0.8 / m_speed)) +
            partOf(period * 2 / 5));
    }
}

asio::awaitable<void> SimulatedAgent::reportEvery(Milliseconds period) {
    for (;;) {
        co_await pause(partOf(period * 2));
        const std::string body = eventBody(++m_seq);
        (void)co_await ask("POST", "/v1/events", body);
    }
}

asio::awaitable<void> SimulatedAgent::fetch() {
    if (m_isFetching) {
        co_return;
    }
    m_isFetching = true;
    for (bool more = true; more;) {
        const std::string target = "/v1/changes?limit=500" + (m_since.empty() ? "" : "&since=" + m_since);
        const auto page = wire::decode<wire::ChangePage>(co_await ask("GET", target, {}));
        more = page && page->more;
        if (page) {
            m_since = page->next;
            m_knownRev = page->upto;
        }
    }
    m_isFetching = false;
}

asio::awaitable<std::string> SimulatedAgent::ask(std::string method, std::string target, std::string body) {
    const auto begun = Steady::now();
    try {
        Tls stream(m_io, m_tls);
        co_await connect(stream, m_port);
        http::request<http::string_body> request(http::string_to_verb(method), target, 11);
        request.set(http::field::host, "localhost");
        request.set(http::field::connection, "close");
        request.set("Kaomon-Proof", proof(method, target, body));
        if (!body.empty()) {
            request.set(http::field::content_type, "application/json");
            request.set("Idempotency-Key", makeUuid());
            request.body() = std::move(body);
        }
        request.prepare_payload();
        co_await http::async_write(stream, request, asio::use_awaitable);
        beast::flat_buffer buffer;
        http::response_parser<http::string_body> parser;
        parser.body_limit(64U << 20U);
        co_await http::async_read(stream, buffer, parser, asio::use_awaitable);
        m_figures.times.push_back(since(begun));
        if (parser.get().result_int() / 100 == 2) {
            ++m_figures.requests;
            co_return parser.get().body();
        }
    } catch (const boost::system::system_error&) {
        ++m_figures.failures;
        co_return std::string();
    }
    ++m_figures.failures;
    co_return std::string();
}

} // namespace kaomon::bench
