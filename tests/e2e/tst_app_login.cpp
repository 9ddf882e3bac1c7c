// SPDX-License-Identifier: GPL-3.0-or-later
// Sign-ins of programs that nobody here wrote, under a real X server with a window manager and an
// accessibility bus: recognised, filled, and what came to stand in the program read back from it.
#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "applogin/fill_engine.h"
#include "applogin/linux_desktop.h"
#include "applogin/matcher.h"

using namespace kaomon;
using namespace kaomon::applogin;

namespace {

constexpr int kPatience = 60000;
const QString kSecret = QStringLiteral("Tür-顔門-#1 long enough");

bool isInstalled(const char* program) {
    return !QStandardPaths::findExecutable(QString::fromLatin1(program)).isEmpty();
}

// X server, window manager and the bus of a session; ended with it.
class Session {
public:
    bool start() {
        m_server.start(QStringLiteral("Xvfb"),
                       {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"),
                        QStringLiteral("0"), QStringLiteral("1024x768x24"), QStringLiteral("-nolisten"),
                        QStringLiteral("tcp")});
        if (!m_server.waitForStarted() || !m_server.waitForReadyRead(kPatience)) {
            return false;
        }
        qputenv("DISPLAY", ":" + m_server.readLine().trimmed());
        m_bus.start(QStringLiteral("dbus-daemon"), {QStringLiteral("--session"), QStringLiteral("--nofork"),
                                                    QStringLiteral("--print-address")});
        if (!m_bus.waitForStarted() || !m_bus.waitForReadyRead(kPatience)) {
            return false;
        }
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.readLine().trimmed());
        qputenv("QT_LINUX_ACCESSIBILITY_ALWAYS_ON", "1");
        qputenv("QT_QPA_PLATFORM", "xcb");
        qputenv("GTK_MODULES", "gail:atk-bridge");
        qputenv("GDK_BACKEND", "x11");
        m_manager.start(QStringLiteral("openbox"), {});
        return m_manager.waitForStarted();
    }
    ~Session() {
        for (QProcess* process : {&m_manager, &m_bus, &m_server}) {
            process->kill();
            process->waitForFinished();
        }
    }

private:
    QProcess m_server;
    QProcess m_bus;
    QProcess m_manager;
};

AppTemplate formOf(const char* executable, const char* rest) {
    const std::string json =
        std::string("{\"format\":1,\"name\":\"test\",\"threshold\":1,\"signals\":[{\"kind\":"
                    "\"executable\",\"pattern\":{\"mode\":\"wildcard\",\"text\":\"*/") +
        executable + "\"},\"required\":true}]," + rest + "}";
    auto form = AppTemplate::parse(json);
    if (!form) {
        qFatal("template: %s %s", form.error().field.c_str(), form.error().detail.c_str());
    }
    return std::move(*form);
}

// Ended with it, whatever came of it.
class Program {
public:
    ~Program() {
        process.kill();
        process.waitForFinished();
    }
    bool start(const char* program, const QStringList& arguments) {
        process.start(QString::fromLatin1(program), arguments);
        return process.waitForStarted();
    }
    QProcess process;
};

} // namespace

