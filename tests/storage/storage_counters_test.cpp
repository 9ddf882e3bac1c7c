// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <limits>
#include <thread>

#include <QTest>

#include "domain/lockout.h"
#include "storage/query.h"
#include "storage/repositories/account_repository.h"
#include "storage/repositories/locator_repository.h"
#include "storage/repositories/login_repository.h"
#include "storage/repositories/proof_repository.h"
#include "storage/repositories/rate_repository.h"
#include "storage/repositories/second_factor_repository.h"
#include "storage_test.h"

namespace kaomon::storage {

// The statement that counts wrong passwords and domain::PasswordLockout say the same.
void StorageTest::waitsFollowTheRule() {
    TimePoint now = kNow;
    for (int failures = 1; failures <= 40; ++failures) {
        const auto lock = write([&](UnitOfWork& unit) -> Result<SignInLock> {
            if (!LoginRepository(unit, now).beginTry("rule", "console", {})) {
                return fail(ErrorCode::UserLocked, "must be let in");
            }
            return AccountRepository(unit, now).locks("rule").front();
        });
        QVERIFY2(lock, lock ? "" : lock.error().detail.c_str());
        QCOMPARE(lock->failures, failures);
        const auto wait = domain::PasswordLockout::delayAfter(failures);
        const TimePoint expected = now + wait; // without a wait the time of the try
        QCOMPARE(toEpochMicros(lock->lockedUntil), toEpochMicros(expected));
        if (wait.count() > 0) {
            const auto early = write([&](UnitOfWork& unit) -> Result<bool> {
                return LoginRepository(unit, expected - std::chrono::microseconds(1))
                    .beginTry("rule", "console", {});
            });
            QVERIFY(early && !*early);
            now = expected;
        }
    }
}

// An organisation may be stricter: fewer tries, longer waits, a longer memory.
void StorageTest::waitsFollowTheSettings() {
    using namespace std::chrono_literals;
    domain::Policy policy;
    QCOMPARE(TryRule::of(policy).freeTries, TryRule().freeTries);
    QVERIFY(TryRule::of(policy).longestWait == TryRule().longestWait);
    QVERIFY(TryRule::of(policy).forgottenAfter == TryRule().forgottenAfter);
    policy.lockAfterFailures = 3;
    policy.longestLock = 20min;
    policy.failuresForgotten = 48h;
    const TryRule strict = TryRule::of(policy);
    const auto tryAt = [&](TimePoint at) {
        const auto isAllowed = write([&](UnitOfWork& unit) -> Result<bool> {
            return LoginRepository(unit, at).beginTry("strict", "console", strict);
        });
        return isAllowed && *isAllowed;
    };
    const auto lock = [&] {
        return *write([&](UnitOfWork& unit) -> Result<SignInLock> {
            return AccountRepository(unit, kNow).locks("strict").front();
        });
    };
    QVERIFY(tryAt(kNow) && tryAt(kNow));
    QVERIFY(tryAt(kNow - 1h)); // a clock set back holds nobody who still has tries
    QVERIFY(lock().lockedUntil == kNow - 1h + 30s);
    TimePoint now = kNow;
    for (int failures = 4; failures <= 60; ++failures) {
        QVERIFY(tryAt(now));
        QVERIFY(!tryAt(lock().lockedUntil - 1us));
        now = lock().lockedUntil;
    }
    QCOMPARE(lock().failures, 60);
    QVERIFY(tryAt(now));
    QVERIFY(lock().lockedUntil == now + 20min); // not the 15 minutes of the default
    const TimePoint last = lock().lockedUntil;
    QVERIFY(tryAt(last + 48h - 1us));
    QCOMPARE(lock().failures, 62);
    QVERIFY(tryAt(lock().lockedUntil + 48h));
    QCOMPARE(lock().failures, 1);
}

void StorageTest::triesAtTheSameTimeAreCounted() {
    std::atomic<int> allowed{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            for (int j = 0; j < 5; ++j) {
                const auto isAllowed = write([&](UnitOfWork& unit) -> Result<bool> {
                    return LoginRepository(unit, kNow).beginTry("crowd", "console", {});
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

} // namespace kaomon::storage
