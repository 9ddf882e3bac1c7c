// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QTest>

#include "contract/api/api_suite.h"
#include "contract/api/people_classes.h"
#include "crypto/two_person_act.h"
#include "storage/database.h"
#include "storage/repositories/key_repository.h"
#include "wire/app_documents.h"
#include "wire/face_accesses.h"
#include "wire/keys.h"
#include "wire/templates.h"
#include "wire/two_person_acts.h"

namespace kaomon::test {
namespace {

using std::chrono::hours;

// What ends by itself. Runs after the others: it leaves their sessions behind.
class PeopleLaterTest : public QObject {
    Q_OBJECT

private slots:
    void whoHadHisFaceIsForgottenWithHim();
    void administratorsLeaveNothing();
    void deletedForThirtyDays_data();
    void deletedForThirtyDays();
    void enabledWithoutAFace();
    void sessionEndsWithTheAccount();
    void aPcThatFetchesIsHeardOf();

private:
    [[nodiscard]] Reply send(const std::string& method, const std::string& target,
                             const std::string& body = {}, const std::string& etag = {}) {
        Call call{method, target, body};
        if (!etag.empty()) {
            call.headers["If-Match"] = etag;
        }
        return m_client.send(call, &m_kit.console);
    }

    [[nodiscard]] wire::PolicyDocument hiddenPasswordsOf(const UserId& user) const {
        const wire::BlindEntriesBody body{
            user, {{VaultItemId::generate(), "Ledger", VaultItemId::generate(), {1, 2, 3}, wallNow()}}};
        const crypto::SignedPolicy said{m_kit.tenant.text(), "blind_entries", "user:" + user.text(), 1,
                                        wire::encode(body),  wallNow()};
        return {"blind_entries", said.scope, 1,
                said.sign(m_kit.owner.id.text(), m_kit.owner.identity.signing).encode(), 0};
    }

