// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

namespace kaomon::testing {

// A bus of its own with python-dbusmock's logind on it: there is no logind where tests run.
class MockedLogind {
public:
    bool start() {
        m_bus.start(QStringLiteral("dbus-daemon"), {QStringLiteral("--session"), QStringLiteral("--nofork"),
                                                    QStringLiteral("--print-address=1")});
        if (!m_bus.waitForReadyRead(60000)) {
            return false;
        }
        m_address = QString::fromLatin1(m_bus.readLine().trimmed());
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("DBUS_SYSTEM_BUS_ADDRESS"), m_address);
        m_logind.setProcessEnvironment(environment);
        m_logind.setProcessChannelMode(QProcess::ForwardedChannels);
        m_logind.start(QStringLiteral("/usr/bin/python3"),
                       {QStringLiteral("-m"), QStringLiteral("dbusmock"), QStringLiteral("--system"),
                        QStringLiteral("--template"), QStringLiteral("logind")});
        auto bus = connection();
        return QTest::qWaitFor(
            [&] { return bus.interface()->isServiceRegistered(QStringLiteral("org.freedesktop.login1")); },
            60000);
    }
    ~MockedLogind() {
        QDBusConnection::disconnectFromBus(QStringLiteral("mocked"));
        for (QProcess* process : {&m_logind, &m_bus}) {
            process->terminate();
            if (!process->waitForFinished(10000)) {
                process->kill();
                process->waitForFinished();
            }
        }
    }
    // The system's own Python has the package. False where the packages dbus and python3-dbusmock are
    // missing.
    [[nodiscard]] static bool isPossible() {
        return !QStandardPaths::findExecutable(QStringLiteral("dbus-daemon")).isEmpty() &&
               QProcess::execute(QStringLiteral("/usr/bin/python3"),
                                 {QStringLiteral("-c"), QStringLiteral("import dbusmock")}) == 0;
    }
    [[nodiscard]] QDBusConnection connection() const {
        return QDBusConnection::connectToBus(m_address, QStringLiteral("mocked"));
    }
    // False when the mock refuses.
    bool call(const QString& path, const char* interface, const char* method, const QVariantList& arguments) {
        auto message =
            QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.login1"), path,
                                           QString::fromLatin1(interface), QString::fromLatin1(method));
        message.setArguments(arguments);
        const auto reply = connection().call(message);
        if (reply.type() == QDBusMessage::ErrorMessage) {
            qWarning("%s", qPrintable(reply.errorMessage()));
        }
        return reply.type() != QDBusMessage::ErrorMessage;
    }

private:
    QProcess m_bus;
    QProcess m_logind;
    QString m_address;
};

} // namespace kaomon::testing