class TestAppLogin final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        auto desktop = LinuxDesktop::open();
        QVERIFY2(desktop, desktop ? "" : desktop.error().detail.c_str());
        m_desktop = std::move(*desktop);
        QVERIFY(m_folder.isValid());
    }

    // GTK: user name and password; zenity prints what it was given.
    void gtkDialog() {
        Program zenity;
        QVERIFY(zenity.start("zenity", {QStringLiteral("--password"), QStringLiteral("--username"),
                                        QStringLiteral("--title=Accounts")}));
        const AppTemplate form = formOf(
            "zenity",
            "\"steps\":[{\"name\":\"sign in\",\"fields\":[{\"content\":\"user_name\",\"control\":{\"role\":"
            "\"text\"}},{\"content\":\"password\",\"control\":{\"role\":\"password\"}}],\"submit\":"
            "\"button\",\"button\":{\"role\":\"button\",\"name\":{\"mode\":\"literal\",\"text\":\"OK\"}}}]");
        const auto report = fillWhenThere(form);
        QVERIFY2(!report.problem, report.detail.c_str());
        QCOMPARE(report.outcome, FillOutcome::Success);
        QVERIFY(zenity.process.waitForFinished(kPatience));
        const QString printed = QString::fromUtf8(zenity.process.readAllStandardOutput()).trimmed();
        QCOMPARE(printed, QStringLiteral("hanako|") + kSecret);
    }

    // Qt: the database opens with the password that was filled in, and with no other.
    void keePassXcUnlock_data() {
        QTest::addColumn<bool>("isRight");
        QTest::newRow("right password") << true;
        QTest::newRow("wrong password") << false;
    }
    void keePassXcUnlock() {
        QFETCH(bool, isRight);
        const QString database = m_folder.filePath(QStringLiteral("passwords.kdbx"));
        if (!QFile::exists(database)) {
            QProcess maker;
            maker.start(QStringLiteral("keepassxc-cli"),
                        {QStringLiteral("db-create"), QStringLiteral("-p"), QStringLiteral("-t"),
                         QStringLiteral("100"), database});
            QVERIFY(maker.waitForStarted());
            maker.write((kSecret + QLatin1Char('\n') + kSecret + QLatin1Char('\n')).toUtf8());
            maker.closeWriteChannel();
            QVERIFY(maker.waitForFinished(kPatience));
            QVERIFY2(QFile::exists(database), maker.readAllStandardError().constData());
        }
        const QString config = m_folder.filePath(QStringLiteral("keepassxc.ini"));
        QFile file(config);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            "[General]\nUpdateCheckMessageShown=true\nSingleInstance=false\nRememberLastDatabases=false\n");
        file.close();
        Program keePass;
        QVERIFY(
            keePass.start("keepassxc", {QStringLiteral("--config"), config, QStringLiteral("--localconfig"),
                                        config + QStringLiteral(".local"), database}));
        const AppTemplate form = formOf(
            "keepassxc",
            "\"steps\":[{\"name\":\"unlock\",\"fields\":[{\"content\":\"password\",\"control\":{\"role\":"
            "\"password\"}}],\"submit\":\"return\"}],"
            "\"success\":[{\"title\":{\"mode\":\"regex\",\"text\":\"passwords\\\\.kdbx - KeePassXC|"
            "Passwords - KeePassXC\"}}],"
            "\"failure\":[{\"control\":{\"role\":\"label\",\"name\":{\"mode\":\"regex\",\"text\":"
            "\"(?s)(?i).*invalid credentials.*\"}}}],\"outcome_wait_ms\":30000");
        const auto report = fillWhenThere(form, isRight ? kSecret : QStringLiteral("not the password"));
        QVERIFY2(isRight == !report.problem, report.detail.c_str());
        QCOMPARE(report.outcome, isRight ? FillOutcome::Success : FillOutcome::Failure);
    }

    // A terminal: nothing is typed while the prompt shows what is typed; the hidden one gets the password.
    void terminalPrompt() {
        const QString out = m_folder.filePath(QStringLiteral("sealed"));
        Program terminal;
        QVERIFY(terminal.start(
            "xterm", {QStringLiteral("-u8"), QStringLiteral("-e"), QStringLiteral("openssl"),
                      QStringLiteral("enc"), QStringLiteral("-aes-256-cbc"), QStringLiteral("-pbkdf2"),
                      QStringLiteral("-in"), QStringLiteral("/etc/hostname"), QStringLiteral("-out"), out}));
        const AppTemplate form = formOf(
            "xterm",
            "\"steps\":["
            "{\"name\":\"once\",\"fields\":[{\"content\":\"password\",\"control\":{\"role\":\"terminal\","
            "\"name\":{\"mode\":\"literal\",\"text\":\"openssl\"}}}],\"submit\":\"return\"},"
            "{\"name\":\"again\",\"fields\":[{\"content\":\"password\",\"control\":{\"role\":\"terminal\","
            "\"name\":{\"mode\":\"literal\",\"text\":\"openssl\"}}}],\"submit\":\"return\"}]");
        const QString typed = QStringLiteral("Plain-Pass_123 (x)");
        const auto report = fillWhenThere(form, typed);
        QVERIFY2(!report.problem, report.detail.c_str());
        QVERIFY(report.usedKeys);
        QCOMPARE(report.outcome, FillOutcome::Success);
        QProcess opener;
        opener.start(QStringLiteral("openssl"),
                     {QStringLiteral("enc"), QStringLiteral("-d"), QStringLiteral("-aes-256-cbc"),
                      QStringLiteral("-pbkdf2"), QStringLiteral("-in"), out, QStringLiteral("-pass"),
                      QStringLiteral("pass:") + typed});
        QVERIFY(opener.waitForFinished(kPatience));
        QFile name(QStringLiteral("/etc/hostname"));
        QVERIFY(name.open(QIODevice::ReadOnly));
        QCOMPARE(opener.readAllStandardOutput(), name.readAll());
    }

    void terminalThatShowsGetsNothing() {
        const QString out = m_folder.filePath(QStringLiteral("shown"));
        Program terminal;
        QVERIFY(terminal.start("xterm", {QStringLiteral("-e"), QStringLiteral("sh"), QStringLiteral("-c"),
                                         QStringLiteral("read line; echo \"$line\" > ") + out}));
        const AppTemplate form = formOf(
            "xterm", "\"steps\":[{\"name\":\"once\",\"wait_ms\":1000,\"fields\":[{\"content\":\"password\","
                     "\"control\":{\"role\":\"terminal\"}}],\"submit\":\"return\"}]");
        const auto report = fillWhenThere(form);
        QCOMPARE(report.problem, std::optional(FillProblem::NotReady));
        QVERIFY(!QFile::exists(out));
    }

    // Another program under the same title, with the same fields, is another program.
    void lookAlikeIsNotFilled() {
        Program zenity;
        QVERIFY(zenity.start("zenity", {QStringLiteral("--password"), QStringLiteral("--title=KeePassXC")}));
        const AppTemplate form =
            formOf("keepassxc", "\"steps\":[{\"name\":\"unlock\",\"fields\":[{\"content\":"
                                "\"password\",\"control\":{\"role\":\"password\"}}]}]");
        QTRY_VERIFY_WITH_TIMEOUT(hasPasswordField("zenity"), kPatience);
        const auto window = m_desktop->activeWindow();
        QVERIFY(window);
        QCOMPARE(window->title, std::string("KeePassXC"));
        QVERIFY(candidates({form}, *window).empty());
    }