    [[nodiscard]] long long sealsOf(const UserId& user) const; // in the database: no route shows another's

    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    TenantKit& m_kit = *m_suite.home;
};

void PeopleLaterTest::whoHadHisFaceIsForgottenWithHim() {
    QVERIFY(m_kit.later(std::chrono::minutes(1)));
    const auto pc = m_kit.addPc();
    QVERIFY2(pc, describe(m_kit.lastReply).c_str());
    Caller onPc = Caller::console();
    const auto person = m_kit.addPerson("had.a.face", "member", &*pc, onPc);
    QVERIFY2(person, describe(m_kit.lastReply).c_str());
    const wire::Consent consent{ConsentId::generate(), person->id, "1", "ja", wallNow()};
    EXPECT_STATUS(m_client.send({"POST", "/v1/consents", wire::encode(consent)}, &onPc), 201);
    const std::string path = "/v1/users/" + person->id.text();
    EXPECT_STATUS(
        m_client.send({"POST", path + "/templates", wire::encode(m_kit.face(*person, *pc, consent.id))},
                      &onPc),
        201);
    EXPECT_STATUS(send("GET", path + "/templates"), 200);
    const auto given = bodyOf<wire::FaceAccessPage>(send("GET", path + "/face-accesses"));
    QVERIFY(given);
    QCOMPARE(given->items.size(), std::size_t(1));
    const auto passing = m_kit.newUser("passing.face", "member");
    const std::string passingTag = send("POST", "/v1/users", wire::encode(passing)).etag();
    EXPECT_STATUS(send("DELETE", path, "", send("GET", path).etag()), 204);
    QVERIFY(m_kit.later(hours(24) * 31));
    // whoever is over goes with the next deletion, which the database would refuse if anything referred to
    // him
    EXPECT_STATUS(send("DELETE", "/v1/users/" + passing.id.text(), "", passingTag), 204);
    EXPECT_STATUS(send("POST", path + ":restore"), 404);
    EXPECT_STATUS(send("GET", path + "/face-accesses"), 404);
}

// The keys that were sealed to him, and what takes two and was about him.
void PeopleLaterTest::administratorsLeaveNothing() {
    QVERIFY(m_kit.later(std::chrono::minutes(1)));
    Caller caller = Caller::console();
    const auto gone = m_kit.addPerson("leaves.nothing", "user_admin", nullptr, caller);
    QVERIFY2(gone, describe(m_kit.lastReply).c_str());
    const wire::KeySealList seals{{{"fk", "of this test", gone->id.text(), Bytes(64, 1)}}};
    EXPECT_STATUS(send("POST", "/v1/key-seals", wire::encode(seals)), 204);
    const crypto::ActStatement statement{
        m_kit.tenant.text(), makeUuid(), crypto::ActKind::FaceAfterReissue, gone->id.text(), {},
        "lost his face",     wallNow(),  wallNow() + hours(24) * 6};
    const Bytes record = statement.sign(m_kit.owner.id.text(), m_kit.owner.identity.signing).encode();
    EXPECT_STATUS(send("POST", "/v1/two-person-acts", wire::encode(wire::NewTwoPersonAct{record})), 201);
    const std::string path = "/v1/users/" + gone->id.text();
    const auto passing = m_kit.newUser("passing.administrator", "member");
    const std::string passingTag = send("POST", "/v1/users", wire::encode(passing)).etag();
    EXPECT_STATUS(send("DELETE", path, "", send("GET", path).etag()), 204);
    QCOMPARE(sealsOf(gone->id), 1LL);
    QVERIFY(m_kit.later(hours(24) * 31));
    EXPECT_STATUS(send("DELETE", "/v1/users/" + passing.id.text(), "", passingTag), 204);
    QCOMPARE(sealsOf(gone->id), 0LL);
    EXPECT_STATUS(send("GET", "/v1/two-person-acts/" + statement.id), 404);
}

long long PeopleLaterTest::sealsOf(const UserId& user) const {
    auto database = storage::Database::open({.url = m_suite.backend.url(), .isMigrating = false});
    if (!database) {
        return -1;
    }
    return (*database)
        ->runBlocking(storage::Access::Read, m_kit.tenant,
                      [&](storage::UnitOfWork& unit) -> Result<long long> {
                          return storage::KeyRepository(unit).countSeals(user.text());
                      })
        .value_or(-1);
}

void PeopleLaterTest::deletedForThirtyDays_data() {
    QTest::addColumn<int>("days");
    QTest::addColumn<int>("restored");
    QTest::addColumn<int>("reused");
    QTest::newRow("a day before") << 29 << 200 << 409;
    QTest::newRow("a day after") << 31 << 404 << 201;
}

void PeopleLaterTest::deletedForThirtyDays() {
    QFETCH(int, days);
    QFETCH(int, restored);
    QFETCH(int, reused);
    QVERIFY(m_kit.later(std::chrono::minutes(1)));
    const std::string login = "thirty.days." + std::to_string(days);
    const auto user = m_kit.newUser(login, "member");
    const auto passing = m_kit.newUser("passing." + std::to_string(days), "member");
    const std::string etag = send("POST", "/v1/users", wire::encode(user)).etag();
    const wire::PolicyDocument hidden = hiddenPasswordsOf(user.id);
    EXPECT_STATUS(send("PUT", "/v1/policies", wire::encode(hidden)), 200);
    const std::string passingTag = send("POST", "/v1/users", wire::encode(passing)).etag();
    EXPECT_STATUS(send("DELETE", "/v1/users/" + user.id.text(), "", etag), 204);
    QVERIFY(m_kit.later(hours(24) * days));
    EXPECT_STATUS(send("POST", "/v1/users/" + user.id.text() + ":restore"), restored);
    // whoever is over goes with the next deletion, and the login with him
    EXPECT_STATUS(send("DELETE", "/v1/users/" + passing.id.text(), "", passingTag), 204);
    const auto next = m_kit.newUser(login, "member");
    EXPECT_STATUS(send("POST", "/v1/users", wire::encode(next)), reused);
    // his hidden passwords as well
    const auto left = bodyOf<wire::PolicyDocumentList>(send("GET", "/v1/policies?kind=blind_entries"));
    QVERIFY(left);
    const bool isLeft = std::ranges::any_of(
        left->items, [&](const wire::PolicyDocument& one) { return one.scope == hidden.scope; });
    QCOMPARE(isLeft, restored == 200);
}

void PeopleLaterTest::enabledWithoutAFace() {
    QVERIFY(m_kit.later(std::chrono::minutes(1)));
    const auto user = m_kit.newUser("faceless.week", "member");
    EXPECT_STATUS(send("POST", "/v1/users", wire::encode(user)), 201);
    const auto found = [&] {
        const auto page = bodyOf<wire::UserPage>(send("GET", "/v1/users?q=faceless.week&no_face_days=7"));
        return page ? page->total : -1;
    };
    QCOMPARE(found(), 0);
    QVERIFY(m_kit.later(hours(24) * 8));
    QCOMPARE(found(), 1);
}

void PeopleLaterTest::sessionEndsWithTheAccount() {
    QVERIFY(m_kit.later(std::chrono::minutes(1)));
    Caller caller = Caller::console();
    const auto person = m_kit.addPerson("ends.soon", "auditor", nullptr, caller);
    QVERIFY2(person && m_kit.signIn(caller, *person), describe(m_kit.lastReply).c_str());
    const std::string path = "/v1/users/" + person->id.text();
    wire::UserPatch change;
    change.validTo = wallNow() + std::chrono::minutes(5);
    EXPECT_STATUS(send("PATCH", path, wire::encode(change), send("GET", path).etag()), 200);
    EXPECT_STATUS(m_client.send({"GET", "/v1/users"}, &caller), 200);
    QVERIFY(m_kit.later(std::chrono::minutes(6)));
    EXPECT_STATUS(m_client.send({"GET", "/v1/users"}, &caller), 401);
    QVERIFY(!m_kit.signIn(caller, *person));
    EXPECT_PROBLEM(m_kit.lastReply, 401, "login_failed");
}

// An active PC asks for changes and nothing else.
void PeopleLaterTest::aPcThatFetchesIsHeardOf() {
    QVERIFY(m_kit.later(std::chrono::minutes(1)));
    const auto pc = m_kit.addPc();
    QVERIFY2(pc, describe(m_kit.lastReply).c_str());
    Caller caller = Caller::device(pc->id.text(), pc->sign);
    const auto fetch = [&](const char* version) {
        const Call call{"GET", "/v1/changes?limit=1", "", {{"Kaomon-Client", version}}};
        return m_client.send(call, &caller).status;
    };
    const auto record = [&] {
        return bodyOf<wire::Device>(send("GET", "/v1/devices/" + pc->id.text())).value_or(wire::Device());
    };
    const auto enrolled = record().lastSeenAt;
    QVERIFY(enrolled);
    QVERIFY(m_kit.later(std::chrono::minutes(20)));
    QCOMPARE(fetch("kaomon/7.40.0; api=1.0"), 200);
    const auto heard = record();
    QVERIFY(heard.lastSeenAt && *heard.lastSeenAt >= *enrolled + std::chrono::minutes(20));
    QCOMPARE(heard.clientVersion, std::string("7.40.0"));
    QVERIFY(m_kit.later(std::chrono::minutes(5)));
    QCOMPARE(fetch("kaomon/7.40.0; api=1.0"), 200);
    QCOMPARE(record().lastSeenAt, heard.lastSeenAt); // no write for each question
    QCOMPARE(fetch("kaomon/7.41.0; api=1.0"), 200);
    QCOMPARE(record().clientVersion, std::string("7.41.0")); // news is not kept waiting
}

} // namespace

std::unique_ptr<QObject> makePeopleLaterTest() {
    return std::make_unique<PeopleLaterTest>();
}

} // namespace kaomon::test

#include "people_later_test.moc"
