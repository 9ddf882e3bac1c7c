// SPDX-License-Identifier: GPL-3.0-or-later
#include "localstore/migrations_impl.h"

#include <array>
#include <vector>

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace kaomon::localstore {
namespace {

struct Migration {
    int number;
    QString name;
    std::vector<QString> statements;
};

// Forward only. A released entry is never changed; add the next one.
std::vector<Migration> allMigrations() {
    return {
        {1,
         u"initial"_s,
         {
             uR"(CREATE TABLE schema_migration (
                     number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL))"_s,
             uR"(CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID)"_s,
             uR"(CREATE TABLE object (
                     kind TEXT NOT NULL, id TEXT NOT NULL, rev INTEGER NOT NULL, body BLOB NOT NULL,
                     PRIMARY KEY (kind, id)))"_s,
             uR"(CREATE TABLE state (name TEXT PRIMARY KEY, body BLOB NOT NULL))"_s,
             uR"(CREATE TABLE outbox (seq INTEGER PRIMARY KEY, body BLOB NOT NULL))"_s,
         }},
    };
}

Status applyMigration(Database& database, const Migration& migration) {
    return database.inTransaction([&]() -> Status {
        for (const QString& statement : migration.statements) {
            if (const auto done = database.run(statement); !done) {
                return done;
            }
        }
        const auto noted =
            database.run(u"INSERT INTO schema_migration (number, name, applied_at) VALUES (?, ?, ?)"_s,
                         {migration.number, migration.name, QDateTime::currentMSecsSinceEpoch() * 1000});
        return noted ? database.run(u"PRAGMA user_version=%1"_s.arg(migration.number)) : noted;
    });
}

} // namespace

Status migrate(Database& database) {
    const auto version = database.value(u"PRAGMA user_version"_s);
    if (!version) {
        return propagate(version.error());
    }
    const auto migrations = allMigrations();
    if (version->toInt() > migrations.back().number) {
        return fail(ErrorCode::StorageTooNew, "schema " + std::to_string(version->toInt()));
    }
    for (const Migration& migration : migrations) {
        if (migration.number <= version->toInt()) {
            continue;
        }
        if (const auto done = applyMigration(database, migration); !done) {
            return done;
        }
    }
    return {};
}

} // namespace kaomon::localstore
