// SPDX-License-Identifier: GPL-3.0-or-later
//
// The server's storage through its public interfaces, on the database named by KAOMON_TEST_BACKEND.
#include <algorithm>
#include <atomic>
#include <limits>
#include <set>
#include <thread>

#include <QCoreApplication>
#include <QTest>

#include "domain/lockout.h"
#include "storage/database.h"
#include "storage/query.h"
#include "storage/repositories/account_repository.h"
#include "storage/repositories/change_repository.h"
#include "storage/repositories/event_repository.h"
#include "storage/repositories/key_repository.h"
#include "storage/repositories/locator_repository.h"
#include "storage/repositories/login_repository.h"
#include "storage/repositories/policy_repository.h"
#include "storage/repositories/proof_repository.h"
#include "storage/repositories/rate_repository.h"
#include "storage/repositories/revision.h"
#include "storage/repositories/second_factor_repository.h"
#include "storage/repositories/tenant_repository.h"
#include "storage/repositories/user_list.h"
#include "storage/repositories/user_repository.h"
#include "support/case_counter.h"
#include "support/server/server_process.h"

using namespace kaomon;
using namespace kaomon::storage;

namespace {

const TimePoint kNow = fromEpochMicros(1'790'000'000'000'000);

class StorageTest : public QObject {
    Q_OBJECT

public:
    explicit StorageTest(const std::string& url)
        : m_url(url) {}

private slots:
    void initTestCase();
    void opensAgain();
    void refusesUnknownUrl();
    void refusesAnError();
    void keepsText_data();
    void keepsText();
    void keepsNumbers_data();
    void keepsNumbers();
    void keepsNothing();
    void constraintIsConflict();
    void revisionsAreDense();
    void revisionsFollowCommits();
    void changesHaveScopes();
    void changeReplacesOlderOne();
    void usersAreSearched_data();
    void usersAreSearched();
    void usersOfOneTenantOnly();
    void deletedUserKeepsLogin();
    void sealsAreReplaced();
    void policiesAreReplaced();
    void eventsOnce();
    void waitsFollowTheRule();
    void triesAtTheSameTimeAreCounted();
    void lastTriesAreKept();
    void recoveryCodeTakenOnce();
    void locators();
    void countersAreTakenOnce_data();
    void countersAreTakenOnce();
    void quietKeysAreForgotten();
    void ratesByWindow();
    void changesOfCallersAreCounted();
    void stopRefuses();

private:
    template<class F>
    auto write(F work) {
        return m_database->runBlocking(Access::Write, m_tenant, std::move(work));
    }
    template<class F>
    auto read(F work) {
        return m_database->runBlocking(Access::Read, m_tenant, std::move(work));
    }
    [[nodiscard]] Status addTenant(const TenantId& tenant) {
        return m_database->runBlocking(Access::Write, tenant, [&](UnitOfWork& unit) -> Status {
            TenantRepository(unit, kNow).add({tenant, "Test", "active", false, kNow}, 1);
            return {};
        });
    }
    [[nodiscard]] Result<UserId> addUser(const std::string& login, const std::string& name) {
        return write([&](UnitOfWork& unit) -> Result<UserId> {
            wire::NewUser user;
            user.id = UserId::generate();
            user.login = login;
            user.displayName = name;
            user.mail = login + "@example.org";
            user.role = "member";
            UserRepository(unit, kNow).add(user, login, std::nullopt);
            return user.id;
        });
    }

    std::string m_url;
    std::unique_ptr<Database> m_database;
    TenantId m_tenant = TenantId::generate();
    TenantId m_other = TenantId::generate();
};

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
        return policies.list("account_links");
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

// The statement that counts wrong passwords and domain::PasswordLockout say the same.
void StorageTest::waitsFollowTheRule() {
    TimePoint now = kNow;
    for (int failures = 1; failures <= 40; ++failures) {
        const auto lock = write([&](UnitOfWork& unit) -> Result<SignInLock> {
            if (!LoginRepository(unit, now).beginTry("rule", "console")) {
                return fail(ErrorCode::UserLocked, "must be let in");
            }
            return AccountRepository(unit, now).locks("rule").front();
        });
        QVERIFY2(lock, lock ? "" : lock.error().detail.c_str());
        QCOMPARE(lock->failures, failures);
        const auto wait = domain::PasswordLockout::delayAfter(failures);
        const TimePoint expected = wait.count() > 0 ? TimePoint(now + wait) : TimePoint();
        QCOMPARE(toEpochMicros(lock->lockedUntil), toEpochMicros(expected));
        if (wait.count() > 0) {
            const auto early = write([&](UnitOfWork& unit) -> Result<bool> {
                return LoginRepository(unit, expected - std::chrono::microseconds(1))
                    .beginTry("rule", "console");
            });
            QVERIFY(early && !*early);
            now = expected;
        }
    }
}

void StorageTest::triesAtTheSameTimeAreCounted() {
    std::atomic<int> allowed{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            for (int j = 0; j < 5; ++j) {
                const auto isAllowed = write([&](UnitOfWork& unit) -> Result<bool> {
                    return LoginRepository(unit, kNow).beginTry("crowd", "console");
                });
                allowed += isAllowed && *isAllowed ? 1 : 0;
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    QCOMPARE(allowed.load(), 5);
}

void StorageTest::lastTriesAreKept() {
    const auto kept = write([](UnitOfWork& unit) -> Result<std::vector<SignInTry>> {
        for (int i = 0; i < 25; ++i) {
            const TimePoint at = kNow + std::chrono::seconds(i);
            (void)LoginRepository(unit, at).noteTry("clumsy", "console", "192.0.2.0/24");
        }
        (void)LoginRepository(unit, kNow).noteTry("other", "console", "");
        return AccountRepository(unit, kNow).lastTries("clumsy", 100);
    });
    QVERIFY(kept);
    QCOMPARE(kept->size(), std::size_t{20});
    QCOMPARE(toEpochMicros(kept->front().at), toEpochMicros(kNow + std::chrono::seconds(24)));
}

void StorageTest::recoveryCodeTakenOnce() {
    const auto user = addUser("recovers", "Recovers");
    QVERIFY(user);
    const Status put = write([&](UnitOfWork& unit) -> Status {
        SecondFactorRepository(unit).replaceRecoveryCodes(*user, {"h1", "h2"});
        return {};
    });
    QVERIFY(put);
    std::atomic<int> taken{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            const auto isTaken = write([&](UnitOfWork& unit) -> Result<bool> {
                return SecondFactorRepository(unit).takeRecoveryCode(*user, "h1");
            });
            taken += isTaken && *isTaken ? 1 : 0;
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    QCOMPARE(taken.load(), 1);
}

void StorageTest::locators() {
    const std::string key = makeUuid();
    QVERIFY(write([&](UnitOfWork& unit) -> Status {
        LocatorRepository(unit).add("device", key, m_tenant);
        return {};
    }));
    const auto found = m_database->runBlocking(Access::Read, TenantId(),
                                               [&](UnitOfWork& unit) -> Result<std::optional<TenantId>> {
                                                   return LocatorRepository(unit).find("device", key);
                                               });
    QVERIFY(found && *found == m_tenant);
}

void StorageTest::countersAreTakenOnce_data() {
    QTest::addColumn<QList<qint64>>("counters");
    QTest::addColumn<QList<bool>>("taken");
    QTest::addRow("same again") << QList<qint64>{100, 100} << QList<bool>{true, false};
    QTest::addRow("passing each other")
        << QList<qint64>{100, 99, 99, 98, 98} << QList<bool>{true, true, false, true, false};
    QTest::addRow("edge of the window")
        << QList<qint64>{100, 37, 37, 36} << QList<bool>{true, true, false, false};
    QTest::addRow("oldest falls out")
        << QList<qint64>{1000, 937, 1001, 937, 938} << QList<bool>{true, true, true, false, true};
    QTest::addRow("step of 63") << QList<qint64>{100, 163, 100, 101} << QList<bool>{true, true, false, true};
    QTest::addRow("step of 64") << QList<qint64>{100, 164, 100, 101} << QList<bool>{true, true, false, true};
    QTest::addRow("far step") << QList<qint64>{1, 1'790'000'000'000'000, 1, 1'790'000'000'000'000}
                              << QList<bool>{true, true, false, false};
    QTest::addRow("ends of the range")
        << QList<qint64>{0, 1, std::numeric_limits<qint64>::max(), std::numeric_limits<qint64>::max(), 1}
        << QList<bool>{false, true, true, false, false};
    QTest::addRow("wrong first") << QList<qint64>{-1, 5} << QList<bool>{false, true};
}

void StorageTest::countersAreTakenOnce() {
    QFETCH(QList<qint64>, counters);
    QFETCH(QList<bool>, taken);
    const std::string key = makeUuid();
    for (qsizetype i = 0; i < counters.size(); ++i) {
        const auto counter = static_cast<std::uint64_t>(counters.at(i));
        const Status status = write([&](UnitOfWork& unit) -> Status {
            return ProofRepository(unit).takeCounter(key, counter, kNow);
        });
        QVERIFY2(status.has_value() == taken.at(i), std::to_string(i).c_str());
        QVERIFY(status || status.error().code == ErrorCode::ProofInvalid);
    }
}

void StorageTest::quietKeysAreForgotten() {
    const auto take = [&](const std::string& key, TimePoint now) {
        return write(
            [&](UnitOfWork& unit) -> Status { return ProofRepository(unit).takeCounter(key, 7, now); });
    };
    const std::string old = makeUuid();
    const std::string recent = makeUuid();
    QVERIFY(take(old, kNow - std::chrono::hours(48)));
    QVERIFY(take(recent, kNow));
    const auto removed = write([](UnitOfWork& unit) -> Result<long long> {
        return ProofRepository(unit).removeUnused(kNow - std::chrono::hours(24));
    });
    QCOMPARE(removed.value(), 1);
    QVERIFY(take(old, kNow));
    QVERIFY(!take(recent, kNow));
}

void StorageTest::ratesByWindow() {
    const auto count = [&](const std::string& key, TimePoint now) {
        return write([&](UnitOfWork& unit) -> Result<long long> {
                   return RateRepository(unit).count("test", key, now, std::chrono::minutes(1));
               })
            .value();
    };
    const TimePoint start = std::chrono::floor<std::chrono::minutes>(kNow);
    QCOMPARE(count("a", start), 1);
    QCOMPARE(count("a", start + std::chrono::seconds(59)), 2);
    QCOMPARE(count("b", start), 1);
    QCOMPARE(count("a", start + std::chrono::seconds(60)), 1);
    const auto left = write([&](UnitOfWork& unit) -> Result<long long> {
        RateRepository rates(unit);
        (void)rates.removeEnded(start + std::chrono::seconds(60));
        return rates.current("test", "a", start, std::chrono::minutes(1)) +
               10 * rates.current("test", "a", start + std::chrono::seconds(60), std::chrono::minutes(1));
    });
    QCOMPARE(left.value(), 10);
}

// Whatever remembers callers must hear of each commit that may change one, and of nothing else.
void StorageTest::changesOfCallersAreCounted() {
    const auto generation = [&] { return m_database->callers().of(m_tenant); };
    const auto before = generation();
    QVERIFY(write(
        [](UnitOfWork& unit) -> Status { return ProofRepository(unit).takeCounter("quiet", 1, kNow); }));
    QCOMPARE(generation(), before);
    QVERIFY(write([&](UnitOfWork& unit) -> Status {
        Query(unit, "DELETE FROM session WHERE tenant_id = :tenant").bind("tenant", m_tenant).run();
        return {};
    }));
    QVERIFY(generation() > before);
}

void StorageTest::stopRefuses() {
    m_database->stop();
    const auto after = read([](UnitOfWork&) -> Status { return {}; });
    QVERIFY(!after && after.error().code == ErrorCode::Unavailable);
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    const kaomon::test::Backend backend;
    kaomon::test::CaseCounter counter("storage", backend.name());
    StorageTest test(backend.url());
    counter.run(test);
    return counter.finish();
}

#include "tst_storage.moc"
