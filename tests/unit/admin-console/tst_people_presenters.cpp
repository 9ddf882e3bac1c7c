// SPDX-License-Identifier: GPL-3.0-or-later
// Around one person: timeline and faces; and what an identity provider may do.
#include <algorithm>

#include <QSignalSpy>
#include <QTest>

#include "base/base64.h"
#include "crypto/face_approval.h"
#include "crypto/secret_key.h"
#include "domain/setting_registry.h"
#include "provisioning/proposals_presenter.h"
#include "provisioning/scim_tokens_presenter.h"
#include "session_fixture.h"
#include "settings/sample_policies.h"
#include "signin/service_notes.h"
#include "users/face_access_presenter.h"
#include "users/faces_presenter.h"
#include "users/optional_date_edit.h"
#include "users/person_history_presenter.h"

using namespace kaomon;
using namespace std::chrono_literals;
using models::ListState;
using testing::FakeServer;

class PeoplePresentersTest final : public QObject {
    Q_OBJECT

    testing::SessionFixture m_fixture;
    FakeServer& m_server = *m_fixture.server;
    UserId m_user = UserId::generate();

    static wire::StoredEvent eventAt(TimePoint at) {
        wire::StoredEvent row;
        row.event.id = EventId::generate();
        row.event.at = at;
        row.event.kind = "auth";
        row.event.code = "LOGON_OK";
        row.event.result = "ok";
        row.receivedAt = at;
        row.device = DeviceId::generate();
        row.deviceName = "reception-01";
        return row;
    }

private slots:
    void initTestCase() { QVERIFY(m_fixture.open()); }
    void init() {
        m_server.handlers.clear();
        m_server.requests.clear();
        m_server.events.clear();
    }

    void eventsAndActsAreOneTimeline() {
        const TimePoint now = m_fixture.clock.now();
        m_server.events = {eventAt(now - 1h), eventAt(now - 3h)};
        m_server.accountActs = {{"act", now - 2h, "unlocked", "owner", m_user, {}, "typo", {}}};
        users::PersonHistoryPresenter presenter(m_fixture.session);
        presenter.show(m_user);
        QTRY_COMPARE(presenter.state(), ListState::Content);
        QCOMPARE(presenter.model().rowCount(), 3);
        QCOMPARE(presenter.model().row(1)->id, std::string("act"));
        QCOMPARE(presenter.model().row(1)->how, QStringLiteral("typo"));
        // The help desk may not read the acts: the events alone, no error.
        m_server.handlers["GET /v1/account-acts"] = [](const FakeServer::Request&) {
            return FakeServer::problem(403, "forbidden");
        };
        presenter.show(m_user);
        QTRY_COMPARE(presenter.model().rowCount(), 2);
        QCOMPARE(presenter.state(), ListState::Content);
    }

    void facesAreListedRemovedAndAccepted() {
        wire::FaceTemplate face;
        face.id = TemplateId::generate();
        face.user = m_user;
        face.modelId = "registry-1";
        face.label = "glasses";
        face.device = DeviceId::generate();
        face.consent = ConsentId::generate();
        face.createdAt = m_fixture.clock.now() - 49h;
        face.review = "device_revoked";
        m_server.templates = {face};
        const std::string path = "/v1/users/" + m_user.text() + "/templates/" + face.id.text();
        m_server.handlers["POST " + path + ":accept"] = [&](const FakeServer::Request&) {
            m_server.templates[0].review.reset();
            return FakeServer::json(200, wire::encode(m_server.templates[0]));
        };
        m_server.handlers["DELETE " + path] = [&](const FakeServer::Request&) {
            m_server.templates.clear();
            return client::HttpReply{204, {}, {}};
        };
        users::FacesPresenter presenter(m_fixture.session);
        const QSignalSpy changedFaces(&presenter, &users::FacesPresenter::facesChanged);
        presenter.show(m_user);
        QTRY_COMPARE(presenter.state(), ListState::Content);
        QVERIFY(presenter.model().index(0, 2).data().toString().contains(QLatin1Char('2'))); // days
        presenter.accept(*presenter.model().row(0));
        QTRY_VERIFY(!presenter.model().row(0)->review);
        QTRY_VERIFY(!presenter.isBusy());
        presenter.remove(*presenter.model().row(0));
        QTRY_COMPARE(presenter.state(), ListState::Empty);
        QCOMPARE(changedFaces.count(), 2);
    }

