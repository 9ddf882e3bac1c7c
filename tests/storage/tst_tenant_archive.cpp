// SPDX-License-Identifier: GPL-3.0-or-later
//
// A tenant moves from SQLite to the database named by KAOMON_TEST_BACKEND and back, row by row the same.
#include <algorithm>
#include <limits>
#include <sstream>

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include "storage/query.h"
#include "storage/repositories/event_repository.h"
#include "storage/repositories/import_repository.h"
#include "storage/repositories/locator_repository.h"
#include "storage/repositories/tenant_repository.h"
#include "storage/repositories/user_bulk_repository.h"
#include "storage/tenant_archive.h"
#include "support/server/server_process.h"

using namespace kaomon;
using namespace kaomon::storage;

namespace {

const TimePoint kNow = fromEpochMicros(1'790'000'000'000'000);

} // namespace

class TenantArchiveTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void movesAndComesBack();
    void refusesATenantThatIsThere();
    void refusesBrokenFiles_data();
    void refusesBrokenFiles();
    void unknownTenant();

private:
    [[nodiscard]] std::unique_ptr<Database> openFile(const char* name) {
        const QString path = m_folder.filePath(QString::fromLatin1(name));
        return Database::open({.url = "sqlite://" + path.toStdString(), .readers = 1}).value();
    }
    [[nodiscard]] Status fill(Database& database);
    [[nodiscard]] std::string exported(Database& database) {
        std::stringstream out;
        const auto figures = exportTenant(database, m_tenant, kNow, out);
        return figures ? out.str() : std::string();
    }
    [[nodiscard]] static Result<ArchiveFigures> imported(Database& database, const std::string& archive) {
        std::stringstream in(archive);
        return importTenant(database, in);
    }

    test::Backend m_backend;
    QTemporaryDir m_folder;
    TenantId m_tenant = TenantId::generate();
    TenantId m_other = TenantId::generate();
    std::unique_ptr<Database> m_source;
    std::string m_archive;
};

Status TenantArchiveTest::fill(Database& database) {
    for (const TenantId& tenant : {m_tenant, m_other}) {
        const auto job = [&](UnitOfWork& unit) -> Status {
            TenantRepository(unit, kNow).add({tenant, "Name \"顔\"\n", "active", false, kNow}, 7);
            LocatorRepository(unit).add("device", makeUuid(), tenant);
            std::vector<BulkUser> users;
            for (int i = 0; i < 1200; ++i) {
                BulkUser user{.id = UserId::generate(),
                              .login = "user" + std::to_string(i),
                              .loginKey = "user" + std::to_string(i),
                              .role = "member",
                              .values = {},
                              .rev = 0};
                user.values.displayName = i == 0 ? "'; DROP TABLE x; -- \\ \t \xF0\x9F\x98\x80 \x01" : "";
                users.push_back(std::move(user));
            }
            (void)UserBulkRepository(unit, kNow).add(users);
            Query(unit, "UPDATE tenant_seq SET rev = :rev WHERE tenant_id = :tenant")
                .bind("rev", std::numeric_limits<long long>::max())
                .bind("tenant", tenant)
                .run();
            ImportRecord import;
            import.job.id = ImportId::generate();
            import.job.createdBy = users.front().id;
            import.carry = std::string("\0\xFF", 2);
            ImportRepository(unit, kNow).add(import);
            std::vector<wire::Event> events(2); // of two months, which are two tables on PostgreSQL
            for (std::size_t i = 0; i < events.size(); ++i) {
                events[i].id = EventId::generate();
                events[i].seq = static_cast<long long>(i) + 1;
                events[i].at = kNow - std::chrono::days(60) * static_cast<int>(i);
                events[i].kind = "auth";
                events[i].code = "LOGON_OK";
                events[i].result = "ok";
                events[i].severity = "info";
            }
            (void)EventRepository(unit).store(DeviceId::generate(), events, kNow);
            return {};
        };
        if (Status filled = database.runBlocking(Access::Write, tenant, job); !filled) {
            return filled;
        }
    }
    return {};
}