private:
    bool hasPasswordField(const char* program) {
        const auto window = m_desktop->activeWindow();
        return window && window->executable.ends_with(program) &&
               findControl(*window, {ControlRole::Password, {}, 0}) != nullptr;
    }
    // Waits for the program's window, and for nothing else: the engine does the rest.
    FillReport fillWhenThere(const AppTemplate& form, const QString& secret = kSecret) {
        Result<WindowFacts> window = fail(ErrorCode::NotFound);
        const bool isThere = QTest::qWaitFor(
            [&] {
                window = m_desktop->activeWindow();
                return window && !candidates({form}, *window).empty();
            },
            kPatience);
        if (!isThere) {
            FillReport none;
            none.problem = FillProblem::NoMatch;
            none.detail = window ? "another window: " + window->executable + " " + window->title
                                 : window.error().detail;
            return none;
        }
        FillEngine engine(*m_desktop);
        return engine.fill(form, *window, {"hanako", SecretString(secret.toStdString()), {}});
    }

    std::unique_ptr<LinuxDesktop> m_desktop;
    QTemporaryDir m_folder;
};

int main(int argc, char** argv) {
    for (const char* program : {"Xvfb", "openbox", "dbus-daemon", "zenity", "keepassxc", "xterm"}) {
        if (!isInstalled(program)) {
            std::printf("%s is not installed\n", program);
            return 1; // a target that is missing is a failed one
        }
    }
    Session session;
    if (!session.start()) {
        std::puts("the session does not start");
        return 1;
    }
    QCoreApplication application(argc, argv);
    TestAppLogin test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_app_login.moc"
