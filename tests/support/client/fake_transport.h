// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <QObject>
#include <QTimer>

#include "client/transport.h"
#include "wire/codec.h"
#include "wire/problem.h"

namespace kaomon::testing {

// A server of scripted answers: each request takes the next one and is kept for inspection. Without an answer
// left, a request hangs until it is aborted.
class FakeTransport final : public client::Transport {
public:
    using Answer = std::function<Result<client::HttpReply>(const client::HttpRequest&)>;

    std::vector<client::HttpRequest> requests;
    int aborted = 0; // exchanges dropped before their answer

    void answer(int status, std::string body = {},
                std::vector<std::pair<std::string, std::string>> headers = {}) {
        answerWith([reply = client::HttpReply{status, std::move(headers), std::move(body)}](
                       const client::HttpRequest&) -> Result<client::HttpReply> { return reply; });
    }
    void answerProblem(int status, const std::string& code, wire::Problem problem = {}) {
        problem.type = "urn:kaomon:problem:" + code;
        problem.title = code;
        problem.status = status;
        problem.code = code;
        problem.traceId = "trace";
        answer(status, wire::encode(problem), {{"content-type", "application/problem+json"}});
    }
    void fail(ErrorCode code) {
        answerWith([code](const client::HttpRequest&) -> Result<client::HttpReply> {
            return kaomon::fail(code, "scripted");
        });
    }
    void answerWith(Answer answer) { m_answers.push_back(std::move(answer)); }

    [[nodiscard]] std::string header(std::size_t request, const std::string& name) const {
        for (const auto& [key, value] : requests.at(request).headers) {
            if (key == name) {
                return value;
            }
        }
        return {};
    }

    [[nodiscard]] std::unique_ptr<Exchange> start(client::HttpRequest request, Done done) override {
        requests.push_back(request);
        auto exchange = std::make_unique<FakeExchange>(*this, std::move(done));
        if (!m_answers.empty()) {
            exchange->finishLater(m_answers.front()(request));
            m_answers.pop_front();
        }
        return exchange;
    }

private:
    class FakeExchange final : public QObject, public Exchange {
    public:
        FakeExchange(FakeTransport& owner, Done done)
            : m_owner(owner)
            , m_done(std::move(done)) {}
        ~FakeExchange() override { m_owner.aborted += m_done ? 1 : 0; }

        void finishLater(Result<client::HttpReply> reply) {
            QTimer::singleShot(0, this, [this, reply = std::move(reply)] {
                const Done done = std::exchange(m_done, nullptr);
                done(reply);
            });
        }

    private:
        FakeTransport& m_owner;
        Done m_done;
    };

    std::deque<Answer> m_answers;
};

} // namespace kaomon::testing
