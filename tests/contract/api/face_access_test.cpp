// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "contract/api/api_suite.h"
#include "contract/api/face_classes.h"
#include "wire/changes.h"
#include "wire/face_accesses.h"
#include "wire/operations.h"
#include "wire/users.h"

namespace kaomon::test {
namespace {

// Whoever is given a sealed template stands in the list, and who may read that list.
class FaceAccessTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void nobodyBeforeItIsGivenOut();
    void aPcThatIsGivenIt();
    void anAdministratorsConsole();
    void staysWhenTheFaceIsGone();
    void theOperatorsCopyIsInTheOperationLog();
    void pages();
    void whoMayRead();

private:
    [[nodiscard]] std::string path(const std::string& rest) const {
        return "/v1/users/" + m_member->id.text() + rest;
    }
    [[nodiscard]] std::vector<wire::FaceAccess> accesses() {
        const auto page = bodyOf<wire::FaceAccessPage>(
            m_client.send({"GET", path("/face-accesses?limit=100")}, &m_kit->console));
        return page ? page->items : std::vector<wire::FaceAccess>();
    }
    [[nodiscard]] Reply sync(const Pc& pc, const std::string& since = {}) {
        Caller device = Caller::device(pc.id.text(), pc.sign);
        return m_client.send({"GET", "/v1/changes?limit=500" + (since.empty() ? "" : "&since=" + since)},
                             &device);
    }

    QTemporaryDir m_folder;
    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    std::unique_ptr<TenantKit> m_kit;
    std::optional<Pc> m_pc;
    std::optional<Pc> m_other;
    std::optional<Person> m_member;
    Caller m_onPc = Caller::console();
    std::optional<wire::FaceTemplate> m_face;
};

void FaceAccessTest::initTestCase() {
    m_kit = std::make_unique<TenantKit>(m_client,
                                        m_suite.server.createTenant(QStringLiteral("Face access"), false));
    QVERIFY2(m_kit->found(), describe(m_kit->lastReply).c_str());
    m_pc = m_kit->addPc();
    m_other = m_kit->addPc();
    QVERIFY2(m_pc && m_other, describe(m_kit->lastReply).c_str());
    m_member = m_kit->addPerson("looked.at", "member", &*m_pc, m_onPc);
    QVERIFY2(m_member, describe(m_kit->lastReply).c_str());
    const wire::Consent consent{ConsentId::generate(), m_member->id, "1", "ja", wallNow()};
    EXPECT_STATUS(m_client.send({"POST", "/v1/consents", wire::encode(consent)}, &m_onPc), 201);
    m_face = m_kit->face(*m_member, *m_pc, consent.id);
    EXPECT_STATUS(m_client.send({"POST", path("/templates"), wire::encode(*m_face)}, &m_onPc), 201);
}

void FaceAccessTest::nobodyBeforeItIsGivenOut() {
    QCOMPARE(accesses().size(), std::size_t(0));
}

void FaceAccessTest::aPcThatIsGivenIt() {
    const auto page = bodyOf<wire::ChangePage>(sync(*m_pc));
    QVERIFY(page);
    const auto first = accesses();
    QCOMPARE(first.size(), std::size_t(1));
    QCOMPARE(first.front().face, m_face->id);
    QCOMPARE(first.front().readerKind, std::string("device"));
    QCOMPARE(first.front().reader, m_pc->id.text());
    QVERIFY(first.front().readerName.has_value());
    QCOMPARE(first.front().times, 1LL);
    QCOMPARE(first.front().firstAt, first.front().lastAt);

    // nothing new: nothing is given out
    EXPECT_STATUS(sync(*m_pc, page->next), 200);
    QCOMPARE(accesses().front().times, 1LL);

    // everything anew, later, and another PC
    QVERIFY(m_kit->later(std::chrono::minutes(5)));
    EXPECT_STATUS(sync(*m_pc), 200);
    QVERIFY(m_kit->later(std::chrono::minutes(5)));
    EXPECT_STATUS(sync(*m_other), 200);
    const auto both = accesses();
    QCOMPARE(both.size(), std::size_t(2));
    QCOMPARE(both.front().reader, m_other->id.text());
    QCOMPARE(both.back().times, 2LL);
    QVERIFY(both.back().firstAt + std::chrono::minutes(4) < both.back().lastAt);
}

void FaceAccessTest::anAdministratorsConsole() {
    QVERIFY(m_kit->later(std::chrono::minutes(1)));
    EXPECT_STATUS(m_client.send({"GET", path("/templates")}, &m_kit->console), 200);
    const auto list = accesses();
    QCOMPARE(list.size(), std::size_t(3));
    QCOMPARE(list.front().readerKind, std::string("user"));
    QCOMPARE(list.front().reader, m_kit->owner.id.text());
}

void FaceAccessTest::staysWhenTheFaceIsGone() {
    QVERIFY(m_kit->signInOnPc(m_onPc, *m_pc, *m_member));
    EXPECT_STATUS(m_client.send({"DELETE", path("/templates/" + m_face->id.text())}, &m_onPc), 204);
    QCOMPARE(accesses().size(), std::size_t(3));
}

// An archive of the tenant holds every sealed face: its administrators see that one was made, and by whom.
void FaceAccessTest::theOperatorsCopyIsInTheOperationLog() {
    const auto entries = [this] {
        const auto page = bodyOf<wire::OperationPage>(
            m_client.send({"GET", "/v1/operations?action=operatorExportTenant"}, &m_kit->console));
        return page ? page->items : std::vector<wire::Operation>();
    };
    QVERIFY(entries().empty());
    const QString file = m_folder.filePath(QStringLiteral("archive"));
    const auto exported = [&](const TenantId& tenant) {
        return m_suite.server.control({QStringLiteral("tenant"), QStringLiteral("export"),
                                       QStringLiteral("--tenant"), QString::fromStdString(tenant.text()),
                                       QStringLiteral("--file"), file});
    };
    QVERIFY(exported(TenantId::generate()).empty());
    QVERIFY2(!QFile::exists(file), "nothing is left of an export that was refused");
    QVERIFY(!exported(m_kit->tenant).empty());
    const auto found = entries();
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found.front().actorKind, std::string("operator"));
    QVERIFY(found.front().actorName.starts_with("kaomonctl:uid "));
    QFile archive(file);
    QVERIFY(archive.open(QIODevice::ReadOnly));
    QVERIFY2(archive.readAll().contains("operatorExportTenant"), "the note is made before the copy");
}

