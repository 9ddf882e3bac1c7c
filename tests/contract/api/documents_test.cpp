// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "contract/api/api_suite.h"
#include "contract/api/test_classes.h"
#include "storage/database.h"
#include "storage/query.h"
#include "storage/repositories/change_repository.h"
#include "wire/changes.h"
#include "wire/events.h"

namespace kaomon::test {
namespace {

// Signed documents, faces, events and the differences that PCs fetch.
class DocumentsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void forgedPolicy();
    void policyOfAnotherVersion();
    void policyWithUnknownSetting();
    void linksOfAnUnknownUser();
    void linksOfAPerson();
    void forgedManifest();
    void manifestOfAnotherVersion();
    void templateWithoutConsent();
    void templateOfAnotherPc();
    void templateOfAnotherPerson();
    void largeTemplate();
    void eventsAreDeduplicated();
    void malformedEvents();
    void longEvents_data();
    void longEvents();
    void largeSeals();
    void eventsOfOneTenantOnly();
    void deltaWithTombstones();
    void tokensOfOthers();
    void tokenOfALostState();

private:
    [[nodiscard]] Reply put(const wire::PolicyDocument& document) {
        return m_client.send({"PUT", "/v1/policies", wire::encode(document)}, &m_kit.console);
    }
    [[nodiscard]] long long policyVersion() {
        const auto list = bodyOf<wire::PolicyDocumentList>(
            m_client.send({"GET", "/v1/policies?kind=policy"}, &m_kit.console));
        return list->items.front().version;
    }
    // Acts on the tenant's rows past the server.
    [[nodiscard]] long long inDatabase(const std::function<long long(storage::UnitOfWork&)>& work) {
        auto database = storage::Database::open({.url = m_suite.backend.url(), .isMigrating = false});
        return database ? (*database)
                              ->runBlocking(
                                  storage::Access::Write, m_kit.tenant,
                                  [&](storage::UnitOfWork& unit) -> Result<long long> { return work(unit); })
                              .value_or(-1)
                        : -1;
    }
    [[nodiscard]] wire::PolicyDocument linksOf(const UserId& user);
    [[nodiscard]] Reply postEvents(const std::vector<long long>& numbers);
    [[nodiscard]] std::vector<wire::Change> allChanges(std::string& token, Caller& pc);
    [[nodiscard]] std::string templatesPath() const {
        return "/v1/users/" + m_member->id.text() + "/templates";
    }

    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    TenantKit& m_kit = *m_suite.home;
    std::optional<Pc> m_pc;
    std::optional<Person> m_member;
    Caller m_memberCaller = Caller::console();
    Caller m_pcCaller = Caller::console();
};

void DocumentsTest::initTestCase() {
    m_pc = m_kit.addPc();
    QVERIFY2(m_pc, describe(m_kit.lastReply).c_str());
    m_member = m_kit.addPerson("hanako", "member", &*m_pc, m_memberCaller);
    QVERIFY2(m_member, describe(m_kit.lastReply).c_str());
    QVERIFY2(m_kit.signInOnPc(m_memberCaller, *m_pc, *m_member), describe(m_kit.lastReply).c_str());
    m_pcCaller = Caller::device(m_pc->id.text(), m_pc->sign);
}

void DocumentsTest::forgedPolicy() {
    const auto forged =
        m_kit.policy(policyVersion() + 1, "match_timeout_s", "9", crypto::SigningKey::generate());
    EXPECT_PROBLEM(put(forged), 422, "policy_unsigned");
    auto renamed = m_kit.policy(policyVersion() + 1, "match_timeout_s", "9", m_kit.owner.identity.signing);
    renamed.scope = "group:" + m_kit.group.text();
    EXPECT_PROBLEM(put(renamed), 422, "policy_unsigned");
    renamed.record = {1, 2, 3};
    EXPECT_PROBLEM(put(renamed), 422, "policy_unsigned");
}

void DocumentsTest::policyOfAnotherVersion() {
    const long long stored = policyVersion();
    EXPECT_PROBLEM(put(m_kit.policy(stored, "match_timeout_s", "9", m_kit.owner.identity.signing)), 412,
                   "stale_revision");
    EXPECT_PROBLEM(put(m_kit.policy(stored + 2, "match_timeout_s", "9", m_kit.owner.identity.signing)), 412,
                   "stale_revision");
    EXPECT_STATUS(put(m_kit.policy(stored + 1, "match_timeout_s", "9", m_kit.owner.identity.signing)), 200);
    EXPECT_PROBLEM(put(m_kit.policy(stored, "match_timeout_s", "9", m_kit.owner.identity.signing)), 409,
                   "policy_rolled_back");
}

void DocumentsTest::policyWithUnknownSetting() {
    const auto document =
        m_kit.policy(policyVersion() + 1, "no_such_setting", "1", m_kit.owner.identity.signing);
    EXPECT_PROBLEM(put(document), 422, "validation_failed");
}

void DocumentsTest::linksOfAnUnknownUser() {
    EXPECT_PROBLEM(put(linksOf(UserId::generate())), 404, "not_found");
}

void DocumentsTest::linksOfAPerson() {
    EXPECT_STATUS(put(linksOf(m_member->id)), 200);
    EXPECT_PROBLEM(put(linksOf(m_member->id)), 412, "stale_revision");
}

wire::PolicyDocument DocumentsTest::linksOf(const UserId& user) {
    const crypto::SignedPolicy links{
        .tenant = m_kit.tenant.text(),
        .kind = "account_links",
        .scope = "user:" + user.text(),
        .version = 1,
        .body = wire::encode(wire::AccountLinksBody{user, {{m_pc->id.text(), "taro"}}}),
        .issuedAt = wallNow()};
    return {"account_links", links.scope, 1,
            links.sign(m_kit.owner.id.text(), m_kit.owner.identity.signing).encode(), 0};
}

void DocumentsTest::forgedManifest() {
    const auto forged = m_kit.nextManifest(3, crypto::SigningKey::generate());
    EXPECT_PROBLEM(m_client.send({"PUT", "/v1/manifest", wire::encode(forged)}, &m_kit.console), 422,
                   "signature_invalid");
}

void DocumentsTest::manifestOfAnotherVersion() {
    const auto next = m_kit.nextManifest(9, m_kit.keys.root);
    EXPECT_PROBLEM(m_client.send({"PUT", "/v1/manifest", wire::encode(next)}, &m_kit.console), 412,
                   "stale_revision");
}

void DocumentsTest::templateWithoutConsent() {
    const auto face = m_kit.face(*m_member, *m_pc, ConsentId::generate());
    EXPECT_PROBLEM(m_client.send({"POST", templatesPath(), wire::encode(face)}, &m_memberCaller), 422,
                   "consent_required");
}

void DocumentsTest::templateOfAnotherPc() {
    auto face = m_kit.face(*m_member, *m_pc, ConsentId::generate());
    face.device = DeviceId::generate();
    EXPECT_PROBLEM(m_client.send({"POST", templatesPath(), wire::encode(face)}, &m_memberCaller), 403,
                   "forbidden");
}

void DocumentsTest::templateOfAnotherPerson() {
    const auto face = m_kit.face(*m_member, *m_pc, ConsentId::generate());
    EXPECT_PROBLEM(m_client.send({"POST", templatesPath(), wire::encode(face)}, &m_kit.console), 404,
                   "not_found");
}

void DocumentsTest::largeTemplate() {
    auto face = m_kit.face(*m_member, *m_pc, ConsentId::generate());
    face.ciphertext = crypto::randomBytes(256 * 1024 + 1);
    EXPECT_PROBLEM(m_client.send({"POST", templatesPath(), wire::encode(face)}, &m_memberCaller), 413,
                   "payload_too_large");
}

Reply DocumentsTest::postEvents(const std::vector<long long>& numbers) {
    wire::EventBatch batch;
    for (const long long seq : numbers) {
        wire::Event event;
        event.id = EventId::generate();
        event.seq = seq;
        event.at = wallNow();
        event.kind = "device";
        event.code = "ONLINE";
        event.result = "info";
        event.severity = "info";
        event.clientVersion = "1.0.0";
        batch.events.push_back(std::move(event));
    }
    return m_client.send({"POST", "/v1/events", wire::encode(batch)}, &m_pcCaller);
}

void DocumentsTest::eventsAreDeduplicated() {
    const auto first = bodyOf<wire::BatchReply>(postEvents({1, 2, 5}));
    QCOMPARE(first->stored, 3);
    QCOMPARE(first->highWater, 2);
    QCOMPARE(first->gaps, (std::vector<long long>{3, 4}));
    const auto again = bodyOf<wire::BatchReply>(postEvents({1, 2, 5}));
    QCOMPARE(again->stored, 0);
    QCOMPARE(again->duplicates, 3);
    const auto filled = bodyOf<wire::BatchReply>(postEvents({3, 4, 5, 6}));
    QCOMPARE(filled->stored, 3);
    QCOMPARE(filled->highWater, 6);
    QVERIFY(filled->gaps.empty());
}

void DocumentsTest::malformedEvents() {
    EXPECT_PROBLEM(postEvents({0}), 422, "validation_failed");
    EXPECT_PROBLEM(postEvents({9, 8}), 422, "validation_failed");
    std::vector<long long> many;
    for (long long i = 100; i < 301; ++i) {
        many.push_back(i);
    }
    EXPECT_PROBLEM(postEvents(many), 422, "validation_failed");
}

// Each text that a PC may choose: longer than its bound, the answer names it.
void DocumentsTest::longEvents_data() {
    QTest::addColumn<QString>("pointer");
    for (const char* pointer :
         {"os_account", "client_version", "detail/scenario", "detail/reason", "detail/factors",
          "detail/camera_id", "detail/camera_name", "detail/score_band", "detail/model_id", "detail/service",
          "detail/template_id", "detail/label"}) {
        QTest::newRow(pointer) << QString::fromLatin1(pointer);
    }
}

void DocumentsTest::longEvents() {
    QFETCH(QString, pointer);
    wire::Event event;
    event.id = EventId::generate();
    event.seq = 1'000'000;
    event.at = wallNow();
    event.kind = "device";
    event.code = "LONG";
    event.result = event.severity = "info";
    QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(wire::encode(event))).object();
    const QString text(501, u'x');
    if (pointer.startsWith(QLatin1String("detail/"))) {
        object[QStringLiteral("detail")] = QJsonObject{{pointer.mid(7), text}};
    } else {
        object[pointer] = text;
    }
    const QJsonObject batch{{QStringLiteral("events"), QJsonArray{object}}};
    const Reply reply =
        m_client.send({"POST", "/v1/events", QJsonDocument(batch).toJson().toStdString()}, &m_pcCaller);
    EXPECT_PROBLEM(reply, 422, "validation_failed");
    QVERIFY2(reply.body.find("/events/0/" + pointer.toStdString()) != std::string::npos,
             describe(reply).c_str());
}

