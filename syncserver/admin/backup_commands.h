// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "admin/backup_manifest.h"
#include "admin/command.h"

namespace kaomon::admin {

// Copies the database of a server that may be running into a new folder, with a manifest. SQLite by its own
// backup; PostgreSQL by pg_dump, as a role that row-level security does not bind. The server key is not in
// it: without that key a copy is worth nothing, so it is kept elsewhere. ErrorCode::Conflict (the folder is
// there), DiskFull, StorageFailed, StorageCorrupt.
class BackupCreateCommand final : public Command {
public:
    std::filesystem::path folder;
    std::string adminUrl; // of PostgreSQL; empty: that of the server

    [[nodiscard]] Status run(Surroundings& surroundings) override;

private:
    [[nodiscard]] Status copySqlite(const std::string& path, BackupManifest& manifest) const;
    [[nodiscard]] Status dumpPostgresql(const Surroundings& surroundings, BackupManifest& manifest) const;
};

// Puts a backup back and makes it usable: every tenant gets a new epoch, every session ends, and what was
// erased since the backup is erased again. The server is stopped. ErrorCode::Conflict (a database is there or
// in use), StorageCorrupt, and those of RestoreReplayCommand.
class BackupRestoreCommand final : public Command {
public:
    std::filesystem::path folder;
    bool replaces = false; // the database that is there is moved aside

    [[nodiscard]] Status run(Surroundings& surroundings) override;

private:
    [[nodiscard]] Status putSqlite(const std::filesystem::path& target, const BackupManifest& manifest) const;
};

// Restores a backup into a scratch folder, or a scratch database that is dropped again, and compares every
// row of every tenant with the manifest. ErrorCode::StorageCorrupt when something differs.
class BackupDrillCommand final : public Command {
public:
    std::filesystem::path folder;
    std::string adminUrl; // of PostgreSQL: where a database may be made

    [[nodiscard]] Status run(Surroundings& surroundings) override;

private:
    [[nodiscard]] Result<std::map<std::string, TenantDigest>>
    restoreSqlite(const BackupManifest& manifest) const;
    [[nodiscard]] Result<std::map<std::string, TenantDigest>>
    restorePostgresql(const Surroundings& surroundings, const BackupManifest& manifest) const;
};

// When the last backup was made from this data folder; nullopt when none was.
[[nodiscard]] std::optional<TimePoint> lastBackup(const runtime::Config& config);

} // namespace kaomon::admin
