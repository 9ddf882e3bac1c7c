// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QTest>

#include "contract/api/api_suite.h"
#include "contract/api/people_classes.h"
#include "wire/document_pages.h"
#include "wire/keys.h"

namespace kaomon::test {
namespace {

// Signed documents by scope and page, and for whom seals may be.
class DocumentListsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void sealsForWhomTheyMayBe_data();
    void sealsForWhomTheyMayBe();
    void documentsByScopeAndPage();
    void badDocumentQuestions_data();
    void badDocumentQuestions();

private:
    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    TenantKit& m_kit = *m_suite.home;
    std::optional<Pc> m_pc;
    std::optional<Person> m_member;
};

void DocumentListsTest::initTestCase() {
    Caller caller = Caller::console();
    m_pc = m_kit.addPc();
    QVERIFY2(m_pc, describe(m_kit.lastReply).c_str());
    m_member = m_kit.addPerson("lists", "member", &*m_pc, caller);
    QVERIFY2(m_member, describe(m_kit.lastReply).c_str());
}

void DocumentListsTest::sealsForWhomTheyMayBe_data() {
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArray>("receiver");
    QTest::addColumn<int>("status");
    const auto row = [](const char* kind, const char* receiver, int status) {
        QTest::addRow("%s for %s", kind, receiver) << QByteArray(kind) << QByteArray(receiver) << status;
    };
    row("tr", "owner", 204);
    row("emergency", "owner", 204);
    row("fk", "pc", 204);
    row("rk-user-admin", "owner", 422); // each half of RK lies with another role
    row("tr", "member", 422);
    row("fk", "member", 422);
    row("tr", "pc", 422);
    row("tr", "nobody", 422);
    row("tr", "owner of another tenant", 422);
}

void DocumentListsTest::sealsForWhomTheyMayBe() {
    QFETCH(QByteArray, kind);
    QFETCH(QByteArray, receiver);
    QFETCH(int, status);
    const std::map<QByteArray, std::string> receivers{
        {"owner", m_kit.owner.id.text()},
        {"member", m_member->id.text()},
        {"pc", m_pc->id.text()},
        {"nobody", makeUuid()},
        {"owner of another tenant", m_suite.other->owner.id.text()}};
    const wire::KeySealList list{
        {{kind.toStdString(), "of this test", receivers.at(receiver), Bytes(64, 1)}}};
    const Reply reply = m_client.send({"POST", "/v1/key-seals", wire::encode(list)}, &m_kit.console);
    EXPECT_STATUS(reply, status);
}

void DocumentListsTest::documentsByScopeAndPage() {
    constexpr int kPeople = 5;
    std::vector<std::string> scopes;
    for (int i = 0; i < kPeople; ++i) {
        const auto user = m_kit.newUser("paged." + std::to_string(i), "member");
        EXPECT_STATUS(m_client.send({"POST", "/v1/users", wire::encode(user)}, &m_kit.console), 201);
        const auto document = m_kit.membership(user.id, {}, 1);
        EXPECT_STATUS(m_client.send({"PUT", "/v1/policies", wire::encode(document)}, &m_kit.console), 200);
        scopes.push_back("user:" + user.id.text());
    }
    std::string all;
    for (const std::string& scope : scopes) {
        all += (all.empty() ? "" : ",") + scope;
    }
    const auto page = [&](const std::string& query) {
        return bodyOf<wire::PolicyDocumentPage>(
            m_client.send({"GET", "/v1/policies?kind=group_members" + query}, &m_kit.console));
    };
    // however small the pages, each document comes once
    std::vector<std::string> found;
    std::string cursor;
    int pages = 0;
    do {
        const auto some = page("&limit=2&scope=" + all + cursor);
        QVERIFY(some && some->items.size() <= 2);
        for (const auto& document : some->items) {
            QCOMPARE(document.kind, std::string("group_members"));
            found.push_back(document.scope);
        }
        cursor = some->next ? "&cursor=" + *some->next : "";
        ++pages;
    } while (!cursor.empty() && pages < kPeople);
    QCOMPARE(pages, 3);
    std::ranges::sort(scopes);
    std::ranges::sort(found);
    QVERIFY(found == scopes);
    const auto one = page("&scope=" + scopes.front());
    QVERIFY(one && one->items.size() == 1 && one->items.front().scope == scopes.front() && !one->next);
    const auto none = page("&scope=user:" + makeUuid());
    QVERIFY(none && none->items.empty() && !none->next);
    const auto whole = page("");
    QVERIFY(whole && whole->items.size() >= scopes.size());
}

void DocumentListsTest::badDocumentQuestions_data() {
    QTest::addColumn<QString>("query");
    QString many;
    for (int i = 0; i < 101; ++i) {
        many += QStringLiteral("tenant,");
    }
    QTest::newRow("too many scopes") << QStringLiteral("scope=") + many;
    QTest::newRow("a long scope") << QStringLiteral("scope=") + QString(65, QLatin1Char('x'));
    QTest::newRow("a cursor of nobody") << QStringLiteral("cursor=abc.def");
    QTest::newRow("no page") << QStringLiteral("limit=0");
    QTest::newRow("a large page") << QStringLiteral("limit=501");
}

void DocumentListsTest::badDocumentQuestions() {
    QFETCH(QString, query);
    EXPECT_PROBLEM(m_client.send({"GET", "/v1/policies?" + query.toStdString()}, &m_kit.console), 422,
                   "validation_failed");
}

} // namespace

std::unique_ptr<QObject> makeDocumentListsTest() {
    return std::make_unique<DocumentListsTest>();
}

} // namespace kaomon::test

#include "document_lists_test.moc"
