// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/http/test_client.h"

#include <algorithm>
#include <chrono>
#include <fstream>

#include <poll.h>
#include <sys/socket.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/json.hpp>

#include "base/base64.h"
#include "base/id.h"
#include "crypto/request_proof.h"
#include "support/http/test_time.h"

namespace kaomon::test {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

Reply toReply(const http::response<http::string_body>& response) {
    Reply reply{static_cast<int>(response.result_int()), {}, response.body()};
    for (const auto& field : response) {
        std::string name(field.name_string());
        for (char& c : name) {
            c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
        reply.headers[name] = std::string(field.value());
    }
    return reply;
}

http::request<http::string_body> requestOf(const Call& call, unsigned short port) {
    http::request<http::string_body> request(http::string_to_verb(call.method), call.target, 11);
    if (request.method() == http::verb::unknown) {
        request.method_string(call.method);
    }
    request.set(http::field::host, "127.0.0.1:" + std::to_string(port));
    if (!call.body.empty()) {
        request.set(http::field::content_type, "application/json");
        request.body() = call.body;
    }
    for (const auto& [name, value] : call.headers) {
        request.set(name, value);
    }
    request.prepare_payload();
    return request;
}

} // namespace

std::string Reply::header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
}

std::string Reply::code() const {
    boost::system::error_code error;
    const auto value = boost::json::parse(body, error);
    const auto* object = error ? nullptr : value.if_object();
    const auto* text = object == nullptr ? nullptr : object->if_contains("code");
    return text == nullptr || !text->is_string() ? std::string() : std::string(text->get_string());
}

Caller Caller::console() {
    Caller caller;
    caller.key = crypto::SigningKey::generate();
    caller.keyId = crypto::sessionKeyId(caller.key.publicKey());
    caller.counter = static_cast<std::uint64_t>(toEpochMicros(wallNow()));
    return caller;
}

Caller Caller::device(const std::string& deviceId, const crypto::SigningKey& key) {
    Caller caller;
    caller.key = key.clone();
    caller.keyId = deviceId;
    caller.counter = static_cast<std::uint64_t>(toEpochMicros(wallNow()));
    return caller;
}

struct TestClient::Connection {
    Connection(unsigned short port, const std::string& from)
        : context(asio::ssl::context::tls_client)
        , stream(io, context) {
        const asio::ip::tcp::endpoint server(asio::ip::make_address("127.0.0.1"), port);
        stream.next_layer().open(asio::ip::tcp::v4());
        stream.next_layer().bind({asio::ip::make_address(from), 0});
        stream.next_layer().connect(server);
        // As Kaomon's own clients do: a second piece would wait 40 ms for the word that the first arrived.
        stream.next_layer().set_option(asio::ip::tcp::no_delay(true));
        stream.handshake(asio::ssl::stream_base::client);
    }

    asio::io_context io;
    asio::ssl::context context;
    asio::ssl::stream<asio::ip::tcp::socket> stream;
    beast::flat_buffer buffer;
};

TestClient::TestClient(unsigned short port, std::string recordFile, std::string from)
    : m_port(port)
    , m_recordFile(std::move(recordFile))
    , m_from(std::move(from)) {}

TestClient::~TestClient() = default;

std::string TestClient::proofHeader(const Call& call, Caller& caller) {
    // by the clock, so that several callers with one key do not fall behind each other
    const auto byClock = static_cast<std::uint64_t>(toEpochMicros(wallNow()));
    caller.counter = std::max(caller.counter, byClock - 1);
    return nextProofHeader(call, caller);
}

std::string TestClient::nextProofHeader(const Call& call, Caller& caller) {
    const TimePoint at = call.signedAt == TimePoint() ? wallNow() : call.signedAt;
    const crypto::ProofInput input{call.method, call.target, call.body, caller.token};
    ++caller.counter;
    return crypto::RequestProof::make(input, caller.keyId, caller.key, at, caller.counter).header();
}

Reply TestClient::send(Call call, Caller* caller) {
    call = prepared(std::move(call));
    if (caller == nullptr) {
        return exchange(call);
    }
    Reply reply = sendWithProof(call, proofHeader(call, *caller), caller->token);
    if (reply.code() == "reauth_required" && !caller->reauth.empty()) {
        const Call again{"POST", "/v1/session/reauth", caller->reauth, {{"Idempotency-Key", makeUuid()}}};
        if (sendWithProof(again, proofHeader(again, *caller), caller->token).status == 200) {
            reply = sendWithProof(call, proofHeader(call, *caller), caller->token);
        }
    }
    return reply;
}

