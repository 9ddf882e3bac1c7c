// SPDX-License-Identifier: GPL-3.0-or-later
#include "presence/presence_follower.h"

namespace kaomon::presence {

namespace {

using namespace std::chrono_literals;
using localipc::Message;

constexpr auto kLook = 500ms;
constexpr auto kVerify = 100ms;
// A report goes out at least this often while somebody uses the PC.
constexpr qint64 kReportMs = 1000;
constexpr auto kFreshInput = 1500ms;
constexpr auto kWatchAgain = 3000ms;

} // namespace

PresenceFollower::PresenceFollower(agentlink::AgentLink& link, SessionLock& lock, QObject* parent)
    : QObject(parent)
    , m_link(link)
    , m_lock(lock) {
    m_look.setInterval(kLook);
    m_verify.setInterval(kVerify);
    connect(&m_look, &QTimer::timeout, this, &PresenceFollower::look);
    connect(&m_verify, &QTimer::timeout, this, &PresenceFollower::verifyLock);
    connect(&m_link, &agentlink::AgentLink::presenceMessage, this, &PresenceFollower::onMessage);
    connect(&m_link, &agentlink::AgentLink::connectionChanged, this, [this](bool isConnected) {
        if (isConnected) {
            watch();
            return;
        }
        m_look.stop();
        m_isWatching = false;
        m_state = QStringLiteral("off");
        m_reason = QStringLiteral("agent_unreachable");
        emit warningWithdrawn();
        emit onlookerGone();
        emit stateChanged();
    });
}

PresenceFollower::~PresenceFollower() {
    end();
}

void PresenceFollower::end() {
    if (std::exchange(m_hasEnded, true)) {
        return;
    }
    m_look.stop();
    m_link.post({.type = "presenceEnd", .id = 0, .fields = {}});
    m_link.flush();
}

void PresenceFollower::start() {
    if (m_link.isConnected()) {
        watch();
    }
}

bool PresenceFollower::isElsewhere() {
    if (m_lock.isRemote() == m_isElsewhere) {
        return m_isElsewhere;
    }
    m_isElsewhere = !m_isElsewhere;
    if (!m_isElsewhere) {
        watch();
        return true; // until the agent has answered
    }
    m_verify.stop();
    m_link.post({.type = "presenceEnd", .id = 0, .fields = {}});
    m_isWatching = false;
    m_state = QStringLiteral("off");
    m_reason = QStringLiteral("remote_session");
    emit warningWithdrawn();
    emit onlookerGone();
    emit stateChanged();
    return true;
}

void PresenceFollower::watch() {
    if (isElsewhere()) {
        m_look.start();
        return;
    }
    m_link.request({.type = "presenceWatch", .id = 0, .fields = {}})
        .then(this, [this](const agentlink::Answer& answer) {
            if (!answer) {
                m_reason = QString::fromLatin1(wireName(answer.error().code).data(),
                                               static_cast<qsizetype>(wireName(answer.error().code).size()));
                emit stateChanged();
                if (m_link.isConnected()) { // another session is in use; it may end
                    QTimer::singleShot(kWatchAgain, this, &PresenceFollower::watch);
                }
                return;
            }
            m_hasReported = false;
            m_look.start();
            look();
        });
}

void PresenceFollower::look() {
    if (isElsewhere()) {
        return;
    }
    const bool isLocked = m_lock.isLocked();
    const auto idle = m_lock.idle();
    const bool isChanged = isLocked != m_isLocked || !m_hasReported;
    const bool isUsed = idle && *idle < kFreshInput;
    if (isChanged && isLocked) {
        m_isLocked = true;
        emit warningWithdrawn();
        emit onlookerGone();
        emit locked();
    } else if (isChanged && m_isLocked) {
        m_isLocked = false;
        emit unlocked();
    }
    if (isChanged || (isUsed && m_lastReport.hasExpired(kReportMs))) {
        report(isLocked, idle);
    }
    emit looked(isLocked, idle);
}

void PresenceFollower::report(bool isLocked, std::optional<std::chrono::milliseconds> idle) {
    Message message{"presenceReport", 0, {}};
    message.setFlag("locked", isLocked);
    message.setFlag("presenting", m_isPresenting);
    if (!m_sharesCamera.isEmpty()) {
        message.set("camera_app", m_sharesCamera.toStdString());
    }
    if (idle) {
        message.setInteger("idle_ms", idle->count());
    }
    m_hasReported = m_link.post(std::move(message));
    m_lastReport.start();
}

void PresenceFollower::setPresenting(bool isPresenting) {
    if (m_isPresenting != isPresenting) {
        m_isPresenting = isPresenting;
        report(m_isLocked, m_lock.idle());
        emit stateChanged();
    }
}

void PresenceFollower::setCameraShared(const QString& program) {
    if (m_sharesCamera != program) {
        m_sharesCamera = program;
        report(m_isLocked, m_lock.idle());
    }
}

void PresenceFollower::onMessage(const Message& message) {
    if (message.type == "presenceAct") {
        onAct(message);
        return;
    }
    m_state = QString::fromStdString(message.text("state"));
    m_reason = QString::fromStdString(message.text("reason"));
    m_isWatching = message.flag("watching");
    if (!m_isWatching) {
        m_isPresenting = false; // the next one is begun by hand again
    }
    emit stateChanged();
}

void PresenceFollower::onAct(const Message& message) {
    const std::string act = message.text("act");
    if (act == "warn") {
        emit warned(std::chrono::milliseconds(message.integer("ms").value_or(0)), message.flag("sound"));
    } else if (act == "withdraw_warning") {
        emit warningWithdrawn();
    } else if (act == "onlooker") {
        emit onlookerSeen(QString::fromStdString(message.text("style")));
    } else if (act == "withdraw_onlooker") {
        emit onlookerGone();
    } else if (act == "withdraw_lock") {
        m_verify.stop();
        emit lockWithdrawn();
    } else if (act == "screen_off") {
        m_lock.turnScreenOff();
    } else if (act == "lock") {
        beginLock(message);
    } else if (act == "log_off") {
        m_number = message.integer("number").value_or(0);
        if (!m_lock.logOff()) {
            answer(false);
        }
    }
}

void PresenceFollower::beginLock(const Message& message) {
    m_number = message.integer("number").value_or(0);
    m_lockTime = message.integer("ms").value_or(0);
    m_hasTriedTwice = false;
    m_lockAsked.start();
    m_lock.lock();
    m_verify.start();
    verifyLock();
}

void PresenceFollower::verifyLock() {
    if (m_lock.isLocked()) {
        m_verify.stop();
        answer(true);
        look(); // tells the rest of the program
        return;
    }
    if (m_lockAsked.hasExpired(m_lockTime)) {
        m_verify.stop();
        answer(false);
        emit lockFailed();
    } else if (!m_hasTriedTwice && m_lockAsked.hasExpired(m_lockTime / 2)) {
        m_hasTriedTwice = true;
        m_lock.lock();
    }
}

void PresenceFollower::answer(bool isDone) {
    Message message{"presenceDone", 0, {}};
    message.setInteger("number", m_number);
    message.setFlag("done", isDone);
    m_link.post(std::move(message));
}

} // namespace kaomon::presence
