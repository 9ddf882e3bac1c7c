// SPDX-License-Identifier: GPL-3.0-or-later
// The login screen of a real display manager (LightDM with its GTK greeter) that PAM and pam_kaomon.so serve,
// on a made-up screen, with the whole agent and photographs before its camera. logind has no part in it.
#include <algorithm>
#include <functional>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>
#include <QTimer>

#include <sys/stat.h>
#include <unistd.h>

#include "agent/agent_application.h"
#include "agent/os_accounts.h"
#include "support/log_catcher.h"
#include "unit/agent/agent_fixture.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace kaomon::agent::test;

namespace {

constexpr int kPatience = 120000;
constexpr const char* kAccount = "games"; // of every Debian; nobody's own
constexpr const char* kFirstDisplay = "140";
constexpr const char* kPassword = "abracadabra";

// What LightDM wants of a real screen is left out.
constexpr const char* kServer =
    "#!/bin/sh\n"
    "while [ $# -gt 0 ]; do\n"
    "    case $1 in\n"
    "        -auth) auth=$2; shift ;;\n"
    "        :*) display=$1 ;;\n"
    "    esac\n"
    "    shift\n"
    "done\n"
    "exec Xvfb \"$display\" -screen 0 1024x768x24 -nolisten tcp -auth \"$auth\"\n";

bool isInstalled(const char* program) {
    return !QStandardPaths::findExecutable(QString::fromLatin1(program), {}).isEmpty() ||
           QFile::exists(QStringLiteral("/usr/sbin/") + QString::fromLatin1(program));
}

} // namespace

class TestGreeter : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        if (::geteuid() != 0 || !isInstalled("lightdm") || !isInstalled("lightdm-gtk-greeter") ||
            !isInstalled("Xvfb") || !isInstalled("xdotool") || !isInstalled("dbus-daemon") ||
            QProcess::execute(QStringLiteral("unshare"), {QStringLiteral("-m"), QStringLiteral("true")}) !=
                0) {
            QSKIP("needs root, mount namespaces, xvfb, xdotool and the packages lightdm and "
                  "lightdm-gtk-greeter, which are not installed by themselves: they would change how a "
                  "desktop starts");
        }
        startAgent();
    }

    void cleanupTestCase() {
        for (QProcess* process : {&m_manager, &m_bus}) {
            process->terminate();
            process->waitForFinished(30000);
        }
    }

    void init() {
        m_said.clear();
        startManager();
        QTRY_VERIFY_WITH_TIMEOUT(said("Prompt greeter with"), kPatience); // for a name
    }

    void cleanup() {
        if (QTest::currentTestFailed()) {
            qWarning("%s", m_said.right(6000).constData());
        }
        m_manager.terminate();
        QVERIFY(QTest::qWaitFor([&] { return m_manager.state() == QProcess::NotRunning; }, kPatience));
        QFile::remove(path("session-began"));
    }

    // The account's name is typed; of the rest the face takes care.
    void aFaceOpensTheSession() {
        const testing::LogCatcher logs;
        QVERIFY(m_pictures->show(unlockPictures(kPerson)));
        QVERIFY(typeName());
        QTRY_VERIFY_WITH_TIMEOUT(hasBegun(), kPatience);
        struct stat info {};
        QVERIFY(::stat(path("session-began").toLocal8Bit().constData(), &info) == 0);
        QCOMPARE(info.st_uid, *uidOfName(kAccount)); // it is that person's session
        QVERIFY(logs.has("\"service\":\"lightdm\",\"outcome\":\"accepted\""));
    }

    // Somebody else is refused, is asked for the password, and gets in with nothing else.
    void anotherFaceIsAskedForThePassword() {
        const testing::LogCatcher logs;
        QVERIFY(m_pictures->show(unlockPictures(kStranger)));
        QVERIFY(typeName());
        QTRY_VERIFY_WITH_TIMEOUT(logs.has("\"outcome\":\"refused\",\"code\":\"face_no_match\""), kPatience);
        QVERIFY(!hasBegun());
        QVERIFY(typeUntil(kPassword, [this] { return hasBegun(); }));
    }

    void everyAttemptIsAnEvent() {
        m_agent.reset();
        auto state = AgentState::open(m_desk->folder.path().toStdString(), m_desk->clock);
        QVERIFY(state);
        m_desk->state = std::move(*state);
        std::vector<std::string> codes;
        for (const auto& event : m_desk->outbox()) {
            codes.push_back(event.code);
        }
        for (const char* code : {"LOGON_OK", "LOGON_NG"}) {
            QCOMPARE(std::ranges::count(codes, std::string(code)), 1);
        }
    }