Reply TestClient::sendWithProof(Call call, const std::string& proof, const std::string& token) {
    call.headers["Kaomon-Proof"] = proof;
    if (!token.empty()) {
        call.headers["Authorization"] = "Bearer " + token;
    }
    return exchange(call);
}

void TestClient::sendAndHangUp(Call call, Caller& caller) {
    call = prepared(std::move(call));
    call.headers["Kaomon-Proof"] = proofHeader(call, caller);
    if (!caller.token.empty()) {
        call.headers["Authorization"] = "Bearer " + caller.token;
    }
    try {
        Connection connection(m_port, m_from);
        http::write(connection.stream, requestOf(call, m_port));
    } catch (const boost::system::system_error&) {
        return; // it may have arrived or not; that is the point
    }
}

Call TestClient::prepared(Call call) {
    if (call.method == "POST" && !call.headers.contains("Idempotency-Key")) {
        call.headers["Idempotency-Key"] = makeUuid();
    }
    return call;
}

// By its trace id a request is found again in the server's logs.
void TestClient::mark(Call& call) {
    std::string id = makeUuid();
    std::erase(id, '-');
    call.headers.emplace("traceparent", "00-" + id + "-" + id.substr(16) + "-01");
}

Reply TestClient::exchange(Call call) {
    mark(call);
    const auto request = requestOf(call, m_port);
    // A kept connection may have been closed meanwhile: one new one is tried.
    for (int attempt = 0; attempt < 2; ++attempt) {
        try {
            const bool isFresh = !m_connection;
            if (isFresh) {
                m_connection = std::make_unique<Connection>(m_port, m_from);
            }
            http::write(m_connection->stream, request);
            http::response_parser<http::string_body> parser;
            parser.body_limit(64 * 1024 * 1024);
            http::read(m_connection->stream, m_connection->buffer, parser);
            const Reply reply = toReply(parser.get());
            if (!parser.get().keep_alive()) {
                m_connection.reset();
            }
            record(call, reply);
            return reply;
        } catch (const boost::system::system_error&) {
            m_connection.reset();
        }
    }
    return {};
}

Reply TestClient::sendRaw(std::string_view bytes) {
    try {
        Connection connection(m_port, m_from);
        boost::system::error_code ignored;
        asio::write(connection.stream, asio::buffer(bytes.data(), bytes.size()), ignored);
        http::response_parser<http::string_body> parser;
        http::read(connection.stream, connection.buffer, parser);
        return toReply(parser.get());
    } catch (const boost::system::system_error&) {
        return {};
    }
}

std::vector<Reply> TestClient::sendRawAll(std::string_view bytes) {
    std::vector<Reply> replies;
    try {
        Connection connection(m_port, m_from);
        asio::write(connection.stream, asio::buffer(bytes.data(), bytes.size()));
        for (;;) {
            http::response_parser<http::string_body> parser;
            http::read(connection.stream, connection.buffer, parser);
            replies.push_back(toReply(parser.get()));
        }
    } catch (const boost::system::system_error&) {
        // the end, one way or the other
    }
    return replies;
}

bool TestClient::connect() {
    try {
        m_connection = std::make_unique<Connection>(m_port, m_from);
    } catch (const boost::system::system_error&) {
        m_connection.reset();
    }
    return m_connection != nullptr;
}

bool TestClient::isCutWithin(std::chrono::milliseconds time) {
    if (!m_connection) {
        return false;
    }
    // the end itself: in front of it there may be a farewell of TLS
    pollfd watched{m_connection->stream.next_layer().native_handle(), POLLRDHUP, 0};
    return ::poll(&watched, 1, static_cast<int>(time.count())) == 1;
}

void TestClient::record(const Call& call, const Reply& reply) {
    ++m_sent;
    if (m_recordFile.empty()) {
        return;
    }
    const auto header = [&call](const char* name) {
        const auto found = call.headers.find(name);
        return found == call.headers.end() ? std::string() : found->second;
    };
    const std::string parent = header("traceparent");
    boost::json::object line{{"method", call.method},
                             {"trace", parent.size() > 35 ? parent.substr(3, 32) : std::string()},
                             {"idempotency_key", header("Idempotency-Key")},
                             {"path", call.target},
                             {"status", reply.status},
                             {"content_type", reply.header("content-type")},
                             {"body", reply.body}};
    boost::json::error_code error;
    (void)boost::json::parse(boost::json::serialize(line), error);
    if (error) { // no UTF-8, as an export in CP932: JSON cannot hold it
        line["body"] = toBase64Url(Bytes(reply.body.begin(), reply.body.end()));
    }
    std::ofstream(m_recordFile, std::ios::app) << boost::json::serialize(line) << '\n';
}

} // namespace kaomon::test