    void whoWasGivenAFaceIsListedPageByPage() {
        const wire::FaceAccess pc{TemplateId::generate(),
                                  "device",
                                  DeviceId::generate().text(),
                                  "reception-01",
                                  m_fixture.clock.now() - 49h,
                                  m_fixture.clock.now() - 1h,
                                  3};
        const wire::FaceAccess gone{pc.face,
                                    "device",
                                    DeviceId::generate().text(),
                                    {},
                                    m_fixture.clock.now() - 99h,
                                    m_fixture.clock.now() - 98h,
                                    1};
        const wire::FaceAccess owner{TemplateId::generate(),
                                     "user",
                                     UserId::generate().text(),
                                     "Owner",
                                     m_fixture.clock.now() - 99h,
                                     m_fixture.clock.now() - 99h,
                                     1};
        m_server.handlers["GET /v1/users/" + m_user.text() + "/face-accesses"] =
            [&](const FakeServer::Request& request) {
                const bool isFirst = request.query.find("cursor=more") == std::string::npos;
                return FakeServer::json(200, wire::encode(isFirst ? wire::FaceAccessPage{{pc, gone}, "more"}
                                                                  : wire::FaceAccessPage{{owner}, {}}));
            };
        users::FaceAccessPresenter presenter(m_fixture.session, [&](const TemplateId& face) {
            return face == pc.face ? QStringLiteral("glasses") : QString();
        });
        const auto text = [&](int row, int column) {
            return presenter.model().index(row, column).data().toString();
        };
        presenter.show(m_user);
        QTRY_COMPARE(presenter.state(), ListState::Content);
        QVERIFY(presenter.hasMore());
        presenter.loadMore();
        QTRY_COMPARE(presenter.model().rowCount(), 3);
        QVERIFY(!presenter.hasMore());
        QCOMPARE(text(0, 0), QStringLiteral("reception-01"));
        QCOMPARE(text(0, 1), QStringLiteral("glasses"));
        QCOMPARE(text(0, 4), QStringLiteral("3"));
        QCOMPARE(text(1, 0), QStringLiteral("A PC that is gone"));
        QVERIFY(text(2, 0).startsWith(QLatin1String("Owner")));
        QCOMPARE(text(2, 1), QStringLiteral("Deleted since"));
    }

    // What the console sends is signed by its administrator over this very face; of his own it says nothing.
    void facesThatWaitAreApprovedOrRefused() {
        wire::FaceTemplate face;
        face.id = TemplateId::generate();
        face.user = m_user;
        face.modelId = "registry-1";
        face.device = DeviceId::generate();
        face.signature = crypto::randomBytes(64);
        face.consent = ConsentId::generate();
        face.createdAt = m_fixture.clock.now();
        face.needsApproval = true;
        m_server.templates = {face};
        const std::string path = "/v1/users/" + m_user.text() + "/templates/" + face.id.text();
        wire::FaceApproval sent;
        m_server.handlers["POST " + path + ":approve"] = [&](const FakeServer::Request& request) {
            sent = wire::decode<wire::FaceApproval>(request.body).value();
            m_server.templates[0].approval = sent.record;
            return FakeServer::json(200, wire::encode(m_server.templates[0]));
        };
        wire::FaceRefusal refusal;
        m_server.handlers["POST " + path + ":refuse"] = [&](const FakeServer::Request& request) {
            refusal = wire::decode<wire::FaceRefusal>(request.body).value();
            m_server.templates.clear();
            return client::HttpReply{204, {}, {}};
        };
        users::FacesPresenter presenter(m_fixture.session);
        presenter.show(m_user);
        QTRY_COMPARE(presenter.state(), ListState::Content);
        QCOMPARE(presenter.model().index(0, 6).data().toString(), QStringLiteral("Waits for approval"));
        QVERIFY(presenter.mayDecide(*presenter.model().row(0)));
        wire::FaceTemplate own = face;
        own.user = m_fixture.session.keyring()->user();
        QVERIFY(!presenter.mayDecide(own));
        presenter.approve(*presenter.model().row(0));
        QTRY_COMPARE(presenter.model().index(0, 6).data().toString(), QStringLiteral("Approved"));
        QVERIFY(!presenter.mayDecide(*presenter.model().row(0)));
        crypto::SealedTemplate sealed;
        sealed.tenant = m_server.tenant.text();
        sealed.user = m_user.text();
        sealed.id = face.id.text();
        sealed.signature = face.signature;
        const auto record = crypto::SignedRecord::decode(sent.record);
        QVERIFY(record &&
                crypto::checkFaceApproval(*record, sealed, m_fixture.session.keyring()->manifest()));
        QTRY_VERIFY(!presenter.isBusy());
        m_server.templates = {face};
        presenter.reload();
        QTRY_VERIFY(users::FacesPresenter::isWaiting(*presenter.model().row(0)));
        presenter.refuse(*presenter.model().row(0), QStringLiteral("知らない顔"));
        QTRY_COMPARE(presenter.state(), ListState::Empty);
        QCOMPARE(refusal.reason, std::string("知らない顔"));
    }

