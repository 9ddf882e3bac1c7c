// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/licence/licensed_server.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcessEnvironment>
#include <QRegularExpression>

#include "support/http/test_time.h"

namespace kaomon::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWaitMs = 60'000;

} // namespace

QStringList LicensedServer::place() const {
    return {u"--database"_s, QString::fromStdString(m_backend.url()), u"--data-dir"_s,
            m_backend.folder() + u"/data"_s};
}

bool LicensedServer::start(const QStringList& options) {
    stop();
    // a pipe that nobody empties while a test is busy would stop the server
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setStandardOutputFile(logFile());
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
        m_process.waitForFinished(20);
    }
    qWarning("server did not listen: %s", log().constData());
    return false;
}

QString LicensedServer::logFile() const {
    return m_backend.folder() + QString(u"/licensed-%1.log"_s).arg(reinterpret_cast<quintptr>(this));
}

QByteArray LicensedServer::log() const {
    QFile file(logFile());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool LicensedServer::isListening() {
    static const QRegularExpression kLine(QStringLiteral(R"(server\.listening.*https://[^"]*:(\d+))"));
    const auto match = kLine.match(QString::fromUtf8(log()));
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
