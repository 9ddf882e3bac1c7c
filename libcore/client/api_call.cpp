// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/api_call.h"

#include <QRandomGenerator>

#include "base/id.h"
#include "client/http_date.h"
#include "client/ranged_call.h"
#include "wire/problem.h"

namespace kaomon::client {
namespace {

bool isRead(const Request& request) {
    return request.method == "GET";
}

ErrorCode codeOfStatus(int status) {
    switch (status) {
    case 400:
        return ErrorCode::MalformedRequest;
    case 401:
        return ErrorCode::Unauthenticated;
    case 403:
        return ErrorCode::Forbidden;
    case 404:
        return ErrorCode::NotFound;
    case 405:
        return ErrorCode::MethodNotAllowed;
    case 409:
        return ErrorCode::Conflict;
    case 410:
        return ErrorCode::ResyncRequired;
    case 412:
        return ErrorCode::StaleRevision;
    case 413:
        return ErrorCode::PayloadTooLarge;
    case 415:
        return ErrorCode::UnsupportedMediaType;
    case 422:
        return ErrorCode::ValidationFailed;
    case 428:
        return ErrorCode::PreconditionRequired;
    case 429:
        return ErrorCode::RateLimited;
    case 431:
        return ErrorCode::HeaderTooLarge;
    case 503:
        return ErrorCode::Unavailable;
    default:
        return status >= 500 ? ErrorCode::Internal : ErrorCode::ProtocolError;
    }
}

// The error of a reply that is not 2xx; by its status when it carries no problem that this version knows.
Error errorOf(const HttpReply& reply) {
    const auto problem = wire::decode<wire::Problem>(reply.body);
    if (!problem) {
        return Error(codeOfStatus(reply.status), "HTTP " + std::to_string(reply.status));
    }
    Error error(errorCodeFromWire(problem->code).value_or(codeOfStatus(reply.status)),
                "HTTP " + std::to_string(reply.status) + " " + problem->code + ", trace " + problem->traceId);
    if (problem->detail) {
        error.detail += ": " + *problem->detail;
    }
    if (problem->errors && !problem->errors->empty()) {
        error.field = problem->errors->front().pointer;
    }
    return error;
}

// Seconds of a Retry-After; 0 for none, and for one that is a date or unreasonable.
std::chrono::seconds retryAfterOf(const HttpReply& reply) {
    bool isNumber = false;
    const int seconds = QByteArray::fromStdString(reply.header("retry-after")).toInt(&isNumber);
    return std::chrono::seconds(isNumber && seconds > 0 && seconds <= 120 ? seconds : 0);
}

} // namespace

ApiCall::ApiCall(ApiClient& client, Request request)
    : QObject(&client)
    , m_client(client)
    , m_request(std::move(request)) {
    m_promise.start();
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this,
            [this] { finish(fail(ErrorCode::Timeout, "no answer in time")); });
    if (m_request.method == "POST" && m_request.options.idempotencyKey.empty()) {
        m_request.options.idempotencyKey = makeUuid();
    }
}

ApiCall::~ApiCall() {
    leaveWrite();
}

void ApiCall::start() {
    if (const auto& cancel = m_request.options.cancel) {
        if (cancel->isCancelled()) {
            return finish(fail(ErrorCode::Cancelled, "given up before it began"));
        }
        connect(cancel.get(), &CancelToken::cancelled, this,
                [this] { finish(fail(ErrorCode::Cancelled, "given up by the caller")); });
    }
    m_deadline.start(m_request.options.deadline.value_or(m_client.m_options.deadline));
    queue();
}

// What has its result, or will have it at once, lives until the event loop deletes it and must not be sent
// any more.
bool ApiCall::isGivenUp() const {
    const auto& cancel = m_request.options.cancel;
    return m_isFinished || (cancel && cancel->isCancelled());
}

void ApiCall::queue() {
    if (isGivenUp()) {
        return;
    }
    m_signer = m_request.options.isAnonymous ? nullptr : m_client.m_signer;
    if (m_signer == nullptr || isRead(m_request)) {
        return attempt();
    }
    m_signer->enterWrite(this, [this] {
        m_isWriting = true;
        isGivenUp() ? leaveWrite() : attempt();
    });
}

