// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QTextBrowser>

#include "crypto/secret_key.h"
#include "fake_agent.h"
#include "shell/client_application.h"
#include "shell/navigation.h"
#include "support/log_catcher.h"
#include "ui/banner.h"
#include "ui/error_text.h"
#include "ui/meter_bar.h"
#include "ui/preview_widget.h"
#include "ui/state_panel.h"

using namespace kaomon;
using namespace kaomon::shell;
using test::FakeAgent;

namespace {

constexpr int kSplitPatience = 60000;

// The whole program in front of a made-up agent, used through its widgets.
struct Bench {
    FakeAgent agent;
    ClientApplication client;

    explicit Bench(ui::Language language = ui::Language::English)
        : client(*qApp, {agent.path(), language}) {
        agent.status["server"] = "https://kaomon.example:8443";
        agent.status["camera"] = "Integrated camera";
        agent.status["model_id"] = "registry-1";
        agent.status["protection"] = "root-only file";
        agent.status["version"] = "0.1.0";
        agent.status["last_sync"] = "2026-11-24T01:02:03Z";
        agent.answer("prelogin", test::preloginReply());
    }

    void signedInStatus(const std::string& templates) {
        agent.status["signed_in"] = "1";
        agent.status["login"] = "taro";
        agent.status["display_name"] = "Taro Yamada";
        agent.status["templates"] = templates;
        agent.status["consent_version"] = "1";
    }

    // The one that is shown where several have the name: a page may have a state panel as the window has.
    template<class Widget>
    Widget* find(const char* name) {
        const auto named = client.window().findChildren<Widget*>(QString::fromLatin1(name));
        const auto shown = std::ranges::find_if(named, &QWidget::isVisible);
        return shown != named.end() ? *shown : named.value(0);
    }
    template<class Widget>
    bool isShown(const char* name) {
        auto* widget = find<Widget>(name);
        return widget != nullptr && widget->isVisible();
    }
    QString text(const char* label) { return find<QLabel>(label)->text(); }
    // What a screen reader does with a button that can be checked.
    void toggle(const char* button) {
        QAccessible::queryAccessibleInterface(find<QPushButton>(button))
            ->actionInterface()
            ->doAction(QAccessibleActionInterface::toggleAction());
    }
    void press(const char* button) { QTest::mouseClick(find<QPushButton>(button), Qt::LeftButton); }

    // Keeps a picture of the window for people to look at, where the environment names a folder.
    void keep(const char* name) {
        const QString folder = qEnvironmentVariable("KAOMON_SCREENSHOTS");
        if (!folder.isEmpty()) {
            QDir().mkpath(folder);
            QCoreApplication::processEvents(); // layouts follow their texts
            client.window().grab().save(
                QDir(folder).filePath(QString::fromLatin1(name) + QStringLiteral(".png")));
        }
    }
};

} // namespace

class TestClientWindow : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(crypto::initialise()); }
    void demandedPlaces_data();
    void demandedPlaces();
    void notices_data();
    void notices();
    void agentAwayIsSaidWithTheNextStep();
    void fromOneTimePasswordToEnrolledFace_data();
    void fromOneTimePasswordToEnrolledFace();
    void strangerIsToldWhy();
    void statusPageTellsHowThePcStands_data();
    void statusPageTellsHowThePcStands();
    void languageChangesWithoutRestart();
    void signOutAsksForThePasswordAgain();
    void noConsentNoEnrolment();
};

void TestClientWindow::demandedPlaces_data() {
    QTest::addColumn<bool>("isKnown");
    QTest::addColumn<bool>("isSignedIn");
    QTest::addColumn<bool>("mustChange");
    QTest::addColumn<Place>("place");
    QTest::newRow("no agent") << false << true << false << Place::AgentAway;
    QTest::newRow("nobody") << true << false << false << Place::SignIn;
    QTest::newRow("one-time password") << true << true << true << Place::PasswordChange;
    QTest::newRow("all done") << true << true << false << Place::Home;
}

void TestClientWindow::demandedPlaces() {
    QFETCH(bool, isKnown);
    QFETCH(bool, isSignedIn);
    QFETCH(bool, mustChange);
    QFETCH(Place, place);
    agentlink::AgentStatus status;
    status.isSignedIn = isSignedIn;
    status.mustChangePassword = mustChange;
    QCOMPARE(demandedPlace(isKnown, status), place);
}

