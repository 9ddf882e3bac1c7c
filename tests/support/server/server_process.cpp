// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/server/server_process.h"

#include <csignal>

#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>

#include "support/http/test_time.h"

namespace kaomon::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWaitMs = 60'000;

QString clusterScript() {
    return qEnvironmentVariable("KAOMON_SOURCE_DIR") + u"/tests/support/postgresql/cluster"_s;
}

QString runScript(const QStringList& arguments) {
    QProcess script;
    script.start(clusterScript(), arguments);
    if (!script.waitForFinished(2 * kWaitMs) || script.exitCode() != 0) {
        qWarning("%s", script.readAllStandardError().constData());
        return {};
    }
    return QString::fromUtf8(script.readAllStandardOutput()).trimmed();
}

} // namespace

Backend::Backend()
    : m_name(qEnvironmentVariable("KAOMON_TEST_BACKEND", u"sqlite"_s).toStdString()) {
    if (m_name == "postgresql") {
        // the cluster's owner must be able to enter the folder
        QFile::setPermissions(m_folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner |
                                                   QFile::ReadOther | QFile::ExeOther);
        // as the shipped role of the servers, which may not migrate, unless migrating is what is tested
        const bool isOwner = qEnvironmentVariable("KAOMON_TEST_DATABASE_ROLE") == u"owner"_s;
        m_url = runScript({isOwner ? u"start"_s : u"serve"_s, m_folder.filePath(u"cluster"_s)}).toStdString();
    } else {
        m_url = "sqlite://" + m_folder.filePath(u"kaomon.db"_s).toStdString();
    }
}

Backend::~Backend() {
    if (m_name == "postgresql") {
        runScript({u"stop"_s, m_folder.filePath(u"cluster"_s)});
    }
}

void Backend::crash() const {
    if (m_name == "postgresql") {
        runScript({u"crash"_s, m_folder.filePath(u"cluster"_s)});
    }
}

ServerProcess::ServerProcess(const Backend& backend)
    : m_backend(backend)
    , m_program(qEnvironmentVariable("KAOMON_TEST_SERVER", QStringLiteral(KAOMON_SERVER_PROGRAM))) {}

ServerProcess::~ServerProcess() {
    if (m_process.state() != QProcess::NotRunning) {
        kill();
    }
}

bool ServerProcess::start() {
    // a pipe that nobody empties while a test is busy would stop the server
    m_logged = log().size();
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setStandardOutputFile(logFile(), QIODevice::Append);
    auto environment = m_environment;
    environment.insert(QProcessEnvironment::systemEnvironment());
    environment.insert(QLatin1String(kTestTimeVariable), QString::fromStdString(TestTime::get().file()));
    m_process.setProcessEnvironment(environment);
    m_process.start(
        m_program,
        QStringList{
            u"--listen"_s, m_port == 0 ? u"127.0.0.1:0"_s : QString(u"127.0.0.1:%1"_s).arg(m_port),
            u"--database"_s, QString::fromStdString(m_backend.url()), u"--data-dir"_s,
            m_backend.folder() + u"/data"_s, u"--sign-ins-per-minute"_s, QString::number(m_limits.signIns),
            u"--anonymous-per-minute"_s, QString::number(m_limits.anonymous), u"--requests-per-minute"_s,
            QString::number(m_limits.known), u"--trusted-proxies"_s, QString::fromLatin1(kProxyAddress)} +
            m_arguments);
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < kWaitMs && !readListening()) {
        if (m_process.waitForFinished(20)) {
            break;
        }
    }
    if (readListening()) {
        return true;
    }
    qWarning("server did not listen: %s", log().mid(m_logged).constData());
    return false;
}

bool ServerProcess::readListening() {
    static const QRegularExpression kLine(QStringLiteral(R"(server\.listening.*https://[^"]*:(\d+))"));
    const auto match = kLine.match(QString::fromUtf8(log().mid(m_logged)));
    if (!match.hasMatch()) {
        return false;
    }
    m_port = static_cast<unsigned short>(match.captured(1).toUInt());
    return true;
}

QString ServerProcess::logFile() const {
    return m_backend.folder() + QString(u"/server-%1.log"_s).arg(reinterpret_cast<quintptr>(this));
}

QByteArray ServerProcess::log() const {
    QFile file(logFile());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void ServerProcess::signal(int number) const {
    ::kill(static_cast<pid_t>(m_process.processId()), number);
}

int ServerProcess::stop() {
    signal(SIGTERM);
    if (!m_process.waitForFinished(kWaitMs)) {
        return -1;
    }
    return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

void ServerProcess::kill() {
    m_process.kill();
    m_process.waitForFinished(kWaitMs);
}

std::map<std::string, std::string> ServerProcess::createTenant(const QString& name, bool isDemo) {
    QStringList arguments{u"tenant"_s, u"create"_s, u"--name"_s, name};
    if (isDemo) {
        arguments << u"--demo"_s;
    }
    return control(arguments);
}

std::map<std::string, std::string> ServerProcess::control(const QStringList& command) {
    const QStringList arguments = QStringList{u"--database"_s, QString::fromStdString(m_backend.url()),
                                              u"--data-dir"_s, m_backend.folder() + u"/data"_s} +
                                  command;
    QProcess control;
    control.start(QStringLiteral(KAOMON_CONTROL_PROGRAM), arguments);
    control.waitForFinished(kWaitMs);
    std::map<std::string, std::string> values;
    for (const QByteArray& line : control.readAllStandardOutput().split('\n')) {
        const auto colon = line.indexOf(": ");
        if (colon > 0) {
            values[line.left(colon).toStdString()] = line.mid(colon + 2).trimmed().toStdString();
        }
    }
    if (control.exitCode() != 0) {
        qWarning("kaomonctl: %s", control.readAllStandardError().constData());
        values.clear();
    }
    return values;
}

QByteArray ServerProcess::apiDescription() {
    QProcess control;
    control.start(QStringLiteral(KAOMON_CONTROL_PROGRAM), {u"openapi"_s});
    control.waitForFinished(kWaitMs);
    return control.readAllStandardOutput();
}

} // namespace kaomon::test
