// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "contract/api/api_suite.h"
#include "contract/api/test_classes.h"
#include "wire/changes.h"
#include "wire/events.h"
#include "wire/face_models.h"
#include "wire/meta.h"

namespace kaomon::test {
namespace {

// Everything once, as the console, a PC and a person do it: the steps build on each other.
class FirstPathTest : public QObject {
    Q_OBJECT

private slots:
    void meta();
    void lists();
    void pcJoins();
    void memberSetsPassword();
    void userIsRead();
    void consentAndFace();
    void vaultKeys();
    void policyMovesOn();
    void manifestMovesOn();
    void eventsArrive();
    void changesReachThePc();
    void sessionEnds();

private:
    Caller pcCaller() { return Caller::device(m_pc->id.text(), m_pc->sign); }

    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    TenantKit& m_kit = *m_suite.home;
    std::optional<Pc> m_pc;
    std::optional<Person> m_member;
    Caller m_memberCaller = Caller::console();
    ConsentId m_consent = ConsentId::generate();
    std::optional<wire::FaceTemplate> m_face;
};

void FirstPathTest::meta() {
    EXPECT_STATUS(m_client.send({"GET", "/healthz"}), 200);
    EXPECT_STATUS(m_client.send({"GET", "/readyz"}), 200);
    const Reply reply = m_client.send({"GET", "/v1/meta"});
    EXPECT_STATUS(reply, 200);
    QCOMPARE(bodyOf<wire::Meta>(reply)->product, "kaomon-syncserver");
}

void FirstPathTest::lists() {
    for (const char* path : {"/v1/users", "/v1/devices", "/v1/enrolment-codes", "/v1/manifest",
                             "/v1/key-seals", "/v1/policies?kind=policy", "/v1/events"}) {
        EXPECT_STATUS(m_client.send({"GET", path}, &m_kit.console), 200);
    }
    const auto users = bodyOf<wire::UserPage>(m_client.send({"GET", "/v1/users?q=FIRST"}, &m_kit.console));
    QCOMPARE(users->total, 1);
    QCOMPARE(users->items.front().role, "owner");
    QCOMPARE(bodyOf<wire::UserPage>(m_client.send({"GET", "/v1/users?q=%25"}, &m_kit.console))->total, 0);
}

void FirstPathTest::pcJoins() {
    m_pc = m_kit.addPc();
    QVERIFY2(m_pc, describe(m_kit.lastReply).c_str());
    Caller pc = pcCaller();
    const Reply own = m_client.send({"GET", "/v1/device"}, &pc);
    EXPECT_STATUS(own, 200);
    QCOMPARE(bodyOf<wire::Device>(own)->state, "active");
    const auto seals = bodyOf<wire::KeySealList>(m_client.send({"GET", "/v1/key-seals"}, &pc));
    QCOMPARE(seals->items.size(), 1U);
    QCOMPARE(seals->items.front().kind, "fk");
    const auto page = bodyOf<wire::DevicePage>(m_client.send({"GET", "/v1/devices"}, &m_kit.console));
    QCOMPARE(page->total, 1);
}

void FirstPathTest::memberSetsPassword() {
    m_member = m_kit.addPerson("taro", "member", &*m_pc, m_memberCaller);
    QVERIFY2(m_member, describe(m_kit.lastReply).c_str());
    QVERIFY2(m_kit.signInOnPc(m_memberCaller, *m_pc, *m_member), describe(m_kit.lastReply).c_str());
}

void FirstPathTest::userIsRead() {
    const Reply reply = m_client.send({"GET", "/v1/users/" + m_member->id.text()}, &m_kit.console);
    EXPECT_STATUS(reply, 200);
    const auto user = bodyOf<wire::User>(reply);
    QCOMPARE(user->accountState, "active");
    QCOMPARE(user->faceState, "none");
    QCOMPARE(reply.etag(), "\"r" + std::to_string(user->rev) + "\"");
    Call patch{"PATCH", "/v1/users/" + m_member->id.text(), R"({"note":"second floor"})"};
    patch.headers["If-Match"] = reply.etag();
    const Reply changed = m_client.send(patch, &m_kit.console);
    EXPECT_STATUS(changed, 200);
    QCOMPARE(bodyOf<wire::User>(changed)->note, "second floor");
    QVERIFY(changed.etag() != reply.etag());
}

void FirstPathTest::consentAndFace() {
    const wire::Consent consent{m_consent, m_member->id, "1", "en", wallNow()};
    EXPECT_STATUS(m_client.send({"POST", "/v1/consents", wire::encode(consent)}, &m_memberCaller), 201);
    m_face = m_kit.face(*m_member, *m_pc, m_consent);
    const std::string path = "/v1/users/" + m_member->id.text() + "/templates";
    EXPECT_STATUS(m_client.send({"POST", path, wire::encode(*m_face)}, &m_memberCaller), 201);
    const auto list = bodyOf<wire::FaceTemplateList>(m_client.send({"GET", path}, &m_memberCaller));
    QCOMPARE(list->items.size(), 1U);
    QCOMPARE(list->items.front().ciphertext, m_face->ciphertext);
    QCOMPARE(list->items.front().keys.front().wrapped, m_face->keys.front().wrapped);
    const auto uses = bodyOf<wire::FaceModelUses>(m_client.send({"GET", "/v1/face-models"}, &m_kit.console));
    QCOMPARE(uses->people, 1);
    QCOMPARE(uses->items.size(), 1U);
    QCOMPARE(uses->items.front().modelId, m_face->modelId);
    QCOMPARE(uses->items.front().people, 1);
    EXPECT_PROBLEM(m_client.send({"GET", "/v1/face-models"}, &m_memberCaller), 403, "forbidden");
    const auto ofModel = bodyOf<wire::UserPage>(
        m_client.send({"GET", "/v1/users?face_model=" + m_face->modelId}, &m_kit.console));
    QCOMPARE(ofModel->total, 1);
    QCOMPARE(ofModel->items.front().id, m_member->id);
    const auto user =
        bodyOf<wire::User>(m_client.send({"GET", "/v1/users/" + m_member->id.text()}, &m_kit.console));
    QCOMPARE(user->templateCount, 1);
    QCOMPARE(user->faceState, "enrolled");
}

void FirstPathTest::vaultKeys() {
    const wire::UserKeys keys{m_member->id, {}, {{"device", m_pc->id.text(), crypto::randomBytes(80)}}};
    const std::string path = "/v1/users/" + m_member->id.text();
    EXPECT_STATUS(m_client.send({"PUT", path + "/vault-keys", wire::encode(keys)}, &m_memberCaller), 204);
    const auto stored = bodyOf<wire::UserKeys>(m_client.send({"GET", path + "/keys"}, &m_memberCaller));
    QCOMPARE(stored->vaultKeys.size(), 3U);
    QVERIFY(stored->identity);
}

void FirstPathTest::policyMovesOn() {
    const auto next = m_kit.policy(2, "match_timeout_s", "7", m_kit.owner.identity.signing);
    EXPECT_STATUS(m_client.send({"PUT", "/v1/policies", wire::encode(next)}, &m_kit.console), 200);
    const auto list =
        bodyOf<wire::PolicyDocumentList>(m_client.send({"GET", "/v1/policies?kind=policy"}, &m_kit.console));
    QCOMPARE(list->items.size(), 1U);
    QCOMPARE(list->items.front().version, 2);
    QCOMPARE(list->items.front().record, next.record);
}

void FirstPathTest::manifestMovesOn() {
    const auto next = m_kit.nextManifest(2, m_kit.keys.root);
    EXPECT_STATUS(m_client.send({"PUT", "/v1/manifest", wire::encode(next)}, &m_kit.console), 204);
    Caller pc = pcCaller();
    QCOMPARE(bodyOf<wire::ManifestDocument>(m_client.send({"GET", "/v1/manifest"}, &pc))->version, 2);
}

wire::Event logonEvent(long long seq, const UserId& user) {
    wire::Event event;
    event.id = EventId::generate();
    event.seq = seq;
    event.at = wallNow();
    event.kind = "auth";
    event.code = "LOGON_OK";
    event.result = "ok";
    event.severity = "info";
    event.user = user;
    event.clientVersion = "1.0.0";
    event.detail.scenario = "logon";
    event.detail.elapsedMs = 812;
    return event;
}

void FirstPathTest::eventsArrive() {
    Caller pc = pcCaller();
    const wire::EventBatch batch{{logonEvent(1, m_member->id), logonEvent(2, m_member->id)}};
    const Reply reply = m_client.send({"POST", "/v1/events", wire::encode(batch)}, &pc);
    EXPECT_STATUS(reply, 200);
    QCOMPARE(bodyOf<wire::BatchReply>(reply)->highWater, 2);
    const auto page = bodyOf<wire::EventPage>(
        m_client.send({"GET", "/v1/events?kind=auth&q=taro&limit=1"}, &m_kit.console));
    QCOMPARE(page->items.size(), 1U);
    QCOMPARE(*page->items.front().login, "taro");
    QCOMPARE(*page->items.front().event.detail.elapsedMs, 812);
    QVERIFY(page->next);
    const auto second = bodyOf<wire::EventPage>(
        m_client.send({"GET", "/v1/events?kind=auth&q=taro&limit=1&cursor=" + *page->next}, &m_kit.console));
    QCOMPARE(second->items.size(), 1U);
    QVERIFY(second->items.front().event.id != page->items.front().event.id);
}

void FirstPathTest::changesReachThePc() {
    Caller pc = pcCaller();
    std::map<std::string, int> kinds;
    std::string target = "/v1/changes?limit=2";
    for (int i = 0; i < 100; ++i) {
        const Reply reply = m_client.send({"GET", target}, &pc);
        EXPECT_STATUS(reply, 200);
        const auto page = bodyOf<wire::ChangePage>(reply);
        for (const auto& change : page->items) {
            QVERIFY(change.op == "upsert" && change.body);
            kinds[change.kind] += 1;
        }
        target = "/v1/changes?limit=2&since=" + page->next;
        if (!page->more) {
            break;
        }
    }
    const std::map<std::string, int> expected = {{"manifest", 1},   {"policy", 1},   {"user", 2},
                                                 {"user_key", 1},   {"template", 1}, {"device", 1},
                                                 {"device_key", 1}, {"seal", 1}};
    QCOMPARE(kinds, expected);
    QVERIFY(bodyOf<wire::ChangePage>(m_client.send({"GET", target}, &pc))->items.empty());
}

void FirstPathTest::sessionEnds() {
    EXPECT_STATUS(m_client.send({"DELETE", "/v1/session"}, &m_memberCaller), 204);
    const std::string path = "/v1/users/" + m_member->id.text() + "/templates";
    EXPECT_STATUS(m_client.send({"GET", path}, &m_memberCaller), 401);
}

} // namespace

std::unique_ptr<QObject> makeFirstPathTest() {
    return std::make_unique<FirstPathTest>();
}

} // namespace kaomon::test

#include "first_path_test.moc"
