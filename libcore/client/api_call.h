// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include <QObject>
#include <QPromise>
#include <QTimer>

#include "client/api_client.h"

namespace kaomon::client {

// Private to ApiClient: one logical call with its tries. Child of its ApiClient; deletes itself after its one
// result.
class ApiCall final : public QObject {
    Q_OBJECT
public:
    ApiCall(ApiClient& client, Request request);
    ~ApiCall() override;

    // Before start().
    void addHeader(std::string name, std::string value) {
        m_headers.emplace_back(std::move(name), std::move(value));
    }
    [[nodiscard]] QFuture<Result<RawReply>> future() { return m_promise.future(); }
    void start();
    // Nothing happens after this; the result must be the last thing its caller needs of this object.
    void finish(Result<RawReply> result);

private:
    [[nodiscard]] bool isGivenUp() const;
    void queue();
    void attempt();
    [[nodiscard]] HttpRequest httpRequest();
    void addAuthorisation(HttpRequest& http);
    void receive(Result<HttpReply> reply);
    void receiveProblem(const HttpReply& reply);
    [[nodiscard]] bool correctClock(const HttpReply& reply, const Error& error);
    // True when another try is on its way.
    [[nodiscard]] bool retry(const Error& error);
    // True when the call goes on after somebody has signed in again.
    [[nodiscard]] bool waitForSession(const Error& error);
    [[nodiscard]] bool mayRepeat(const Error& error) const;
    void leaveWrite();

    ApiClient& m_client;
    Request m_request;
    std::vector<std::pair<std::string, std::string>> m_headers; // further ones of the request
    QPromise<Result<RawReply>> m_promise;
    std::shared_ptr<RequestSigner> m_signer; // of this try
    std::unique_ptr<Transport::Exchange> m_exchange;
    QTimer m_deadline;
    std::chrono::seconds m_retryAfter{0}; // as the last answer asked
    int m_tries = 0;
    int m_token = 0; // of this try
    bool m_hasWaited = false;
    bool m_isClockCorrected = false;
    bool m_isWriting = false;
    bool m_isFinished = false;
};

} // namespace kaomon::client
