// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include "crypto/secret_key.h"
#include "fake_agent.h"
#include "ospassword/os_password_page.h"
#include "ospassword/os_password_text.h"
#include "shell/tray_text.h"
#include "ui/language_switcher.h"
#include "ui/state_panel.h"

using namespace kaomon;
using namespace kaomon::ospassword;
using test::FakeAgent;
using Phase = OsPasswordPresenter::Phase;
using State = ui::StatePanel::State;

namespace {

constexpr int kPatience = 60000;

const FakeAgent::Fields kFacts{{"account", "hanako"},
                               {"state", "good"},
                               {"wait_days", "0"},
                               {"available", "1"},
                               {"rules", "length=8,classes=3,made_up=4"},
                               {"key_ring", "1"},
                               {"kept", "1"}};

struct Bench {
    FakeAgent agent;
    agentlink::AgentLink link{agent.path()};
    agentlink::ClientSession session{link};
    ui::LanguageSwitcher languages;
    OsPasswordPage page{link, session};

    Bench() { agent.answer("osPassword", {"osPassword", kFacts}); }
    bool open() {
        link.start();
        page.resize(790, 640);
        page.show();
        return QTest::qWaitForWindowExposed(&page, kPatience);
    }
    bool openForm() {
        return open() && QTest::qWaitFor([&] { return page.presenter().phase() == Phase::Ready; }, kPatience);
    }
    template<class Widget>
    Widget* find(const char* name) {
        return page.findChild<Widget*>(QString::fromLatin1(name));
    }
    [[nodiscard]] State state() { return page.findChild<ui::StatePanel*>()->state(); }
    void keep(const char* name) {
        const QString folder = qEnvironmentVariable("KAOMON_SCREENSHOTS");
        if (!folder.isEmpty()) {
            QDir().mkpath(folder);
            QCoreApplication::processEvents();
            page.grab().save(QDir(folder).filePath(QString::fromLatin1(name) + QStringLiteral(".png")));
        }
    }
    void type(const QString& current, const QString& next, const QString& again) {
        find<QLineEdit>("pcCurrentPassword")->setText(current);
        find<QLineEdit>("pcNewPassword")->setText(next);
        find<QLineEdit>("pcNewPasswordAgain")->setText(again);
    }
    [[nodiscard]] QString text(const char* name) { return find<QLabel>(name)->text(); }
};

} // namespace

