// SPDX-License-Identifier: GPL-3.0-or-later
// A whole session under a real X server: the agent with photographs before its camera, kaomon-client's
// session part, a real screen locker that PAM and pam_kaomon.so serve. logind has no part in it.
#include <QApplication>
#include <QFile>
#include <QProcess>
#include <QScopeGuard>
#include <QTest>
#include <QTimer>

#include <unistd.h>

#include "agent/agent_application.h"
#include "presence/linux_session_lock.h"
#include "presence/x11_screen.h"
#include "shell/client_application.h"
#include "support/x_server.h"
#include "unit/agent/agent_fixture.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace kaomon::agent::test;
using kaomon::test::isInstalled;
using kaomon::test::XServer;
using presence::LinuxSessionLock;
using presence::PresenceOverlay;
using presence::X11Screen;

namespace {

constexpr int kPatience = 120000;

// The state of an enrolled PC whose user may open root by his face.
std::unique_ptr<Desk> enrolledPc() {
    auto settings = Desk::livenessOff();
    settings.insert(settings.end(), {{"liveness_continuous", "0"},
                                     {"cont_interval_s", "0.5"},
                                     {"cont_absent_s", "4"},
                                     {"cont_warn_s", "2"}});
    auto desk = std::make_unique<Desk>(true, settings);
    QFile superusers(QString::fromStdString(desk->superuserFile()));
    if (!superusers.open(QIODevice::WriteOnly) || superusers.write("root\n") < 0) {
        qFatal("the list of superusers cannot be written");
    }
    superusers.close();
    superusers.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    desk->state.reset(); // the agent opens it now
    return desk;
}

} // namespace

class TestPresenceSession : public QObject {
    Q_OBJECT
private slots:
    void leavingLocksAndComingBackOpens() {
        if (::geteuid() != 0 || !isInstalled("i3lock") || !isInstalled("xdotool") ||
            QProcess::execute(QStringLiteral("unshare"), {QStringLiteral("-m"), QStringLiteral("true")}) !=
                0) {
            QSKIP("needs root, mount namespaces, i3lock and xdotool");
        }
        const auto desk = enrolledPc();
        // Real time for the agent, on the calendar of the made-up PC.
        QTimer clock;
        connect(&clock, &QTimer::timeout, this, [&] { desk->clock.advance(20ms); });
        clock.start(20);
        const std::string folder = desk->folder.path().toStdString();
        testing::PictureSource* pictures = nullptr;
        AgentOptions options;
        options.stateFolder = folder;
        options.socketPath = folder + "/agent.sock";
        options.modelsFolder = modelsFolder();
        options.superuserFile = desk->superuserFile();
        options.makeCamera = [&] {
            auto source = std::make_unique<testing::PictureSource>();
            pictures = source.get();
            return source;
        };
        auto agent = AgentApplication::create(options, desk->clock);
        QVERIFY(agent);
        QVERIFY(pictures->show(enrolPictures(kPerson)));

        // i3lock's own service, but with our line alone: bound over the installed one for this locker only.
        const QString service = desk->folder.filePath(QStringLiteral("i3lock.pam"));
        QFile file(service);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("auth required " KAOMON_PAM_MODULE " scenario=unlock timeout=30 socket=" +
                   QByteArray::fromStdString(options.socketPath) + "\n");
        file.close();
        const QString start =
            QStringLiteral("mount --bind '%1' /etc/pam.d/i3lock && exec i3lock --nofork --color=101418")
                .arg(service);

        shell::ClientApplication client(*qApp, {options.socketPath, ui::Language::English, false, {}});
        const QDBusConnection none(QStringLiteral("none"));
        client.followSession(std::make_unique<LinuxSessionLock>(
            presence::SessionLockOptions{{QStringLiteral("unshare"), QStringLiteral("-m"),
                                          QStringLiteral("sh"), QStringLiteral("-c"), start}},
            LinuxSessionLock::Buses{none, none}, X11Screen::open()));
        client.start();
        const auto screen = X11Screen::open();
        QVERIFY(screen != nullptr);
        QAction* presenting = client.tray()->menu().findChild<QAction*>(QStringLiteral("trayPresenting"));
        QTRY_VERIFY_WITH_TIMEOUT(presenting->isEnabled(), kPatience); // followed

        QVERIFY(pictures->show({}));
        QTRY_COMPARE_WITH_TIMEOUT(client.overlay()->shown(), PresenceOverlay::Shown::Warning, kPatience);
        QVERIFY(!screen->isHeldByLocker());
        QTRY_VERIFY_WITH_TIMEOUT(screen->isHeldByLocker(), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(client.overlay()->shown(), PresenceOverlay::Shown::Nothing, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(!presenting->isEnabled(), kPatience); // and is not followed any more

        QVERIFY(pictures->show(enrolPictures(kPerson)));
        QCOMPARE(
            QProcess::execute(QStringLiteral("xdotool"), {QStringLiteral("key"), QStringLiteral("Return")}),
            0);
        QTRY_VERIFY_WITH_TIMEOUT(!screen->isHeldByLocker(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(presenting->isEnabled(), kPatience); // followed again

        agent->reset();
        const auto state = AgentState::open(folder, desk->clock);
        QVERIFY(state);
        const auto waiting = (*state)->cache().pending(1000);
        QVERIFY(waiting);
        std::vector<std::string> codes;
        for (const auto& item : *waiting) {
            const auto event = wire::decode<wire::Event>(std::string(item.bytes.begin(), item.bytes.end()));
            QVERIFY(event);
            codes.push_back(event->code);
        }
        for (const char* code : {"PRESENT", "ABSENT_LOCK", "LOCK_OK", "UNLOCK_OK"}) {
            QVERIFY2(std::ranges::find(codes, code) != codes.end(), code);
        }
        QCOMPARE(std::ranges::count(codes, std::string("LOCK_FAILED")), 0);
    }
};

int main(int argc, char** argv) {
    if (!isInstalled("Xvfb")) {
        std::puts("SKIP: needs the package xvfb");
        return 0;
    }
    XServer server;
    if (!server.start()) {
        std::puts("Xvfb does not start");
        return 1;
    }
    qputenv("DISPLAY", server.name());
    qputenv("QT_QPA_PLATFORM", "xcb");
    QApplication application(argc, argv);
    TestPresenceSession test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_presence_session.moc"
