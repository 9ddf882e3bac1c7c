// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "base/base64.h"
#include "crypto/secret_key.h"
#include "fake_agent.h"
#include "signin/password_presenter.h"
#include "signin/password_split.h"
#include "signin/sign_in_presenter.h"

using namespace kaomon;
using namespace kaomon::signin;
using agentlink::AgentLink;
using agentlink::ClientSession;
using localipc::Message;
using test::FakeAgent;

namespace {

constexpr int kSplitPatience = 60000; // Argon2id under a sanitizer, on a busy machine

SecretString secret(const char* text) {
    return SecretString(std::string(text));
}

FakeAgent::Reply signedIn(bool mustChange) {
    return {"signedIn",
            {{"user", "00000000-0000-4000-8000-000000000001"},
             {"login", "taro"},
             {"display_name", "Taro Yamada"},
             {"must_change_password", mustChange ? "1" : "0"},
             {"consent_needed", "1"},
             {"consent_text_version", "1"},
             {"templates", "0"}}};
}

ErrorCode codeOf(const QSignalSpy& failed) {
    return failed.isEmpty() ? ErrorCode::Internal : failed.last().first().value<ErrorCode>();
}

struct Bench {
    FakeAgent agent;
    AgentLink link{agent.path()};
    ClientSession session{link};

    Bench() {
        agent.answer("prelogin", test::preloginReply());
        agent.status["login"] = "taro";
        link.start();
    }
    // Told by its status from then on, too: the client asks for that every 2 s.
    void signsIn(bool mustChange) {
        agent.on("signIn", [this, mustChange](const Message&) {
            agent.status["signed_in"] = "1";
            agent.status["display_name"] = "Taro Yamada";
            agent.status["must_change_password"] = mustChange ? "1" : "0";
            return std::vector<FakeAgent::Reply>{signedIn(mustChange)};
        });
        agent.on("changePassword", [this](const Message&) {
            agent.status["must_change_password"] = "0";
            return std::vector<FakeAgent::Reply>{{"passwordChanged", {}}};
        });
    }
};

} // namespace

class TestSignIn : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(crypto::initialise()); }
    void onlyTheTwoHalvesLeaveTheClient();
    void failuresAreToldOnce_data();
    void failuresAreToldOnce();
    void weakParametersStopBeforeAnythingIsSent();
    void forcedChangeNeedsNoSecondTyping();
    void changeOfOnesOwnAccordAsksForTheOldOne();
    void rulesAreShownOneByOne_data();
    void rulesAreShownOneByOne();
    void rulesAreTheTenants_data();
    void rulesAreTheTenants();
    void weakPasswordIsNotSent();
};

void TestSignIn::onlyTheTwoHalvesLeaveTheClient() {
    Bench bench;
    bench.signsIn(false);
    SignInPresenter presenter(bench.link, bench.session);
    QSignalSpy succeeded(&presenter, &SignInPresenter::succeeded);
    QSignalSpy failed(&presenter, &SignInPresenter::failed);
    presenter.signIn(QStringLiteral(" taro "), secret("Correct horse 9"));
    QVERIFY(presenter.isBusy());
    QTRY_COMPARE_WITH_TIMEOUT(succeeded.count(), 1, kSplitPatience);
    QCOMPARE(failed.count(), 0);
    QCOMPARE(bench.agent.last("prelogin")->text("login"), std::string("taro"));
    const auto sent = bench.agent.last("signIn");
    const auto parameters = parametersOf({"prelogin", 1, test::preloginReply().fields});
    const auto keys = crypto::splitPassword(secret("Correct horse 9"), *parameters);
    QCOMPARE(sent->text("auth"), toBase64Url(keys->auth.reveal()));
    QCOMPARE(sent->text("wrap"), toBase64Url(keys->wrap.reveal()));
    QCOMPARE(sent->fields.size(), std::size_t{3});
    QVERIFY(bench.session.isSignedIn());
    QVERIFY(!bench.session.hasOneTimeKeys());
    QCOMPARE(bench.session.status().displayName, QStringLiteral("Taro Yamada"));
    QCOMPARE(bench.session.consentTextVersion(), QStringLiteral("1"));
}