void TenantArchiveTest::initTestCase() {
    m_source = openFile("source.db");
    const Status filled = fill(*m_source);
    QVERIFY2(filled.has_value(), filled ? "" : filled.error().detail.c_str());
    m_archive = exported(*m_source);
    QVERIFY(m_archive.size() > 100000);
    QCOMPARE(m_archive.find(m_other.text()), std::string::npos);
}

void TenantArchiveTest::movesAndComesBack() {
    auto there = Database::open({.url = m_backend.url()}).value();
    const auto moved = imported(*there, m_archive);
    QVERIFY2(moved.has_value(), moved ? "" : moved.error().detail.c_str());
    QCOMPARE(moved->tenant, m_tenant);
    QVERIFY(moved->rows > 2400);
    const std::string second = exported(*there);
    auto back = openFile("back.db");
    QVERIFY(imported(*back, second).has_value());
    const std::string third = exported(*back);
    // row by row the same; PostgreSQL may order keys and columns in its own way
    const auto rows = [](const std::string& archive) {
        QList<QByteArray> all;
        std::stringstream in(archive);
        for (std::string line; std::getline(in, line);) {
            const auto object = QJsonDocument::fromJson(QByteArray::fromStdString(line)).object();
            if (!object.contains(QLatin1String("hash"))) {
                all << QJsonDocument(object).toJson(QJsonDocument::Compact); // members by name
            }
        }
        std::sort(all.begin(), all.end());
        return all;
    };
    QVERIFY(rows(m_archive).size() > 2400);
    QCOMPARE(rows(second), rows(m_archive));
    QCOMPARE(QByteArray::fromStdString(third), QByteArray::fromStdString(m_archive));
}

void TenantArchiveTest::refusesATenantThatIsThere() {
    const auto again = imported(*m_source, m_archive);
    QVERIFY(!again);
    QCOMPARE(again.error().code, ErrorCode::Conflict);
}

void TenantArchiveTest::refusesBrokenFiles_data() {
    QTest::addColumn<QString>("fault");
    for (const char* fault : {"empty", "no head", "cut", "line away", "line twice", "value changed",
                              "more behind", "other schema", "other tenant's row"}) {
        QTest::newRow(fault) << QString::fromLatin1(fault);
    }
}

void TenantArchiveTest::refusesBrokenFiles() {
    QFETCH(QString, fault);
    std::vector<std::string> lines;
    std::stringstream in(m_archive);
    for (std::string line; std::getline(in, line);) {
        lines.push_back(line);
    }
    const auto replace = [](std::string& text, const std::string& from, const std::string& to) {
        const auto at = text.find(from);
        QVERIFY(at != std::string::npos);
        text.replace(at, from.size(), to);
    };
    if (fault == QLatin1String("empty")) {
        lines.clear();
    } else if (fault == QLatin1String("no head")) {
        lines.erase(lines.begin());
    } else if (fault == QLatin1String("cut")) {
        lines.pop_back();
    } else if (fault == QLatin1String("line away")) {
        lines.erase(lines.begin() + 5);
    } else if (fault == QLatin1String("line twice")) {
        lines.insert(lines.begin() + 5, lines[5]);
    } else if (fault == QLatin1String("value changed")) {
        replace(lines[1], "active", "new");
    } else if (fault == QLatin1String("more behind")) {
        lines.push_back(lines[1]);
    } else if (fault == QLatin1String("other schema")) {
        replace(lines[0], "\"schema\":", "\"schema\":9");
    } else {
        replace(lines[1], m_tenant.text(), m_other.text());
    }
    std::string archive;
    for (const std::string& line : lines) {
        archive += line + "\n";
    }
    auto empty = openFile("empty.db");
    const auto refused = imported(*empty, archive);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code,
             fault == QLatin1String("other schema") ? ErrorCode::StorageTooNew : ErrorCode::StorageCorrupt);
    const auto count =
        empty->runBlocking(Access::Read, TenantId(), [](UnitOfWork& unit) -> Result<std::size_t> {
            return TenantRepository(unit, kNow).list().size();
        });
    QCOMPARE(count.value(), std::size_t{0});
}

void TenantArchiveTest::unknownTenant() {
    std::stringstream out;
    const auto refused = exportTenant(*m_source, TenantId::generate(), kNow, out);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TenantArchiveTest)
#include "tst_tenant_archive.moc"
