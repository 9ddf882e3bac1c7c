// SPDX-License-Identifier: GPL-3.0-or-later
// Opening a store: its folder, its identity, its key and its generation.
#include "base/clock.h"
#include "base/id.h"
#include "base/log.h"
#include "crypto/bytes_io.h"
#include "localstore/files_impl.h"
#include "localstore/generation_file.h"
#include "localstore/local_store_impl.h"
#include "localstore/migrations_impl.h"

using namespace Qt::StringLiterals;

namespace kaomon::localstore {
namespace {

constexpr const char* kDatabaseName = "/store.db";
constexpr const char* kGenerationName = "/generation";

// A store that has been written to leaves a generation above 0; then an absent or empty database is a loss,
// not a first start.
Status checkPresence(const std::string& folder, const crypto::SecretKey& machineKey) {
    if (hasContent(folder + kDatabaseName)) {
        return {};
    }
    const auto generation = readGeneration(folder + kGenerationName, machineKey);
    if (generation && generation->number > 0) {
        return fail(ErrorCode::StorageCorrupt, "the database is gone");
    }
    return {};
}

Result<std::unique_ptr<Database>> openDatabase(const std::string& path) {
    if (!hasContent(path)) {
        // 0600 from the start; the write-ahead log takes over the mode of its database.
        if (const auto made = replacePrivateFile(path, {}); !made) {
            return propagate(made.error());
        }
    }
    auto database = Database::open(path);
    if (!database) {
        return database;
    }
    if (const auto sound = (*database)->checkIntegrity(); !sound) {
        return propagate(sound.error());
    }
    if (const auto migrated = migrate(**database); !migrated) {
        return propagate(migrated.error());
    }
    return database;
}

} // namespace

Result<std::unique_ptr<LocalStore>> LocalStore::open(const std::string& folder, MachineKey machineKey) {
    if (const auto prepared = preparePrivateFolder(folder); !prepared) {
        return propagate(prepared.error());
    }
    auto impl =
        std::unique_ptr<Impl>(new Impl{folder + kGenerationName, std::move(machineKey), {}, {}, {}, 0});
    const auto opened = [&]() -> Status {
        if (const auto present = checkPresence(folder, impl->machineKey.key()); !present) {
            return present;
        }
        auto database = openDatabase(folder + kDatabaseName);
        if (!database) {
            return propagate(database.error());
        }
        impl->database = std::move(*database);
        return impl->adopt();
    }();
    if (opened) {
        return std::unique_ptr<LocalStore>(new LocalStore(std::move(impl)));
    }
    log::error("localstore.open",
               {{"code", wireName(opened.error().code)}, {"detail", opened.error().detail}});
    impl.reset();
    if (opened.error().code == ErrorCode::StorageCorrupt) {
        if (const auto aside = setAside(folder, "corrupt"); !aside) {
            return propagate(aside.error());
        }
    }
    return propagate(opened.error());
}

Status LocalStore::setAside(const std::string& folder, std::string_view reason) {
    std::string suffix(".");
    suffix.append(reason).append("-").append(std::to_string(toEpochMicros(SystemClock().now())));
    const std::string database = folder + kDatabaseName;
    for (const std::string& path :
         {database, database + "-wal", database + "-shm", folder + kGenerationName}) {
        if (!renameFile(path, path + suffix)) {
            return fail(ErrorCode::StorageFailed, "cannot set the store aside");
        }
    }
    return {};
}

Status LocalStore::Impl::adopt() {
    const auto id = database->value(u"SELECT value FROM meta WHERE name = 'store_id'"_s);
    if (!id) {
        return propagate(id.error());
    }
    if (!id->isValid()) {
        return makeIdentity();
    }
    useStoreId(id->toString().toStdString());
    return checkGeneration();
}

// The generation file comes first: a crash in between leaves generation 0, which reads as a first start.
Status LocalStore::Impl::makeIdentity() {
    const auto before = readGeneration(generationPath, machineKey.key());
    if (before && before->number > 0) {
        return fail(ErrorCode::StorageCorrupt, "the identity of the store is gone");
    }
    useStoreId(makeUuid());
    if (const auto written = writeGeneration(generationPath, machineKey.key(), {storeId, 0}); !written) {
        return written;
    }
    return database->inTransaction([this]() -> Status {
        const auto named = database->run(u"INSERT INTO meta (name, value) VALUES ('store_id', ?)"_s,
                                         {QString::fromStdString(storeId)});
        if (!named) {
            return named;
        }
        const auto counted = setNumber(kGenerationPurpose, 0);
        return counted ? setNumber(kSequencePurpose, 0) : counted;
    });
}

Status LocalStore::Impl::checkGeneration() {
    const auto beside = readGeneration(generationPath, machineKey.key());
    const auto inside = number(kGenerationPurpose);
    if (!inside) {
        const bool isOtherKey = inside.error().code == ErrorCode::DecryptionFailed && !beside.has_value() &&
                                beside.error().code == ErrorCode::SignatureInvalid;
        return isOtherKey ? fail(ErrorCode::KeyUnavailable, "the store is sealed under another machine key")
                          : propagate(inside.error());
    }
    if (!beside) {
        return fail(ErrorCode::StorageRolledBack, "generation file: " + beside.error().detail);
    }
    if (beside->storeId != storeId || beside->number > *inside) {
        return fail(ErrorCode::StorageRolledBack, "the database is older than its generation file");
    }
    generation = *inside;
    // Killed between the commit and the generation file.
    return beside->number < generation
               ? writeGeneration(generationPath, machineKey.key(), {storeId, generation})
               : Status();
}

void LocalStore::Impl::useStoreId(std::string id) {
    storeId = std::move(id);
    rowKey = crypto::deriveKey(machineKey.key(), "localstore.rows", storeId);
}

} // namespace kaomon::localstore
