// SPDX-License-Identifier: GPL-3.0-or-later
//
// A database as an older release left it, with many rows, is brought to the newest schema by a program that
// is killed (SIGKILL) after each step and begun again: no step is half there, every row is, and on SQLite the
// copy that was made before the first step as well. On the database named by KAOMON_TEST_BACKEND;
// KAOMON_MIGRATION_ROWS says how many rows (100000: the full size of docs/evaluation.md).
#include <array>
#include <csignal>
#include <memory>

#include <sys/wait.h>
#include <unistd.h>

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QTest>

#include "crypto/secret_key.h"
#include "old_release.h"
#include "storage/database.h"
#include "storage/migration.h"

using namespace kaomon;
using namespace kaomon::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kRows = 5000;
constexpr int kKills = 4;
constexpr int kMostRounds = 12; // a fast machine is through before it is killed now and then
constexpr int kFailed = 3;

// What became of a program that was begun.
enum class End { Killed, Migrated, Failed };

class MigrationKillTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(crypto::initialise()); }
    void killedOnItsWay();

private:
    static void addRows(const OldRelease& release, const Backend& backend, int rows);
    static long long rowsIn(soci::session& session, const OldRelease& release);
    static End migrateAndKill(const Backend& backend);
    static int killUntilMigrated(const OldRelease& release, const Backend& backend);
    static void nothingIsLost(const OldRelease& release, const Backend& backend);
    static void theFirstStateIsKept(const OldRelease& release, const Backend& backend);
};

bool isSqlite(const Backend& backend) {
    return backend.name() == "sqlite";
}

int rowsWanted() {
    const int told = qEnvironmentVariableIntValue("KAOMON_MIGRATION_ROWS");
    return told > 0 ? told : kRows;
}

// Documents of a tenant.
void MigrationKillTest::addRows(const OldRelease& release, const Backend& backend, int rows) {
    const auto session = sessionOn(backend);
    const std::string tenant = release.value("tenant");
    const std::string numbers =
        isSqlite(backend) ? "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
                                std::to_string(rows) + ") "
                          : "WITH n(i) AS (SELECT generate_series(1, " + std::to_string(rows) + ")) ";
    *session << "BEGIN";
    if (!isSqlite(backend)) {
        *session << "SET LOCAL kaomon.tenant = '" + tenant + "'";
    }
    *session << "INSERT INTO policy_document (tenant_id, kind, scope, version, record, rev) " + numbers +
                    "SELECT '" + tenant + "', 'account_links', 'made:' || i, 1, 'made-' || i, 1 FROM n";
    *session << "COMMIT";
}

long long MigrationKillTest::rowsIn(soci::session& session, const OldRelease& release) {
    long long count = 0;
    session << "BEGIN";
    if (session.get_backend_name() == "postgresql") {
        session << "SET LOCAL kaomon.tenant = '" + release.value("tenant") + "'";
    }
    session << "SELECT COUNT(*) FROM policy_document WHERE scope LIKE 'made:%' AND record = 'made-' || "
               "SUBSTR(scope, 6)",
        soci::into(count);
    session << "COMMIT";
    return count;
}

// A process of its own, killed as soon as it tells (by its log) that it has finished a step: the next one is
// then under way.
End MigrationKillTest::migrateAndKill(const Backend& backend) {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) {
        return End::Failed;
    }
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(ends[1], STDERR_FILENO);
        ::close(ends[0]);
        ::close(ends[1]);
        const auto database =
            storage::Database::open({.url = backend.url(), .readers = 1, .isMigrating = true});
        ::_exit(database ? 0 : kFailed);
    }
    ::close(ends[1]);
    QByteArray log;
    std::array<char, 4096> read{};
    for (ssize_t size = 1; size > 0;) {
        size = ::read(ends[0], read.data(), read.size());
        log.append(read.data(), size > 0 ? size : 0);
        if (log.contains("storage.migrated")) {
            ::kill(child, SIGKILL);
            break;
        }
    }
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    if (WIFSIGNALED(status)) {
        return End::Killed;
    }
    if (WEXITSTATUS(status) != 0) {
        qWarning("%s", log.constData());
        return End::Failed;
    }
    return End::Migrated;
}

void MigrationKillTest::killedOnItsWay() {
    const auto release = OldRelease::read(qEnvironmentVariable("KAOMON_SOURCE_DIR") +
                                          u"/tests/operations/releases/schema-16.json"_s);
    QVERIFY(release);
    QElapsedTimer time;
    time.start();
    int killed = 0;
    for (int round = 0; round < kMostRounds && killed < kKills; ++round) {
        const Backend backend;
        release->makeOn(backend);
        addRows(*release, backend, rowsWanted());
        const int kills = killUntilMigrated(*release, backend);
        QVERIFY(kills >= 0);
        killed += kills;
        nothingIsLost(*release, backend);
        if (QTest::currentTestFailed()) {
            return;
        }
        if (isSqlite(backend)) {
            theFirstStateIsKept(*release, backend);
        }
    }
    QVERIFY(killed >= kKills);
    qInfo("%d rows, killed %d times, %lld ms", rowsWanted(), killed, time.elapsed());
}

// How often; -1 when it failed.
int MigrationKillTest::killUntilMigrated(const OldRelease& release, const Backend& backend) {
    long long before = release.version();
    for (int killed = 0;; ++killed) {
        const End end = migrateAndKill(backend);
        const long long version = schemaVersionOf(backend);
        if (end == End::Failed || version < before) {
            return -1;
        }
        before = version;
        if (end == End::Migrated) {
            return version == storage::allMigrations().back().version ? killed : -1;
        }
    }
}

void MigrationKillTest::nothingIsLost(const OldRelease& release, const Backend& backend) {
    const QString missing = release.firstMissingRow(backend);
    QVERIFY2(missing.isEmpty(), qPrintable(missing));
    QCOMPARE(rowsIn(*sessionOn(backend), release), static_cast<long long>(rowsWanted()));
}

void MigrationKillTest::theFirstStateIsKept(const OldRelease& release, const Backend& backend) {
    std::string whole;
    *sessionOn(backend) << "PRAGMA integrity_check", soci::into(whole);
    QCOMPARE(whole, std::string("ok"));
    const std::string copy = backend.url().substr(9) + ".before-" +
                             std::to_string(storage::allMigrations().back().version) + "-from-" +
                             std::to_string(release.version());
    QVERIFY(QFile::exists(QString::fromStdString(copy)));
    soci::session first(*soci::factory_sqlite3(), "dbname=\"" + copy + "\"");
    QCOMPARE(rowsIn(first, release), static_cast<long long>(rowsWanted()));
    long long version = 0;
    first << "SELECT MAX(version) FROM schema_migration", soci::into(version);
    QCOMPARE(version, release.version());
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    MigrationKillTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_migration_kill.moc"