private:
    void startAgent() {
        auto settings = Desk::livenessOff();
        settings.push_back({"match_timeout_s", "30"}); // a busy machine is slow
        m_desk = std::make_unique<Desk>(true, settings);
        auto& state = *m_desk->state;
        QVERIFY(store(state, {m_desk->tenant.links(m_desk->user, {{state.device()->id.text(), kAccount}})}));
        m_desk->state.reset(); // the agent opens it now
        connect(&m_ticks, &QTimer::timeout, this, [this] { m_desk->clock.advance(20ms); });
        m_ticks.start(20); // real time, on the calendar of the made-up PC
        AgentOptions options;
        options.stateFolder = m_desk->folder.path().toStdString();
        options.socketPath = options.stateFolder + "/agent.sock";
        options.modelsFolder = modelsFolder();
        options.makeCamera = [this] {
            auto source = std::make_unique<testing::PictureSource>();
            m_pictures = source.get();
            return source;
        };
        auto agent = AgentApplication::create(options, m_desk->clock);
        QVERIFY(agent);
        m_agent = std::move(*agent);
        writeFiles(QByteArray::fromStdString(options.socketPath));
    }

    void writeFiles(const QByteArray& socket) {
        QVERIFY(::chmod(m_folder.path().toLocal8Bit().constData(), 0777) ==
                0); // its programs change accounts
        for (const char* name : {"run", "log", "cache", "sessions"}) {
            QVERIFY(QDir().mkpath(path(name)));
        }
        // LightDM's own service, with our line before the password's: bound over the installed one for this
        // LightDM only. The password's line accepts one word.
        write("service", "auth [success=done default=ignore] " KAOMON_PAM_MODULE
                         " scenario=logon timeout=60 socket=" +
                             socket + "\nauth required pam_exec.so expose_authtok quiet " +
                             path("password").toLocal8Bit() +
                             "\naccount required pam_permit.so\nsession required pam_permit.so\n");
        write("password", "#!/bin/sh\n[ \"$(tr -d '\\000')\" = " + QByteArray(kPassword) + " ]\n", true);
        write("server", kServer, true);
        const QByteArray folder = m_folder.path().toLocal8Bit();
        write("sessions/mark.desktop",
              "[Desktop Entry]\nName=mark\nType=Application\nExec=/bin/sh -c \"echo > " + folder +
                  "/session-began; exec sleep 600\"\n");
        write("lightdm.conf",
              "[LightDM]\nminimum-vt=0\nminimum-display-number=" + QByteArray(kFirstDisplay) +
                  "\nrun-directory=" + folder + "/run\nlog-directory=" + folder + "/log\ncache-directory=" +
                  folder + "/cache\nsessions-directory=" + folder + "/sessions\n[Seat:*]\ntype=local\n" +
                  "xserver-command=" + folder + "/server\ngreeter-session=lightdm-gtk-greeter\n" +
                  "user-session=mark\ngreeter-show-manual-login=true\ngreeter-hide-users=true\n");
        m_bus.start(QStringLiteral("dbus-daemon"), {QStringLiteral("--session"), QStringLiteral("--nofork"),
                                                    QStringLiteral("--print-address")});
        QVERIFY(m_bus.waitForStarted() && m_bus.waitForReadyRead(60000));
        m_busAddress = QString::fromLatin1(m_bus.readLine().trimmed());
    }

    void startManager() {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("DBUS_SYSTEM_BUS_ADDRESS"), m_busAddress);
        environment.remove(QStringLiteral("DISPLAY"));
        m_manager.setProcessEnvironment(environment);
        m_manager.setProcessChannelMode(QProcess::MergedChannels);
        m_manager.start(
            QStringLiteral("unshare"),
            {QStringLiteral("-m"), QStringLiteral("sh"), QStringLiteral("-c"),
             QStringLiteral("mount --bind '%1' /etc/pam.d/lightdm && exec /usr/sbin/lightdm --debug -c '%2'")
                 .arg(path("service"), path("lightdm.conf"))});
        QVERIFY(m_manager.waitForStarted());
    }

    // Of the X server that LightDM has started; empty before.
    [[nodiscard]] QString display() const {
        const QDir authorities(path("run/root"));
        return authorities.entryList({QStringLiteral(":*")}, QDir::Files | QDir::System).value(0);
    }
    void xdotool(const QStringList& words) const {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("DISPLAY"), display());
        environment.insert(QStringLiteral("XAUTHORITY"), path("run/root/") + display());
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral("xdotool"), words);
        // The agent is on this thread and must be let run.
        static_cast<void>(QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 30000));
    }
    // The greeter takes keys a moment after it is there, and none while it waits for PAM.
    bool typeUntil(const char* text, const std::function<bool()>& isDone) {
        return QTest::qWaitFor(
            [&] {
                if (!isDone()) {
                    xdotool({QStringLiteral("key"), QStringLiteral("ctrl+a")});
                    xdotool({QStringLiteral("type"), QString::fromLatin1(text)});
                    xdotool({QStringLiteral("key"), QStringLiteral("Return")});
                }
                return QTest::qWaitFor(isDone, 3000);
            },
            kPatience);
    }
    bool typeName() {
        return typeUntil(kAccount, [this] { return said("Continue authentication"); });
    }
    bool said(const char* words) {
        m_said += m_manager.readAll();
        return m_said.contains(words);
    }
    [[nodiscard]] bool hasBegun() const { return QFile::exists(path("session-began")); }
    [[nodiscard]] QString path(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
    void write(const char* name, const QByteArray& text, bool isProgram = false) const {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
        file.close();
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther |
                                    QFile::ReadGroup |
                                    (isProgram ? QFile::ExeOwner | QFile::ExeOther : QFile::Permissions())));
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<AgentApplication> m_agent;
    testing::PictureSource* m_pictures = nullptr;
    QTimer m_ticks;
    QProcess m_bus;
    QProcess m_manager;
    QString m_busAddress;
    QByteArray m_said;
};

QTEST_GUILESS_MAIN(TestGreeter)
#include "tst_greeter.moc"
