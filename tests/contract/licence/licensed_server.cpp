// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/licence/licensed_server.h"

#include <QElapsedTimer>
#include <QProcessEnvironment>
#include <QRegularExpression>

#include "support/http/test_time.h"

namespace kaomon::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWaitMs = 30'000;

} // namespace

QStringList LicensedServer::place() const {
    return {u"--database"_s, QString::fromStdString(m_backend.url()), u"--data-dir"_s,
            m_backend.folder() + u"/data"_s};
}

bool LicensedServer::start(const QStringList& options) {
    stop();
    m_log.clear();
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QLatin1String(kTestTimeVariable), QString::fromStdString(TestTime::get().file()));
    m_process.setProcessEnvironment(environment);
    m_process.start(QStringLiteral(KAOMON_SERVER_PROGRAM),
                    QStringList{u"--listen"_s, QString(u"127.0.0.1:%1"_s).arg(m_port),
                                u"--sign-ins-per-minute"_s, u"0"_s, u"--anonymous-per-minute"_s, u"0"_s,
                                u"--requests-per-minute"_s, u"0"_s} +
                        place() + options);
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < kWaitMs && m_process.state() != QProcess::NotRunning) {
        if (isListening()) {
            return true;
        }
        m_process.waitForReadyRead(500);
    }
    qWarning("server did not listen: %s", m_log.constData());
    return false;
}

bool LicensedServer::isListening() {
    m_log += m_process.readAll();
    static const QRegularExpression kLine(QStringLiteral(R"(server\.listening.*https://[^"]*:(\d+))"));
    const auto match = kLine.match(QString::fromUtf8(m_log));
    m_port = match.hasMatch() ? static_cast<unsigned short>(match.captured(1).toUInt()) : m_port;
    return match.hasMatch();
}

void LicensedServer::stop() {
    if (m_process.state() == QProcess::NotRunning) {
        return;
    }
    m_process.terminate();
    if (!m_process.waitForFinished(kWaitMs)) {
        m_process.kill();
        m_process.waitForFinished(kWaitMs);
    }
}

std::map<std::string, std::string> LicensedServer::control(const QStringList& arguments) const {
    QProcess program;
    program.start(QStringLiteral(KAOMON_CONTROL_PROGRAM), place() + arguments);
    program.waitForFinished(kWaitMs);
    std::map<std::string, std::string> values;
    for (const QByteArray& line : program.readAllStandardOutput().split('\n')) {
        const auto colon = line.indexOf(": ");
        if (colon > 0) {
            values[line.left(colon).toStdString()] = line.mid(colon + 2).trimmed().toStdString();
        }
    }
    values["exit"] = std::to_string(program.exitCode());
    values["error"] = program.readAllStandardError().trimmed().toStdString();
    return values;
}

} // namespace kaomon::test
