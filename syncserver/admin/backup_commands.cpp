// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/backup_commands.h"

#include <cstdlib>
#include <fstream>

#include <sys/stat.h>
#include <unistd.h>

#include "admin/program_runner.h"
#include "admin/tenant_life_commands.h"
#include "runtime/api_routes.h"
#include "storage/sqlite_backup.h"

namespace kaomon::admin {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSqlite = "sqlite://";
constexpr const char* kLastBackup = "last-backup";

bool isSqlite(const std::string& url) {
    return url.starts_with(kSqlite);
}

// A password on a command line would be seen by everybody on the machine.
Status checkDumpUrl(const std::string& url) {
    const auto start = url.find("://");
    const auto at = url.find('@', start);
    const bool hasPassword = start != std::string::npos && at != std::string::npos &&
                             url.substr(start + 3, at - start - 3).find(':') != std::string::npos;
    return hasPassword ? Status(fail(ErrorCode::ValidationFailed,
                                     "put the password of PostgreSQL into ~/.pgpass, not into the URL"))
                       : Status();
}

// The same server, another database.
std::string withDatabase(const std::string& url, const std::string& name) {
    const auto slash = url.find('/', url.find("://") + 3);
    const auto query = url.find('?');
    return url.substr(0, slash) + "/" + name + (query == std::string::npos ? "" : url.substr(query));
}

Result<std::map<std::string, TenantDigest>> digestsOf(const std::string& url) {
    const auto database = storage::Database::open({.url = url, .readers = 1, .isMigrating = false});
    if (!database) {
        return propagate(database.error());
    }
    return digestTenants(**database);
}

// A folder that goes with the object.
class Scratch {
public:
    Scratch() {
        std::string pattern = (fs::temp_directory_path() / "kaomon-drill-XXXXXX").string();
        m_path = ::mkdtemp(pattern.data()) == nullptr ? fs::path() : fs::path(pattern);
    }
    ~Scratch() {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    [[nodiscard]] const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
};

Status finishFile(const fs::path& folder, BackupManifest& manifest) {
    std::error_code error;
    manifest.bytes = static_cast<long long>(fs::file_size(folder / manifest.file, error));
    const auto hash = hashOfFile(folder / manifest.file);
    if (error || !hash) {
        return fail(ErrorCode::StorageFailed, "the copy cannot be read");
    }
    manifest.hash = *hash;
    return storage::flushToDisk(folder / manifest.file);
}

void noteBackup(const runtime::Config& config, TimePoint at) {
    std::ofstream(config.dataDir / kLastBackup, std::ios::trunc) << toRfc3339(at) << '\n';
}

} // namespace

std::optional<TimePoint> lastBackup(const runtime::Config& config) {
    std::ifstream in(config.dataDir / kLastBackup);
    std::string text;
    const auto time = in >> text ? fromRfc3339(text) : Result<TimePoint>(fail(ErrorCode::NotFound, "none"));
    return time ? std::optional(*time) : std::nullopt;
}

Status BackupCreateCommand::run(Surroundings& surroundings) {
    const fs::path whole = fs::absolute(folder);
    if (fs::exists(whole)) {
        return fail(ErrorCode::Conflict, "the folder is there already: " + whole.string());
    }
    folder = whole.string() + ".partial";
    std::error_code error;
    fs::remove_all(folder, error); // of one that was cut off
    fs::create_directories(folder, error);
    if (error || ::chmod(folder.c_str(), S_IRWXU) != 0) {
        return fail(ErrorCode::StorageFailed, "the folder cannot be made");
    }
    BackupManifest manifest;
    manifest.madeAt = surroundings.clock.now();
    manifest.version = runtime::programVersion();
    const std::string url = surroundings.config.database();
    Status made = isSqlite(url) ? copySqlite(url.substr(kSqlite.size()), manifest)
                                : dumpPostgresql(surroundings, manifest);
    made = made ? finishFile(folder, manifest) : made;
    made = made ? manifest.write(folder) : made;
    made = made ? storage::flushToDisk(folder) : made;
    if (!made) {
        fs::remove_all(folder, error);
        return made;
    }
    fs::rename(folder, whole, error);
    if (error || !storage::flushToDisk(whole.parent_path())) {
        return fail(ErrorCode::StorageFailed, "the folder cannot be put in place");
    }
    noteBackup(surroundings.config, manifest.madeAt);
    surroundings.out << "backup: " << whole.string() << "\nbytes: " << manifest.bytes
                     << "\ntenants: " << manifest.tenants.size()
                     << "\nkeep elsewhere: " << (surroundings.config.dataDir / "server.key").string() << '\n';
    return {};
}

Status BackupCreateCommand::copySqlite(const std::string& path, BackupManifest& manifest) const {
    manifest.database = "sqlite";
    manifest.file = "kaomon.db";
    if (Status copied = storage::backUpSqlite(path, folder / manifest.file); !copied) {
        return copied;
    }
    auto digests = digestsOf(std::string(kSqlite) + (folder / manifest.file).string());
    if (!digests) {
        return propagate(digests.error());
    }
    manifest.tenants = std::move(*digests);
    return {};
}

// The dump is one state of the database; what was written while it was made is known by two looks at it.
Status BackupCreateCommand::dumpPostgresql(const Surroundings& surroundings, BackupManifest& manifest) const {
    const std::string own = surroundings.config.database();
    const std::string url = adminUrl.empty() ? own : adminUrl;
    if (Status checked = checkDumpUrl(url); !checked) {
        return checked;
    }
    manifest.database = "postgresql";
    manifest.file = "kaomon.dump";
    const auto before = digestsOf(own);
    if (!before) {
        return propagate(before.error());
    }
    const Status dumped = runProgram({"pg_dump", "--format=custom", "--no-owner", "--no-privileges",
                                      "--file=" + (folder / manifest.file).string(), "--dbname=" + url});
    if (!dumped) {
        return dumped;
    }
    const auto after = digestsOf(own);
    if (!after) {
        return propagate(after.error());
    }
    for (const auto& [id, digest] : *before) {
        const auto later = after->find(id);
        const bool isSame = later != after->end() && later->second == digest;
        manifest.tenants[id] = isSame ? digest : TenantDigest{digest.rows, ""};
    }
    return {};
}

Status BackupRestoreCommand::run(Surroundings& surroundings) {
    const auto manifest = BackupManifest::read(folder);
    if (!manifest) {
        return propagate(manifest.error());
    }
    if (Status checked = manifest->checkFile(folder); !checked) {
        return checked;
    }
    const std::string url = surroundings.config.database();
    if (isSqlite(url) != (manifest->database == "sqlite")) {
        return fail(ErrorCode::ValidationFailed, "the backup is of the other kind of database");
    }
    Status put;
    if (isSqlite(url)) {
        put = putSqlite(url.substr(kSqlite.size()), *manifest);
    } else {
        put = checkDumpUrl(url);
        put = put ? runProgram({"pg_restore", "--exit-on-error", "--single-transaction", "--no-owner",
                                "--no-privileges", "--dbname=" + url, (folder / manifest->file).string()})
                  : put;
    }
    if (!put) {
        return put;
    }
    return RestoreReplayCommand().run(surroundings);
}

Status BackupRestoreCommand::putSqlite(const fs::path& target, const BackupManifest& manifest) const {
    std::error_code error;
    if (fs::exists(target)) {
        if (!replaces) {
            return fail(ErrorCode::Conflict, "there is a database; --replace moves it aside");
        }
        if (Status unused = storage::checkSqliteUnused(target); !unused) {
            return unused;
        }
        fs::path aside = target.string() + ".replaced-" + toRfc3339(SystemClock().now());
        fs::rename(target, aside, error);
        for (const char* part : {"-wal", "-shm"}) { // belong to the old file; an unused one has none to lose
            std::error_code ignored;
            fs::rename(target.string() + part, aside.string() + part, ignored);
        }
    }
    const fs::path partial = target.string() + ".partial";
    if (!error) {
        fs::copy_file(folder / manifest.file, partial, fs::copy_options::overwrite_existing, error);
    }
    if (error || ::chmod(partial.c_str(), S_IRUSR | S_IWUSR) != 0) {
        return fail(ErrorCode::StorageFailed, "the database cannot be put back");
    }
    if (Status flushed = storage::flushToDisk(partial); !flushed) {
        return flushed;
    }
    fs::rename(partial, target, error);
    return error ? Status(fail(ErrorCode::StorageFailed, "the database cannot be put in place"))
                 : storage::flushToDisk(target.parent_path());
}

Status BackupDrillCommand::run(Surroundings& surroundings) {
    const auto manifest = BackupManifest::read(folder);
    if (!manifest) {
        return propagate(manifest.error());
    }
    if (Status checked = manifest->checkFile(folder); !checked) {
        return checked;
    }
    const auto found = manifest->database == "sqlite" ? restoreSqlite(*manifest)
                                                      : restorePostgresql(surroundings, *manifest);
    if (!found) {
        return propagate(found.error());
    }
    if (Status same = manifest->checkTenants(*found); !same) {
        return same;
    }
    long long rows = 0;
    long long exact = 0;
    for (const auto& [id, digest] : *found) {
        rows += digest.rows;
        exact += manifest->tenants.at(id).hash.empty() ? 0 : 1;
    }
    surroundings.out << "tenants: " << found->size() << "\nrows: " << rows << "\nequal: " << exact
                     << "\nwritten while copied: " << static_cast<long long>(found->size()) - exact << '\n';
    return {};
}

Result<std::map<std::string, TenantDigest>>
BackupDrillCommand::restoreSqlite(const BackupManifest& manifest) const {
    const Scratch scratch;
    std::error_code error;
    const fs::path copy = scratch.path() / "kaomon.db";
    fs::copy_file(folder / manifest.file, copy, error);
    if (scratch.path().empty() || error) {
        return fail(ErrorCode::StorageFailed, "no room for the drill");
    }
    return digestsOf(std::string(kSqlite) + copy.string());
}

Result<std::map<std::string, TenantDigest>>
BackupDrillCommand::restorePostgresql(const Surroundings& surroundings,
                                      const BackupManifest& manifest) const {
    const std::string url = adminUrl.empty() ? surroundings.config.database() : adminUrl;
    if (Status checked = checkDumpUrl(url); !checked) {
        return propagate(checked.error());
    }
    const std::string name = "kaomon_drill_" + std::to_string(::getpid());
    const std::string scratch = withDatabase(url, name);
    if (Status made = runProgram({"createdb", "--maintenance-db=" + url, name}); !made) {
        return propagate(made.error());
    }
    const Status restored = runProgram({"pg_restore", "--exit-on-error", "--no-owner", "--no-privileges",
                                        "--dbname=" + scratch, (folder / manifest.file).string()});
    auto digests = restored ? digestsOf(scratch)
                            : Result<std::map<std::string, TenantDigest>>(propagate(restored.error()));
    if (Status dropped = runProgram({"dropdb", "--maintenance-db=" + url, name}); !dropped && digests) {
        return propagate(dropped.error());
    }
    return digests;
}

} // namespace kaomon::admin
