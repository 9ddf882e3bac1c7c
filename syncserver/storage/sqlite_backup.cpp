// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite_backup.h"

#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

namespace kaomon::storage {
namespace {

constexpr int kPagesAtOnce = 2000;
constexpr int kBusyTimeoutMs = 5000;
constexpr std::chrono::milliseconds kPause{20};

struct Closer {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
using Handle = std::unique_ptr<sqlite3, Closer>;

Handle open(const std::filesystem::path& file, int flags) {
    sqlite3* database = nullptr;
    const int opened = sqlite3_open_v2(file.c_str(), &database, flags, nullptr);
    Handle handle(database);
    if (opened != SQLITE_OK) {
        return nullptr;
    }
    sqlite3_busy_timeout(database, kBusyTimeoutMs);
    return handle;
}

Status faultOf(int result) {
    const int code = result & 0xFF;
    if (code == SQLITE_FULL) {
        return fail(ErrorCode::DiskFull, "no room for the copy");
    }
    return fail(ErrorCode::StorageFailed, std::string("the copy failed: ") + sqlite3_errstr(result));
}

int copyAll(sqlite3* from, sqlite3* to) {
    sqlite3_backup* backup = sqlite3_backup_init(to, "main", from, "main");
    if (backup == nullptr) {
        return sqlite3_errcode(to);
    }
    int step = SQLITE_OK;
    while (step == SQLITE_OK || step == SQLITE_BUSY || step == SQLITE_LOCKED) {
        step = sqlite3_backup_step(backup, kPagesAtOnce);
        if (step == SQLITE_BUSY || step == SQLITE_LOCKED) {
            std::this_thread::sleep_for(kPause);
        }
    }
    const int finished = sqlite3_backup_finish(backup);
    return step == SQLITE_DONE ? finished : step;
}

bool isIntact(sqlite3* database) {
    std::string answer;
    const auto keep = [](void* text, int, char** values, char**) {
        *static_cast<std::string*>(text) += values[0];
        return 0;
    };
    return sqlite3_exec(database, "PRAGMA integrity_check", keep, &answer, nullptr) == SQLITE_OK &&
           answer == "ok";
}

} // namespace

Status flushToDisk(const std::filesystem::path& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool isFlushed = file >= 0 && ::fsync(file) == 0;
    if (file >= 0) {
        ::close(file);
    }
    return isFlushed ? Status() : Status(fail(ErrorCode::StorageFailed, "cannot flush " + path.string()));
}

Status backUpSqlite(const std::filesystem::path& from, const std::filesystem::path& to) {
    if (!std::filesystem::exists(from)) {
        return fail(ErrorCode::NotFound, "there is no database " + from.string());
    }
    if (std::filesystem::exists(to)) {
        return fail(ErrorCode::Conflict, "the file is there already: " + to.string());
    }
    const mode_t before = ::umask(0077);
    const Handle source = open(from, SQLITE_OPEN_READWRITE);
    const Handle target = open(to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    ::umask(before);
    if (!source || !target) {
        return fail(ErrorCode::StorageFailed, "a database file cannot be opened");
    }
    if (const int copied = copyAll(source.get(), target.get()); copied != SQLITE_OK) {
        return faultOf(copied);
    }
    if (!isIntact(target.get())) {
        return fail(ErrorCode::StorageCorrupt, "the copy is not intact");
    }
    if (Status flushed = flushToDisk(to); !flushed) {
        return flushed;
    }
    return flushToDisk(to.parent_path());
}

Status checkSqliteUnused(const std::filesystem::path& file) {
    const Handle database = open(file, SQLITE_OPEN_READWRITE);
    if (!database) {
        return fail(ErrorCode::StorageFailed, "the database file cannot be opened");
    }
    // without shared memory a second connection to a write-ahead log is not possible: this one is refused
    // while there is another
    sqlite3_busy_timeout(database.get(), 0);
    const bool isAlone =
        sqlite3_exec(database.get(), "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; ROLLBACK", nullptr,
                     nullptr, nullptr) == SQLITE_OK;
    return isAlone ? Status() : Status(fail(ErrorCode::Conflict, "a server has the database open"));
}

} // namespace kaomon::storage
