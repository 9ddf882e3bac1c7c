// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/shred_ledger_file.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/base64.h"
#include "base/id.h"
#include "crypto/hash_chain.h"

namespace kaomon::jobs {
namespace {

using storage::LedgerRepository;
using storage::ShredEntry;
using storage::UnitOfWork;

Error unwritable() {
    return Error(errno == ENOSPC ? ErrorCode::DiskFull : ErrorCode::StorageFailed,
                 "the shred ledger cannot be written");
}

std::string lineOf(const ShredEntry& entry) {
    return std::to_string(entry.seq) + ' ' + std::to_string(toEpochMicros(entry.at)) + ' ' + entry.kind +
           ' ' + entry.tenant + ' ' + toBase64Url(entry.hash) + '\n';
}

Result<ShredEntry> entryOf(const std::string& line) {
    std::istringstream words(line);
    ShredEntry entry;
    long long micros = 0;
    std::string hash;
    words >> entry.seq >> micros >> entry.kind >> entry.tenant >> hash;
    auto bytes = fromBase64Url(hash);
    if (!words || !words.eof() || !bytes || !isUuid(entry.tenant)) {
        return fail(ErrorCode::StorageCorrupt, "a line of the shred ledger cannot be read");
    }
    entry.at = fromEpochMicros(micros);
    entry.hash = std::move(*bytes);
    return entry;
}

Status syncFolder(const std::filesystem::path& file) {
    const int folder = ::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool isSynced = folder >= 0 && ::fsync(folder) == 0;
    if (folder >= 0) {
        ::close(folder);
    }
    return isSynced ? Status() : propagate(unwritable());
}

Status writeSynced(const std::filesystem::path& path, int flags, const std::string& text) {
    const int file = ::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    if (file < 0) {
        return propagate(unwritable());
    }
    const bool isWritten =
        ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
    const Error error = unwritable();
    ::close(file);
    return isWritten ? Status() : propagate(error);
}

bool follows(const std::vector<ShredEntry>& entries, const ShredEntry& next) {
    const Bytes previous = entries.empty() ? crypto::chainStart() : entries.back().hash;
    const long long seq = entries.empty() ? 1 : entries.back().seq + 1;
    return next.seq == seq && next.hash == storage::shredEntryHash(previous, next);
}

} // namespace

Result<ShredLedgerFile> ShredLedgerFile::open(std::filesystem::path path) {
    ShredLedgerFile ledger(std::move(path));
    if (!std::filesystem::exists(ledger.m_path)) {
        if (Status made = writeSynced(ledger.m_path, O_WRONLY | O_CREAT | O_EXCL, ""); !made) {
            return propagate(made.error());
        }
        if (Status synced = syncFolder(ledger.m_path); !synced) {
            return propagate(synced.error());
        }
    }
    if (Status done = ledger.read(); !done) {
        return propagate(done.error());
    }
    return ledger;
}

Status ShredLedgerFile::read() {
    std::ifstream file(m_path, std::ios::binary);
    std::string line;
    std::uintmax_t whole = 0;
    while (std::getline(file, line)) {
        if (file.eof()) {
            break; // no line end behind it: the crash came while it was written
        }
        auto entry = entryOf(line);
        if (!entry) {
            return propagate(entry.error());
        }
        if (!follows(m_entries, *entry)) {
            return fail(ErrorCode::StorageCorrupt,
                        "the shred ledger is broken at entry " + std::to_string(m_entries.size() + 1));
        }
        m_entries.push_back(std::move(*entry));
        whole += line.size() + 1;
    }
    std::error_code error;
    if (std::filesystem::file_size(m_path, error) > whole && !error) {
        std::filesystem::resize_file(m_path, whole, error);
    }
    if (error) {
        return fail(ErrorCode::StorageFailed, "the shred ledger cannot be read");
    }
    return {};
}

Status ShredLedgerFile::append(const ShredEntry& entry) {
    if (!follows(m_entries, entry)) {
        return fail(ErrorCode::ValidationFailed, "not the next entry of the shred ledger");
    }
    if (Status written = writeSynced(m_path, O_WRONLY | O_APPEND, lineOf(entry)); !written) {
        return written;
    }
    m_entries.push_back(entry);
    return {};
}

Result<std::vector<ShredEntry>> ShredLedgerFile::missingFrom(UnitOfWork& unit) const {
    const auto stored = LedgerRepository(unit).shredsAfter(0);
    for (std::size_t i = 0; i < std::min(stored.size(), m_entries.size()); ++i) {
        if (stored[i].hash != m_entries[i].hash) {
            return fail(ErrorCode::StorageCorrupt,
                        "the shred ledgers of the database and of the file differ at entry " +
                            std::to_string(i + 1));
        }
    }
    std::vector<ShredEntry> missing;
    for (std::size_t i = stored.size(); i < m_entries.size(); ++i) {
        missing.push_back(m_entries[i]);
    }
    return missing;
}

Status ShredLedgerFile::follow(UnitOfWork& unit) {
    const auto missing = missingFrom(unit);
    if (!missing) {
        return propagate(missing.error());
    }
    if (!missing->empty()) {
        return fail(ErrorCode::StorageRolledBack, "the database lacks what was shredded for ever");
    }
    const long long last = m_entries.empty() ? 0 : m_entries.back().seq;
    for (const ShredEntry& entry : LedgerRepository(unit).shredsAfter(last)) {
        if (Status appended = append(entry); !appended) {
            return appended;
        }
    }
    return {};
}

Status checkShredLedger(storage::Database& database, const std::filesystem::path& file) {
    auto ledger = ShredLedgerFile::open(file);
    if (!ledger) {
        return propagate(ledger.error());
    }
    const Status followed = database.runBlocking(
        storage::Access::Read, TenantId(), [&](UnitOfWork& unit) -> Status { return ledger->follow(unit); });
    if (!followed && followed.error().code == ErrorCode::StorageRolledBack) {
        return fail(ErrorCode::StorageRolledBack,
                    "an older copy of the database was put back, with faces that "
                    "were erased since; run: kaomonctl restore replay-ledger");
    }
    return followed;
}

} // namespace kaomon::jobs
