// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/connection.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <random>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include "base/log.h"
#include "crypto/secret_key.h"
#include "domain/forwarded.h"
#include "http/connection_times.h"
#include "http/framing.h"
#include "http/web_socket.h"

namespace kaomon::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using std::chrono::seconds;

constexpr seconds kLingerTime{2};
constexpr std::size_t kMostLingered = 4 * 1024 * 1024;
constexpr std::size_t kSlowestRate = 8 * 1024; // bytes a second
constexpr std::size_t kHeaderLimit = 8 * 1024;
constexpr std::size_t kReadAhead = 16 * 1024;
constexpr int kSwitchingProtocols = 101;
// What a proxy asks on its own behalf, to learn whether this server lives.
constexpr auto kProbes = std::to_array<std::string_view>({"/healthz", "/readyz"});
// What senders say of themselves; no handler sees it.
constexpr auto kClaims =
    std::to_array<const char*>({"forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-port",
                                "x-forwarded-proto", "x-real-ip", "cf-connecting-ip", "true-client-ip"});

auto into(beast::error_code& error) {
    return asio::redirect_error(asio::use_awaitable, error);
}

seconds timeFor(seconds base, std::size_t size) {
    return base + seconds(size / kSlowestRate);
}

std::string_view view(beast::string_view text) {
    return {text.data(), text.size()};
}

bool isTraceParent(std::string_view text) {
    return text.size() == 55 && text.starts_with("00-") && text[35] == '-' &&
           text.substr(3, 32).find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// The trace id of the caller, or a new one.
std::string traceIdOf(const Request& request) {
    const auto parent = request.header("traceparent");
    if (isTraceParent(parent)) {
        return std::string(parent.substr(3, 32));
    }
    thread_local std::mt19937_64 generator{std::random_device{}()};
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string id(32, '0');
    for (std::size_t i = 0; i < id.size(); i += 16) {
        auto bits = generator();
        for (std::size_t j = 0; j < 16; ++j, bits >>= 4U) {
            id[i + j] = kDigits[bits & 15U];
        }
    }
    return id;
}

template<class Message>
void setFields(Message& message, const Response& response) {
    namespace http = beast::http;
    for (const auto& [name, value] : response.headers) {
        message.insert(name, value);
    }
    if (!response.contentType.empty()) {
        message.set(http::field::content_type, response.contentType);
    }
    message.set(http::field::cache_control, "no-store");
    message.set("X-Content-Type-Options", "nosniff");
    message.set(http::field::strict_transport_security, "max-age=31536000");
}

Error errorOf(const beast::error_code& error) {
    namespace http = beast::http;
    if (error == http::error::header_limit || error == http::error::buffer_overflow) {
        return Error(ErrorCode::HeaderTooLarge, "header too large");
    }
    if (error == http::error::body_limit) {
        return Error(ErrorCode::PayloadTooLarge, "body too large");
    }
    if (error.category() == make_error_code(http::error::bad_method).category() &&
        error != http::error::end_of_stream && error != http::error::partial_message) {
        return Error(ErrorCode::MalformedRequest, "malformed HTTP");
    }
    return Error(error == beast::error::timeout ? ErrorCode::Timeout : ErrorCode::Cancelled,
                 "connection ended");
}

} // namespace

Connection::Connection(asio::ip::tcp::socket socket, asio::ssl::context& tls, Dispatcher& dispatcher,
                       const std::vector<domain::IpRange>& trustedProxies, const Phase& phase)
    : m_stream(beast::tcp_stream(std::move(socket)), tls)
    , m_dispatcher(dispatcher)
    , m_phase(phase)
    , m_trustedProxies(trustedProxies) {
    beast::error_code ignored;
    auto& lowest = beast::get_lowest_layer(m_stream).socket();
    lowest.set_option(asio::ip::tcp::no_delay(true), ignored);
    const auto endpoint = lowest.remote_endpoint(ignored);
    if (!ignored) {
        m_peer = domain::IpAddress::parse(endpoint.address().to_string()).value_or(m_peer);
    }
    m_isProxy = domain::isIn(m_trustedProxies, m_peer);
}

void Connection::closeIfIdle(bool isUnusedToo) {
    if (m_isIdle && (isUnusedToo || !m_isUnused)) {
        abort();
    }
}

void Connection::cut() {
    if (m_isIdle || m_isWebSocket) {
        abort();
    }
}

void Connection::abort() {
    beast::get_lowest_layer(m_stream).close();
}

