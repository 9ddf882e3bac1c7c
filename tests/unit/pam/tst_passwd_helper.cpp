// SPDX-License-Identifier: GPL-3.0-or-later
// kaomon-passwd as it is shipped, with the real libpam: one order over its standard input, one answer.
#include <chrono>
#include <optional>
#include <vector>

#include <QProcess>
#include <QtTest>

#include <csignal>
#include <sys/socket.h>
#include <unistd.h>

#include "localipc/message.h"
#include "localipc/unique_fd.h"
#include "localipc/unix_socket.h"
#include "logon/passwd/prompt_kind.h"
#include "support/password_system.h"
#include "support/private_etc.h"

using namespace kaomon;
using localipc::Message;
using localipc::UniqueFd;
using logon::PromptKind;
using testing::PasswordSystem;

namespace {

constexpr int kPatience = 30000;

struct Said {
    std::vector<Message> words;
    std::optional<Message> result;
    int exitCode = -1;
    bool hasCrashed = false;
};

// Runs the helper at one end of a pair of sockets and speaks to it as the agent does.
class Helper {
public:
    explicit Helper(const QStringList& arguments)
        : Helper(QStringLiteral(KAOMON_PASSWD), arguments) {}
    Helper(const QString& program, const QStringList& arguments) {
        int pair[2]{};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
            qFatal("no socket pair");
        }
        m_ours.reset(pair[0]);
        m_theirs.reset(pair[1]);
        m_process.setChildProcessModifier([fd = pair[1]] { ::dup2(fd, STDIN_FILENO); });
        m_process.start(program, arguments);
        if (!m_process.waitForStarted(kPatience)) {
            qFatal("the helper does not start");
        }
        m_theirs.reset();
    }

    void send(const Bytes& bytes) {
        if (localipc::sendSome(m_ours.get(), bytes).value_or(0) != bytes.size()) {
            qFatal("the order was not taken");
        }
    }
    void order(const QByteArray& current, const QByteArray& next,
               const QByteArray& account = PasswordSystem::kAccount) {
        Message message{"changeOsPassword", 7, {}};
        message.set("account", account.toStdString());
        message.set("current", current.toStdString());
        message.set("new", next.toStdString());
        message.set("language", "en");
        send(*localipc::encodeFrame(message));
    }
    // Everything until the helper hangs up.
    Said listen() {
        Said said;
        localipc::FrameDecoder decoder;
        Bytes buffer(4096);
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(kPatience);
        while (localipc::waitFor(m_ours.get(), localipc::Readiness::Readable, deadline)) {
            const auto received = localipc::receiveSome(m_ours.get(), buffer);
            if (!received || received->value_or(0) == 0) {
                break;
            }
            decoder.feed(std::span(buffer).first(**received));
            while (auto message = decoder.next().value()) {
                message->type == "osPasswordSaid" ? said.words.push_back(*message)
                                                  : void(said.result = *message);
            }
        }
        if (!m_process.waitForFinished(kPatience)) {
            qFatal("the helper does not end");
        }
        said.exitCode = m_process.exitCode();
        said.hasCrashed = m_process.exitStatus() == QProcess::CrashExit;
        return said;
    }
    [[nodiscard]] QByteArray everythingPrinted() {
        return m_process.readAllStandardOutput() + m_process.readAllStandardError();
    }

private:
    UniqueFd m_ours;
    UniqueFd m_theirs;
    QProcess m_process;
};

Said change(const PasswordSystem& system, const QByteArray& current, const QByteArray& next,
            int deadline = 20, const QByteArray& account = PasswordSystem::kAccount) {
    Helper helper({QStringLiteral("--pam-dir"), system.path("pam.d"), QStringLiteral("--deadline"),
                   QString::number(deadline)});
    helper.order(current, next, account);
    const Said said = helper.listen();
    const QByteArray printed = helper.everythingPrinted();
    if (printed.contains(current) || printed.contains(next)) {
        qFatal("a password was printed");
    }
    return said;
}

QString text(const Said& said) {
    QStringList all;
    for (const Message& word : said.words) {
        all << QString::fromStdString(word.text("style") + ": " + word.text("text"));
    }
    return all.join(u'\n');
}

