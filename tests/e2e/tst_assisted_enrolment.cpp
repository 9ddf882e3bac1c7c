// SPDX-License-Identifier: GPL-3.0-or-later
// An administrator takes faces at his PC: two consoles and an agent with photographs before its camera,
// against the real server.
#include <map>

#include <QBuffer>
#include <QImage>

#include "agentlink/agent_link.h"
#include "console_desk.h"
#include "support/photos/office_photo.h"
#include "support/photos/written_zip.h"
#include "test_pc.h"
#include "transfer/photo_import_presenter.h"
#include "users/assist_presenter.h"
#include "users/faces_presenter.h"

using namespace kaomon;
using namespace std::chrono_literals;
using e2e::addUser;
using e2e::await;
using e2e::bringIn;
using e2e::Desk;
using e2e::kOwnerPassword;
using e2e::kPatience;
using e2e::photographsOf;
using e2e::refusalOf;
using localipc::Message;
using users::AssistPresenter;
using Step = AssistPresenter::Step;
using Stage = transfer::PhotoImportPresenter::Stage;
using RowState = transfer::PhotoRow::State;

class AssistedEnrolmentTest final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QVERIFY(m_server.start({QStringLiteral("--sign-ins-per-minute"), QStringLiteral("0")}));
        const auto tenant = e2e::foundTenant(m_server, m_owner.clock);
        QVERIFY(tenant.has_value());
        m_tenant = *tenant;
        QVERIFY(!m_owner.signIn(m_tenant, "owner", kOwnerPassword));
        QVERIFY(bringIn(m_owner, m_second, m_tenant, "second", "user_admin", "Another-Horse-2"));
        const auto settings = m_owner.session.keyring()->signSettings(
            "tenant", nextVersion("policy", "tenant"),
            {.settings = {{"liveness_logon", "0"}, {"match_timeout_s", "30"}}}, m_owner.clock.now());
        QVERIFY(settings && await(client::PolicyService(m_owner.session.api()).put(*settings)));
        QVERIFY2(m_pc.start(), m_pc.fault.c_str());
        m_link = std::make_unique<agentlink::AgentLink>(m_pc.socket());
        m_link->start();
        thePcJoins();
    }

    void cleanupTestCase() {
        m_link.reset();
        m_pc.stop();
        if (QTest::currentTestFailed()) {
            qWarning("%s", qUtf8Printable(m_server.logText()));
        }
    }

    // Consent beside the administrator, the camera of his PC, his signature, and the face opens the account.
    void aNewcomersFaceIsTaken() {
        const auto taro = join("taro");
        AssistPresenter assist(m_owner.session, m_pc.socket());
        assist.show(taro);
        QTRY_COMPARE_WITH_TIMEOUT(assist.step(), Step::Consent, kPatience);
        QVERIFY(!assist.facts().hasSecrets);
        QVERIFY(!AssistPresenter::consentText(QStringLiteral("ja")).isEmpty());
        assist.capture(QStringLiteral("plain")); // not before the consent
        QCOMPARE(assist.step(), Step::Consent);
        QVERIFY(!refusalOf(assist, [&] { assist.recordConsent(QStringLiteral("ja")); }));
        QCOMPARE(assist.step(), Step::Ready);
        QVERIFY(m_pc.show("John_Simm", true));
        assist.capture(QStringLiteral("plain"));
        QTRY_VERIFY_WITH_TIMEOUT(!assist.isRunning() && assist.step() != Step::Sending, kPatience);
        QCOMPARE(assist.step(), Step::Counts);
        QVERIFY(link(taro));
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        QCOMPARE(logOn("John_Simm"), std::string("unavailable password_change_required"));
        QCOMPARE(choosePassword("taro"), std::string());
        QCOMPARE(logOn("John_Simm"), std::string("accepted "));
        QCOMPARE(logOn("John_Salley"), std::string("refused face_no_match"));
        m_taro = taro;
    }

    // Another person's face for somebody who has one: the administrator alone cannot make it count.
    void anotherFaceWaitsForASecondAdministrator() {
        AssistPresenter assist(m_owner.session, m_pc.socket());
        QCOMPARE(takeFace(assist, m_taro, "John_Salley"), Step::Waits);
        QVERIFY(assist.facts().hasSecrets);
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        QCOMPARE(logOn("John_Salley"), std::string("refused face_no_match"));
        QCOMPARE(decide(m_owner), std::optional(ErrorCode::Conflict)); // himself once more
        QVERIFY(!decide(m_second));
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        QCOMPARE(logOn("John_Salley"), std::string("accepted "));
        QVERIFY(!refusalOf(assist, [&] { assist.remove(); }));
        QCOMPARE(assist.step(), Step::Removed);
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        QCOMPARE(logOn("John_Salley"), std::string("refused face_no_match"));
        QCOMPARE(logOn("John_Simm"), std::string("accepted "));
    }

    void aFaceThatFitsNeedsNobodyElse() {
        AssistPresenter assist(m_second.session, m_pc.socket());
        QCOMPARE(takeFace(assist, m_taro, "John_Simm"), Step::Counts);
    }

    // Whoever sat down need not do so again because the server was away.
    void anUploadThatWasLostIsSentAgain() {
        const auto jiro = join("jiro");
        AssistPresenter assist(m_owner.session, m_pc.socket());
        QVERIFY(consent(assist, jiro));
        m_server.kill();
        QVERIFY(m_pc.show("John_Shimkus", true));
        assist.capture(QStringLiteral("plain"));
        QTRY_COMPARE_WITH_TIMEOUT(assist.step(), Step::Unsent, kPatience);
        QVERIFY(m_server.start());
        assist.send();
        QTRY_VERIFY_WITH_TIMEOUT(assist.step() != Step::Sending, kPatience);
        QCOMPARE(assist.step(), Step::Counts);
        const auto faces = await(client::FaceService(m_owner.session.api()).templates(jiro));
        QVERIFY(faces && faces->items.size() == 1);
    }

    void somebodyElsesFaceIsRefused() {
        const auto saburo = join("saburo");
        AssistPresenter assist(m_owner.session, m_pc.socket());
        QCOMPARE(takeFace(assist, saburo, "John_Simm"), Step::Failed);
        QCOMPARE(assist.fault(), std::optional(ErrorCode::DuplicatePerson));
    }

    // A file of an office, with everything that can be wrong: who is ready is taken over, with the server
    // away in between, and everybody else stands in the list with the reason.
    void photographsAreTakenOver() {
        const auto hanako = join("hanako");
        const auto twin = join("twin");
        const auto silent = join("silent");
        const auto blank = join("blank");
        for (const UserId& user : {hanako, twin, blank}) {
            QVERIFY(await(client::AssistedFaceService(m_owner.session.api())
                              .witnessConsent(user, {ConsentId::generate(), "1", "ja"})));
        }
        const QString file = m_pc.file("photos.zip");
        {
            testing::WrittenZip zip(file.toStdString());
            const auto savage = photographsOf("John_Savage", true);
            zip.add("Hanako.jpg", testing::officePhoto(savage[0]));
            for (std::size_t i = 1; i < 5; ++i) {
                zip.add("photos/hanako_" + std::to_string(i + 1) + ".jpg", testing::officePhoto(savage[i]));
            }
            zip.add("twin.jpg", testing::officePhoto(savage[5]));
            zip.add("silent.jpg", testing::officePhoto(photographsOf("John_Schneider", true)[0]));
            zip.add("blank.png", blankPng());
            zip.add("nobody.jpg", testing::officePhoto(savage[0]));
            zip.add("taro.jpg", testing::officePhoto(photographsOf("John_Simm", true)[0]));
            zip.add("readme.txt", "no picture");
        }
        transfer::PhotoImportPresenter photos(m_owner.session, m_pc.socket());
        photos.check(file);
        QTRY_VERIFY_WITH_TIMEOUT(!photos.isRunning(), 2 * kPatience);
        QCOMPARE(photos.stage(), Stage::Checked);
        QCOMPARE(reasonsOf(photos), (std::map<std::string, std::string>{{"blank", "no_face"},
                                                                        {"file:readme.txt", "not_a_photo"},
                                                                        {"hanako", ""},
                                                                        {"nobody", "unknown_user"},
                                                                        {"silent", "consent_required"},
                                                                        {"taro", "has_face"},
                                                                        {"twin", "duplicate_person"}}));
        const auto before = await(client::FaceService(m_owner.session.api()).templates(hanako));
        QVERIFY(before && before->items.empty()); // nothing has changed yet
        m_server.kill();
        photos.import();
        QTRY_COMPARE_WITH_TIMEOUT(photos.stage(), Stage::Paused, kPatience);
        QVERIFY(m_server.start());
        photos.resume();
        QTRY_COMPARE_WITH_TIMEOUT(photos.stage(), Stage::Finished, kPatience);
        QCOMPARE(photos.count(RowState::Imported), 1);
        const std::string csv = photos.refusedRows();
        QVERIFY(csv.starts_with("\xEF\xBB\xBF") && csv.find("silent") != std::string::npos);
        // Once more: who has a face is left alone, and the PC knows it.
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        photos.check(file);
        QTRY_COMPARE_WITH_TIMEOUT(photos.stage(), Stage::Checked, kPatience);
        QCOMPARE(photos.count(RowState::Ready), 0);
        QVERIFY(link(hanako, kPhotoAccount));
        m_hanako = hanako;
    }

    // A photograph may have the wrong name: the first logon on a PC asks for the password as well.
    void aFaceOfAPhotographIsConfirmedByThePassword() {
        QVERIFY(!m_hanako.isEmpty());
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        QCOMPARE(choosePassword("hanako"), std::string());
        QVERIFY(m_pc.show("John_Savage"));
        const auto first = logOnTo(kPhotoAccount);
        QCOMPARE(first.text("outcome") + ' ' + first.text("second"), std::string("accepted password"));
        const auto again = logOnTo(kPhotoAccount); // nobody typed it
        QCOMPARE(again.text("second"), std::string("password"));
        QVERIFY(ask({"keepOsSecret", 0, {{"user", kPhotoAccount}, {"secret", "the password of this PC"}}}));
        const auto later = logOnTo(kPhotoAccount);
        QCOMPARE(later.text("outcome") + ' ' + later.text("second"), std::string("accepted "));
    }

    // What a camera takes replaces what a photograph gave.
    void aCameraReplacesAPhotograph() {
        QVERIFY(!m_hanako.isEmpty());
        AssistPresenter assist(m_owner.session, m_pc.socket());
        QCOMPARE(takeFace(assist, m_hanako, "John_Savage"), Step::Counts);
        const auto faces = await(client::FaceService(m_owner.session.api()).templates(m_hanako));
        QVERIFY(faces && faces->items.size() == 1);
        const auto origins = await(client::AssistedFaceService(m_owner.session.api()).origins(m_hanako));
        QVERIFY(origins && origins->items.size() == 1);
        QCOMPARE(origins->items.front().source, std::string("camera"));
    }

    void nobodyEnrolsHimself() {
        AssistPresenter assist(m_owner.session, m_pc.socket());
        assist.show(m_owner.session.user().id);
        QTRY_COMPARE_WITH_TIMEOUT(assist.step(), Step::Blocked, kPatience);
        QCOMPARE(assist.fault(), std::optional(ErrorCode::Conflict));
    }

