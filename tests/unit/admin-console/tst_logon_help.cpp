// SPDX-License-Identifier: GPL-3.0-or-later
// "Why can this person not log on?": each cause is found, named and mended.
#include <algorithm>

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "logonhelp/logon_help_page.h"
#include "session_fixture.h"

using namespace kaomon;
using namespace std::chrono_literals;
using logonhelp::Finding;
using logonhelp::LogonFacts;
using logonhelp::LogonFindings;
using logonhelp::Mend;
using models::ListState;
using models::Tone;
using testing::FakeServer;

namespace {

const TimePoint kNow = SystemClock().now();

wire::StoredEvent refusal(const char* reason) {
    wire::StoredEvent row;
    row.event.id = EventId::generate();
    row.event.at = kNow - 1h;
    row.event.kind = "auth";
    row.event.result = "ng";
    row.event.detail.reason = reason;
    row.deviceName = "reception-01";
    return row;
}

// Somebody who can log on, on a PC where he can.
LogonFacts rightFacts() {
    LogonFacts facts;
    facts.user.id = UserId::generate();
    facts.user.login = "taro";
    facts.user.displayName = "Taro";
    facts.user.role = "member";
    facts.user.accountState = "active";
    facts.user.faceState = "enrolled";
    facts.user.templateCount = 1;
    wire::Device device;
    device.id = DeviceId::generate();
    device.name = "reception-01";
    device.state = "active";
    device.lastSeenAt = kNow - 1min;
    facts.device = device;
    facts.user.osAccounts = {{device.id.text(), "taro"}};
    facts.security = wire::AccountSecurity{};
    facts.licence = wire::LicenceStatus{};
    wire::FaceTemplate face;
    face.id = TemplateId::generate();
    face.modelId = "registry-1";
    facts.templates = {face};
    facts.modelOnPc = "registry-1";
    facts.settings = wire::SettingsExplanation{};
    return facts;
}

std::optional<Finding> find(const LogonFacts& facts, const std::string& subject, Tone tone) {
    for (const Finding& finding : LogonFindings::of(facts, kNow)) {
        if (finding.subject == subject && finding.tone == tone) {
            return finding;
        }
    }
    return std::nullopt;
}

using Change = std::function<void(LogonFacts&)>;

} // namespace

Q_DECLARE_METATYPE(Change)

class LogonHelpTest final : public QObject {
    Q_OBJECT

    testing::SessionFixture m_fixture;
    FakeServer& m_server = *m_fixture.server;

private slots:
    void initTestCase() { QVERIFY(m_fixture.open()); }
    void init() {
        m_server.handlers.clear();
        m_server.requests.clear();
        m_server.events.clear();
        m_server.templates.clear();
        m_server.security = {};
    }

    void whoCanLogOnIsToldNothingBad() {
        const auto findings = LogonFindings::of(rightFacts(), kNow);
        QVERIFY(std::ranges::none_of(findings, [](const Finding& finding) {
            return finding.tone == Tone::Bad || finding.tone == Tone::Warning;
        }));
        QVERIFY(
            std::ranges::any_of(findings, [](const Finding& finding) { return finding.subject == "pc"; }));
    }

    void eachCauseIsFound_data() {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QByteArray>("subject");
        QTest::addColumn<int>("mend");
        const auto row = [](const char* name, Change change, const char* subject, Mend mend) {
            QTest::newRow(name) << std::move(change) << QByteArray(subject) << static_cast<int>(mend);
        };
        row(
            "disabled", [](LogonFacts& f) { f.user.accountState = "disabled"; }, "account", Mend::Enable);
        row(
            "deleted", [](LogonFacts& f) { f.user.deletedAt = kNow; }, "account", Mend::OpenUser);
        row(
            "expired", [](LogonFacts& f) { f.user.accountState = "expired"; }, "account", Mend::OpenUser);
        row(
            "not begun", [](LogonFacts& f) { f.user.validFrom = kNow + 24h; }, "account", Mend::OpenUser);
        row(
            "provisional", [](LogonFacts& f) { f.user.accountState = "provisional"; }, "account",
            Mend::OpenUser);
        row(
            "locked",
            [](LogonFacts& f) {
                f.security->sources = {{"console", 5, kNow + 5min}};
            },
            "lock", Mend::Unlock);
        row(
            "faces erased", [](LogonFacts& f) { f.licence->facesDeletedAt = kNow - 1h; }, "licence",
            Mend::OpenLicences);
        row(
            "seats",
            [](LogonFacts& f) {
                f.user.faceState = "none";
                f.licence->seats = 10;
                f.licence->seatsTaken = 10;
            },
            "licence", Mend::OpenLicences);
        row(
            "no face", [](LogonFacts& f) { f.user.faceState = "none"; }, "face", Mend::None);
        row(
            "face waits for approval",
            [](LogonFacts& f) {
                f.user.faceState = "waiting";
                f.templates->front().needsApproval = true;
            },
            "face", Mend::OpenUser);
        row(
            "other model", [](LogonFacts& f) { f.modelOnPc = "registry-2"; }, "model", Mend::ReEnrol);
        row(
            "no link", [](LogonFacts& f) { f.user.osAccounts.reset(); }, "link", Mend::OpenUser);
        row(
            "link elsewhere",
            [](LogonFacts& f) {
                f.user.osAccounts = {{DeviceId::generate().text(), "taro"}};
            },
            "link", Mend::OpenUser);
        row(
            "pending", [](LogonFacts& f) { f.device->state = "pending"; }, "pc", Mend::OpenDevices);
        row(
            "offline", [](LogonFacts& f) { f.device->lastSeenAt = kNow - 24h * 31; }, "pc",
            Mend::OpenDevices);
        row(
            "group",
            [](LogonFacts& f) {
                f.deviceGroup = wire::DeviceGroup{};
                f.deviceGroup->userGroups = {GroupId::generate()};
            },
            "group", Mend::OpenUser);
    }
    // They go on working.
    void oldFacesAreAWarning() {
        LogonFacts facts = rightFacts();
        facts.user.faceState = "re_enrol";
        const auto found = find(facts, "face", Tone::Warning);
        QVERIFY(found.has_value());
        QCOMPARE(found->mend, Mend::ReEnrol);
        QVERIFY(found->text.contains(QLatin1String("go on working")));
        facts.user.reEnrolRequestedAt = kNow;
        QVERIFY(find(facts, "face", Tone::Warning)->text != found->text);
    }
    void eachCauseIsFound() {
        QFETCH(Change, change);
        QFETCH(QByteArray, subject);
        QFETCH(int, mend);
        LogonFacts facts = rightFacts();
        change(facts);
        const auto found = find(facts, subject.toStdString(), Tone::Bad);
        QVERIFY(found.has_value());
        QCOMPARE(static_cast<int>(found->mend), mend);
        QVERIFY(!found->title.isEmpty() && !found->text.isEmpty());
        // What refuses stands on top.
        QVERIFY(LogonFindings::of(facts, kNow).front().tone == Tone::Bad);
        QVERIFY(mend == static_cast<int>(Mend::None) ||
                !LogonFindings::mendText(static_cast<Mend>(mend)).isEmpty());
    }

