// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "crypto/aead.h"
#include "localstore/database_impl.h"
#include "localstore/local_store.h"

namespace kaomon::localstore {

inline constexpr std::string_view kGenerationPurpose = "localstore.generation";
inline constexpr std::string_view kSequencePurpose = "localstore.sequence";

// The open files and keys behind a LocalStore; same thread, same errors.
struct LocalStore::Impl {
    std::string generationPath;
    MachineKey machineKey;
    std::unique_ptr<Database> database;
    std::string storeId;
    crypto::SecretKey rowKey;
    std::uint64_t generation = 0;

    // Checks or makes the identity, the key and the generation of an open and migrated database.
    [[nodiscard]] Status adopt();

    [[nodiscard]] QByteArray sealRow(std::string_view purpose, std::string_view object, std::uint64_t version,
                                     std::span<const std::uint8_t> bytes) const;
    [[nodiscard]] Result<SecretBytes> openRow(std::string_view purpose, std::string_view object,
                                              std::uint64_t version, const QVariant& blob) const;

    // Numbers of the store itself, sealed in table meta.
    [[nodiscard]] Status setNumber(std::string_view purpose, std::uint64_t number);
    [[nodiscard]] Result<std::uint64_t> number(std::string_view purpose) const;

    // Runs `work` and raises the generation in one transaction, then the generation file.
    [[nodiscard]] Status write(const std::function<Status()>& work);

private:
    [[nodiscard]] Status makeIdentity();
    [[nodiscard]] Status checkGeneration();
    void useStoreId(std::string id);
};

} // namespace kaomon::localstore