Awaitable<void> Connection::run() {
    beast::error_code error;
    beast::get_lowest_layer(m_stream).expires_after(connectionTimes().handshake);
    co_await m_stream.async_handshake(asio::ssl::stream_base::server, into(error));
    if (error) {
        log::debug("http.handshake_failed", {{"peer", m_peer.text()}, {"why", error.message()}});
        co_return;
    }
    // one await for each statement: GCC 12 evaluates an await behind && in a loop's condition in any case
    bool goesOn = true;
    while (goesOn && (m_isUnused || !m_phase.isDraining)) {
        const bool hasData = co_await waitForData();
        if (!hasData) {
            break;
        }
        m_isUnused = false;
        goesOn = co_await serveOne();
    }
    co_await shutDown();
}

Awaitable<bool> Connection::waitForData() {
    if (m_buffer.size() > 0) {
        co_return true;
    }
    m_isIdle = true;
    beast::error_code error;
    beast::get_lowest_layer(m_stream).expires_after(connectionTimes().idle);
    const std::size_t size = co_await m_stream.async_read_some(m_buffer.prepare(kReadAhead), into(error));
    m_buffer.commit(size);
    m_isIdle = false;
    co_return !error;
}

Awaitable<bool> Connection::serveOne() {
    HeaderParser parser;
    parser.header_limit(kHeaderLimit);
    auto request = co_await readRequest(parser);
    const unsigned version = parser.is_header_done() ? parser.get().version() : 11;
    if (!request) {
        if (request.error().code == ErrorCode::Cancelled) {
            co_return false;
        }
        const std::string traceId = traceIdOf(Request());
        log::info("http.refused", {{"trace", traceId},
                                   {"code", wireName(request.error().code)},
                                   {"detail", request.error().detail},
                                   {"peer", m_peer.text()}});
        const auto target = parser.is_header_done() ? parser.get().target() : beast::string_view();
        co_await write(m_dispatcher.refusal(request.error(), traceId, {target.data(), target.size()}),
                       version, false);
        if (m_isBodyLeft || request.error().code == ErrorCode::PayloadTooLarge) {
            co_await linger();
        }
        co_return false;
    }
    beast::get_lowest_layer(m_stream).expires_never();
    Response response = co_await m_dispatcher.handle(*request);
    if (response.status == kSwitchingProtocols) {
        co_await becomeStream(*request, std::move(response));
        co_return false;
    }
    co_return co_await write(std::move(response), version, m_wantsMore);
}

Awaitable<void> Connection::becomeStream(const Request& request, Response response) {
    if (m_isProxy) { // one client from now on, the one that the proxy named
        m_peer = request.address;
        m_isProxy = false;
    }
    if (m_buffer.size() > 0) {
        co_return; // nobody may speak before the change of protocols is answered
    }
    m_isWebSocket = true;
    co_await serveWebSocket(m_stream, request, std::move(response.stream));
}

Awaitable<Result<Request>> Connection::readRequest(HeaderParser& parser) {
    beast::error_code error;
    beast::get_lowest_layer(m_stream).expires_after(connectionTimes().header);
    co_await beast::http::async_read_header(m_stream, m_buffer, parser, into(error));
    if (error) {
        co_return propagate(errorOf(error));
    }
    const auto& message = parser.get();
    m_wantsMore = message.keep_alive(); // the fields move on with the body
    Head head;
    head.version = static_cast<int>(message.version());
    for (const auto& field : message) {
        head.fields.emplace_back(std::string(view(field.name_string())), std::string(view(field.value())));
    }
    auto fields = checkFraming(head);
    if (!fields) {
        co_return propagate(fields.error());
    }
    Request request;
    request.method = std::string(view(message.method_string()));
    request.headers = std::move(*fields);
    request.traceId = traceIdOf(request);
    if (const Status split = splitTarget(std::string(view(message.target())), request); !split) {
        co_return propagate(split.error());
    }
    if (const Status known = readAddress(request); !known) {
        co_return propagate(known.error());
    }
    if (!request.header("upgrade").empty() && !m_dispatcher.isUpgrade(request.method, request.path)) {
        co_return fail(ErrorCode::MalformedRequest, "this route is no WebSocket");
    }
    const auto length = request.headers.find("content-length");
    const std::size_t size = length == request.headers.end() ? 0 : std::stoull(length->second);
    const std::size_t limit = size == 0 ? 0 : m_dispatcher.bodyLimit(request.method, request.path);
    if (size > std::max(limit, kDefaultBodyLimit)) {
        co_return fail(ErrorCode::PayloadTooLarge, "body too large");
    }
    if (size > kDefaultBodyLimit) { // nobody fills the memory before he has said who he is
        if (const Status screened = co_await m_dispatcher.screen(request); !screened) {
            m_isBodyLeft = true;
            co_return propagate(screened.error());
        }
    }
    beast::get_lowest_layer(m_stream).expires_after(timeFor(connectionTimes().body, size));
    if (size > 0 && request.header("expect") == "100-continue") {
        beast::http::response<beast::http::empty_body> go(beast::http::status::continue_, message.version());
        co_await beast::http::async_write(m_stream, go, into(error));
    }
    beast::http::request_parser<beast::http::string_body> body(std::move(parser));
    body.body_limit(size);
    if (size > 0 && !error) {
        co_await beast::http::async_read(m_stream, m_buffer, body, into(error));
    }
    if (error) {
        co_return propagate(errorOf(error));
    }
    request.body = std::move(body.get().body());
    co_return request;
}