void ApiCall::attempt() {
    ++m_tries;
    m_exchange = m_client.m_transport->start(httpRequest(),
                                             [this](Result<HttpReply> reply) { receive(std::move(reply)); });
}

HttpRequest ApiCall::httpRequest() {
    HttpRequest http;
    http.method = m_request.method;
    http.target = m_request.path;
    http.body = m_request.body;
    http.timeout = std::max(std::chrono::milliseconds(1), m_deadline.remainingTimeAsDuration());
    const std::size_t most = m_request.options.maximumReplyBytes;
    http.maximumReplyBytes = most > 0 ? most : m_client.m_options.maximumReplyBytes;
    http.headers = m_headers;
    http.headers.emplace_back("Accept", "application/json, application/problem+json");
    // by which the server tells how long this version is supported
    http.headers.emplace_back("Kaomon-Client", "kaomon/" KAOMON_VERSION "; api=1.0");
    if (!m_request.body.empty()) {
        http.headers.emplace_back("Content-Type", m_request.contentType);
    }
    if (!m_request.options.idempotencyKey.empty()) {
        http.headers.emplace_back("Idempotency-Key", m_request.options.idempotencyKey);
    }
    if (m_request.options.ifMatchRevision) {
        http.headers.emplace_back("If-Match",
                                  "\"r" + std::to_string(*m_request.options.ifMatchRevision) + "\"");
    }
    if (m_signer != nullptr) {
        addAuthorisation(http);
    }
    return http;
}

void ApiCall::addAuthorisation(HttpRequest& http) {
    const bool hasToken = m_client.hasAccessToken() && !m_request.options.isWithoutToken;
    m_token = m_client.m_tokens;
    const std::string_view token =
        hasToken ? std::string_view(m_client.m_token.reveal()) : std::string_view();
    if (hasToken) {
        http.headers.emplace_back("Authorization", "Bearer " + std::string(token));
    }
    http.headers.emplace_back("Kaomon-Proof", m_signer->sign({http.method, http.target, http.body, token}));
}

void ApiCall::receive(Result<HttpReply> reply) {
    m_client.setReachable(reply.has_value());
    if (!reply) {
        if (!retry(reply.error())) {
            finish(propagate(reply.error()));
        }
        return;
    }
    if (reply->status < 200 || reply->status > 299) {
        return receiveProblem(*reply);
    }
    RawReply raw;
    raw.status = reply->status;
    raw.etag = reply->header("etag");
    raw.body = std::move(reply->body);
    finish(std::move(raw));
}

void ApiCall::receiveProblem(const HttpReply& reply) {
    const Error error = errorOf(reply);
    m_retryAfter = retryAfterOf(reply);
    if (correctClock(reply, error) || retry(error)) {
        return;
    }
    const bool isSessionLost = error.code == ErrorCode::Unauthenticated && m_signer != nullptr &&
                               (m_client.hasAccessToken() || m_client.m_isHolding) &&
                               !m_request.options.isWithoutToken;
    if (isSessionLost && waitForSession(error)) {
        return;
    }
    if (isSessionLost) {
        // From the event loop: a listener may destroy the client.
        QMetaObject::invokeMethod(&m_client, &ApiClient::sessionLost, Qt::QueuedConnection);
    }
    finish(propagate(error));
}

// Once for each call: one that is refused again after a new sign-in is refused.
bool ApiCall::waitForSession(const Error& error) {
    if (!m_client.m_mayHold || std::exchange(m_hasWaited, true)) {
        return false;
    }
    leaveWrite();
    m_tries = 0;
    if (m_token != m_client.m_tokens && !m_client.m_isHolding) {
        QTimer::singleShot(0, this, &ApiCall::queue); // somebody has signed in again meanwhile
        return true;
    }
    m_deadline.stop();
    connect(
        &m_client, &ApiClient::sessionDecided, this,
        [this, error](bool isSignedIn) {
            if (!isSignedIn) {
                finish(propagate(error));
                return;
            }
            m_deadline.start(m_request.options.deadline.value_or(m_client.m_options.deadline));
            QTimer::singleShot(0, this, &ApiCall::queue);
        },
        Qt::SingleShotConnection);
    if (!std::exchange(m_client.m_isHolding, true)) {
        QMetaObject::invokeMethod(&m_client, &ApiClient::sessionLost, Qt::QueuedConnection);
    }
    return true;
}

