// SPDX-License-Identifier: GPL-3.0-or-later
#include "agentlink/agent_link.h"

#include <array>
#include <utility>

#include <QPointer>

#include "localipc/agent_stream.h"

namespace kaomon::agentlink {
namespace {

using localipc::Message;

constexpr std::chrono::milliseconds kRetryInterval{1000};
// How long a connect may hold the GUI thread: only when the agent's queue is full.
constexpr std::chrono::milliseconds kConnectPatience{50};

bool isProgress(const Message& message) {
    return message.type == "authProgress" || message.type == "enrolProgress" ||
           message.type == "diagnosticsProgress";
}

Error errorOf(const Message& message) {
    const auto code = errorCodeFromWire(message.text("code"));
    return Error(code.value_or(ErrorCode::Internal), message.text("detail"));
}

QFuture<Answer> finishedWith(Answer answer) {
    QPromise<Answer> promise;
    promise.start();
    promise.addResult(std::move(answer));
    promise.finish();
    return promise.future();
}

} // namespace

AgentLink::AgentLink(std::string endpoint, QObject* parent)
    : QObject(parent)
    , m_endpoint(std::move(endpoint)) {
    m_retry.setInterval(kRetryInterval);
    connect(&m_retry, &QTimer::timeout, this, [this] { connectNow(); });
}

AgentLink::~AgentLink() {
    blockSignals(true);
    disconnectWith(Error(ErrorCode::Cancelled, "the program ends"));
    m_retry.stop();
}

void AgentLink::start() {
    if (!connectNow()) {
        m_retry.start();
    }
}

bool AgentLink::connectNow() {
    if (isConnected()) {
        return true;
    }
    auto stream =
        localipc::AgentStream::connect(m_endpoint, std::chrono::steady_clock::now() + kConnectPatience);
    if (!stream) {
        return false; // nobody, or somebody else who poses as the agent
    }
    m_socket = std::make_unique<AgentSocket>(std::move(*stream).takeHandle());
    m_decoder = localipc::FrameDecoder();
    connect(m_socket.get(), &AgentSocket::readable, this, &AgentLink::readAll);
    connect(m_socket.get(), &AgentSocket::writable, this, &AgentLink::writeSome);
    m_retry.stop();
    emit connectionChanged(true);
    return true;
}

void AgentLink::disconnectWith(const Error& error) {
    if (!isConnected()) {
        return;
    }
    m_socket->disconnect(this);
    m_socket->close();
    m_socket.release()->deleteLater(); // it may be the sender of the signal that led here
    kaomon::wipe(m_outgoing.data(), m_outgoing.size());
    m_outgoing.clear();
    auto pending = std::exchange(m_pending, {});
    m_retry.start();
    for (auto& [id, request] : pending) {
        request.end(propagate(error));
    }
    emit connectionChanged(false);
}

QFuture<Answer> AgentLink::request(Message message, Progress progress, std::chrono::milliseconds patience) {
    if (!connectNow()) {
        message.wipe();
        return finishedWith(fail(ErrorCode::AgentUnreachable, "no agent at the socket"));
    }
    auto promise = std::make_shared<QPromise<Answer>>();
    promise->start();
    auto future = promise->future();
    send(message, Pending{std::move(promise), std::move(progress), {}}, patience);
    return future;
}

void AgentLink::requestSecret(QObject* context, Message message, Take take, Progress progress,
                              std::chrono::milliseconds patience) {
    auto guarded = [context = QPointer<QObject>(context), take = std::move(take)](Answer& answer) {
        if (context) {
            take(answer);
        }
    };
    if (!connectNow()) {
        message.wipe();
        const auto tell = [guarded]() mutable {
            Answer away = fail(ErrorCode::AgentUnreachable, "no agent at the socket");
            guarded(away);
        };
        QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
        return;
    }
    send(message, Pending{nullptr, std::move(progress), std::move(guarded)}, patience);
}

void AgentLink::send(Message& message, Pending pending, std::chrono::milliseconds patience) {
    message.id = ++m_lastId;
    m_pending.emplace(message.id, std::move(pending));
    if (!enqueue(message)) {
        finish(message.id, fail(ErrorCode::ValidationFailed, "the message does not fit a frame"));
    }
    QTimer::singleShot(patience, this, [this, id = message.id] {
        finish(id, fail(ErrorCode::Timeout, "the agent did not answer"));
    });
    message.wipe();
}

bool AgentLink::post(Message message) {
    message.id = ++m_lastId;
    const bool isSent = isConnected() && enqueue(message);
    message.wipe();
    return isSent;
}

void AgentLink::flush() {
    if (isConnected()) {
        writeSome();
    }
}

bool AgentLink::enqueue(const Message& message) {
    auto frame = localipc::encodeFrame(message);
    if (!frame) {
        return false;
    }
    m_outgoing.insert(m_outgoing.end(), frame->begin(), frame->end());
    kaomon::wipe(frame->data(), frame->size());
    m_socket->watchWritable(true);
    return true;
}

void AgentLink::writeSome() {
    const auto sent = m_socket->send(m_outgoing);
    if (!sent) {
        disconnectWith(sent.error());
        return;
    }
    kaomon::wipe(m_outgoing.data(), *sent);
    m_outgoing.erase(m_outgoing.begin(), m_outgoing.begin() + static_cast<std::ptrdiff_t>(*sent));
    m_socket->watchWritable(!m_outgoing.empty());
}

void AgentLink::readAll() {
    std::array<std::uint8_t, 65536> buffer;
    while (isConnected()) {
        const auto received = m_socket->receive(buffer);
        if (!received) {
            disconnectWith(received.error());
            return;
        }
        if (!*received) {
            return;
        }
        if (**received == 0) {
            disconnectWith(Error(ErrorCode::AgentUnreachable, "the agent closed the connection"));
            return;
        }
        m_decoder.feed(std::span(buffer).first(**received));
        kaomon::wipe(buffer.data(), **received); // it may be a secret
        if (!takeMessages()) {
            return;
        }
    }
}

bool AgentLink::takeMessages() {
    for (;;) {
        auto message = m_decoder.next();
        if (!message) {
            disconnectWith(message.error());
            return false;
        }
        if (!*message) {
            return true;
        }
        handle(**message);
        if (!isConnected()) {
            return false;
        }
    }
}

void AgentLink::handle(Message& message) {
    if (message.type == "previewFrame") {
        emit previewFrame(message);
        return;
    }
    if (message.type == "presenceState" || message.type == "presenceAct") {
        emit presenceMessage(message);
        return;
    }
    const auto pending = m_pending.find(message.id);
    if (pending == m_pending.end()) {
        return; // an answer to something given up
    }
    if (isProgress(message)) {
        const Progress progress = pending->second.progress; // the call may end the request
        if (progress) {
            progress(message);
        }
        return;
    }
    if (message.type == "error") {
        finish(message.id, propagate(errorOf(message)));
        return;
    }
    finish(message.id, std::move(message));
}

void AgentLink::finish(std::uint64_t id, Answer answer) {
    auto node = m_pending.extract(id);
    if (node.empty()) {
        return;
    }
    node.mapped().end(std::move(answer));
}

void AgentLink::Pending::end(Answer answer) {
    if (promise) {
        promise->addResult(std::move(answer));
        promise->finish();
        return;
    }
    take(answer);
    if (answer) {
        answer->wipe();
    }
}

} // namespace kaomon::agentlink
