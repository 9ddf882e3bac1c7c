// SPDX-License-Identifier: GPL-3.0-or-later
#include "localstore/generation_file.h"

#include "crypto/bytes_io.h"
#include "localstore/files_impl.h"

namespace kaomon::localstore {
namespace {

constexpr std::size_t kMaxFileBytes = 512;
constexpr std::string_view kLabel = "localstore.generation";

Bytes macOf(const crypto::SecretKey& machineKey, const Generation& generation) {
    crypto::BytesWriter writer;
    writer.text(kLabel).text(generation.storeId).number(generation.number);
    return crypto::mac(crypto::deriveKey(machineKey, kLabel), writer.result());
}

} // namespace

Result<Generation> readGeneration(const std::string& path, const crypto::SecretKey& machineKey) {
    const auto stored = readPrivateFile(path, kMaxFileBytes);
    if (!stored) {
        return propagate(stored.error());
    }
    crypto::BytesReader reader(stored->reveal());
    Generation generation;
    generation.storeId = reader.text();
    generation.number = reader.number();
    const Bytes tag = reader.bytes();
    if (!reader.finish() || !crypto::equalConstantTime(tag, macOf(machineKey, generation))) {
        return fail(ErrorCode::SignatureInvalid, "the generation file does not verify");
    }
    return generation;
}

Status writeGeneration(const std::string& path, const crypto::SecretKey& machineKey,
                       const Generation& generation) {
    crypto::BytesWriter writer;
    writer.text(generation.storeId).number(generation.number).bytes(macOf(machineKey, generation));
    return replacePrivateFile(path, writer.result());
}

} // namespace kaomon::localstore
