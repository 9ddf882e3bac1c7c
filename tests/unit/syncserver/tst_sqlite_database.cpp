// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <array>
#include <atomic>
#include <csignal>
#include <latch>
#include <numeric>
#include <thread>

#include <QScopeGuard>
#include <QTemporaryDir>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include "storage/database.h"
#include "storage/query.h"

using namespace kaomon;
using namespace kaomon::storage;

namespace {

constexpr const char* kInsert = "INSERT INTO tenant (tenant_id, name, state, is_demo, epoch, created_at) "
                                "VALUES (:id, :name, 'new', 0, 1, 0)";

std::unique_ptr<Database> openAt(const std::string& path) {
    auto database = Database::open({.url = "sqlite://" + path});
    return database ? std::move(*database) : nullptr;
}

Status insertTenant(UnitOfWork& work, const TenantId& id, const std::string& name) {
    Query(work, kInsert).bind("id", id).bind("name", name).run();
    return {};
}

long long countTenants(Database& database) {
    return database
        .runBlocking(Access::Read, {},
                     [](UnitOfWork& work) -> Result<long long> {
                         return std::get<0>(*Query(work, "SELECT COUNT(*) FROM tenant").first<long long>());
                     })
        .value();
}

// A server in small: stores one row after the other and reports each number once it is acknowledged.
[[noreturn]] void writeUntilKilled(const std::string& path, int reports) {
    const auto database = openAt(path);
    for (int i = 1; database; ++i) {
        const auto stored = database->runBlocking(Access::Write, {}, [&](UnitOfWork& work) {
            return insertTenant(work, TenantId::generate(), std::to_string(i));
        });
        if (!stored || ::write(reports, &i, sizeof i) != static_cast<ssize_t>(sizeof i)) {
            break;
        }
    }
    _exit(1);
}

} // namespace

class SqliteDatabaseTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // First, while this process has no threads yet.
    void keepsEveryAcknowledgedWriteWhenKilled() {
        constexpr int kAcknowledged = 50;
        std::array<int, 2> reports{};
        QCOMPARE(pipe(reports.data()), 0);
        const pid_t child = fork();
        if (child == 0) {
            writeUntilKilled(path(), reports[1]);
        }
        close(reports[1]);
        int last = 0;
        while (last < kAcknowledged && ::read(reports[0], &last, sizeof last) == sizeof last) {
        }
        kill(child, SIGKILL);
        int next = 0;
        while (::read(reports[0], &next, sizeof next) == sizeof next) {
            last = next;
        }
        close(reports[0]);
        int status = 0;
        waitpid(child, &status, 0);
        QVERIFY(WIFSIGNALED(status));
        QVERIFY(last >= kAcknowledged);
        const auto database = openAt(path());
        QVERIFY(database);
        const long long stored = countTenants(*database);
        QVERIFY2(stored == last || stored == last + 1, qPrintable(QString::number(stored)));
    }

    void init() { m_folder.emplace(); }

    void refusesUrlsThatItDoesNotKnow_data() {
        QTest::addColumn<QByteArray>("url");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("scheme") << QByteArray("mysql://x");
        QTest::newRow("relative") << QByteArray("sqlite://data.db");
        QTest::newRow("quote") << QByteArray("sqlite:///tmp/a\"b");
    }

    void refusesUrlsThatItDoesNotKnow() {
        QFETCH(QByteArray, url);
        const auto database = Database::open({.url = url.toStdString()});
        QVERIFY(!database);
        QCOMPARE(database.error().code, ErrorCode::ValidationFailed);
    }

    void keepsTheFileToItself() {
        QVERIFY(openAt(path()));
        QCOMPARE(QFile::permissions(QString::fromStdString(path())) &
                     (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
                 QFile::Permissions());
    }

    void commitsManyJobsTogetherAndRollsBackOnlyTheFailedOnes() {
        constexpr int kJobs = 500;
        const auto database = openAt(path());
        QVERIFY(database);
        std::latch answered(kJobs);
        std::atomic<int> stored = 0;
        for (int i = 0; i < kJobs; ++i) {
            database->submit(
                Access::Write, {},
                [i](UnitOfWork& work) -> Status {
                    if (Status inserted = insertTenant(work, TenantId::generate(), std::to_string(i));
                        !inserted) {
                        return inserted;
                    }
                    return i % 5 == 0 ? Status(fail(ErrorCode::Conflict, "refused on purpose")) : Status();
                },
                [&](const Status& status) {
                    stored += status ? 1 : 0;
                    answered.count_down();
                });
        }
        answered.wait();
        QCOMPARE(stored.load(), kJobs * 4 / 5);
        QCOMPARE(countTenants(*database), static_cast<long long>(kJobs * 4 / 5));
    }

    void getsItsTurnBesideAWriterThatNeverPauses() {
        const auto database = openAt(path());
        QVERIFY(database);
        std::atomic<bool> ends = false;
        std::latch begun(1);
        const std::jthread writer([&] {
            sqlite3* other = nullptr;
            sqlite3_open(path().c_str(), &other);
            sqlite3_busy_timeout(other, 60'000);
            // some milliseconds of work with the lock, as a slow disk makes them
            constexpr const char* kWork =
                "BEGIN IMMEDIATE; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
                "50000) SELECT SUM(i) FROM n; COMMIT";
            for (bool isFirst = true; !ends; isFirst = false) {
                sqlite3_exec(other, kWork, nullptr, nullptr, nullptr);
                if (isFirst) {
                    begun.count_down();
                }
            }
            sqlite3_close(other);
        });
        const auto end = qScopeGuard([&] { ends = true; }); // before the thread is joined
        begun.wait();
        const auto stored = database->runBlocking(Access::Write, {}, [](UnitOfWork& work) {
            return insertTenant(work, TenantId::generate(), "beside");
        });
        QVERIFY(stored);
    }

    void turnsConstraintsIntoConflicts() {
        const auto database = openAt(path());
        const TenantId id = TenantId::generate();
        const auto insert = [&](UnitOfWork& work) { return insertTenant(work, id, "twice"); };
        QVERIFY(database->runBlocking(Access::Write, {}, insert));
        const Status again = database->runBlocking(Access::Write, {}, insert);
        QVERIFY(!again);
        QCOMPARE(again.error().code, ErrorCode::Conflict);
        QCOMPARE(countTenants(*database), 1LL);
    }

    void checksForeignKeys() {
        const auto database = openAt(path());
        const Status orphan = database->runBlocking(Access::Write, {}, [](UnitOfWork& work) -> Status {
            Query(work, "INSERT INTO tenant_seq (tenant_id, rev) VALUES (:id, 0)")
                .bind("id", TenantId::generate())
                .run();
            return {};
        });
        QVERIFY(!orphan);
        QCOMPARE(orphan.error().code, ErrorCode::Conflict);
    }

    void survivesJobsThatThrow() {
        const auto database = openAt(path());
        const Status thrown = database->runBlocking(
            Access::Write, {}, [](UnitOfWork&) -> Status { throw std::runtime_error("programming error"); });
        QVERIFY(!thrown);
        QCOMPARE(thrown.error().code, ErrorCode::Internal);
        const Status malformed = database->runBlocking(Access::Write, {}, [](UnitOfWork& work) -> Status {
            Query(work, "SELEC 1").run();
            return {};
        });
        QVERIFY(!malformed);
        QCOMPARE(malformed.error().code, ErrorCode::StorageFailed);
        QCOMPARE(countTenants(*database), 0LL);
    }

    void keepsNothingOfWhatAReaderWrites() {
        const auto database = openAt(path());
        QVERIFY(database->runBlocking(Access::Read, {}, [](UnitOfWork& work) {
            return insertTenant(work, TenantId::generate(), "by a reader");
        }));
        QCOMPARE(countTenants(*database), 0LL);
    }

    void carriesEveryByteAndLargeNumbers() {
        const auto database = openAt(path());
        Bytes all(256);
        std::iota(all.begin(), all.end(), std::uint8_t{0});
        const long long large = 9'007'199'254'740'993LL;
        const auto read = database->runBlocking(
            Access::Write, {},
            [&](UnitOfWork& work) -> Result<std::tuple<Bytes, long long, std::optional<std::string>>> {
                const TenantId id = TenantId::generate();
                Query(work, "INSERT INTO tenant (tenant_id, name, state, is_demo, epoch, created_at) "
                            "VALUES (:id, :name, 'new', 0, :epoch, 0)")
                    .bind("id", id)
                    .bind("name", all)
                    .bind("epoch", large)
                    .run();
                return *Query(work, "SELECT name, epoch, NULL FROM tenant WHERE tenant_id = :id")
                            .bind("id", id)
                            .first<Bytes, long long, std::optional<std::string>>();
            });
        QVERIFY(read);
        QCOMPARE(std::get<0>(*read), all);
        QCOMPARE(std::get<1>(*read), large);
        QVERIFY(!std::get<2>(*read));
    }

    void refusesANewerSchema() {
        refusesAfter("INSERT INTO schema_migration (version, name, checksum, applied_at) "
                     "VALUES (9999, 'later', 'x', 0)",
                     ErrorCode::StorageTooNew);
    }

    void refusesAChangedStep() {
        refusesAfter("UPDATE schema_migration SET checksum = 'x' WHERE version = 1",
                     ErrorCode::StorageCorrupt);
    }

    void refusesAFileThatIsNoDatabase() {
        QFile file(QString::fromStdString(path()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();
        QVERIFY(!Database::open({.url = "sqlite://" + path()}));
    }

    void refusesWorkAfterStop() {
        const auto database = openAt(path());
        database->stop();
        database->stop();
        const Status late =
            database->runBlocking(Access::Write, {}, [](UnitOfWork&) -> Status { return {}; });
        QVERIFY(!late);
        QCOMPARE(late.error().code, ErrorCode::Unavailable);
    }

private:
    std::string path() const { return (m_folder->path() + QStringLiteral("/server.db")).toStdString(); }

    void refusesAfter(const char* sql, ErrorCode expected) {
        {
            const auto database = openAt(path());
            QVERIFY(database->runBlocking(Access::Write, {}, [sql](UnitOfWork& work) -> Status {
                Query(work, sql).run();
                return {};
            }));
        }
        const auto database = Database::open({.url = "sqlite://" + path()});
        QVERIFY(!database);
        QCOMPARE(database.error().code, expected);
    }

    std::optional<QTemporaryDir> m_folder{std::in_place};
};

QTEST_GUILESS_MAIN(SqliteDatabaseTest)
#include "tst_sqlite_database.moc"