Awaitable<bool> Connection::writeStream(Response response, unsigned version, bool keepsAlive) {
    namespace http = beast::http;
    http::response<http::buffer_body> message(static_cast<http::status>(response.status), version);
    setFields(message, response);
    // HTTP/1.0 knows no chunks: its body ends with the connection
    const bool isChunked = version == 11;
    const bool staysOpen = isChunked && keepsAlive && !response.closesConnection && !m_phase.isLast;
    message.keep_alive(staysOpen);
    message.chunked(isChunked);
    message.body().data = nullptr;
    message.body().more = true;
    http::response_serializer<http::buffer_body> serializer(message);
    beast::error_code error;
    beast::get_lowest_layer(m_stream).expires_after(connectionTimes().write);
    co_await http::async_write_header(m_stream, serializer, into(error));
    while (!error && !serializer.is_done()) {
        beast::get_lowest_layer(m_stream).expires_never();
        auto piece = co_await response.stream();
        if (!piece) {
            log::warning("http.stream_cut",
                         {{"code", wireName(piece.error().code)}, {"peer", m_peer.text()}});
            co_return false;
        }
        message.body().data = piece->empty() ? nullptr : piece->data();
        message.body().size = piece->size();
        message.body().more = !piece->empty();
        beast::get_lowest_layer(m_stream).expires_after(timeFor(connectionTimes().write, piece->size()));
        co_await http::async_write(m_stream, serializer, into(error));
        if (error == http::error::need_buffer) { // this piece is out
            error = {};
        }
    }
    co_return !error && staysOpen;
}

Status Connection::readAddress(Request& request) {
    const auto forwarded = request.headers.find("x-forwarded-for");
    const bool isSent = forwarded != request.headers.end();
    const bool isProbe = m_isProxy && !isSent && std::ranges::find(kProbes, request.path) != kProbes.end();
    const auto client =
        isProbe ? Result<domain::IpAddress>(m_peer)
                : domain::clientAddress(
                      m_peer, isSent ? std::optional<std::string_view>(forwarded->second) : std::nullopt,
                      m_trustedProxies);
    if (!client) {
        return propagate(client.error());
    }
    for (const char* claim : kClaims) {
        request.headers.erase(claim);
    }
    request.address = *client;
    request.peer = client->text();
    request.admission = &m_admission;
    return {};
}

Awaitable<bool> Connection::write(Response response, unsigned version, bool keepsAlive) {
    namespace http = beast::http;
    if (response.stream) {
        co_return co_await writeStream(std::move(response), version, keepsAlive);
    }
    http::response<http::string_body> message(static_cast<http::status>(response.status), version);
    setFields(message, response);
    const bool staysOpen = keepsAlive && !response.closesConnection && !m_phase.isLast;
    message.keep_alive(staysOpen);
    const std::size_t size = response.body.size();
    message.body() = std::move(response.body);
    if (response.status != 204 && response.status != 304) {
        message.content_length(size);
    }
    beast::error_code error;
    beast::get_lowest_layer(m_stream).expires_after(timeFor(connectionTimes().write, size));
    co_await http::async_write(m_stream, message, into(error));
    co_return !error && staysOpen;
}

// Who is still sending a body would lose the answer together with the connection: for a moment the rest is
// read and thrown away.
Awaitable<void> Connection::linger() {
    beast::error_code error;
    beast::get_lowest_layer(m_stream).expires_after(kLingerTime);
    std::array<char, kReadAhead> thrownAway{};
    std::size_t size = 0;
    while (!error && size < kMostLingered) {
        size += co_await m_stream.async_read_some(asio::buffer(thrownAway), into(error));
    }
}

Awaitable<void> Connection::shutDown() {
    beast::error_code ignored;
    beast::get_lowest_layer(m_stream).expires_after(connectionTimes().shutdown);
    co_await m_stream.async_shutdown(into(ignored));
    beast::get_lowest_layer(m_stream).close();
}

} // namespace kaomon::http