bool ApiCall::correctClock(const HttpReply& reply, const Error& error) {
    if (error.code != ErrorCode::ClockSkew || m_isClockCorrected || m_signer == nullptr) {
        return false;
    }
    const auto problem = wire::decode<wire::Problem>(reply.body);
    const auto time =
        problem && problem->serverTime ? problem->serverTime : parseHttpDate(reply.header("date"));
    if (!time) {
        return false;
    }
    m_isClockCorrected = true;
    m_signer->setServerTime(*time);
    leaveWrite();
    QTimer::singleShot(0, this, &ApiCall::queue);
    return true;
}

bool ApiCall::mayRepeat(const Error& error) const {
    if (error.code == ErrorCode::Unavailable) {
        return true; // refused before anything was done
    }
    return error.code == ErrorCode::ServerUnreachable &&
           (isRead(m_request) || !m_request.options.idempotencyKey.empty());
}

bool ApiCall::retry(const Error& error) {
    if (!mayRepeat(error) || m_tries >= m_client.m_options.maximumTries) {
        return false;
    }
    leaveWrite();
    // what the server asks for is spread upwards, so that those who were refused together do not come
    // together
    const auto asked = std::chrono::milliseconds(std::exchange(m_retryAfter, std::chrono::seconds(0)));
    const auto own = m_client.m_options.firstDelay * (1 << (m_tries - 1));
    const double random = QRandomGenerator::global()->generateDouble() / 2;
    const auto scaled = [](std::chrono::milliseconds time, double by) {
        return std::chrono::milliseconds(static_cast<long long>(static_cast<double>(time.count()) * by));
    };
    const auto delay = std::max(scaled(asked, 1 + random), scaled(own, 0.5 + random));
    if (asked.count() > 0 && m_deadline.remainingTimeAsDuration() <= delay) {
        return false; // it would come too late
    }
    QTimer::singleShot(delay, this, &ApiCall::queue);
    return true;
}

void ApiCall::leaveWrite() {
    if (std::exchange(m_isWriting, false)) {
        m_signer->leaveWrite();
    }
}

void ApiCall::finish(Result<RawReply> result) {
    if (std::exchange(m_isFinished, true)) {
        return;
    }
    m_deadline.stop();
    m_exchange.reset();
    if (const auto& cancel = m_request.options.cancel) {
        cancel->disconnect(this);
    }
    auto promise = std::move(m_promise);
    deleteLater();
    leaveWrite();
    promise.addResult(std::move(result));
    promise.finish();
}

QFuture<Result<std::string>> getStretch(ApiClient& api, Request request, const ByteStretch& stretch) {
    const long long length = stretch.length;
    request.options.maximumReplyBytes = static_cast<std::size_t>(length);
    auto* call = new ApiCall(api, std::move(request));
    call->addHeader("Range", "bytes=" + std::to_string(stretch.from) + "-" +
                                 std::to_string(stretch.from + length - 1));
    call->addHeader("If-Range", "\"" + stretch.etag + "\"");
    QFuture<Result<RawReply>> future = call->future();
    call->start();
    return future.then([length](const Result<RawReply>& raw) -> Result<std::string> {
        if (!raw) {
            // the whole of another thing does not fit into what was asked for
            return raw.error().code == ErrorCode::PayloadTooLarge
                       ? fail(ErrorCode::Conflict, "another one by now")
                       : propagate(raw.error());
        }
        constexpr int kPartialContent = 206;
        if (raw->status != kPartialContent || static_cast<long long>(raw->body.size()) > length) {
            return fail(ErrorCode::Conflict, "another one by now");
        }
        return raw->body;
    });
}

} // namespace kaomon::client