void TestClientWindow::notices_data() {
    QTest::addColumn<QString>("state");
    QTest::addColumn<bool>("isDemo");
    QTest::addColumn<int>("liveness");
    QTest::addColumn<QString>("cameraError");
    QTest::addColumn<Notice>("notice");
    const QString active = QStringLiteral("active");
    QTest::newRow("well") << active << false << 1 << QString() << Notice::None;
    QTest::newRow("demo") << active << true << 0 << QString() << Notice::DemoWithoutLiveness;
    QTest::newRow("demo with liveness") << active << true << 1 << QString() << Notice::None;
    QTest::newRow("camera") << active << true << 0 << QStringLiteral("camera_busy") << Notice::CameraFault;
    QTest::newRow("not enrolled") << QStringLiteral("not_enrolled") << false << 1 << QString()
                                  << Notice::NotEnrolled;
    QTest::newRow("pending") << QStringLiteral("pending") << false << 1 << QString() << Notice::Pending;
    QTest::newRow("suspended") << QStringLiteral("suspended") << true << 0 << QString() << Notice::Suspended;
    QTest::newRow("revoked") << QStringLiteral("revoked") << false << 1 << QString() << Notice::Revoked;
    QTest::newRow("wiped") << QStringLiteral("wiped") << false << 1 << QString() << Notice::Wiped;
}

void TestClientWindow::notices() {
    QFETCH(QString, state);
    QFETCH(bool, isDemo);
    QFETCH(int, liveness);
    QFETCH(QString, cameraError);
    QFETCH(Notice, notice);
    localipc::Message message{.type = "status", .id = 1, .fields = {}};
    message.set("state", state.toStdString());
    message.setFlag("is_demo", isDemo);
    message.setInteger("liveness_logon", liveness);
    message.set("camera_error", cameraError.toStdString());
    const auto status = agentlink::readStatus(message);
    QCOMPARE(noticeFor(status, VersionState::Good), notice);
    // The age of the program is told when nothing else is.
    QCOMPARE(noticeFor(status, VersionState::Unsupported), notice == Notice::None ? Notice::Version : notice);
    QCOMPARE(noticeFor(status, VersionState::NewerIsOut), notice);
}

void TestClientWindow::agentAwayIsSaidWithTheNextStep() {
    Bench bench;
    bench.agent.close();
    bench.client.start();
    QTRY_VERIFY(bench.isShown<QLabel>("errorSentence"));
    QCOMPARE(bench.text("errorSentence"), ui::errorText(ErrorCode::AgentUnreachable).sentence);
    QCOMPARE(bench.text("errorNextStep"), ui::errorText(ErrorCode::AgentUnreachable).nextStep);
    bench.keep("agent_away_en");
    QVERIFY(bench.agent.listen());
    bench.press("retry");
    QTRY_VERIFY(bench.isShown<QPushButton>("signIn"));
}

void TestClientWindow::fromOneTimePasswordToEnrolledFace_data() {
    QTest::addColumn<ui::Language>("language");
    QTest::newRow("en") << ui::Language::English;
    QTest::newRow("ja") << ui::Language::Japanese;
}

