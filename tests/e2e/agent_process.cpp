// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent_process.h"

#include <filesystem>

#include <QFile>
#include <QTest>

#include "localipc/blocking_client.h"

namespace kaomon::e2e {

using namespace std::chrono_literals;

AgentProcess::AgentProcess() {
    // Everybody may come to the socket, as at /run/kaomon.
    using std::filesystem::perms;
    std::filesystem::permissions(m_folder.path().toStdString(),
                                 perms::owner_all | perms::others_exec | perms::group_exec);
}

AgentProcess::~AgentProcess() {
    kill();
}

bool AgentProcess::start() {
    m_process.setStandardErrorFile(path("log"), QIODevice::Append);
    m_process.start(qEnvironmentVariable("KAOMON_AGENT"),
                    {QStringLiteral("run"), QStringLiteral("--state-dir"), stateFolder(),
                     QStringLiteral("--socket"), QString::fromStdString(socket()), QStringLiteral("--models"),
                     path("no-models"), QStringLiteral("--sync-interval"), QStringLiteral("1")});
    return QTest::qWaitFor(
        [this] {
            return localipc::BlockingClient::connect(socket(), std::chrono::steady_clock::now() + 100ms)
                .has_value();
        },
        60000);
}

void AgentProcess::kill() {
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

int AgentProcess::stop() {
    m_process.terminate();
    return m_process.waitForFinished(60000) && m_process.exitStatus() == QProcess::NormalExit
               ? m_process.exitCode()
               : -1;
}

QString AgentProcess::logText() const {
    QFile file(path("log"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace kaomon::e2e
