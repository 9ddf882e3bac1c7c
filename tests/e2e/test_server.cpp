// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_server.h"

#include <csignal>

#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

namespace kaomon::e2e {

namespace {

int freePort() {
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

} // namespace

TestServer::~TestServer() {
    kill();
}

bool TestServer::start(const QStringList& more) {
    if (m_port == 0) {
        m_port = freePort();
    }
    m_process.setStandardErrorFile(m_folder.filePath(QStringLiteral("log")), QIODevice::Append);
    m_process.start(qEnvironmentVariable("KAOMON_SERVER"),
                    QStringList{QStringLiteral("--data-dir"), m_folder.filePath(QStringLiteral("data")),
                                QStringLiteral("--listen"), QStringLiteral("127.0.0.1:%1").arg(m_port)} +
                        more);
    return QTest::qWaitFor(
        [this] {
            QTcpSocket socket;
            socket.connectToHost(QStringLiteral("127.0.0.1"), static_cast<quint16>(m_port));
            return socket.waitForConnected(100);
        },
        60000);
}

void TestServer::kill() {
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

bool TestServer::reload() {
    const auto reloads = [this] { return logText().count(QStringLiteral("server.reloaded")); };
    const auto before = reloads();
    ::kill(static_cast<pid_t>(m_process.processId()), SIGHUP);
    return QTest::qWaitFor([&] { return reloads() > before; }, 60000);
}

bool TestServer::backUp() const {
    return runControl({QStringLiteral("backup"), QStringLiteral("create"),
                       m_folder.filePath(QStringLiteral("backup"))})
        .has_value();
}

bool TestServer::restore() const {
    return runControl({QStringLiteral("backup"), QStringLiteral("restore"),
                       m_folder.filePath(QStringLiteral("backup")), QStringLiteral("--replace")})
        .has_value();
}

std::map<std::string, std::string> TestServer::createDemoTenant() const {
    return control({QStringLiteral("tenant"), QStringLiteral("create"), QStringLiteral("--name"),
                    QStringLiteral("E2E"), QStringLiteral("--demo")});
}

std::optional<QString> TestServer::runControl(const QStringList& command) const {
    QProcess control;
    control.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    control.start(qEnvironmentVariable("KAOMON_CTL"),
                  QStringList{QStringLiteral("--data-dir"), m_folder.filePath(QStringLiteral("data"))} +
                      command);
    const bool hasEnded = control.waitForFinished(120000);
    if (!hasEnded || control.exitStatus() != QProcess::NormalExit || control.exitCode() != 0) {
        return std::nullopt;
    }
    return QString::fromUtf8(control.readAllStandardOutput());
}

std::map<std::string, std::string> TestServer::control(const QStringList& command) const {
    std::map<std::string, std::string> values;
    const QStringList lines = runControl(command).value_or(QString()).split(QLatin1Char('\n'));
    for (const QString& line : lines) {
        if (const auto colon = line.indexOf(QLatin1String(": ")); colon > 0) {
            values[line.left(colon).toStdString()] = line.mid(colon + 2).trimmed().toStdString();
        }
    }
    return values;
}

QString TestServer::logText() const {
    QFile file(m_folder.filePath(QStringLiteral("log")));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace kaomon::e2e