void TestClientWindow::fromOneTimePasswordToEnrolledFace() {
    QFETCH(ui::Language, language);
    const kaomon::testing::LogCatcher logs;
    Bench bench(language);
    const auto keep = [&](const char* name) {
        bench.keep((std::string(name) + '_' + ui::languageCode(language).toStdString()).c_str());
    };
    bench.client.start();
    QTRY_VERIFY(bench.isShown<QPushButton>("signIn"));
    keep("sign_in");
    const FakeAgent::Fields person{
        {"login", "taro"},       {"display_name", "Taro Yamada"}, {"must_change_password", "1"},
        {"consent_needed", "1"}, {"consent_text_version", "1"},   {"templates", "0"}};
    bench.agent.on("signIn", [&](const localipc::Message&) {
        bench.signedInStatus("0");
        bench.agent.status["must_change_password"] = "1";
        bench.agent.status["consent_version"] = "";
        return std::vector<FakeAgent::Reply>{{"signedIn", person}};
    });
    QTest::keyClicks(bench.find<QLineEdit>("login"), QStringLiteral("taro"));
    QTest::keyClicks(bench.find<QLineEdit>("password"), QStringLiteral("ABCD-EFGH-2345-67QR"));
    bench.press("signIn");
    QTRY_VERIFY_WITH_TIMEOUT(bench.isShown<QPushButton>("changePassword"), kSplitPatience);
    QVERIFY(!bench.isShown<QLineEdit>("currentPassword"));
    QVERIFY(!bench.isShown<QPushButton>("navStatus"));
    QVERIFY(!bench.find<QPushButton>("changePassword")->isEnabled());
    QTest::keyClicks(bench.find<QLineEdit>("newPassword"), QStringLiteral("Mount Takao 599"));
    QVERIFY(!bench.find<QPushButton>("changePassword")->isEnabled());
    keep("password");
    QTest::keyClicks(bench.find<QLineEdit>("newPasswordAgain"), QStringLiteral("Mount Takao 599"));
    QVERIFY(bench.find<QPushButton>("changePassword")->isEnabled());
    bench.agent.on("changePassword", [&](const localipc::Message&) {
        bench.agent.status["must_change_password"] = "0";
        return std::vector<FakeAgent::Reply>{{"passwordChanged", {}}};
    });
    bench.press("changePassword");
    QTRY_VERIFY_WITH_TIMEOUT(bench.isShown<QPushButton>("agree"), kSplitPatience);
    QVERIFY(bench.find<QTextBrowser>("consentText")->toPlainText().size() > 200);
    keep("consent");
    bench.agent.on("giveConsent", [&](const localipc::Message&) {
        bench.agent.status["consent_version"] = "1";
        return std::vector<FakeAgent::Reply>{{"consentGiven", {}}};
    });
    bench.press("agree");
    QTRY_VERIFY(bench.isShown<QPushButton>("startEnrolment"));
    keep("enrolment_ready");
    bench.press("startEnrolment");
    QTRY_COMPARE(bench.agent.count("enrolStart"), 1);
    bench.agent.send("preview", test::previewFrame());
    bench.agent.send("enrolStart",
                     {"enrolProgress", {{"step", "2"},     {"steps", "5"},    {"pose", "left"},
                                        {"accepted", "3"}, {"needed", "9"},   {"hint", "face_too_dark"},
                                        {"size", "0.30"},  {"size_ok", "1"},  {"size_min", "0.2"},
                                        {"blur", "0.03"},  {"blur_ok", "0"},  {"blur_min", "0.065"},
                                        {"luma", "22"},    {"luma_ok", "0"},  {"luma_min", "40"},
                                        {"yaw", "3"},      {"yaw_ok", "1"},   {"yaw_max", "30"},
                                        {"pitch", "1"},    {"pitch_ok", "1"}, {"roll", "1"},
                                        {"roll_ok", "1"}}});
    QTRY_VERIFY(bench.isShown<QLabel>("enrolmentCount"));
    QTRY_VERIFY(bench.text("enrolmentHint").contains(ui::errorText(ErrorCode::FaceTooDark).nextStep));
    keep("enrolment_running");
    bench.agent.status["templates"] = "1";
    bench.agent.send("enrolStart", {"enrolDone", {{"template_id", "x"}, {"frames", "9"}}});
    QTRY_VERIFY(bench.isShown<QPushButton>("goToTest"));
    keep("enrolment_done");
    bench.press("goToTest");
    QTRY_VERIFY(bench.isShown<QPushButton>("testMyFace"));
    bench.agent.answer("testFace", {"authResult", {{"outcome", "accepted"}, {"elapsed_ms", "312"}}});
    QTRY_VERIFY(bench.find<QPushButton>("testMyFace")->isEnabled());
    bench.press("testMyFace");
    QTRY_VERIFY(bench.isShown<QLabel>("testBadge"));
    keep("test_accepted");
    if (language == ui::Language::English) {
        QCOMPARE(bench.text("testState"), QStringLiteral("You were recognised."));
    }
    for (const char* typed : {"ABCD-EFGH-2345-67QR", "Mount Takao 599"}) {
        QVERIFY(!logs.has(typed));
    }
}