void DocumentsTest::largeSeals() {
    const auto seals = [&](std::size_t count, std::size_t size) {
        wire::KeySealList list;
        list.items.assign(count, {"fk", m_kit.keys.faceKeys.front().id, m_pc->id.text(), Bytes(size, 1)});
        return m_client.send({"POST", "/v1/key-seals", wire::encode(list)}, &m_kit.console);
    };
    EXPECT_PROBLEM(seals(1, 1025), 422, "validation_failed");
    EXPECT_PROBLEM(seals(501, 1), 422, "validation_failed");
    EXPECT_PROBLEM(seals(0, 1), 422, "validation_failed");
    const auto code = crypto::EnrolmentCode::generate();
    Pc pc{DeviceId::generate(), crypto::SigningKey::generate(), crypto::BoxKey::generate(), {}};
    QVERIFY(m_kit.addCode(code, 1));
    auto request = m_kit.enrolRequest(code, pc);
    QVERIFY(request);
    request->faceKeySeals.front().sealed = Bytes(1025, 1);
    EXPECT_PROBLEM(m_client.send({"POST", "/v1/devices:enrol", wire::encode(*request)}), 422,
                   "validation_failed");
}

void DocumentsTest::eventsOfOneTenantOnly() {
    const auto own =
        bodyOf<wire::EventPage>(m_client.send({"GET", "/v1/events?code=ONLINE"}, &m_kit.console));
    QCOMPARE(own->items.size(), 6U);
    const auto foreign =
        bodyOf<wire::EventPage>(m_client.send({"GET", "/v1/events"}, &m_suite.other->console));
    QVERIFY(foreign->items.empty());
}

