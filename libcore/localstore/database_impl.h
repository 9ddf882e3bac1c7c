// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariant>

#include "base/result.h"
#include "base/secret.h"

namespace kaomon::localstore {

// One SQLite connection, held exclusively by this process, used from the thread that opened it. Errors of
// every call: StorageCorrupt, DiskFull, Conflict (another process has it open), StorageFailed.
class Database {
public:
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const std::string& path);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    // One statement with `?` for each value.
    [[nodiscard]] Status run(const QString& sql, const QVariantList& values = {});
    // First column of the first row; an invalid QVariant when there is no row.
    [[nodiscard]] Result<QVariant> value(const QString& sql, const QVariantList& values = {});
    [[nodiscard]] Status forEach(const QString& sql, const QVariantList& values,
                                 const std::function<Status(const QSqlQuery&)>& row);
    // Commits when `work` succeeds, rolls back when it fails or the commit does.
    [[nodiscard]] Status inTransaction(const std::function<Status()>& work);
    // ErrorCode::StorageCorrupt unless every page and index is sound.
    [[nodiscard]] Status checkIntegrity();

private:
    explicit Database(QString name);
    [[nodiscard]] Result<QSqlQuery> execute(const QString& sql, const QVariantList& values);

    QString m_name;
    QSqlDatabase m_connection;
};

[[nodiscard]] QByteArray toBlob(std::span<const std::uint8_t> bytes);
[[nodiscard]] Bytes toBytes(const QVariant& blob);

} // namespace kaomon::localstore
