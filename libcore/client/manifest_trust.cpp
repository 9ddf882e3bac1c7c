// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/manifest_trust.h"

#include "crypto/bytes_io.h"

namespace kaomon::client {
namespace {

// The fourth field of a manifest (crypto/trust.h), not yet trusted.
Bytes claimedRoot(const crypto::SignedRecord& record) {
    crypto::BytesReader reader(record.payload);
    static_cast<void>(reader.number());
    static_cast<void>(reader.text());
    static_cast<void>(reader.number());
    return reader.bytes();
}

} // namespace

Result<crypto::TenantManifest> openManifest(std::span<const std::uint8_t> encodedRecord,
                                            const std::string& tenant, const std::string& rootFingerprint,
                                            std::uint64_t minimumVersion) {
    const auto record = crypto::SignedRecord::decode(encodedRecord);
    if (!record) {
        return propagate(record.error());
    }
    const Bytes root = claimedRoot(*record);
    if (!rootFingerprint.empty() && crypto::rootFingerprint(root) != rootFingerprint) {
        return fail(ErrorCode::SignatureInvalid, "the manifest names another root key than expected");
    }
    return crypto::TenantManifest::verify(*record, root, tenant, minimumVersion);
}

} // namespace kaomon::client