std::vector<wire::Change> DocumentsTest::allChanges(std::string& token, Caller& pc) {
    std::vector<wire::Change> changes;
    for (int i = 0; i < 100; ++i) {
        const auto page = bodyOf<wire::ChangePage>(
            m_client.send({"GET", "/v1/changes?limit=3" + (token.empty() ? "" : "&since=" + token)}, &pc));
        if (!page) {
            return {};
        }
        changes.insert(changes.end(), page->items.begin(), page->items.end());
        token = page->next;
        if (!page->more) {
            break;
        }
    }
    return changes;
}

void DocumentsTest::deltaWithTombstones() {
    std::string token;
    QVERIFY(!allChanges(token, m_pcCaller).empty());
    const wire::Consent consent{ConsentId::generate(), m_member->id, "1", "ja", wallNow()};
    EXPECT_STATUS(m_client.send({"POST", "/v1/consents", wire::encode(consent)}, &m_memberCaller), 201);
    const auto face = m_kit.face(*m_member, *m_pc, consent.id);
    EXPECT_STATUS(m_client.send({"POST", templatesPath(), wire::encode(face)}, &m_memberCaller), 201);
    auto changes = allChanges(token, m_pcCaller);
    QCOMPARE(changes.size(), 1U);
    QCOMPARE(changes.front().kind, "template");
    QCOMPARE(changes.front().op, "upsert");
    const auto synced = wire::decode<wire::FaceTemplate>(changes.front().body->text);
    QCOMPARE(synced->ciphertext, face.ciphertext);

    const std::string path = templatesPath() + "/" + face.id.text();
    EXPECT_STATUS(m_client.send({"DELETE", path}, &m_memberCaller), 204);
    changes = allChanges(token, m_pcCaller);
    QCOMPARE(changes.size(), 1U);
    QCOMPARE(changes.front().op, "delete");
    QVERIFY(!changes.front().body);
    QCOMPARE(changes.front().id, face.id.text());
    QVERIFY(allChanges(token, m_pcCaller).empty());
}

