// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QTimer>

#include "agentlink/agent_socket.h"
#include "base/result.h"
#include "localipc/message.h"

namespace kaomon::agentlink {

using Answer = Result<localipc::Message>;

// The client's connection to the agent: requests out, one answer each, and what the agent reports on the way.
// Owned by the application object; GUI thread; nothing here waits. While the agent is away it is looked for
// once a second; requests that were under way end with ErrorCode::AgentUnreachable.
class AgentLink final : public QObject {
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds kPatience{30000};
    // For what ends by the person: an enrolment, a face test.
    static constexpr std::chrono::milliseconds kLongPatience{600000};

    explicit AgentLink(std::string endpoint, QObject* parent = nullptr);
    ~AgentLink() override;
    Q_DISABLE_COPY_MOVE(AgentLink)

    // Connects now or as soon as the agent is there.
    void start();
    [[nodiscard]] bool isConnected() const { return m_socket != nullptr; }

    using Progress = std::function<void(const localipc::Message&)>;
    // Sends the request with the next id. The future finishes exactly once: with the reply, with the code of
    // an `error` reply, or with AgentUnreachable, Timeout, ProtocolError, ValidationFailed. `progress` is
    // called for each message that is not the answer. Field values are wiped once they are sent.
    [[nodiscard]] QFuture<Answer> request(localipc::Message message, Progress progress = {},
                                          std::chrono::milliseconds patience = kPatience);

    // The same for an answer that holds a secret: `take` gets the only copy there is of it, once, on the GUI
    // thread and never after `context` is gone; it is wiped when `take` returns.
    using Take = std::function<void(Answer&)>;
    void requestSecret(QObject* context, localipc::Message message, Take take, Progress progress = {},
                       std::chrono::milliseconds patience = kPatience);

    // Sends without expecting an answer (`cancel`, `preview`); false when the agent is away.
    bool post(localipc::Message message);
    // Hands to the agent what has not been handed to it yet, as far as it takes it now: before the program
    // ends.
    void flush();

signals:
    void connectionChanged(bool isConnected);
    void previewFrame(const kaomon::localipc::Message& frame);
    // `presenceState` and `presenceAct`, which the agent sends by itself after `presenceWatch`.
    void presenceMessage(const kaomon::localipc::Message& message);

private:
    struct Pending {
        std::shared_ptr<QPromise<Answer>> promise;
        Progress progress;
        Take take; // instead of the promise
        void end(Answer answer);
    };

    bool connectNow();
    void disconnectWith(const Error& error);
    void send(localipc::Message& message, Pending pending, std::chrono::milliseconds patience);
    bool enqueue(const localipc::Message& message);
    void readAll();
    void writeSome();
    bool takeMessages();
    void handle(localipc::Message& message);
    void finish(std::uint64_t id, Answer answer);

    std::string m_endpoint;
    std::unique_ptr<AgentSocket> m_socket; // while connected
    localipc::FrameDecoder m_decoder;
    QTimer m_retry;
    Bytes m_outgoing;
    std::unordered_map<std::uint64_t, Pending> m_pending;
    std::uint64_t m_lastId = 0;
};

} // namespace kaomon::agentlink
