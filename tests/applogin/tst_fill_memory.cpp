// SPDX-License-Identifier: GPL-3.0-or-later
// After a fill nothing of the secret is left in the memory of the program that filled: the real program, by
// accessibility and by keys, stopped while it still shows what came of it, and all of its memory searched.
#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTest>

#include <csignal>
#include <cstdio>

#include "crypto/secret_key.h"
#include "support/vault_agent.h"
#include "x_session.h"

using namespace kaomon;
using e2e::Program;

namespace {

constexpr int kPatience = 60000;
constexpr int kTries = 20; // to stop it in time
constexpr const char* kUser = "hanako";
constexpr const char* kControl = "control-canary-55102";

// What is searched for: the text itself, as Qt holds it, and as keys of the X server.
std::vector<std::pair<const char*, QByteArray>> shapesOf(const QString& text) {
    QByteArray symbols;
    for (const char c : text.toLatin1()) {
        const quint64 symbol = static_cast<quint8>(c);
        symbols.append(reinterpret_cast<const char*>(&symbol), sizeof symbol);
    }
    const QByteArray wide(reinterpret_cast<const char*>(text.utf16()),
                          text.size() * static_cast<qsizetype>(sizeof(char16_t)));
    return {{"UTF-8", text.toUtf8()}, {"UTF-16", wide}, {"key symbols", symbols}};
}

// Every page of the process that can be written.
QByteArray memoryOf(qint64 process) {
    QByteArray all;
    QFile maps(QStringLiteral("/proc/%1/maps").arg(process));
    QFile memory(QStringLiteral("/proc/%1/mem").arg(process));
    if (!maps.open(QIODevice::ReadOnly) || !memory.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        return all;
    }
    for (QByteArray line = maps.readLine(); !line.isEmpty(); line = maps.readLine()) {
        const QList<QByteArray> words = line.simplified().split(' ');
        const QList<QByteArray> range = words.value(0).split('-');
        if (!words.value(1).startsWith("rw") || words.value(5).startsWith("/dev/")) {
            continue;
        }
        const auto begin = range.value(0).toULongLong(nullptr, 16);
        const auto end = range.value(1).toULongLong(nullptr, 16);
        if (memory.seek(static_cast<qint64>(begin))) {
            all.append(memory.read(static_cast<qint64>(end - begin)));
        }
    }
    return all;
}

} // namespace

class TestFillMemory final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QVERIFY(crypto::initialise());
        qputenv("KAOMON_MEMORY_CONTROL", kControl);
    }

    void nothingIsLeft_data() {
        QTest::addColumn<QString>("secret");
        QTest::addColumn<bool>("byKeys");
        QTest::newRow("short, by accessibility") << QStringLiteral("Kq7-cAnaRy1") << false;
        QTest::newRow("long, by accessibility")
            << QStringLiteral("Kq7-long-cAnaRy-of-many-letters-88412") << false;
        QTest::newRow("short, by keys") << QStringLiteral("Wm4-cAnaRy2") << true;
        QTest::newRow("long, by keys") << QStringLiteral("Wm4-long-cAnaRy-of-many-letters-77310") << true;
    }
    void nothingIsLeft() {
        QFETCH(QString, secret);
        QFETCH(bool, byKeys);
        QByteArray memory;
        for (int tries = 0; tries < kTries && memory.isEmpty(); ++tries) {
            memory = fillAndStop(secret, byKeys);
            if (QTest::currentTestFailed()) {
                return;
            }
        }
        QVERIFY2(!memory.isEmpty(), "it could not be stopped in time");
        // The search finds what is there: this stands in the program's environment.
        QVERIFY(memory.contains(kControl));
        for (const auto& [shape, bytes] : shapesOf(secret)) {
            QVERIFY2(!memory.contains(bytes), shape);
        }
    }