void FaceAccessTest::pages() {
    std::vector<std::string> readers;
    std::string cursor;
    do {
        const auto page = bodyOf<wire::FaceAccessPage>(m_client.send(
            {"GET", path("/face-accesses?limit=1") + (cursor.empty() ? "" : "&cursor=" + cursor)},
            &m_kit->console));
        QVERIFY(page);
        QCOMPARE(page->items.size(), std::size_t(1));
        readers.push_back(page->items.front().reader);
        cursor = page->next.value_or(std::string());
    } while (!cursor.empty());
    QCOMPARE(readers,
             (std::vector<std::string>{m_kit->owner.id.text(), m_other->id.text(), m_pc->id.text()}));
    EXPECT_PROBLEM(m_client.send({"GET", path("/face-accesses?cursor=made-up")}, &m_kit->console), 422,
                   "validation_failed");
}

void FaceAccessTest::whoMayRead() {
    EXPECT_STATUS(m_client.send({"GET", path("/face-accesses")}, &m_onPc), 200); // the person himself
    Caller byAuditor = Caller::console();
    const auto auditor = m_kit->addPerson("reads.logs", "auditor", nullptr, byAuditor);
    QVERIFY2(auditor, describe(m_kit->lastReply).c_str());
    EXPECT_STATUS(m_client.send({"GET", path("/face-accesses")}, &byAuditor), 200);
    Caller byHelper = Caller::console();
    QVERIFY(m_kit->addPerson("helps", "help_desk", nullptr, byHelper));
    EXPECT_STATUS(m_client.send({"GET", path("/face-accesses")}, &byHelper), 403);
    EXPECT_STATUS(m_client.send({"GET", "/v1/users/" + auditor->id.text() + "/face-accesses"}, &m_onPc), 403);
    EXPECT_STATUS(
        m_client.send({"GET", "/v1/users/" + UserId::generate().text() + "/face-accesses"}, &m_kit->console),
        404);
}

} // namespace

std::unique_ptr<QObject> makeFaceAccessTest() {
    return std::make_unique<FaceAccessTest>();
}

} // namespace kaomon::test

#include "face_access_test.moc"