    // The server gets the hash; the text is told once and fits it.
    void aTokenIsMadeHere() {
        wire::NewScimToken sent;
        m_server.handlers["POST /v1/scim-tokens"] = [&](const FakeServer::Request& request) {
            sent = wire::decode<wire::NewScimToken>(request.body).value();
            return FakeServer::json(
                201, wire::encode(wire::ScimToken{sent.id, sent.label, "active", m_user,
                                                  m_fixture.clock.now(), sent.expiresAt, std::nullopt}));
        };
        provisioning::ScimTokensPresenter presenter(m_fixture.session);
        const QSignalSpy made(&presenter, &provisioning::ScimTokensPresenter::tokenMade);
        presenter.create(QStringLiteral(" provider "), 30);
        QTRY_COMPARE(made.count(), 1);
        const std::string text = made.first().first().toString().toStdString();
        QVERIFY(text.starts_with(m_server.tenant.text() + "."));
        QCOMPARE(sent.tokenHash, toBase64Url(crypto::hash(text)));
        QCOMPARE(sent.label, std::string("provider"));
        QVERIFY(m_server.last("POST", "/v1/scim-tokens")->body.find(text) == std::string::npos);
        QVERIFY(sent.expiresAt > m_fixture.clock.now() + 29 * 24h);
    }

    void proposalsAreSignedOneByOne() {
        const auto group = GroupId::generate();
        wire::GroupProposal proposal{m_user, "taro", "Taro", 4, {}, {group}};
        m_server.proposals = {proposal};
        wire::BulkRequest sent;
        m_server.handlers["POST /v1/users:bulk"] = [&](const FakeServer::Request& request) {
            sent = wire::decode<wire::BulkRequest>(request.body).value();
            m_server.proposals.clear();
            return FakeServer::json(200, wire::encode(wire::BulkReply{true, 1, 0, {{m_user, true}}}));
        };
        provisioning::ProposalsPresenter presenter(m_fixture.session);
        const QSignalSpy agreed(&presenter, &provisioning::ProposalsPresenter::agreed);
        presenter.reload();
        QTRY_COMPARE(presenter.state(), ListState::Content);
        QCOMPARE(presenter.total(), 1LL);
        presenter.agree({*presenter.model().row(0)});
        QTRY_COMPARE(agreed.count(), 1);
        QCOMPARE(sent.rows.size(), std::size_t(1));
        QCOMPARE(sent.rows[0].document->version, 5LL);
        QVERIFY(m_fixture.session.keyring()->openDocument(*sent.rows[0].document).has_value());
        QTRY_COMPARE(presenter.state(), ListState::Empty);
    }

    void theOperatorsTextsAreShownBeforeSignIn() {
        m_server.publicNotices = {{"emergency", "障害", "調査中です。", "Trouble", "We are looking.",
                                   m_fixture.clock.now(), std::nullopt}};
        const auto transports = testing::transportsTo(m_fixture.server);
        signin::ServiceNotes notes(transports, m_fixture.clock);
        const QSignalSpy changes(&notes, &signin::ServiceNotes::changed);
        shell::KnownTenant tenant;
        tenant.server = QStringLiteral("https://kaomon.example.com");
        tenant.tlsPins = {m_server.pin};
        notes.look(tenant);
        QTRY_COMPARE(changes.count(), 1);
        QCOMPARE(notes.notices().size(), std::size_t(1));
        notes.stop();
        QVERIFY(notes.notices().empty());
        m_server.refuse("GET /v1/notices:public", 500, "internal");
        notes.look(tenant);
        QTRY_VERIFY(changes.count() >= 3);
        QVERIFY(notes.notices().empty());
    }

    void sampleValuesAreAllowedAndObeyed() {
        for (const std::string& size : settings::SamplePolicies::sizes()) {
            QVERIFY(!settings::SamplePolicies::title(size).isEmpty());
            for (const auto& sample : settings::SamplePolicies::of(size)) {
                const auto* definition = domain::findSetting(sample.name);
                QVERIFY2(definition != nullptr, sample.name.c_str());
                QVERIFY2(definition->isObeyed, sample.name.c_str());
                QVERIFY2(domain::checkSetting(*definition, sample.value).has_value(), sample.name.c_str());
            }
        }
        QVERIFY(settings::SamplePolicies::of("huge").empty());
    }

    void aPointInTimeMayBeLeftOpen() {
        users::OptionalDateEdit edit;
        QVERIFY(!edit.time());
        const auto time = fromEpochMicros(1'800'000'000'123'456);
        edit.setTime(time);
        QCOMPARE(edit.time(), std::optional(std::chrono::floor<std::chrono::minutes>(time)));
        edit.setTime(std::nullopt);
        QVERIFY(!edit.time());
    }
};

QTEST_MAIN(PeoplePresentersTest)
#include "tst_people_presenters.moc"
