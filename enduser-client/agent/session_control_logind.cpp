// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/session_control_logind.h"

#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QTimer>

#include "base/log.h"

namespace kaomon::agent {

namespace {

const QString kService = QStringLiteral("org.freedesktop.login1");
const QString kPath = QStringLiteral("/org/freedesktop/login1");
const QString kManager = QStringLiteral("org.freedesktop.login1.Manager");

QDBusMessage managerCall(const QString& method, const QVariantList& arguments) {
    auto message = QDBusMessage::createMethodCall(kService, kPath, kManager, method);
    message.setArguments(arguments);
    return message;
}

// Calls `then` once with the reply, on the thread of `owner`.
template<class Then>
void call(QObject* owner, const QDBusConnection& bus, const QDBusMessage& message, Then then) {
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(message), owner);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, owner,
                     [watcher, then = std::move(then)]() mutable {
                         watcher->deleteLater();
                         then(watcher->reply());
                     });
}

} // namespace

std::unique_ptr<SessionControl> SessionControl::ofThisPc() {
    return std::make_unique<LogindSessionControl>(QDBusConnection::systemBus());
}

LogindSessionControl::LogindSessionControl(QDBusConnection bus, std::chrono::milliseconds lockTime)
    : m_bus(std::move(bus))
    , m_lockTime(lockTime) {}

void LogindSessionControl::sessionsOf(uid_t uid, std::function<void(const Sessions&)> then) {
    if (!m_bus.isConnected()) {
        then({});
        return;
    }
    call(this, m_bus, managerCall(QStringLiteral("ListSessions"), {}),
         [uid, then = std::move(then)](const QDBusMessage& reply) {
             Sessions found;
             if (reply.type() == QDBusMessage::ReplyMessage && reply.arguments().size() == 1 &&
                 reply.signature() == QLatin1String("a(susso)")) {
                 const auto list = reply.arguments().first().value<QDBusArgument>();
                 list.beginArray();
                 while (!list.atEnd()) {
                     QString id;
                     uint owner = 0;
                     QString name;
                     QString seat;
                     QDBusObjectPath path;
                     list.beginStructure();
                     list >> id >> owner >> name >> seat >> path;
                     list.endStructure();
                     if (owner == uid && !seat.isEmpty()) {
                         found.push_back({id, path.path()});
                     }
                 }
                 list.endArray();
             }
             then(found);
         });
}

void LogindSessionControl::forEach(const Sessions& sessions, const QString& method, Done done) {
    const auto count = std::make_shared<Count>(Count{sessions.size(), false, std::move(done)});
    for (const Open& session : sessions) {
        call(this, m_bus, managerCall(method, {session.id}), [count, method](const QDBusMessage& reply) {
            if (reply.type() == QDBusMessage::ErrorMessage) {
                log::warning("agent.logind", {{"method", method.toStdString()},
                                              {"detail", reply.errorMessage().toStdString()}});
                count->hasFailed = true;
            }
            if (--count->left == 0) {
                count->done(count->hasFailed ? Outcome::Failed : Outcome::Done);
            }
        });
    }
}

void LogindSessionControl::areLocked(const Sessions& sessions, std::function<void(const Sessions&)> then) {
    struct State {
        std::size_t left;
        Sessions open;
        std::function<void(const Sessions&)> then;
    };
    const auto state = std::make_shared<State>(State{sessions.size(), {}, std::move(then)});
    for (const Open& session : sessions) {
        auto message = QDBusMessage::createMethodCall(
            kService, session.path, QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"));
        message.setArguments(
            {QStringLiteral("org.freedesktop.login1.Session"), QStringLiteral("LockedHint")});
        call(this, m_bus, message, [state, session](const QDBusMessage& reply) {
            const bool isLocked = reply.type() == QDBusMessage::ReplyMessage &&
                                  reply.arguments().size() == 1 &&
                                  reply.arguments().first().value<QDBusVariant>().variant().toBool();
            // A session that is gone by now is not open any more.
            if (!isLocked && reply.type() == QDBusMessage::ReplyMessage) {
                state->open.push_back(session);
            }
            if (--state->left == 0) {
                state->then(state->open);
            }
        });
    }
}

void LogindSessionControl::lockSessionsOf(uid_t uid, Done done) {
    sessionsOf(uid, [this, done = std::move(done)](const Sessions& sessions) {
        if (sessions.empty()) {
            done(Outcome::None);
            return;
        }
        areLocked(sessions, [this, done](const Sessions& open) {
            if (open.empty()) {
                done(Outcome::Done);
                return;
            }
            forEach(open, QStringLiteral("LockSession"), [](Outcome) {});
            QTimer::singleShot(m_lockTime, this, [this, open, done] { verify(open, done); });
        });
    });
}

void LogindSessionControl::verify(const Sessions& sessions, Done done) {
    areLocked(sessions, [this, done = std::move(done)](const Sessions& open) {
        if (open.empty()) {
            done(Outcome::Done);
            return;
        }
        log::warning("agent.session_not_locked", {{"sessions", open.size()}});
        forEach(open, QStringLiteral("TerminateSession"), done);
    });
}

void LogindSessionControl::endSessionsOf(uid_t uid, Done done) {
    sessionsOf(uid, [this, done = std::move(done)](const Sessions& sessions) {
        if (sessions.empty()) {
            done(Outcome::None);
            return;
        }
        forEach(sessions, QStringLiteral("TerminateSession"), done);
    });
}

void LogindSessionControl::shutDown(Done done) {
    if (!m_bus.isConnected()) {
        done(Outcome::None);
        return;
    }
    call(this, m_bus, managerCall(QStringLiteral("PowerOff"), {false}),
         [done = std::move(done)](const QDBusMessage& reply) {
             done(reply.type() == QDBusMessage::ErrorMessage ? Outcome::Failed : Outcome::Done);
         });
}

} // namespace kaomon::agent