void TestSignIn::failuresAreToldOnce_data() {
    QTest::addColumn<QString>("at");
    QTest::addColumn<QString>("code");
    QTest::newRow("server away") << QStringLiteral("prelogin") << QStringLiteral("server_unreachable");
    QTest::newRow("wrong password") << QStringLiteral("signIn") << QStringLiteral("login_failed");
    QTest::newRow("device suspended") << QStringLiteral("signIn") << QStringLiteral("device_suspended");
}

void TestSignIn::failuresAreToldOnce() {
    QFETCH(QString, at);
    QFETCH(QString, code);
    Bench bench;
    bench.agent.fail(at.toStdString(), code.toStdString());
    SignInPresenter presenter(bench.link, bench.session);
    QSignalSpy failed(&presenter, &SignInPresenter::failed);
    presenter.signIn(QStringLiteral("taro"), secret("whatever"));
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kSplitPatience);
    QCOMPARE(codeOf(failed), *errorCodeFromWire(code.toStdString()));
    QVERIFY(!presenter.isBusy());
    QVERIFY(!bench.session.isSignedIn());
}

void TestSignIn::weakParametersStopBeforeAnythingIsSent() {
    Bench bench;
    auto weak = test::preloginReply();
    weak.fields["memory_kib"] = "1024";
    bench.agent.answer("prelogin", weak);
    SignInPresenter presenter(bench.link, bench.session);
    QSignalSpy failed(&presenter, &SignInPresenter::failed);
    presenter.signIn(QStringLiteral("taro"), secret("whatever"));
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(codeOf(failed), ErrorCode::WeakParameters);
    QCOMPARE(bench.agent.count("signIn"), 0);
}

void TestSignIn::forcedChangeNeedsNoSecondTyping() {
    Bench bench;
    bench.signsIn(true);
    SignInPresenter signIn(bench.link, bench.session);
    QSignalSpy signedInSpy(&signIn, &SignInPresenter::succeeded);
    signIn.signIn(QStringLiteral("taro"), secret("abcd-efgh-2345-67qr"));
    QTRY_COMPARE_WITH_TIMEOUT(signedInSpy.count(), 1, kSplitPatience);
    QVERIFY(bench.session.status().mustChangePassword);
    const std::string oneTimeAuth = bench.agent.last("signIn")->text("auth");

    PasswordPresenter presenter(bench.link, bench.session);
    QVERIFY(!presenter.needsCurrentPassword());
    QSignalSpy succeeded(&presenter, &PasswordPresenter::succeeded);
    presenter.change({}, secret("Mount Takao 599"), secret("Mount Takao 599"));
    QTRY_COMPARE_WITH_TIMEOUT(succeeded.count(), 1, kSplitPatience);
    const auto sent = bench.agent.last("changePassword");
    QCOMPARE(sent->text("current_auth"), oneTimeAuth);
    QVERIFY(sent->text("auth") != oneTimeAuth);
    QCOMPARE(sent->integer("iterations").value_or(0), 3);
    QCOMPARE(sent->integer("memory_kib").value_or(0), 65536);
    QCOMPARE(fromBase64Url(sent->text("salt"))->size(), std::size_t{16});
    QVERIFY(!bench.session.status().mustChangePassword);
    QVERIFY(!bench.session.hasOneTimeKeys());
}

void TestSignIn::changeOfOnesOwnAccordAsksForTheOldOne() {
    Bench bench;
    bench.agent.status["signed_in"] = "1";
    QTRY_VERIFY(bench.session.isSignedIn());
    bench.agent.fail("changePassword", "login_failed");
    PasswordPresenter presenter(bench.link, bench.session);
    QVERIFY(presenter.needsCurrentPassword());
    QSignalSpy failed(&presenter, &PasswordPresenter::failed);
    presenter.change(secret("wrong one"), secret("Mount Takao 599"), secret("Mount Takao 599"));
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kSplitPatience);
    QCOMPARE(codeOf(failed), ErrorCode::LoginFailed);
    QCOMPARE(bench.agent.last("prelogin")->text("login"), std::string("taro"));
    const auto parameters = parametersOf({"prelogin", 1, test::preloginReply().fields});
    const auto keys = crypto::splitPassword(secret("wrong one"), *parameters);
    QCOMPARE(bench.agent.last("changePassword")->text("current_auth"), toBase64Url(keys->auth.reveal()));
    QVERIFY(presenter.needsCurrentPassword());
}