// CapabilityBoundingSet of the unit as setpriv(1) takes it.
QString rightsOfTheUnit() {
    QFile unit(qEnvironmentVariable("KAOMON_SOURCE_DIR") +
               QStringLiteral("/packaging/linux/kaomon-passwd@.service"));
    QString rights = QStringLiteral("-all");
    const auto lines = unit.open(QIODevice::ReadOnly) ? unit.readAll().split('\n') : QByteArrayList();
    for (const QByteArray& line : lines) {
        if (line.startsWith("CapabilityBoundingSet=")) {
            for (const QByteArray& name : line.mid(line.indexOf('=') + 1).split(' ')) {
                rights +=
                    QStringLiteral(",+") + QString::fromLatin1(name).toLower().remove(QStringLiteral("cap_"));
            }
        }
    }
    return rights;
}

constexpr const char* kStrict = " retry=3 minlen=10 minclass=3 dictcheck=0\n";

} // namespace

class TestPasswdHelper final : public QObject {
    Q_OBJECT
private slots:
    void promptKinds_data() {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<bool>("isSecond"); // the current password was asked for already
        QTest::addColumn<bool>("isNew");
        const auto row = [](const char* prompt, bool isSecond, bool isNew) {
            QTest::addRow("%s, %d", prompt, isSecond ? 1 : 0)
                << QString::fromUtf8(prompt) << isSecond << isNew;
        };
        row("Current password: ", false, false);
        row("(current) UNIX password: ", false, false);
        row("Old password: ", false, false);
        row("現在のパスワード: ", false, false);
        row("New password: ", true, true);
        row("New password: ", false, true); // an account without a password
        row("Retype new UNIX password: ", true, true);
        row("Verify New Password :", true, true);
        row("Reenter new Password: ", true, true);
        row("新しい パスワード:", true, true);
        row("新しい パスワードを再入力してください:", true, true);
        row("Enter new Kerberos password: ", true, true);
        row("Current Kerberos password: ", true, false);
        row("Password: ", false, false); // nothing said: the order decides
        row("Password: ", true, true);
    }
    void promptKinds() {
        QFETCH(QString, prompt);
        QFETCH(bool, isSecond);
        QFETCH(bool, isNew);
        QCOMPARE(logon::promptKindOf(prompt.toStdString(), isSecond) == PromptKind::NewPassword, isNew);
    }