private:
    void thePcJoins() {
        const auto code = m_owner.session.keyring()->makeEnrolmentCode({.label = "desk",
                                                                        .group = {},
                                                                        .useCount = 1,
                                                                        .notAfter = m_owner.clock.now() + 24h,
                                                                        .serverUrl = m_server.url(),
                                                                        .tenantName = "E2E",
                                                                        .autoApprove = true});
        QVERIFY(code && await(client::EnrolmentCodeService(m_owner.session.api()).create(code->request)));
        const QSignalSpy synced(&m_pc.agent(), &agent::AgentApplication::synced);
        const auto joined = ask({"enrolDevice", 0, {{"bundle", std::string(code->bundle.reveal())}}});
        QVERIFY(joined);
        m_device = joined->text("device_id");
        QTRY_VERIFY_WITH_TIMEOUT(synced.count() > 0, kPatience);
    }

    [[nodiscard]] agentlink::Answer ask(Message message) {
        return await(m_link->request(std::move(message), {}, 120s));
    }

    [[nodiscard]] long long nextVersion(const std::string& kind, const std::string& scope) {
        const auto list = await(client::PolicyService(m_owner.session.api()).list(kind));
        long long version = 1;
        for (const auto& document : list ? list->items : std::vector<wire::PolicyDocument>()) {
            version = document.scope == scope ? document.version + 1 : version;
        }
        return version;
    }

    [[nodiscard]] UserId join(const char* login) {
        const auto issued = addUser(m_owner, login, "member");
        if (!issued) {
            return {};
        }
        m_oneTime[login] = issued->text.toStdString();
        return issued->user;
    }

    // Before that no face opens anything for him. Empty, or what went wrong.
    [[nodiscard]] std::string choosePassword(const std::string& login) {
        e2e::AgentPerson person(m_pc.socket(), login, SecretString(m_oneTime[login]));
        std::string fault = person.signIn();
        if (fault.empty()) {
            fault = person.choosePassword("Correct-Horse-" + login);
        }
        if (fault.empty() && !m_pc.sync()) {
            fault = m_pc.fault;
        }
        return fault;
    }

    // The account that every face of this test opens.
    [[nodiscard]] bool link(const UserId& user, const char* account = kAccount) {
        const auto links = m_owner.session.keyring()->signAccountLinks(
            user, {{m_device, account}}, nextVersion("account_links", "user:" + user.text()),
            m_owner.clock.now());
        return links && await(client::PolicyService(m_owner.session.api()).put(*links));
    }

    [[nodiscard]] std::string logOn(const char* person) {
        if (!m_pc.show(person)) {
            return "no pictures";
        }
        const auto answer =
            ask({"authenticate", 0, {{"scenario", "logon"}, {"user", kAccount}, {"service", "e2e"}}});
        return answer ? answer->text("outcome") + ' ' + answer->text("code")
                      : std::string(wireName(answer.error().code));
    }

    [[nodiscard]] Message logOnTo(const char* account) {
        const auto answer =
            ask({"authenticate", 0, {{"scenario", "logon"}, {"user", account}, {"service", "e2e"}}});
        return answer ? *answer : Message{"error", 0, {}};
    }

    [[nodiscard]] static std::string blankPng() {
        QImage wall(400, 400, QImage::Format_RGB32);
        wall.fill(Qt::lightGray);
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        wall.save(&buffer, "PNG");
        return bytes.toStdString();
    }

    // Why each row is left out; empty: it is ready.
    [[nodiscard]] static std::map<std::string, std::string>
    reasonsOf(transfer::PhotoImportPresenter& photos) {
        std::map<std::string, std::string> reasons;
        for (int i = 0; i < photos.model().rowCount(); ++i) {
            const auto* row = photos.model().row(i);
            reasons[row->key] = row->state == RowState::Ready ? "" : row->reason;
        }
        return reasons;
    }

    [[nodiscard]] static bool consent(AssistPresenter& assist, const UserId& user) {
        assist.show(user);
        return QTest::qWaitFor([&] { return assist.step() == Step::Consent; }, kPatience) &&
               !refusalOf(assist, [&] { assist.recordConsent(QStringLiteral("en")); });
    }

    // From consent to the end.
    [[nodiscard]] Step takeFace(AssistPresenter& assist, const UserId& user, const char* pictures) {
        if (!consent(assist, user) || !m_pc.show(pictures, true)) {
            return assist.step();
        }
        assist.capture(QStringLiteral("plain"));
        const bool isOver =
            QTest::qWaitFor([&] { return !assist.isRunning() && assist.step() != Step::Sending; }, kPatience);
        return isOver ? assist.step() : Step::Capturing;
    }

    // Approves the face of taro that waits; the refusal, if there is one.
    [[nodiscard]] std::optional<ErrorCode> decide(Desk& desk) {
        users::FacesPresenter faces(desk.session);
        faces.show(m_taro);
        if (!QTest::qWaitFor([&] { return faces.model().rowCount() > 0; }, kPatience)) {
            return ErrorCode::Timeout;
        }
        for (int i = 0; i < faces.model().rowCount(); ++i) {
            const auto* face = faces.model().row(i);
            if (users::FacesPresenter::isWaiting(*face)) {
                return refusalOf(faces, [&, copy = *face] { faces.approve(copy); });
            }
        }
        return ErrorCode::NotFound;
    }

    static constexpr const char* kAccount = "e2e-account";
    static constexpr const char* kPhotoAccount = "e2e-photo";
    e2e::TestServer m_server;
    shell::KnownTenant m_tenant;
    Desk m_owner;
    Desk m_second;
    e2e::TestPc m_pc{m_owner.clock};
    std::map<std::string, std::string> m_oneTime; // by login
    UserId m_taro;
    UserId m_hanako; // her face is of a photograph
    std::string m_device;
    std::unique_ptr<agentlink::AgentLink> m_link;
};

QTEST_MAIN(AssistedEnrolmentTest)
#include "tst_assisted_enrolment.moc"