private:
    // The memory of the program once it has filled; empty when it was over before it was stopped.
    QByteArray fillAndStop(const QString& secret, bool byKeys) {
        test::FakeAgent agent;
        test::VaultAgent vault(agent);
        const std::string form = vault.add("template", "form", "", "", byKeys ? kTerminal : kDialog);
        const std::string entry = vault.add("login", "entry", kUser, secret.toUtf8().constData());
        // Its own for every window: the one before stays the active one for a moment after its program has
        // ended.
        const QString title = QStringLiteral("Memory %1").arg(++m_windows);
        vault.kept.at(entry).summary.appTemplate = VaultItemId::parse(form).value();
        Program target;
        const bool isStarted =
            byKeys ? target.start("xterm", {QStringLiteral("-title"), title, QStringLiteral("-e"),
                                            QStringLiteral("sh"), QStringLiteral("-c"),
                                            QStringLiteral("stty -echo; read line; sleep 600")})
                   : target.start("zenity", {QStringLiteral("--password"), QStringLiteral("--username"),
                                             QStringLiteral("--title=") + title});
        if (!isStarted || !QTest::qWaitFor([&] { return e2e::activeTitle() == title; }, kPatience)) {
            QTest::qFail("the window does not come", __FILE__, __LINE__);
            return {};
        }
        Program client;
        if (!client.start(KAOMON_CLIENT_PROGRAM,
                          {QStringLiteral("--fill"), QStringLiteral("--language"), QStringLiteral("en"),
                           QStringLiteral("--socket"), QString::fromStdString(agent.path())})) {
            QTest::qFail("the client does not start", __FILE__, __LINE__);
            return {};
        }
        QByteArray said;
        const bool isFilled = QTest::qWaitFor(
            [&] {
                said += client.process.readAllStandardOutput();
                return said.contains("Filled in") || client.process.state() == QProcess::NotRunning;
            },
            kPatience);
        const qint64 process = client.process.processId();
        if (process > 0) {
            ::kill(static_cast<pid_t>(process), SIGSTOP); // it goes by itself in a moment
        }
        if (!isFilled || !said.contains("Filled in")) {
            said += client.process.readAllStandardError();
            QTest::qFail(said.constData(), __FILE__, __LINE__);
            return {};
        }
        return process > 0 ? memoryOf(process) : QByteArray();
    }

    int m_windows = 0;

    static constexpr const char* kDialog =
        "{\"format\":1,\"name\":\"Memory\",\"threshold\":1,\"signals\":[{\"kind\":\"executable\",\"pattern\":"
        "{"
        "\"mode\":\"wildcard\",\"text\":\"*/zenity\"},\"required\":true}],\"steps\":[{\"name\":\"one\","
        "\"wait_ms\":30000,\"fields\":[{\"content\":\"user_name\",\"control\":{\"role\":\"text\"}},{"
        "\"content\":"
        "\"password\",\"control\":{\"role\":\"password\"}}],\"submit\":\"button\",\"button\":{\"role\":"
        "\"button\",\"name\":{\"mode\":\"literal\",\"text\":\"OK\"}}}]}";
    static constexpr const char* kTerminal =
        "{\"format\":1,\"name\":\"Memory\",\"threshold\":1,\"signals\":[{\"kind\":\"executable\",\"pattern\":"
        "{"
        "\"mode\":\"wildcard\",\"text\":\"*/xterm\"},\"required\":true}],\"steps\":[{\"name\":\"one\","
        "\"wait_ms\":30000,\"fields\":[{\"content\":\"password\",\"control\":{\"role\":\"terminal\"}}],"
        "\"submit\":\"return\"}],\"outcome_wait_ms\":500}";
};

int main(int argc, char** argv) {
    for (const char* program : {"Xvfb", "openbox", "dbus-daemon", "zenity", "xterm", "xdotool"}) {
        if (!e2e::isInstalled(program)) {
            std::printf("%s is not installed\n", program);
            return 1;
        }
    }
    e2e::XSession session;
    if (!session.start()) {
        std::puts("the session does not start");
        return 1;
    }
    QCoreApplication application(argc, argv);
    TestFillMemory test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_fill_memory.moc"