    void changesAndRefusals_data() {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QByteArray>("current");
        QTest::addColumn<QByteArray>("next");
        QTest::addColumn<QByteArray>("code"); // empty: changed
        QTest::addColumn<QString>("words");   // that the system says, word for word
        const QByteArray strict = "password requisite " + PasswordSystem::quality() + kStrict;
        const QByteArray old("Old-Pass-12"), fresh("Zebra-Quilt-77");
        const auto row = [](const char* name, const QByteArray& before, const QByteArray& after,
                            const QByteArray& current, const QByteArray& next, const char* code,
                            const char* words) {
            QTest::newRow(name) << before << after << current << next << QByteArray(code)
                                << QString::fromUtf8(words);
        };
        row("changed", {}, {}, old, fresh, "", "");
        row("changed, other letters", {}, {}, old, "パスワード-Zebra-77", "", "");
        row("wrong current", {}, {}, "Wrong-Pass-1", fresh, "login_failed", "");
        row("never allowed", "password requisite pam_deny.so\n", {}, old, fresh, "forbidden", "");
        if (PasswordSystem::quality().isEmpty()) {
            return;
        }
        row("good enough", strict, {}, old, fresh, "", "");
        row("too short", strict, {}, old, "aB3.x", "password_too_weak",
            "BAD PASSWORD: The password is shorter than 10 characters");
        row("too few kinds", strict, {}, old, "zebraquiltmoon", "password_too_weak",
            "BAD PASSWORD: The password contains less than 3 character classes");
        row("the account's name", strict, {}, old, "games-Quilt-77", "password_too_weak",
            "BAD PASSWORD: The password contains the user name in some form");
    }
    void changesAndRefusals() {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QByteArray, current);
        QFETCH(QByteArray, next);
        QFETCH(QByteArray, code);
        QFETCH(QString, words);
        if (PasswordSystem::matrix().isEmpty()) {
            QSKIP("needs the package libpam-wrapper");
        }
        const PasswordSystem system(before, after);
        const Said said = change(system, current, next);
        QVERIFY2(said.result, qPrintable(text(said)));
        QCOMPARE(QByteArray::fromStdString(said.result->text("code")), code);
        QCOMPARE(said.result->text("outcome"), std::string(code.isEmpty() ? "changed" : "refused"));
        QCOMPARE(system.password(), code.isEmpty() ? next : QByteArray("Old-Pass-12"));
        QVERIFY2(text(said).contains(words), qPrintable(text(said)));
        QCOMPARE(said.result->id, std::uint64_t(7));
    }

    // A module that shows what is typed would show the password: it gets none.
    void whatWouldBeShownIsNotAnswered() {
        if (PasswordSystem::matrix().isEmpty()) {
            QSKIP("needs the package libpam-wrapper");
        }
        const PasswordSystem system;
        system.write("pam.d/kaomon-passwd", "password required " + PasswordSystem::matrix() +
                                                " echo passdb=" + system.path("passdb").toUtf8() + '\n');
        const Said said = change(system, "Old-Pass-12", "Zebra-Quilt-77");
        QCOMPARE(said.result->text("code"), std::string("second_factor_required"));
        QCOMPARE(system.password(), QByteArray("Old-Pass-12"));
    }

    void aModuleThatHangsIsEnded() {
        if (PasswordSystem::matrix().isEmpty()) {
            QSKIP("needs the package libpam-wrapper");
        }
        PasswordSystem system;
        // Ends with the helper, which is its parent.
        system.setStack(system.script("while kill -0 $PPID 2>/dev/null; do sleep 0.1; done\n"), {});
        const Said said = change(system, "Old-Pass-12", "Zebra-Quilt-77", 1);
        QVERIFY(!said.result);
        QVERIFY(said.hasCrashed); // by its own alarm
        QCOMPARE(system.password(), QByteArray("Old-Pass-12"));
    }

    void aModuleThatBreaksOffTakesOnlyTheHelper_data() {
        QTest::addColumn<bool>("isBefore");
        QTest::newRow("before the change") << true;
        QTest::newRow("after the change") << false;
    }
    void aModuleThatBreaksOffTakesOnlyTheHelper() {
        QFETCH(bool, isBefore);
        if (PasswordSystem::matrix().isEmpty()) {
            QSKIP("needs the package libpam-wrapper");
        }
        PasswordSystem system;
        const QByteArray line = system.script("kill -9 $PPID\n");
        system.setStack(isBefore ? line : QByteArray(), isBefore ? QByteArray() : line);
        const Said said = change(system, "Old-Pass-12", "Zebra-Quilt-77");
        QVERIFY(!said.result);
        QVERIFY(said.hasCrashed);
        QCOMPARE(system.password(), QByteArray(isBefore ? "Old-Pass-12" : "Zebra-Quilt-77"));
    }

    // The real pam_unix, pam_pwhistory, pam_pwquality and shadow file, in the stack that Debian ships, with
    // the rights that kaomon-passwd@.service leaves.
    void theSystemsOwnStack_data() {
        QTest::addColumn<QByteArray>("ages");
        QTest::addColumn<QByteArray>("current");
        QTest::addColumn<QByteArray>("next");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QString>("words");
        const QByteArray old("Old-Pass-12"), fresh("Zebra-Quilt-77"), anyAge("19000:0:99999"),
            today = QByteArray::number(QDate(1970, 1, 1).daysTo(QDateTime::currentDateTimeUtc().date()));
        QTest::newRow("changed") << anyAge << old << fresh << QByteArray() << QString();
        QTest::newRow("it must be changed")
            << QByteArray("0:0:99999") << old << fresh << QByteArray() << QString();
        QTest::newRow("it has expired")
            << QByteArray("19000:0:30") << old << fresh << QByteArray() << QString();
        QTest::newRow("wrong current")
            << anyAge << QByteArray("Wrong-Pass-1") << fresh << QByteArray("login_failed") << QString();
        QTest::newRow("the same again") << anyAge << old << old << QByteArray("password_too_weak")
                                        << QStringLiteral("The password is the same as the old one");
        QTest::newRow("hardly another")
            << anyAge << old << QByteArray("Old-Pass-13") << QByteArray("password_too_weak")
            << QStringLiteral("The password is too similar to the old one");
        QTest::newRow("used before") << anyAge << old << QByteArray("Earlier-Moon-9")
                                     << QByteArray("password_too_weak")
                                     << QStringLiteral("Password has been already used.");
        QTest::newRow("too soon") << today + ":30:99999" << old << fresh << QByteArray("forbidden")
                                  << QStringLiteral("You must wait longer to change your password.");
    }
    void theSystemsOwnStack() {
        QFETCH(QByteArray, ages);
        QFETCH(QByteArray, current);
        QFETCH(QByteArray, next);
        QFETCH(QByteArray, code);
        QFETCH(QString, words);
        testing::PrivateEtc etc;
        if (PasswordSystem::quality().isEmpty() || !etc.prepare("Old-Pass-12", ages) ||
            !etc.setHistory("Earlier-Moon-9") ||
            !etc.writeService("kaomon-passwd", "@include common-password\n") ||
            !etc.writeService("common-password",
                              "password requisite pam_pwquality.so retry=3 difok=3 dictcheck=0\n"
                              "password requisite pam_pwhistory.so remember=5 use_authtok\n"
                              "password [success=1 default=ignore] pam_unix.so obscure use_authtok "
                              "try_first_pass nodelay yescrypt\n"
                              "password requisite pam_deny.so\npassword required pam_permit.so\n")) {
            QSKIP("needs root, unshare(1) with the right to mount and the package libpam-pwquality");
        }
        const QByteArray before = etc.lastChange();
        Helper helper(QStringLiteral("unshare"),
                      etc.wrapped({QStringLiteral("setpriv"), QStringLiteral("--no-new-privs"),
                                   QStringLiteral("--bounding-set"), rightsOfTheUnit(),
                                   QStringLiteral(KAOMON_PASSWD)}));
        helper.order(current, next);
        const Said said = helper.listen();
        QVERIFY2(said.result, qPrintable(text(said)));
        QCOMPARE(QByteArray::fromStdString(said.result->text("code")), code);
        QVERIFY2(text(said).contains(words), qPrintable(text(said)));
        QCOMPARE(etc.lastChange() != before, code.isEmpty());
        const QByteArray printed = helper.everythingPrinted();
        QVERIFY(!printed.contains(current) && !printed.contains(next));
    }

    void strangeOrders_data() {
        QTest::addColumn<QByteArray>("account");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("root") << QByteArray("root") << QByteArray("superuser_denied");
        QTest::newRow("nobody of that name") << QByteArray("kaomon-no-such") << QByteArray("not_found");
        QTest::newRow("no name") << QByteArray() << QByteArray("not_found");
    }
    void strangeOrders() {
        QFETCH(QByteArray, account);
        QFETCH(QByteArray, code);
        const PasswordSystem system;
        const Said said = change(system, "Old-Pass-12", "Zebra-Quilt-77", 20, account);
        QCOMPARE(QByteArray::fromStdString(said.result->text("code")), code);
        QCOMPARE(system.password(), QByteArray("Old-Pass-12"));
    }

    void noOrderNoAnswer() {
        Helper helper({QStringLiteral("--deadline"), QStringLiteral("20")});
        helper.send(Bytes{0xff, 0xff, 0xff, 0xff, 0, 0}); // a frame longer than any
        const Said said = helper.listen();
        QVERIFY(!said.result && said.words.empty());
        QCOMPARE(said.exitCode, 1);
    }

    void secretsAreInNoEnvironment() {
        if (PasswordSystem::matrix().isEmpty()) {
            QSKIP("needs the package libpam-wrapper");
        }
        PasswordSystem system;
        const QString seen = system.path("seen");
        system.write("seen", {});
        QFile::setPermissions(seen,
                              QFile::ReadOwner | QFile::WriteOwner | QFile::WriteOther | QFile::ReadOther);
        system.setStack(
            {}, system.script("{ env; tr '\\0' ' ' < /proc/$PPID/cmdline; } > '" + seen.toUtf8() + "'\n"));
        QVERIFY(change(system, "Old-Pass-12", "Zebra-Quilt-77").result);
        QFile file(seen);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray all = file.readAll();
        QVERIFY2(all.contains("PAM_SERVICE=kaomon-passwd"),
                 all.constData()); // the script ran inside the change
        QVERIFY(!all.contains("Old-Pass-12") && !all.contains("Zebra-Quilt-77"));
    }
};

QTEST_GUILESS_MAIN(TestPasswdHelper)
#include "tst_passwd_helper.moc"