    void aLockThatIsOverIsNone() {
        LogonFacts facts = rightFacts();
        facts.security->sources = {{"console", 5, kNow - 1s}};
        QVERIFY(!find(facts, "lock", Tone::Bad));
        QVERIFY(find(facts, "lock", Tone::Good).has_value());
    }

    void refusalsAreToldOnceForEachReason() {
        LogonFacts facts = rightFacts();
        facts.refusals = {refusal("face_no_match"), refusal("face_too_dark"), refusal("face_no_match")};
        const auto findings = LogonFindings::of(facts, kNow);
        QCOMPARE(std::ranges::count_if(findings,
                                       [](const Finding& finding) { return finding.subject == "refusal"; }),
                 std::ptrdiff_t(2));
        QVERIFY(find(facts, "refusal", Tone::Warning)->text.contains(QStringLiteral("2")));
    }

    // What a role may not read is left out, and nothing is claimed about it.
    void whatMayNotBeReadIsLeftOut() {
        wire::User user = rightFacts().user;
        m_server.users = {user};
        for (const char* rest : {"/templates", "/security"}) {
            m_server.handlers["GET /v1/users/" + user.id.text() + rest] = [](const FakeServer::Request&) {
                return FakeServer::problem(403, "forbidden");
            };
        }
        logonhelp::LogonHelpPresenter presenter(m_fixture.session);
        presenter.ask(user.id.text(), {}, {});
        QTRY_COMPARE(presenter.state(), ListState::Content);
        QVERIFY(!presenter.facts().templates && !presenter.facts().security);
        QVERIFY(std::ranges::none_of(presenter.findings(), [](const Finding& finding) {
            return finding.subject == "lock" || finding.subject == "model";
        }));
        m_server.handlers["GET /v1/users/" + user.id.text() + "/security"] = [](const FakeServer::Request&) {
            return FakeServer::problem(500, "internal");
        };
        presenter.reload();
        QTRY_COMPARE(presenter.state(), ListState::Failed);
    }

    void thePageMendsWhatItFinds() {
        wire::User user = rightFacts().user;
        user.accountState = "disabled";
        m_server.users = {user};
        logonhelp::LogonHelpPage page(m_fixture.session);
        page.resize(1000, 700);
        page.show();
        page.activate();
        page.openQuery(QStringLiteral("user=%1&name=Taro").arg(QString::fromStdString(user.id.text())));
        const auto card = [&] { return page.findChild<QFrame*>(QStringLiteral("finding_account")); };
        const auto button = [&] { return card() != nullptr ? card()->findChild<QPushButton*>() : nullptr; };
        QTRY_VERIFY(button() != nullptr && button()->isEnabled());
        QTest::mouseClick(button(), Qt::LeftButton);
        QTRY_COMPARE(m_server.users.front().accountState, std::string("active"));
        // Looked at again: the card has nothing to press any more.
        QTRY_VERIFY(std::ranges::any_of(
            page.findChildren<QFrame*>(QStringLiteral("finding_account")), [](const QFrame* frame) {
                return frame->isVisible() && frame->findChild<QPushButton*>() == nullptr;
            }));
    }

    void otherCausesLeadToTheirPage() {
        wire::User user = rightFacts().user;
        user.osAccounts.reset();
        m_server.users = {user};
        logonhelp::LogonHelpPage page(m_fixture.session);
        page.show();
        page.activate();
        page.openQuery(QStringLiteral("user=%1&name=Taro").arg(QString::fromStdString(user.id.text())));
        const QSignalSpy opened(&page, &shell::Page::linkActivated);
        const auto button = [&]() -> QPushButton* {
            const auto* card = page.findChild<QFrame*>(QStringLiteral("finding_link"));
            return card != nullptr ? card->findChild<QPushButton*>() : nullptr;
        };
        QTRY_VERIFY(button() != nullptr);
        QTest::mouseClick(button(), Qt::LeftButton);
        QTRY_COMPARE(opened.count(), 1);
        QCOMPARE(opened.first().at(0).toString(), QStringLiteral("users"));
        QCOMPARE(opened.first().at(1).toString(), QStringLiteral("q=taro"));
    }
};

QTEST_MAIN(LogonHelpTest)
#include "tst_logon_help.moc"
