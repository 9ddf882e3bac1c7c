// SPDX-License-Identifier: GPL-3.0-or-later
#include "localstore/local_store.h"

#include "base/log.h"
#include "crypto/bytes_io.h"
#include "localstore/generation_file.h"
#include "localstore/local_store_impl.h"

using namespace Qt::StringLiterals;

namespace kaomon::localstore {
namespace {

constexpr std::string_view kObjectPurpose = "localstore.object";
constexpr std::string_view kStatePurpose = "localstore.state";
constexpr std::string_view kTokenPurpose = "localstore.token";
constexpr std::string_view kOutboxPurpose = "localstore.outbox";

QString toText(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

// Kind and id as one unambiguous name.
std::string nameOf(std::string_view kind, std::string_view id) {
    return std::to_string(kind.size()) + ":" + std::string(kind) + "/" + std::string(id);
}

std::span<const std::uint8_t> asBytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

crypto::RecordAad aadOf(std::string_view storeId, std::string_view purpose, std::string_view object,
                        std::uint64_t version) {
    crypto::RecordAad aad;
    aad.object = object;
    aad.version = version;
    aad.purpose = purpose;
    aad.keyId = storeId;
    return aad;
}

} // namespace

QByteArray LocalStore::Impl::sealRow(std::string_view purpose, std::string_view object, std::uint64_t version,
                                     std::span<const std::uint8_t> bytes) const {
    return toBlob(crypto::seal(rowKey, aadOf(storeId, purpose, object, version), bytes));
}

Result<SecretBytes> LocalStore::Impl::openRow(std::string_view purpose, std::string_view object,
                                              std::uint64_t version, const QVariant& blob) const {
    auto bytes = crypto::open(rowKey, aadOf(storeId, purpose, object, version), toBytes(blob));
    if (!bytes) {
        return fail(ErrorCode::DecryptionFailed, std::string(purpose) + " " + std::string(object));
    }
    return bytes;
}

Status LocalStore::Impl::setNumber(std::string_view purpose, std::uint64_t number) {
    crypto::BytesWriter writer;
    writer.number(number);
    return database->run(u"INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)"_s,
                         {toText(purpose), sealRow(purpose, {}, 0, writer.result())});
}

Result<std::uint64_t> LocalStore::Impl::number(std::string_view purpose) const {
    const auto blob = database->value(u"SELECT value FROM meta WHERE name = ?"_s, {toText(purpose)});
    if (!blob) {
        return propagate(blob.error());
    }
    const auto bytes = openRow(purpose, {}, 0, *blob);
    if (!bytes) {
        return propagate(bytes.error());
    }
    crypto::BytesReader reader(bytes->reveal());
    const std::uint64_t value = reader.number();
    if (!reader.finish()) {
        return fail(ErrorCode::StorageCorrupt, "a number of the store is malformed");
    }
    return value;
}

Status LocalStore::Impl::write(const std::function<Status()>& work) {
    const std::uint64_t next = generation + 1;
    const auto committed = database->inTransaction([&]() -> Status {
        const auto done = work();
        return done ? setNumber(kGenerationPurpose, next) : done;
    });
    if (!committed) {
        return committed;
    }
    generation = next;
    // The data are safe by now; a generation file that lags behind only notices a later rollback less
    // exactly.
    if (const auto noted = writeGeneration(generationPath, machineKey.key(), {storeId, generation}); !noted) {
        log::warning("localstore.generation", {{"detail", noted.error().detail}});
    }
    return {};
}

namespace {

Status putRow(Database& database, std::string_view kind, std::string_view id, std::uint64_t rev,
              const QByteArray& sealed) {
    return database.run(u"INSERT OR REPLACE INTO object (kind, id, rev, body) VALUES (?, ?, ?, ?)"_s,
                        {toText(kind), toText(id), static_cast<qlonglong>(rev), sealed});
}

Status removeRow(Database& database, std::string_view kind, std::string_view id) {
    return database.run(u"DELETE FROM object WHERE kind = ? AND id = ?"_s, {toText(kind), toText(id)});
}

Result<bool> isOlderThanStored(Database& database, const Change& change) {
    const auto stored = database.value(u"SELECT rev FROM object WHERE kind = ? AND id = ?"_s,
                                       {toText(change.kind), toText(change.id)});
    if (!stored) {
        return propagate(stored.error());
    }
    return stored->isValid() && static_cast<std::uint64_t>(stored->toLongLong()) > change.rev;
}

} // namespace

LocalStore::LocalStore(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl)) {}

LocalStore::~LocalStore() = default;

Status LocalStore::put(std::string_view kind, std::string_view id, std::uint64_t rev,
                       std::span<const std::uint8_t> bytes) {
    return m_impl->write([&] {
        return putRow(*m_impl->database, kind, id, rev,
                      m_impl->sealRow(kObjectPurpose, nameOf(kind, id), rev, bytes));
    });
}

Status LocalStore::remove(std::string_view kind, std::string_view id) {
    return m_impl->write([&] { return removeRow(*m_impl->database, kind, id); });
}

Result<StoredObject> LocalStore::get(std::string_view kind, std::string_view id) const {
    std::vector<StoredObject> found;
    const auto read = m_impl->database->forEach(
        u"SELECT rev, body FROM object WHERE kind = ? AND id = ?"_s, {toText(kind), toText(id)},
        [&](const QSqlQuery& row) -> Status {
            const auto rev = static_cast<std::uint64_t>(row.value(0).toLongLong());
            const auto bytes = m_impl->openRow(kObjectPurpose, nameOf(kind, id), rev, row.value(1));
            if (!bytes) {
                return propagate(bytes.error());
            }
            found.push_back({std::string(id), rev, bytes->reveal()});
            return {};
        });
    if (!read) {
        return propagate(read.error());
    }
    if (found.empty()) {
        return fail(ErrorCode::NotFound, "no such object in the local store");
    }
    return std::move(found.front());
}

Result<std::vector<StoredObject>> LocalStore::list(std::string_view kind) const {
    std::vector<StoredObject> objects;
    const auto read = m_impl->database->forEach(
        u"SELECT id, rev, body FROM object WHERE kind = ? ORDER BY id"_s, {toText(kind)},
        [&](const QSqlQuery& row) -> Status {
            const std::string id = row.value(0).toString().toStdString();
            const auto rev = static_cast<std::uint64_t>(row.value(1).toLongLong());
            const auto bytes = m_impl->openRow(kObjectPurpose, nameOf(kind, id), rev, row.value(2));
            if (!bytes) {
                return propagate(bytes.error());
            }
            objects.push_back({id, rev, bytes->reveal()});
            return {};
        });
    if (!read) {
        return propagate(read.error());
    }
    return objects;
}

Status LocalStore::applyPage(std::span<const Change> changes, std::string_view token, PageMode mode) {
    Database& database = *m_impl->database;
    return m_impl->write([&]() -> Status {
        if (mode == PageMode::ReplaceAll) {
            if (const auto cleared = database.run(u"DELETE FROM object"_s); !cleared) {
                return cleared;
            }
        }
        for (const Change& change : changes) {
            const auto isOlder = isOlderThanStored(database, change);
            if (!isOlder) {
                return propagate(isOlder.error());
            }
            if (*isOlder) {
                continue;
            }
            const auto applied = change.operation == Change::Operation::Remove
                                     ? removeRow(database, change.kind, change.id)
                                     : putRow(database, change.kind, change.id, change.rev,
                                              m_impl->sealRow(kObjectPurpose, nameOf(change.kind, change.id),
                                                              change.rev, change.bytes));
            if (!applied) {
                return applied;
            }
        }
        return database.run(u"INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)"_s,
                            {toText(kTokenPurpose), m_impl->sealRow(kTokenPurpose, {}, 0, asBytes(token))});
    });
}

Result<std::string> LocalStore::token() const {
    const auto blob =
        m_impl->database->value(u"SELECT value FROM meta WHERE name = ?"_s, {toText(kTokenPurpose)});
    if (!blob) {
        return propagate(blob.error());
    }
    if (!blob->isValid()) {
        return std::string();
    }
    const auto bytes = m_impl->openRow(kTokenPurpose, {}, 0, *blob);
    if (!bytes) {
        return propagate(bytes.error());
    }
    return std::string(bytes->reveal().begin(), bytes->reveal().end());
}

Status LocalStore::setState(std::string_view name, std::span<const std::uint8_t> bytes) {
    return m_impl->write([&] {
        return m_impl->database->run(u"INSERT OR REPLACE INTO state (name, body) VALUES (?, ?)"_s,
                                     {toText(name), m_impl->sealRow(kStatePurpose, name, 0, bytes)});
    });
}

Result<SecretBytes> LocalStore::state(std::string_view name) const {
    const auto blob = m_impl->database->value(u"SELECT body FROM state WHERE name = ?"_s, {toText(name)});
    if (!blob) {
        return propagate(blob.error());
    }
    if (!blob->isValid()) {
        return fail(ErrorCode::NotFound, "no such value in the local store");
    }
    return m_impl->openRow(kStatePurpose, name, 0, *blob);
}

Status LocalStore::removeState(std::string_view name) {
    return m_impl->write(
        [&] { return m_impl->database->run(u"DELETE FROM state WHERE name = ?"_s, {toText(name)}); });
}

Result<std::uint64_t> LocalStore::append(std::span<const std::uint8_t> bytes) {
    std::uint64_t seq = 0;
    const auto written = m_impl->write([&]() -> Status {
        const auto last = m_impl->number(kSequencePurpose);
        if (!last) {
            return propagate(last.error());
        }
        seq = *last + 1;
        const auto inserted = m_impl->database->run(
            u"INSERT INTO outbox (seq, body) VALUES (?, ?)"_s,
            {static_cast<qlonglong>(seq), m_impl->sealRow(kOutboxPurpose, {}, seq, bytes)});
        return inserted ? m_impl->setNumber(kSequencePurpose, seq) : inserted;
    });
    if (!written) {
        return propagate(written.error());
    }
    return seq;
}

Result<std::vector<OutboxItem>> LocalStore::pending(std::size_t limit) const {
    std::vector<OutboxItem> items;
    const auto read = m_impl->database->forEach(
        u"SELECT seq, body FROM outbox ORDER BY seq LIMIT ?"_s, {static_cast<qlonglong>(limit)},
        [&](const QSqlQuery& row) -> Status {
            const auto seq = static_cast<std::uint64_t>(row.value(0).toLongLong());
            const auto bytes = m_impl->openRow(kOutboxPurpose, {}, seq, row.value(1));
            items.push_back({seq, bytes ? bytes->reveal() : Bytes(), !bytes.has_value()});
            return {};
        });
    if (!read) {
        return propagate(read.error());
    }
    return items;
}

Status LocalStore::acknowledge(std::uint64_t seq) {
    const auto last = m_impl->number(kSequencePurpose);
    if (!last) {
        return propagate(last.error());
    }
    if (seq > *last) {
        return fail(ErrorCode::ValidationFailed, "an event that was never written");
    }
    return m_impl->write([&] {
        return m_impl->database->run(u"DELETE FROM outbox WHERE seq <= ?"_s, {static_cast<qlonglong>(seq)});
    });
}

Status LocalStore::wipeAll() {
    Database& database = *m_impl->database;
    const auto erased = m_impl->write([&]() -> Status {
        for (const QString& sql :
             {u"DELETE FROM object"_s, u"DELETE FROM state"_s, u"DELETE FROM outbox"_s}) {
            if (const auto done = database.run(sql); !done) {
                return done;
            }
        }
        return database.run(u"DELETE FROM meta WHERE name = ?"_s, {toText(kTokenPurpose)});
    });
    if (!erased) {
        return erased;
    }
    // Old pages leave the file and its log too.
    const auto vacuumed = database.run(u"VACUUM"_s);
    return vacuumed ? database.run(u"PRAGMA wal_checkpoint(TRUNCATE)"_s) : vacuumed;
}

std::uint64_t LocalStore::generation() const {
    return m_impl->generation;
}

std::string_view LocalStore::protectionName() const {
    return m_impl->machineKey.protectionName();
}

} // namespace kaomon::localstore
