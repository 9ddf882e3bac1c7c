// SPDX-License-Identifier: GPL-3.0-or-later
#include "localstore/database_impl.h"

#include <atomic>
#include <utility>

#include <QSqlError>

#include "base/log.h"

using namespace Qt::StringLiterals;

namespace kaomon::localstore {
namespace {

// Primary result codes of SQLite.
constexpr int kBusy = 5, kLocked = 6, kCorrupt = 11, kFull = 13, kNotADatabase = 26;

tl::unexpected<Error> databaseFault(const QSqlError& error) {
    const int code = error.nativeErrorCode().toInt() & 0xff;
    const std::string detail =
        "SQLite " + error.nativeErrorCode().toStdString() + ": " + error.text().toStdString();
    switch (code) {
    case kBusy:
    case kLocked:
        return fail(ErrorCode::Conflict, detail);
    case kCorrupt:
    case kNotADatabase:
        return fail(ErrorCode::StorageCorrupt, detail);
    case kFull:
        return fail(ErrorCode::DiskFull, detail);
    default:
        return fail(ErrorCode::StorageFailed, detail);
    }
}

QString nextConnectionName() {
    static std::atomic<unsigned> s_count{0};
    return u"kaomon.localstore.%1"_s.arg(++s_count);
}

} // namespace

Database::Database(QString name)
    : m_name(std::move(name)) {
    m_connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name);
}

Database::~Database() {
    m_connection.close();
    m_connection = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Result<std::unique_ptr<Database>> Database::open(const std::string& path) {
    std::unique_ptr<Database> database(new Database(nextConnectionName()));
    if (!database->m_connection.isValid()) {
        return fail(ErrorCode::StorageFailed, "the SQLite driver of Qt is not installed");
    }
    database->m_connection.setDatabaseName(QString::fromStdString(path));
    if (!database->m_connection.open()) {
        return databaseFault(database->m_connection.lastError());
    }
    // FULL: a commit is on the disk before the call returns. Deleted rows are overwritten.
    for (const QString& pragma :
         {u"PRAGMA locking_mode=EXCLUSIVE"_s, u"PRAGMA busy_timeout=0"_s, u"PRAGMA journal_mode=WAL"_s,
          u"PRAGMA synchronous=FULL"_s, u"PRAGMA secure_delete=ON"_s, u"PRAGMA temp_store=MEMORY"_s}) {
        if (const auto done = database->run(pragma); !done) {
            return propagate(done.error());
        }
    }
    return database;
}

Result<QSqlQuery> Database::execute(const QString& sql, const QVariantList& values) {
    QSqlQuery query(m_connection);
    query.setForwardOnly(true);
    if (!query.prepare(sql)) {
        return databaseFault(query.lastError());
    }
    for (const QVariant& value : values) {
        query.addBindValue(value);
    }
    if (!query.exec()) {
        return databaseFault(query.lastError());
    }
    return query;
}

Status Database::run(const QString& sql, const QVariantList& values) {
    auto query = execute(sql, values);
    if (!query) {
        return propagate(query.error());
    }
    while (query->next()) { // a pragma may answer; read it to the end so that nothing stays locked
    }
    return {};
}

Result<QVariant> Database::value(const QString& sql, const QVariantList& values) {
    auto query = execute(sql, values);
    if (!query) {
        return propagate(query.error());
    }
    if (query->next()) {
        return query->value(0);
    }
    if (query->lastError().isValid()) {
        return databaseFault(query->lastError());
    }
    return QVariant();
}

Status Database::forEach(const QString& sql, const QVariantList& values,
                         const std::function<Status(const QSqlQuery&)>& row) {
    auto query = execute(sql, values);
    if (!query) {
        return propagate(query.error());
    }
    while (query->next()) {
        if (const auto done = row(*query); !done) {
            return done;
        }
    }
    if (query->lastError().isValid()) {
        return databaseFault(query->lastError());
    }
    return {};
}

Status Database::inTransaction(const std::function<Status()>& work) {
    if (const auto begun = run(u"BEGIN IMMEDIATE"_s); !begun) {
        return begun;
    }
    auto done = work();
    if (done) {
        done = run(u"COMMIT"_s);
    }
    if (!done) {
        if (const auto undone = run(u"ROLLBACK"_s); !undone) {
            // SQLite has rolled back by itself after some faults; anything else shows at the next statement.
            log::debug("localstore.rollback", {{"detail", undone.error().detail}});
        }
    }
    return done;
}

Status Database::checkIntegrity() {
    const auto verdict = value(u"PRAGMA integrity_check(1)"_s);
    if (!verdict) {
        return propagate(verdict.error());
    }
    if (verdict->toString() != u"ok"_s) {
        return fail(ErrorCode::StorageCorrupt, "integrity check: " + verdict->toString().toStdString());
    }
    return {};
}

QByteArray toBlob(std::span<const std::uint8_t> bytes) {
    return QByteArray(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
}

Bytes toBytes(const QVariant& blob) {
    const QByteArray bytes = blob.toByteArray();
    return Bytes(bytes.begin(), bytes.end());
}

} // namespace kaomon::localstore