// The page for the password of the PC, and what the tray says of it.
class TestClientOsPassword : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(crypto::initialise()); }

    void theRulesStandThereBeforeTyping() {
        Bench bench;
        QVERIFY(bench.openForm());
        bench.keep("pc-password");
        QCOMPARE(bench.state(), State::Content);
        const QString rules = bench.text("pcPasswordRules");
        QVERIFY2(rules.contains(QStringLiteral("At least 8 character")), qPrintable(rules));
        QVERIFY(rules.contains(QStringLiteral("3 kind")));
        QVERIFY(!rules.contains(QStringLiteral("made_up")));
        const QString about = bench.text("pcPasswordAbout");
        QVERIFY2(about.contains(QStringLiteral("hanako")), qPrintable(about));
        QVERIFY(about.contains(QStringLiteral("key ring")));
        QVERIFY(about.contains(QStringLiteral("Face logon")));
        for (const char* name : {"pcCurrentPassword", "pcNewPassword", "pcNewPasswordAgain"}) {
            QVERIFY(!bench.find<QLineEdit>(name)->accessibleName().isEmpty());
        }
    }

    void whatIsNotKnownIsNotSaid() {
        PasswordFacts facts;
        QCOMPARE(OsPasswordText::rules(facts).size(), 1);
        QVERIFY(OsPasswordText::rules(facts).first().contains(QStringLiteral("tells no rules")));
        QVERIFY(OsPasswordText::age(facts).isEmpty());
        QVERIFY(OsPasswordText::consequences(facts).isEmpty());
    }

    void otherStates_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("error");
        QTest::addColumn<int>("state");
        QTest::newRow("no password") << "state"
                                     << "no_password"
                                     << "" << static_cast<int>(State::Empty);
        QTest::newRow("no helper") << "available"
                                   << "0"
                                   << "" << static_cast<int>(State::Empty);
        QTest::newRow("root") << ""
                              << ""
                              << "superuser_denied" << static_cast<int>(State::Empty);
        QTest::newRow("an agent of before") << ""
                                            << ""
                                            << "not_found" << static_cast<int>(State::Failed);
        QTest::newRow("expired") << "state"
                                 << "expired"
                                 << "" << static_cast<int>(State::Content);
    }
    void otherStates() {
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(QString, error);
        QFETCH(int, state);
        Bench bench;
        auto facts = kFacts;
        facts[key.toStdString()] = value.toStdString();
        if (error.isEmpty()) {
            bench.agent.answer("osPassword", {"osPassword", facts});
        } else {
            bench.agent.fail("osPassword", error.toStdString());
        }
        QCOMPARE(bench.state(), State::Loading);
        QVERIFY(bench.open());
        QTRY_COMPARE(static_cast<int>(bench.state()), state);
    }

    void onlyTwiceTheSameGoesOn_data() {
        QTest::addColumn<QString>("current");
        QTest::addColumn<QString>("next");
        QTest::addColumn<QString>("again");
        QTest::addColumn<bool>("isReady");
        QTest::newRow("good") << "old"
                              << "Neu-1234"
                              << "Neu-1234" << true;
        QTest::newRow("different") << "old"
                                   << "Neu-1234"
                                   << "Neu-1235" << false;
        QTest::newRow("no current one") << ""
                                        << "Neu-1234"
                                        << "Neu-1234" << false;
        QTest::newRow("no new one") << "old"
                                    << ""
                                    << "" << false;
    }
    void onlyTwiceTheSameGoesOn() {
        QFETCH(QString, current);
        QFETCH(QString, next);
        QFETCH(QString, again);
        QFETCH(bool, isReady);
        Bench bench;
        QVERIFY(bench.openForm());
        bench.type(current, next, again);
        QCOMPARE(bench.find<QPushButton>("pcChangePassword")->isEnabled(), isReady);
        QTest::keyClick(bench.find<QLineEdit>("pcNewPasswordAgain"), Qt::Key_Return);
        QCOMPARE(bench.page.presenter().phase() == Phase::Changing, isReady);
    }

    void changedByKeyboard() {
        Bench bench;
        bench.agent.on("changeOsPassword", [](const auto&) { return std::vector<FakeAgent::Reply>(); });
        QVERIFY(bench.openForm());
        bench.page.activateWindow();
        auto* current = bench.find<QLineEdit>("pcCurrentPassword");
        current->setFocus();
        QTest::keyClicks(current, QStringLiteral("old"));
        QTest::keyClick(current, Qt::Key_Tab);
        QTest::keyClicks(bench.find<QLineEdit>("pcNewPassword"), QStringLiteral("Neu-1234"));
        QTest::keyClick(bench.find<QLineEdit>("pcNewPassword"), Qt::Key_Tab);
        QTest::keyClicks(bench.find<QLineEdit>("pcNewPasswordAgain"), QStringLiteral("Neu-1234"));
        QTest::keyClick(bench.find<QLineEdit>("pcNewPasswordAgain"), Qt::Key_Return);
        QTRY_COMPARE(bench.agent.count("changeOsPassword"), 1);
        QCOMPARE(bench.agent.last("changeOsPassword")->text("current"), std::string("old"));
        QCOMPARE(bench.agent.last("changeOsPassword")->text("new"), std::string("Neu-1234"));
        QVERIFY(!bench.find<QPushButton>("pcChangePassword")->isEnabled());
        bench.agent.send("changeOsPassword", {"osPasswordChanged", {{"sealed", "yes"}, {"said", "0"}}});
        QTRY_COMPARE(bench.page.presenter().phase(), Phase::Changed);
        bench.keep("pc-password-changed");
        QVERIFY(bench.text("pcPasswordMessage").contains(QStringLiteral("Face logon has the new one")));
        QVERIFY(current->text().isEmpty()); // nothing stays in the fields
    }

    // Word for word, and never as anything but text.
    void theSystemsWordsStandThere() {
        Bench bench;
        bench.agent.answer("changeOsPassword", {"osPasswordRefused",
                                                {{"code", "password_too_weak"},
                                                 {"said", "2"},
                                                 {"said0.style", "info"},
                                                 {"said0.text", "Changing password for hanako."},
                                                 {"said1.style", "error"},
                                                 {"said1.text", "BAD PASSWORD: <b>too</b> short"}}});
        QVERIFY(bench.openForm());
        bench.type(QStringLiteral("old"), QStringLiteral("Neu"), QStringLiteral("Neu"));
        QTest::mouseClick(bench.find<QPushButton>("pcChangePassword"), Qt::LeftButton);
        QTRY_COMPARE(bench.page.presenter().phase(), Phase::Refused);
        bench.keep("pc-password-refused");
        QCOMPARE(bench.text("pcPasswordWords"), QStringLiteral("BAD PASSWORD: <b>too</b> short"));
        QCOMPARE(bench.find<QLabel>("pcPasswordWords")->textFormat(), Qt::PlainText);
        QVERIFY(bench.text("pcPasswordMessage").contains(QStringLiteral("Nothing was changed")));
    }

    void whatItCameTo_data() {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("sealed");
        QTest::addColumn<bool>("isInDoubt");
        QTest::addColumn<QString>("says");
        QTest::newRow("wrong current") << "osPasswordRefused"
                                       << "login_failed"
                                       << "" << false << "current password is not right";
        QTest::newRow("in doubt") << "osPasswordRefused"
                                  << "timeout"
                                  << "pending" << true << "did not say whether";
        QTest::newRow("not sealed") << "osPasswordChanged"
                                    << ""
                                    << "pending" << false << "could not take over";
        QTest::newRow("not kept") << "osPasswordChanged"
                                  << ""
                                  << "not_kept" << false << "is changed.";
        QTest::newRow("busy") << "error"
                              << "agent_busy"
                              << "" << false << "busy";
        QTest::newRow("silence of the helper") << "error"
                                               << "timeout"
                                               << "" << false << "did not say whether";
    }
    void whatItCameTo() {
        QFETCH(QString, type);
        QFETCH(QString, code);
        QFETCH(QString, sealed);
        QFETCH(bool, isInDoubt);
        QFETCH(QString, says);
        Bench bench;
        bench.agent.answer("changeOsPassword", {type.toStdString(),
                                                {{"code", code.toStdString()},
                                                 {"sealed", sealed.toStdString()},
                                                 {"in_doubt", isInDoubt ? "1" : "0"}}});
        QVERIFY(bench.openForm());
        bench.page.presenter().change(SecretString("old"), SecretString("Neu-1234"), QStringLiteral("en"));
        QTRY_VERIFY(bench.page.presenter().phase() != Phase::Changing);
        QVERIFY2(bench.text("pcPasswordMessage").contains(says), qPrintable(bench.text("pcPasswordMessage")));
    }

    void theTrayWarns_data() {
        QTest::addColumn<QString>("password");
        QTest::addColumn<int>("days");
        QTest::addColumn<bool>("isPending");
        QTest::addColumn<int>("tone");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const char* password, int days, bool isPending,
                            shell::TrayTone tone, const char* says) {
            QTest::newRow(name) << QString::fromLatin1(password) << days << isPending
                                << static_cast<int>(tone) << QString::fromLatin1(says);
        };
        row("in order", "good", 80, false, shell::TrayTone::Good, "ready");
        row("not known", "unknown", 0, false, shell::TrayTone::Good, "ready");
        row("soon", "expiring", 5, false, shell::TrayTone::Warning, "expires in 5 day");
        row("today", "expiring", 0, false, shell::TrayTone::Warning, "expires today");
        row("expired", "expired", -1, false, shell::TrayTone::Bad, "has expired");
        row("must be changed", "must_change", 0, false, shell::TrayTone::Bad, "must be changed");
        row("not sealed", "good", 80, true, shell::TrayTone::Warning, "may not have the new password");
    }
    void theTrayWarns() {
        QFETCH(QString, password);
        QFETCH(int, days);
        QFETCH(bool, isPending);
        QFETCH(int, tone);
        QFETCH(QString, says);
        localipc::Message message{"status", 0, {}};
        message.set("state", "active");
        message.set("online", "1");
        message.set("os_password", password.toStdString());
        message.setInteger("os_password_days", days);
        message.setFlag("os_reseal_pending", isPending);
        const auto text = shell::TrayText::of(true, agentlink::readStatus(message), {}, {}, TimePoint());
        QCOMPARE(static_cast<int>(text.tone), tone);
        QVERIFY2(text.headline.contains(says), qPrintable(text.headline));
        QCOMPARE(text.detail.isEmpty(), text.tone == shell::TrayTone::Good);
    }

    void inJapanese() {
        Bench bench;
        bench.languages.use(ui::Language::Japanese);
        QVERIFY(bench.openForm());
        bench.keep("pc-password-ja");
        QVERIFY2(bench.text("pcPasswordRules").contains(QStringLiteral("8文字以上")),
                 qPrintable(bench.text("pcPasswordRules")));
        QCOMPARE(bench.find<QPushButton>("pcChangePassword")->text(), QStringLiteral("パスワードを変更"));
        bench.languages.use(ui::Language::English);
    }
};

QTEST_MAIN(TestClientOsPassword)
#include "tst_client_os_password.moc"