void DocumentsTest::tokensOfOthers() {
    const auto pc = m_suite.other->addPc();
    QVERIFY(pc);
    Caller other = Caller::device(pc->id.text(), pc->sign);
    std::string token;
    QVERIFY(!allChanges(token, other).empty());
    EXPECT_PROBLEM(m_client.send({"GET", "/v1/changes?since=" + token}, &m_pcCaller), 410, "resync_required");
    EXPECT_PROBLEM(m_client.send({"GET", "/v1/changes?since=YWJj.x"}, &m_pcCaller), 410, "resync_required");
}

// The database is put back to an older state behind the server's back, as by a snapshot of the machine, and
// makes as many revisions again: the numbers are the same, what they stand for is not.
void DocumentsTest::tokenOfALostState() {
    const auto revision = [&] {
        return inDatabase(
            [&](storage::UnitOfWork& unit) { return storage::ChangeRepository(unit).currentRev(); });
    };
    const auto addOne = [&](const std::string& login) {
        return m_client.send({"POST", "/v1/users", wire::encode(m_kit.newUser(login, "member"))},
                             &m_kit.console);
    };
    EXPECT_STATUS(addOne("in-both-states"), 201);
    std::string kept;
    QVERIFY(!allChanges(kept, m_pcCaller).empty());
    const long long before = revision();
    EXPECT_STATUS(addOne("lost"), 201);
    std::string lost = kept;
    QVERIFY(!allChanges(lost, m_pcCaller).empty());
    const long long after = revision();
    QVERIFY(after > before);
    (void)inDatabase([&](storage::UnitOfWork& unit) {
        for (const char* table : {"change_log", "revision_mark"}) {
            storage::Query(unit,
                           std::string("DELETE FROM ") + table + " WHERE tenant_id = :tenant AND rev > :rev")
                .bind("tenant", unit.tenant())
                .bind("rev", before)
                .run();
        }
        return storage::Query(unit, "UPDATE tenant_seq SET rev = :rev WHERE tenant_id = :tenant")
            .bind("rev", before)
            .bind("tenant", unit.tenant())
            .run();
    });
    EXPECT_PROBLEM(m_client.send({"GET", "/v1/changes?since=" + lost}, &m_pcCaller), 410, "resync_required");
    for (int i = 0; revision() < after; ++i) {
        EXPECT_STATUS(addOne("again" + std::to_string(i)), 201);
    }
    EXPECT_PROBLEM(m_client.send({"GET", "/v1/changes?since=" + lost}, &m_pcCaller), 410, "resync_required");
    QVERIFY(!allChanges(kept, m_pcCaller).empty()); // what was given out before is still good
}

} // namespace

std::unique_ptr<QObject> makeDocumentsTest() {
    return std::make_unique<DocumentsTest>();
}

} // namespace kaomon::test

#include "documents_test.moc"
