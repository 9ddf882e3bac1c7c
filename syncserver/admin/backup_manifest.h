// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "storage/database.h"

namespace kaomon::admin {

// By what a tenant's rows are compared: their number and a sum of the hashes of every one of them, in
// whatever order; the heads of hash chains are rows like others.
struct TenantDigest {
    long long rows = 0;
    std::string hash;

    bool operator==(const TenantDigest&) const = default;
};

// What lies beside the copy of a database: how to know that it is whole, and what must be in it.
struct BackupManifest {
    static constexpr const char* kFile = "manifest.json";

    TimePoint madeAt;
    std::string version;  // of the program
    std::string database; // sqlite or postgresql
    std::string file;     // beside the manifest
    long long bytes = 0;
    std::string hash;                            // SHA-256 of the file, hex
    std::map<std::string, TenantDigest> tenants; // hash empty: it was written to while the copy was made

    // ErrorCode::NotFound, StorageCorrupt.
    [[nodiscard]] static Result<BackupManifest> read(const std::filesystem::path& folder);
    // On the disk when it returns. ErrorCode::StorageFailed.
    [[nodiscard]] Status write(const std::filesystem::path& folder) const;
    // ErrorCode::StorageCorrupt unless the file is the one that the manifest speaks of.
    [[nodiscard]] Status checkFile(const std::filesystem::path& folder) const;
    // ErrorCode::StorageCorrupt with the first tenant that differs.
    [[nodiscard]] Status checkTenants(const std::map<std::string, TenantDigest>& found) const;
};

// Reads every row of every tenant. Errors of storage::Database.
[[nodiscard]] Result<std::map<std::string, TenantDigest>> digestTenants(storage::Database& database);
// ErrorCode::StorageFailed.
[[nodiscard]] Result<std::string> hashOfFile(const std::filesystem::path& file);

} // namespace kaomon::admin
