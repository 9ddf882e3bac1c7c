// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "localstore/machine_key.h"

namespace kaomon::localstore {

struct StoredObject {
    std::string id;
    std::uint64_t rev = 0;
    Bytes bytes;
};

// One entry of a page of changes from the server.
struct Change {
    enum class Operation { Put, Remove };

    Operation operation = Operation::Put;
    std::string kind;
    std::string id;
    std::uint64_t rev = 0;
    Bytes bytes; // empty for Remove
};

struct OutboxItem {
    std::uint64_t seq = 0;
    Bytes bytes;
    bool isDamaged = false; // does not verify; report the gap and go on
};

// What a PC knows when the server is away: objects from the server, small named values of its own (device
// keys, lock-out counters) and the outbox of events. Every body is sealed under the machine key and bound to
// its kind, id and revision, so that rows cannot be read, changed, swapped or moved to another store; names,
// ids, revisions and sizes are in clear. Opened once, by one process; all calls on the thread that opened it.
//
// A write is on the disk when the call returns, whole or not at all, also when the process is killed.
//
// What it can and cannot notice: an older copy of the database put back (a generation number beside it),
// changed rows, another machine key. Not: rows deleted or put back one by one by somebody who edits the file
// with care, and the whole folder or disk put back to an earlier state; that takes a TPM.
//
// Errors of every call, besides those named: StorageFailed, StorageCorrupt, DiskFull.
class LocalStore {
public:
    // Opens or makes the store in `folder` (made 0700). Errors:
    // - StorageCorrupt: the files were set aside as *.corrupt-<time>; opening again makes an empty store.
    // - StorageRolledBack: an older copy was put back; nothing is touched. See setAside().
    // - StorageTooNew: written by a newer program; nothing is touched.
    // - KeyUnavailable: sealed under another machine key; nothing is touched.
    // - Conflict: another process has it open.
    [[nodiscard]] static Result<std::unique_ptr<LocalStore>> open(const std::string& folder,
                                                                  MachineKey machineKey);

    // Renames the files of a store that is not open, so that the next open() makes an empty one.
    [[nodiscard]] static Status setAside(const std::string& folder, std::string_view reason);

    ~LocalStore();

    // Stores whatever the revision is.
    [[nodiscard]] Status put(std::string_view kind, std::string_view id, std::uint64_t rev,
                             std::span<const std::uint8_t> bytes);
    // Succeeds also when there is no such object.
    [[nodiscard]] Status remove(std::string_view kind, std::string_view id);
    // Errors: NotFound, DecryptionFailed.
    [[nodiscard]] Result<StoredObject> get(std::string_view kind, std::string_view id) const;
    // By id. ErrorCode::DecryptionFailed when one of them does not verify.
    [[nodiscard]] Result<std::vector<StoredObject>> list(std::string_view kind) const;

    enum class PageMode { Delta, ReplaceAll };
    // Applies a page and remembers the token behind it, in one transaction. Delta: a change older than what
    // is stored is passed over, so that a page may be applied twice. ReplaceAll: every object not in
    // `changes` goes.
    [[nodiscard]] Status applyPage(std::span<const Change> changes, std::string_view token,
                                   PageMode mode = PageMode::Delta);
    // The token of the last page; empty when there was none. ErrorCode::DecryptionFailed.
    [[nodiscard]] Result<std::string> token() const;

    [[nodiscard]] Status setState(std::string_view name, std::span<const std::uint8_t> bytes);
    // Errors: NotFound, DecryptionFailed.
    [[nodiscard]] Result<SecretBytes> state(std::string_view name) const;
    [[nodiscard]] Status removeState(std::string_view name);

    // Numbers are 1, 2, 3, … for the life of the store, none twice and none left out.
    [[nodiscard]] Result<std::uint64_t> append(std::span<const std::uint8_t> bytes);
    // The oldest first.
    [[nodiscard]] Result<std::vector<OutboxItem>> pending(std::size_t limit) const;
    // Drops everything up to and including `seq`. ErrorCode::ValidationFailed for a number not yet given out.
    [[nodiscard]] Status acknowledge(std::uint64_t seq);

    // Erases every object, value and event and the token; the numbering of events goes on.
    [[nodiscard]] Status wipeAll();

    // Grows with every write; to be echoed to the server, which notices when it shrinks.
    [[nodiscard]] std::uint64_t generation() const;
    // How the key of this store is protected, for `status`.
    [[nodiscard]] std::string_view protectionName() const;

private:
    struct Impl;
    explicit LocalStore(std::unique_ptr<Impl> impl);

    std::unique_ptr<Impl> m_impl;
};

} // namespace kaomon::localstore
