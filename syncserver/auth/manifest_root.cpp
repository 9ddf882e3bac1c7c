// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/manifest_root.h"

#include "crypto/bytes_io.h"

namespace kaomon::auth {
namespace {

// The root stands behind version, tenant and demo mark (crypto/trust.h).
Bytes namedRoot(const crypto::SignedRecord& record) {
    crypto::BytesReader reader(record.payload);
    static_cast<void>(reader.number());
    static_cast<void>(reader.text());
    static_cast<void>(reader.number());
    return reader.bytes();
}

} // namespace

Result<crypto::TenantManifest> openOwnManifest(std::span<const std::uint8_t> record,
                                               const std::string& tenant) {
    const auto decoded = crypto::SignedRecord::decode(record);
    if (!decoded) {
        return propagate(decoded.error());
    }
    return crypto::TenantManifest::verify(*decoded, namedRoot(*decoded), tenant, 1);
}

} // namespace kaomon::auth