void TestClientWindow::strangerIsToldWhy() {
    Bench bench;
    bench.signedInStatus("1");
    bench.agent.answer(
        "testFace",
        {"authResult", {{"outcome", "refused"}, {"code", "face_no_match"}, {"elapsed_ms", "2950"}}});
    bench.client.start();
    QTRY_VERIFY(bench.isShown<QPushButton>("navFaceTest"));
    bench.toggle("navFaceTest");
    bench.press("testMyFace");
    QTRY_VERIFY(bench.isShown<QLabel>("testBadge"));
    QCOMPARE(bench.text("testState"), ui::errorText(ErrorCode::FaceNoMatch).sentence);
    QCOMPARE(bench.text("testHint"), ui::errorText(ErrorCode::FaceNoMatch).nextStep);
    bench.keep("test_refused_en");
}

void TestClientWindow::statusPageTellsHowThePcStands_data() {
    fromOneTimePasswordToEnrolledFace_data();
}

void TestClientWindow::statusPageTellsHowThePcStands() {
    QFETCH(ui::Language, language);
    Bench bench(language);
    bench.signedInStatus("1");
    bench.agent.status["is_demo"] = "1";
    bench.agent.status["liveness_logon"] = "0";
    bench.agent.status["outbox"] = "3";
    bench.agent.status["online"] = "0";
    bench.agent.status["offline_until"] = "2026-12-24T01:02:03Z";
    bench.client.start();
    QTRY_VERIFY(bench.isShown<QLabel>("status.outbox"));
    QVERIFY(bench.text("status.outbox").contains(u'3'));
    QVERIFY(bench.text("status.camera").contains(QStringLiteral("Integrated camera")));
    QVERIFY(bench.isShown<QLabel>("bannerText"));
    bench.keep(language == ui::Language::English ? "status_en" : "status_ja");
    if (language == ui::Language::English) {
        QVERIFY(bench.text("bannerText").contains(QStringLiteral("photographs unlock")));
    }
}

void TestClientWindow::languageChangesWithoutRestart() {
    Bench bench;
    bench.client.start();
    QTRY_VERIFY(bench.isShown<QPushButton>("signIn"));
    QCOMPARE(bench.find<QPushButton>("signIn")->text(), QStringLiteral("Sign in"));
    auto* languages = bench.find<QComboBox>("language");
    QCOMPARE(languages->accessibleName(), QStringLiteral("Language"));
    languages->setCurrentIndex(1);
    emit languages->activated(1);
    QTRY_COMPARE(bench.find<QPushButton>("signIn")->text(), QStringLiteral("サインイン"));
    languages->setCurrentIndex(0);
    emit languages->activated(0);
    QTRY_COMPARE(bench.find<QPushButton>("signIn")->text(), QStringLiteral("Sign in"));
}

void TestClientWindow::signOutAsksForThePasswordAgain() {
    Bench bench;
    bench.signedInStatus("1");
    bench.agent.on("signOut", [&](const localipc::Message&) {
        bench.agent.status["signed_in"] = "0";
        return std::vector<FakeAgent::Reply>{{"signedOut", {}}};
    });
    bench.client.start();
    QTRY_VERIFY(bench.isShown<QPushButton>("signOut"));
    bench.press("signOut");
    QTRY_VERIFY(bench.isShown<QPushButton>("signIn"));
    QVERIFY(!bench.isShown<QPushButton>("navStatus"));
}

void TestClientWindow::noConsentNoEnrolment() {
    Bench bench;
    bench.signedInStatus("1");
    bench.agent.status["consent_version"] = "";
    bench.client.start();
    QTRY_VERIFY(bench.isShown<QPushButton>("navEnrolment"));
    bench.press("navEnrolment");
    QVERIFY(bench.isShown<QPushButton>("agree"));
    QVERIFY(!bench.isShown<QPushButton>("startEnrolment"));
    bench.press("decline");
    QVERIFY(bench.isShown<QLabel>("status.face"));
    QCOMPARE(bench.agent.count("giveConsent"), 0);
}

QTEST_MAIN(TestClientWindow)
#include "tst_client_window.moc"