void TestSignIn::rulesAreShownOneByOne_data() {
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QByteArray>("again");
    QTest::addColumn<QByteArray>("met"); // length, kinds, not obvious, same
    QTest::newRow("nothing typed") << QByteArray() << QByteArray() << QByteArray("0000");
    QTest::newRow("one kind") << QByteArray("quietlyflowing") << QByteArray() << QByteArray("1010");
    QTest::newRow("common word") << QByteArray("Password1234!") << QByteArray() << QByteArray("1000");
    QTest::newRow("once") << QByteArray("Mount Takao 599") << QByteArray("Mount") << QByteArray("1110");
    QTest::newRow("twice") << QByteArray("Mount Takao 599") << QByteArray("Mount Takao 599")
                           << QByteArray("1111");
}

void TestSignIn::rulesAreShownOneByOne() {
    QFETCH(QByteArray, password);
    QFETCH(QByteArray, again);
    QFETCH(QByteArray, met);
    Bench bench;
    const PasswordPresenter presenter(bench.link, bench.session);
    QByteArray shown;
    for (const auto& state :
         presenter.check(SecretString(password.toStdString()), SecretString(again.toStdString()))) {
        shown += state.isMet ? '1' : '0';
    }
    QCOMPARE(shown, met);
}

// The organisation's settings come with the agent's status.
void TestSignIn::rulesAreTheTenants_data() {
    QTest::addColumn<QByteArray>("minimum");
    QTest::addColumn<QByteArray>("maximum");
    QTest::addColumn<QByteArray>("classes");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QByteArray>("met"); // length, kinds
    const auto row = [](const char* title, const char* minimum, const char* maximum, const char* classes,
                        const char* password, const char* met) {
        QTest::newRow(title) << QByteArray(minimum) << QByteArray(maximum) << QByteArray(classes)
                             << QByteArray(password) << QByteArray(met);
    };
    row("long enough", "15", "128", "3", "Mount Takao 599", "11");
    row("too short", "16", "128", "3", "Mount Takao 599", "01");
    row("too long", "12", "14", "3", "Mount Takao 599", "01");
    row("four kinds asked", "12", "128", "4", "Mount Takao peak", "10");
    row("one kind asked", "12", "128", "1", "quietlyflowing", "11");
    row("shorter allowed", "8", "128", "3", "Takao 59", "11");
    row("nothing said", "", "", "", "Takao 599", "01");
    row("less than settings can ask", "1", "128", "0", "Tak", "00");
}

void TestSignIn::rulesAreTheTenants() {
    QFETCH(QByteArray, minimum);
    QFETCH(QByteArray, maximum);
    QFETCH(QByteArray, classes);
    QFETCH(QByteArray, password);
    QFETCH(QByteArray, met);
    Bench bench;
    bench.agent.status["pw_min"] = minimum.toStdString();
    bench.agent.status["pw_max"] = maximum.toStdString();
    bench.agent.status["pw_classes"] = classes.toStdString();
    const auto isKnown = [&] { return bench.session.status().passwordRule != domain::PasswordRule{}; };
    QTRY_VERIFY(isKnown() || minimum.isEmpty());
    const PasswordPresenter presenter(bench.link, bench.session);
    const auto states = presenter.check(SecretString(password.toStdString()), SecretString());
    QCOMPARE(QByteArray(states[0].isMet ? "1" : "0") + QByteArray(states[1].isMet ? "1" : "0"), met);
}

void TestSignIn::weakPasswordIsNotSent() {
    Bench bench;
    PasswordPresenter presenter(bench.link, bench.session);
    QSignalSpy failed(&presenter, &PasswordPresenter::failed);
    presenter.change(secret("old"), secret("short"), secret("short"));
    QCOMPARE(failed.count(), 1);
    QCOMPARE(codeOf(failed), ErrorCode::PasswordTooWeak);
    presenter.change(secret("old"), secret("Mount Takao 599"), secret("Mount Takao 600"));
    QCOMPARE(failed.count(), 2);
    QCOMPARE(bench.agent.count("changePassword"), 0);
}

QTEST_GUILESS_MAIN(TestSignIn)
#include "tst_client_sign_in.moc"
