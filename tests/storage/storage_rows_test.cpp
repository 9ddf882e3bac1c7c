// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <limits>
#include <set>
#include <thread>

#include <QTest>

#include "storage/repositories/change_repository.h"
#include "storage/repositories/event_repository.h"
#include "storage/repositories/key_repository.h"
#include "storage/repositories/policy_repository.h"
#include "storage/repositories/revision.h"
#include "storage/repositories/user_list.h"
#include "storage_test.h"

namespace kaomon::storage {

void StorageTest::initTestCase() {
    auto database = Database::open({.url = m_url, .readers = 3, .isMigrating = true});
    QVERIFY2(database, database ? "" : database.error().detail.c_str());
    m_database = std::move(*database);
    QVERIFY(addTenant(m_tenant) && addTenant(m_other));
}

void StorageTest::opensAgain() {
    QVERIFY(Database::open({.url = m_url, .readers = 1, .isMigrating = true}));
}

void StorageTest::refusesUnknownUrl() {
    const auto database = Database::open({.url = "mysql://localhost/x"});
    QVERIFY(!database && database.error().code == ErrorCode::ValidationFailed);
}

void StorageTest::refusesAnError() {
    const auto result = write([](UnitOfWork& unit) -> Status {
        PolicyRepository(unit).put({"policy", "group:rolled-back", 1, {1}, 0}, kNow);
        return fail(ErrorCode::Forbidden, "changed my mind");
    });
    QVERIFY(!result && result.error().code == ErrorCode::Forbidden);
    const auto found = read([](UnitOfWork& unit) -> Result<bool> {
        return PolicyRepository(unit).find("policy", "group:rolled-back").has_value();
    });
    QVERIFY(found && !*found);
}

void StorageTest::keepsText_data() {
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QStringLiteral("");
    QTest::newRow("quotes") << QStringLiteral(R"(it's "quoted"; DROP TABLE tenant; --)");
    QTest::newRow("colon") << QStringLiteral(":name :tenant");
    QTest::newRow("Japanese") << QStringLiteral("山田 太郎");
    QTest::newRow("outside the BMP") << QStringLiteral("\U0001F600");
    QTest::newRow("lines") << QStringLiteral("a\r\nb\tc\\");
    QTest::newRow("long") << QString(100'000, QLatin1Char('x'));
}

void StorageTest::keepsText() {
    QFETCH(QString, text);
    const std::string login = "text-" + std::to_string(qHash(text));
    const auto id = addUser(login, text.toStdString());
    QVERIFY(id);
    const auto user = read([&](UnitOfWork& unit) -> Result<std::optional<wire::User>> {
        return UserRepository(unit, kNow).find(*id);
    });
    QVERIFY(user && *user);
    QCOMPARE((*user)->displayName, text.toStdString());
}

void StorageTest::keepsNumbers_data() {
    QTest::addColumn<qlonglong>("number");
    QTest::newRow("zero") << 0LL;
    QTest::newRow("negative") << -1LL;
    QTest::newRow("more than 32 bits") << 5'000'000'000LL;
    QTest::newRow("largest") << std::numeric_limits<qlonglong>::max();
    QTest::newRow("smallest") << std::numeric_limits<qlonglong>::min();
}

void StorageTest::keepsNumbers() {
    QFETCH(qlonglong, number);
    const auto back = write([&](UnitOfWork& unit) -> Result<long long> {
        PolicyRepository policies(unit);
        policies.put({"policy", "group:number", number, {1}, 0}, kNow);
        return policies.find("policy", "group:number")->version;
    });
    QVERIFY(back);
    QCOMPARE(*back, number);
}

void StorageTest::keepsNothing() {
    const auto id = addUser("nothing", "Nobody");
    const auto user = read([&](UnitOfWork& unit) -> Result<std::optional<wire::User>> {
        return UserRepository(unit, kNow).find(*id);
    });
    QVERIFY(user && *user && !(*user)->lastSignInAt && !(*user)->validTo);
}

void StorageTest::constraintIsConflict() {
    QVERIFY(addUser("twice", "First"));
    const auto second = addUser("twice", "Second");
    QVERIFY(!second && second.error().code == ErrorCode::Conflict);
}

void StorageTest::revisionsAreDense() {
    const auto revisions = write([](UnitOfWork& unit) -> Result<std::vector<long long>> {
        std::vector<long long> taken;
        for (int i = 0; i < 3; ++i) {
            taken.push_back(recordChange(unit, "user", makeUuid(), ChangeOp::Upsert, "", kNow));
        }
        return taken;
    });
    QVERIFY(revisions);
    QCOMPARE((*revisions)[1], (*revisions)[0] + 1);
    QCOMPARE((*revisions)[2], (*revisions)[0] + 2);
}

void StorageTest::revisionsFollowCommits() {
    constexpr int kThreads = 4;
    constexpr int kEach = 25;
    std::vector<std::vector<long long>> taken(kThreads);
    std::vector<std::thread> threads;
    for (auto& own : taken) {
        threads.emplace_back([&] {
            for (int i = 0; i < kEach; ++i) {
                const auto rev = write([](UnitOfWork& unit) -> Result<long long> {
                    return recordChange(unit, "user", makeUuid(), ChangeOp::Upsert, "", kNow);
                });
                own.push_back(rev ? *rev : 0);
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    std::set<long long> all;
    for (const auto& own : taken) {
        QVERIFY(std::ranges::is_sorted(own));
        all.insert(own.begin(), own.end());
    }
    QCOMPARE(all.size(), static_cast<std::size_t>(kThreads * kEach));
    QCOMPARE(*all.rbegin() - *all.begin(), static_cast<long long>(all.size()) - 1);
}

void StorageTest::changesHaveScopes() {
    const std::string device = makeUuid();
    const std::string user = makeUuid();
    const auto rows = write([&](UnitOfWork& unit) -> Result<std::pair<std::size_t, std::vector<ChangeRow>>> {
        const long long before = recordChange(unit, "user", user, ChangeOp::Upsert, "", kNow);
        (void)recordChange(unit, "user_key", user, ChangeOp::Upsert, device, kNow);
        (void)recordChange(unit, "user_key", user, ChangeOp::Upsert, makeUuid(), kNow);
        ChangeRepository changes(unit);
        const auto strangers = changes.list(makeUuid(), before, changes.currentRev(), 10);
        return std::pair(strangers.size(), changes.list(device, before, changes.currentRev(), 10));
    });
    QVERIFY(rows);
    QCOMPARE(rows->first, 0U);
    QCOMPARE(rows->second.size(), 1U);
    QCOMPARE(rows->second.front().id, user);
}

void StorageTest::changeReplacesOlderOne() {
    const std::string user = makeUuid();
    const auto rows = write([&](UnitOfWork& unit) -> Result<std::vector<ChangeRow>> {
        const long long before = recordChange(unit, "user", user, ChangeOp::Upsert, "", kNow) - 1;
        (void)recordChange(unit, "user", user, ChangeOp::Delete, "", kNow);
        ChangeRepository changes(unit);
        return changes.list(makeUuid(), before, changes.currentRev(), 10);
    });
    QVERIFY(rows);
    QCOMPARE(rows->size(), 1U);
    QVERIFY(rows->front().op == ChangeOp::Delete);
}

void StorageTest::usersAreSearched_data() {
    QTest::addColumn<QString>("search");
    QTest::addColumn<int>("found");
    QTest::newRow("login") << QStringLiteral("find.me") << 1;
    QTest::newRow("other case") << QStringLiteral("FIND.ME") << 1;
    QTest::newRow("name") << QStringLiteral("kanji 50%") << 1;
    QTest::newRow("percent is literal") << QStringLiteral("kanji%50") << 0;
    QTest::newRow("underscore is literal") << QStringLiteral("find_me") << 0;
    QTest::newRow("escape is literal") << QStringLiteral("!") << 0;
    QTest::newRow("nobody") << QStringLiteral("zzzz") << 0;
}

void StorageTest::usersAreSearched() {
    QFETCH(QString, search);
    QFETCH(int, found);
    (void)addUser("find.me", "Kanji 50% off");
    const auto count = read([&](UnitOfWork& unit) -> Result<long long> {
        return storage::UserList(unit, kNow).count({.search = search.toStdString()});
    });
    QVERIFY(count);
    QCOMPARE(*count, found);
}

void StorageTest::usersOfOneTenantOnly() {
    const auto id = addUser("private", "Private");
    const auto found = m_database->runBlocking(Access::Read, m_other, [&](UnitOfWork& unit) -> Result<bool> {
        UserRepository users(unit, kNow);
        return users.find(*id).has_value() || users.isLoginTaken("private") ||
               storage::UserList(unit, kNow).count({}) != 0;
    });
    QVERIFY(found && !*found);
}

void StorageTest::deletedUserKeepsLogin() {
    const auto id = addUser("leaver", "Leaver");
    QVERIFY(write([&](UnitOfWork& unit) -> Status {
        UserRepository(unit, kNow).remove(*id);
        return {};
    }));
    const auto state = read([&](UnitOfWork& unit) -> Result<std::pair<bool, bool>> {
        UserRepository users(unit, kNow);
        return std::pair(users.find(*id).has_value(), users.isKnown(*id));
    });
    QVERIFY(state && !state->first && state->second);
    const auto isTaken = read(
        [&](UnitOfWork& unit) -> Result<bool> { return UserRepository(unit, kNow).isLoginTaken("leaver"); });
    QVERIFY(isTaken && *isTaken); // for as long as he may be restored
}

void StorageTest::sealsAreReplaced() {
    const std::string receiver = makeUuid();
    const auto seals = write([&](UnitOfWork& unit) -> Result<std::vector<wire::KeySeal>> {
        KeyRepository keys(unit);
        keys.putSeal({"fk", "a", receiver, {1}}, kNow);
        keys.putSeal({"fk", "a", receiver, {2}}, kNow);
        keys.putSeal({"fk", "b", receiver, {3}}, kNow);
        return keys.sealsOf(receiver);
    });
    QVERIFY(seals);
    QCOMPARE(seals->size(), 2U);
    QCOMPARE(seals->front().sealed, Bytes{2});
}

void StorageTest::policiesAreReplaced() {
    const auto list = write([](UnitOfWork& unit) -> Result<std::vector<wire::PolicyDocument>> {
        PolicyRepository policies(unit);
        policies.put({"account_links", "user:1", 1, {1}, 0}, kNow);
        policies.put({"account_links", "user:1", 2, {2}, 0}, kNow);
        PolicyFilter filter;
        filter.kind = "account_links";
        return policies.list(filter);
    });
    QVERIFY(list);
    QCOMPARE(list->size(), 1U);
    QCOMPARE(list->front().version, 2);
}

void StorageTest::eventsOnce() {
    const DeviceId device = DeviceId::generate();
    const auto send = [&](const std::vector<long long>& numbers) {
        return write([&](UnitOfWork& unit) -> Result<wire::BatchReply> {
            std::vector<wire::Event> events;
            for (const long long seq : numbers) {
                wire::Event event;
                event.id = EventId::generate();
                event.seq = seq;
                event.at = kNow;
                event.kind = "auth";
                event.code = "LOGON_OK";
                event.result = "ok";
                event.severity = "info";
                events.push_back(std::move(event));
            }
            return EventRepository(unit).store(device, events, kNow);
        });
    };
    const auto reply = send({1, 2, 2, 4});
    QVERIFY(reply);
    QCOMPARE(reply->stored, 3);
    QCOMPARE(reply->duplicates, 1);
    QCOMPARE(reply->highWater, 2);
    QCOMPARE(reply->gaps, std::vector<long long>{3});
    const long long newest =
        *read([](UnitOfWork& unit) -> Result<long long> { return EventRepository(unit).newest(); });
    // once and for ever, also when the events themselves are gone
    const auto removed = write([](UnitOfWork& unit) -> Result<long long> {
        return EventRepository(unit).removeOld("kind = 'auth'", kNow + std::chrono::hours(1), 100);
    });
    QCOMPARE(*removed, 3);
    const auto again = send({1, 2, 4});
    QCOMPARE(again->stored, 0);
    QCOMPARE(again->duplicates, 3);
    const auto late = send({3});
    QCOMPARE(late->stored, 1);
    QCOMPARE(late->highWater, 4);
    QVERIFY(late->gaps.empty());
    QCOMPARE(*read([](UnitOfWork& unit) -> Result<long long> { return EventRepository(unit).newest(); }),
             newest + 1);
}

} // namespace kaomon::storage
