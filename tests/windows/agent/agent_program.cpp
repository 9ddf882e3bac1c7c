// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent_program.h"

#include <fstream>

#include <QCoreApplication>
#include <QFile>
#include <QProcessEnvironment>
#include <QTest>

#include "localipc/blocking_client.h"

namespace kaomon::testing {

using namespace std::chrono_literals;

QString programBesideUs(const QString& name) {
    return QCoreApplication::applicationDirPath() + QLatin1Char('/') + name + QStringLiteral(".exe");
}

AgentProgram::AgentProgram()
    : m_pipe(QStringLiteral(R"(\\.\pipe\kaomon-agent-test-%1)").arg(QCoreApplication::applicationPid())) {
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("KAOMON_TEST_PICTURES"), path(QStringLiteral("pictures")));
    m_process.setProcessEnvironment(environment);
}

AgentProgram::~AgentProgram() {
    kill();
}

QStringList AgentProgram::arguments() const {
    const QString models = qEnvironmentVariable("KAOMON_MODELS_DIR");
    return {QStringLiteral("--socket"),        m_pipe,
            QStringLiteral("--state-dir"),     path(QStringLiteral("state")),
            QStringLiteral("--models"),        models,
            QStringLiteral("--warm-ms"),       QStringLiteral("0"),
            QStringLiteral("--sync-interval"), QStringLiteral("1")};
}

bool AgentProgram::start(const QString& program) {
    m_process.setStandardErrorFile(path(QStringLiteral("log")), QIODevice::Append);
    m_process.setStandardOutputFile(QProcess::nullDevice());
    m_process.start(programBesideUs(program), QStringList(QStringLiteral("run")) + arguments());
    return QTest::qWaitFor(
        [this] {
            return localipc::BlockingClient::connect(pipe(), std::chrono::steady_clock::now() + 100ms)
                .has_value();
        },
        60000);
}

void AgentProgram::kill() {
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

int AgentProgram::command(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(programBesideUs(program), arguments + this->arguments());
    const bool hasEnded = process.waitForFinished(120000);
    m_output = QString::fromUtf8(process.readAll());
    return hasEnded && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
}

bool AgentProgram::show(const std::vector<std::filesystem::path>& pictures) {
    std::ofstream list(path(QStringLiteral("pictures")).toStdString(), std::ios::trunc);
    for (const auto& picture : pictures) {
        list << picture.string() << '\n';
    }
    return list.flush().good();
}

QString AgentProgram::logText() const {
    QFile file(path(QStringLiteral("log")));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace kaomon::testing
