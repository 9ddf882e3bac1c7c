// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QtTest>

#include "agent/os_password_age.h"
#include "agent/os_password_rules.h"

using namespace kaomon;
using namespace kaomon::agent;

namespace {

void write(const QTemporaryDir& root, const char* name, const char* content) {
    const QString path = root.filePath(QString::fromLatin1(name));
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) < 0) {
        qFatal("%s could not be written", name);
    }
}

} // namespace

// What the system's files say of a password: how old it may get, and what a new one must be like.
class TestAgentOsPasswordRules : public QObject {
    Q_OBJECT
private slots:
    void ages_data() {
        QTest::addColumn<ShadowFacts>("facts");
        QTest::addColumn<QString>("state");
        QTest::addColumn<int>("days"); // -1000: none
        QTest::addColumn<int>("wait");
        const auto row = [](const char* name, const ShadowFacts& facts, const char* state, int days,
                            int wait) {
            QTest::newRow(name) << facts << QString::fromLatin1(state) << days << wait;
        };
        constexpr int kNone = -1000;
        // today is day 20000
        row("no limit", {true, 19990, 0, 99999, 7}, "good", kNone, 0);
        row("no entry of a limit", {true, 19990, -1, -1, -1}, "good", kNone, 0);
        row("long", {true, 19990, 0, 90, 7}, "good", 80, 0);
        row("first day of the warning", {true, 19917, 0, 90, 7}, "expiring", 7, 0);
        row("before the warning", {true, 19918, 0, 90, 7}, "good", 8, 0);
        row("warning of its own", {true, 19940, 0, 90, 30}, "expiring", 30, 0);
        row("last day", {true, 19910, 0, 90, 7}, "expiring", 0, 0);
        row("first day after", {true, 19909, 0, 90, 7}, "expired", -1, 0);
        row("must be changed", {true, 0, 0, 99999, 7}, "must_change", kNone, 0);
        row("too young", {true, 19999, 3, 90, 7}, "good", 89, 2);
        row("from tomorrow", {true, 20001, 0, 90, 7}, "good", 91, 1);
        row("no password", {false, 19990, 0, 90, 7}, "no_password", kNone, 0);
    }
    void ages() {
        QFETCH(ShadowFacts, facts);
        QFETCH(QString, state);
        QFETCH(int, days);
        QFETCH(int, wait);
        const OsPasswordAge age = ageOf(facts, 20000);
        QCOMPARE(QString::fromStdString(std::string(toWire(age.state))), state);
        QCOMPARE(age.daysLeft.value_or(-1000), long{days});
        QCOMPARE(age.daysToWait, long{wait});
        QCOMPARE(toWire(ageOf(std::nullopt, 20000).state), std::string_view("unknown"));
    }

    void entriesOfShadow_data() {
        QTest::addColumn<QByteArray>("account");
        QTest::addColumn<int>("lastChange"); // -2: no entry
        QTest::addColumn<int>("maximum");
        QTest::addColumn<bool>("hasPassword");
        QTest::newRow("whole") << QByteArray("hanako") << 19990 << 90 << true;
        QTest::newRow("locked") << QByteArray("games") << 19700 << 99999 << false;
        QTest::newRow("gaps") << QByteArray("taro") << -1 << -1 << true;
        QTest::newRow("cut off") << QByteArray("jiro") << -1 << -1 << true;
        QTest::newRow("nobody of that name") << QByteArray("hana") << -2 << 0 << false;
        QTest::newRow("no name") << QByteArray() << -2 << 0 << false;
    }
    void entriesOfShadow() {
        QFETCH(QByteArray, account);
        QFETCH(int, lastChange);
        QFETCH(int, maximum);
        QFETCH(bool, hasPassword);
        const auto facts = shadowOf("root:$6$x:19990:0:99999:7:::\ngames:*:19700:0:99999:7:::\n\n"
                                    "hanako:$y$j9T$a:19990:0:90:7:::\ntaro:$6$y::::::::\njiro:$6$z",
                                    account.toStdString());
        QCOMPARE(facts.has_value(), lastChange != -2);
        if (facts) {
            QCOMPARE(facts->lastChange, long{lastChange});
            QCOMPARE(facts->maximum, long{maximum});
            QCOMPARE(facts->hasPassword, hasPassword);
        }
    }

