// SPDX-License-Identifier: GPL-3.0-or-later
// A screen locker as it is shipped, xsecurelock, under a real X server, run by an ordinary account: PAM with
// pam_kaomon.so before the real pam_unix, the agent with photographs before its camera. The display is the
// test's own.
#include "locked_pc.h"
#include "support/x_server.h"

using namespace kaomon;
using namespace kaomon::e2e;
using agent::test::Desk;
using agent::test::kPerson;
using agent::test::kStranger;
using agent::test::unlockPictures;

namespace {

// The locker of the person's session; it ends when it opens the screen.
class Locker final : public LockedPc {
public:
    using LockedPc::LockedPc;

    void lock() {
        QVERIFY(m_display.start("800x600x24", {QStringLiteral("-ac")}));
        qputenv("DISPLAY", m_display.name());
        const QString mark = marks.filePath(QStringLiteral("locked"));
        program.setProcessChannelMode(QProcess::ForwardedChannels);
        program.start(
            QStringLiteral("unshare"),
            asGames({QStringLiteral("XSECURELOCK_PAM_SERVICE=kaomon-locker"),
                     QStringLiteral("XSECURELOCK_NO_COMPOSITE=1"),
                     QStringLiteral("XSECURELOCK_SAVER=saver_blank"),
                     QStringLiteral("XSECURELOCK_PASSWORD_PROMPT=asterisks"), QStringLiteral("xsecurelock"),
                     QStringLiteral("--"), QStringLiteral("touch"), mark}));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(mark), kLockPatience);
        QVERIFY(!isOpen());
    }
    [[nodiscard]] bool isOpen() const { return program.state() == QProcess::NotRunning; }
    // A key may fall between two questions: then it asks again.
    void openByPassword() {
        for (int tried = 0; tried < 5 && !isOpen(); ++tried) {
            typePassword(kLockPassword, "BackSpace");
            (void)QTest::qWaitFor([&] { return isOpen(); }, 15000);
        }
        QVERIFY(isOpen());
        QCOMPARE(program.exitCode(), 0);
    }

private:
    kaomon::test::XServer m_display; // for other accounts than root, too, which have no key to it
};

} // namespace

class TestScreenLocker : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        Locker pc;
        if (!isAlone() || !areInstalled({"Xvfb", "xsecurelock", "xdotool", "pamtester", "setpriv"}) ||
            ::getpwnam("games") == nullptr || !pc.prepareEtc("kaomon-locker", "unlock")) {
            QSKIP("needs root, namespaces, openssl, Xvfb, xsecurelock, xdotool and pamtester");
        }
    }

    void theFaceOpensTheScreen() {
        Locker pc;
        QVERIFY(pc.prepareEtc("kaomon-locker", "unlock"));
        pc.startAgent();
        QVERIFY(pc.pictures->show(unlockPictures(kPerson)));
        pc.lock();
        LockedPc::press("BackSpace");
        QTRY_VERIFY_WITH_TIMEOUT(pc.isOpen(), kLockPatience);
        QCOMPARE(pc.program.exitCode(), 0);
        QVERIFY(!QFile::exists(pc.wentOn())); // nobody was asked for a password
        QCOMPARE(pc.events(), (std::vector<std::string>{"UNLOCK_OK games"}));
    }

    void anotherFaceIsRefusedAndThePasswordOpens() {
        Locker pc;
        QVERIFY(pc.prepareEtc("kaomon-locker", "unlock"));
        pc.startAgent();
        QVERIFY(pc.pictures->show(unlockPictures(kStranger)));
        pc.lock();
        pc.typePassword("not-the-password", "BackSpace");
        QVERIFY(!pc.isOpen());
        pc.openByPassword();
        const auto events = pc.events();
        QVERIFY(!events.empty());
        QCOMPARE(events.front(), std::string("UNLOCK_NG games"));
        // xsecurelock never calls pam_setcred(): it cannot be told that the password was used.
        QCOMPARE(std::ranges::count(events, std::string("UNLOCK_OK games")), 0);
    }

    void withoutTheAgentThePasswordOpens() {
        Locker pc;
        QVERIFY(pc.prepareEtc("kaomon-locker", "unlock"));
        pc.lock();
        pc.openByPassword();
    }

    // A program of the person's own is served at his own lock screen only, and there only what it can carry
    // out: everything else goes on to the password.
    void whatAnAccountMayAskFor_data() {
        QTest::addColumn<QByteArray>("scenario");
        QTest::addColumn<QString>("account");
        QTest::addColumn<QString>("setting");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("isServed");
        const auto row = [](const char* name, const char* scenario, const char* account, const char* setting,
                            const char* value, bool isServed) {
            QTest::newRow(name) << QByteArray(scenario) << QString::fromLatin1(account)
                                << QString::fromLatin1(setting) << QString::fromLatin1(value) << isServed;
        };
        const char* set = "auth_set_unlock";
        row("his own lock screen", "unlock", "games", set, "face", true);
        row("a logon", "logon", "games", set, "face", false);
        row("an elevation", "elevation", "games", set, "face", false);
        row("another's lock screen", "unlock", "news", set, "face", false);
        row("with a PIN, which root checks", "unlock", "games", set, "face_pin", false);
        row("with a code in the place of the face", "unlock", "games", "allow_password_fallback", "code_only",
            false);
    }
    void whatAnAccountMayAskFor() {
        QFETCH(QByteArray, scenario);
        QFETCH(QString, account);
        QFETCH(QString, setting);
        QFETCH(QString, value);
        QFETCH(bool, isServed);
        auto settings = Desk::livenessOff();
        settings.push_back({setting.toStdString(), value.toStdString()});
        LockedPc pc(settings);
        QVERIFY(pc.prepareEtc("kaomon-locker", scenario.constData()));
        pc.startAgent();
        QVERIFY(pc.pictures->show(unlockPictures(kPerson)));
        pc.program.start(QStringLiteral("unshare"),
                         pc.asGames({QStringLiteral("pamtester"), QStringLiteral("kaomon-locker"), account,
                                     QStringLiteral("authenticate")}));
        pc.program.closeWriteChannel(); // no password
        QTRY_VERIFY_WITH_TIMEOUT(pc.program.state() == QProcess::NotRunning, kLockPatience);
        const QByteArray said = pc.program.readAllStandardOutput() + pc.program.readAllStandardError();
        QVERIFY2((pc.program.exitCode() == 0) == isServed, said.constData());
        QCOMPARE(QFile::exists(pc.wentOn()), !isServed);
        QCOMPARE(pc.events().size(), std::size_t(isServed ? 1 : 0)); // nobody else was looked at
    }
};

int main(int argc, char** argv) {
    beAlone(argv);
    QCoreApplication application(argc, argv);
    TestScreenLocker test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_screen_locker.moc"
