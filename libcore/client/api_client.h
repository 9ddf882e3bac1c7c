// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <QFuture>
#include <QObject>

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "client/cancel_token.h"
#include "client/request_signer.h"
#include "client/transport.h"
#include "wire/codec.h"

namespace kaomon::client {

// What may differ from call to call.
struct CallOptions {
    std::optional<long long> ifMatchRevision; // sent as If-Match: "r<rev>"
    std::string idempotencyKey; // made by the client for a POST when empty; kept over its retries
    std::optional<std::chrono::milliseconds> deadline;
    std::shared_ptr<CancelToken> cancel;
    std::size_t maximumReplyBytes = 0; // 0: that of the client
    bool isAnonymous = false;          // neither token nor proof (prelogin, bootstrap, enrolment)
    bool isWithoutToken = false;       // proof, but no token (sign-in, refresh)
};

struct Request {
    std::string method; // GET, POST, PUT, PATCH, DELETE
    std::string path;   // with its query, beginning with "/v1/"
    std::string body;   // JSON unless contentType says otherwise; empty when there is none
    CallOptions options;
    std::string contentType = "application/json"; // of the body
};

struct RawReply {
    int status = 0;
    std::string body;
    std::string etag;
};

struct ApiClientOptions {
    std::chrono::milliseconds deadline{30000}; // over all tries of one call
    int maximumTries = 3;
    std::chrono::milliseconds firstDelay{200}; // doubled each time, with jitter
    std::size_t maximumReplyBytes = 8 * 1024 * 1024;
};

using QueryItems = std::vector<std::pair<std::string_view, std::string>>;

// "/v1/users?q=..." with every value percent-encoded; items with an empty value are left out.
[[nodiscard]] std::string withQuery(std::string_view path, const QueryItems& items);
// One path segment, percent-encoded.
[[nodiscard]] std::string pathSegment(std::string_view text);

// The one way to the sync server. Adds proof, token, idempotency key and If-Match; repeats what may be
// repeated (GET, and any other method after a failed connection or 503 when it carries an idempotency key or
// is idempotent); corrects the clock once after `clock_skew`; turns problem+json into Error{code}. Every call
// ends exactly once: with a reply, an error, Cancelled (token, or this object went) or Timeout. Owned by the
// composition root, used on one thread with an event loop; futures finish there. Never blocks and never nests
// an event loop.
class ApiClient final : public QObject {
    Q_OBJECT
public:
    // `signer` may be null until somebody is known; `clock` outlives this object.
    ApiClient(std::shared_ptr<Transport> transport, const Clock& clock, ApiClientOptions options = {},
              QObject* parent = nullptr);
    ~ApiClient() override;

    void setSigner(std::shared_ptr<RequestSigner> signer);
    [[nodiscard]] RequestSigner* signer() const { return m_signer.get(); }
    void setAccessToken(SecretString token);
    void clearAccessToken();
    [[nodiscard]] bool hasAccessToken() const { return !m_token.isEmpty(); }
    [[nodiscard]] const Clock& clock() const { return m_clock; }

    // For consoles, where somebody can sign in again: calls that are refused because the session is gone wait
    // for resumeCalls() instead of failing, however long that takes.
    void holdCallsOverLoss() { m_mayHold = true; }
    // With a new token they are made once more; without one (`isSignedIn` false) they end as refused.
    void resumeCalls(bool isSignedIn);

    [[nodiscard]] QFuture<Result<RawReply>> send(Request request);

    // Reply = void gives QFuture<Status> for 204.
    template<class Reply>
    [[nodiscard]] QFuture<Result<Reply>> get(std::string path, CallOptions options = {}) {
        return exchange<Reply>({"GET", std::move(path), {}, std::move(options)});
    }
    template<class Reply, class Body>
    [[nodiscard]] QFuture<Result<Reply>> post(std::string path, const Body& body, CallOptions options = {}) {
        return exchange<Reply>({"POST", std::move(path), wire::encode(body), std::move(options)});
    }
    // Without a body.
    template<class Reply>
    [[nodiscard]] QFuture<Result<Reply>> postEmpty(std::string path, CallOptions options = {}) {
        return exchange<Reply>({"POST", std::move(path), {}, std::move(options)});
    }
    template<class Reply, class Body>
    [[nodiscard]] QFuture<Result<Reply>> put(std::string path, const Body& body, CallOptions options = {}) {
        return exchange<Reply>({"PUT", std::move(path), wire::encode(body), std::move(options)});
    }
    template<class Reply, class Body>
    [[nodiscard]] QFuture<Result<Reply>> patch(std::string path, const Body& body, CallOptions options = {}) {
        return exchange<Reply>({"PATCH", std::move(path), wire::encode(body), std::move(options)});
    }
    [[nodiscard]] QFuture<Status> del(std::string path, CallOptions options = {}) {
        return exchange<void>({"DELETE", std::move(path), {}, std::move(options)});
    }

signals:
    // The server no longer knows this session (401 to a call with a token): the owner signs in again or
    // refreshes.
    void sessionLost();
    // A reply told that the server is back, or a call found it unreachable; emitted on change only.
    void reachableChanged(bool isReachable);
    // To the calls that wait.
    void sessionDecided(bool isSignedIn);

private:
    friend class ApiCall;

    template<class Reply>
    [[nodiscard]] QFuture<Result<Reply>> exchange(Request request) {
        return send(std::move(request)).then([](const Result<RawReply>& raw) -> Result<Reply> {
            if (!raw) {
                return propagate(raw.error());
            }
            if constexpr (std::is_void_v<Reply>) {
                return {};
            } else {
                return decodeReply(wire::decode<Reply>(raw->body));
            }
        });
    }
    // A reply that is not what the contract says is ErrorCode::ProtocolError.
    template<class Reply>
    [[nodiscard]] static Result<Reply> decodeReply(Result<Reply> decoded) {
        if (!decoded) {
            return fail(ErrorCode::ProtocolError, "unexpected reply: " + decoded.error().detail,
                        decoded.error().field);
        }
        return decoded;
    }
    void setReachable(bool isReachable);

    std::shared_ptr<Transport> m_transport;
    const Clock& m_clock;
    ApiClientOptions m_options;
    std::shared_ptr<RequestSigner> m_signer;
    SecretString m_token;
    int m_tokens = 0; // which one this is
    bool m_mayHold = false;
    bool m_isHolding = false;
    std::optional<bool> m_isReachable;
};

} // namespace kaomon::client