    void rules_data() {
        QTest::addColumn<QByteArray>("stack");
        QTest::addColumn<QByteArray>("quality");
        QTest::addColumn<QByteArray>("rules");
        const auto row = [](const char* name, const char* stack, const char* quality, const char* rules) {
            QTest::newRow(name) << QByteArray(stack) << QByteArray(quality) << QByteArray(rules);
        };
        row("nothing is known", "password required pam_sss.so\n", "", "");
        row("as Debian ships it",
            "password [success=1 default=ignore] pam_unix.so obscure yescrypt\npassword requisite "
            "pam_deny.so\n",
            "", "not_similar=0");
        row("quality as shipped", "password requisite pam_pwquality.so retry=3\n", "",
            "length=8,different=1,not_name=0,dictionary=0");
        row("quality by its file", "password requisite pam_pwquality.so retry=3\n",
            "minlen = 12 # longer\nminclass=3\ndictcheck = 0\n",
            "length=12,classes=3,different=1,not_name=0");
        row("the line over the file", "password requisite pam_pwquality.so minlen=14\n",
            "minlen = 12\ndictcheck = 0\n", "length=14,different=1,not_name=0");
        row("a floor below which nothing goes", "password requisite pam_pwquality.so minlen=2 dictcheck=0\n",
            "", "length=6,different=1,not_name=0");
        row("credits make length uncertain", "password requisite pam_pwquality.so dcredit=1 dictcheck=0\n",
            "", "different=1,not_name=0");
        row("kinds that must be there",
            "password requisite pam_pwquality.so dcredit=-2 ucredit=-1 dictcheck=0 maxrepeat=3\n", "",
            "length=8,digits=2,capitals=1,different=1,repeat=3,not_name=0");
        row("only advice", "password requisite pam_pwquality.so\n", "enforcing = 0\n", "");
        row("earlier ones", "password required pam_pwhistory.so remember=24 use_authtok\n", "", "history=24");
        row("earlier ones, as many as usual", "password required pam_pwhistory.so\n", "", "history=10");
        row("another stack counts not",
            "auth requisite pam_pwquality.so\npassword required pam_unix.so minlen=9\n", "", "length=9");
        row("commented out", "# password requisite pam_pwquality.so\npassword required pam_unix.so\n", "",
            "");
        row("a circle", "@include common-password\npassword required pam_unix.so minlen=9\n", "", "length=9");
    }
    void rules() {
        QFETCH(QByteArray, stack);
        QFETCH(QByteArray, quality);
        QFETCH(QByteArray, rules);
        const QTemporaryDir root;
        write(root, "etc/pam.d/kaomon-passwd", "@include common-password\n");
        write(root, "etc/pam.d/common-password", stack.constData());
        write(root, "etc/security/pwquality.conf", quality.constData());
        PasswordStack read = readPasswordStack(root.path().toStdString());
        std::vector<OsPasswordRule> once; // a circle repeats itself
        for (const auto& rule : read.rules) {
            if (std::ranges::find(once, rule) == once.end()) {
                once.push_back(rule);
            }
        }
        QCOMPARE(QByteArray::fromStdString(agent::toWire(once)), rules);
        QVERIFY(read.isThere);
        QVERIFY(!read.changesKeyRing);
    }
    void theKeyRingIsSeen() {
        const QTemporaryDir root;
        QVERIFY(!readPasswordStack(root.path().toStdString()).isThere);
        write(root, "etc/pam.d/kaomon-passwd",
              "password include one\npassword optional pam_gnome_keyring.so use_authtok\n");
        QVERIFY(readPasswordStack(root.path().toStdString()).changesKeyRing);
    }
};

QTEST_GUILESS_MAIN(TestAgentOsPasswordRules)
#include "tst_agent_os_password_rules.moc"
