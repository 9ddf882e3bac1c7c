// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/enrolment_codes/mac_key.h"

#include "base/base64.h"
#include "crypto/aead.h"

namespace kaomon::features {
namespace {

crypto::RecordAad aadOf(const TenantId& tenant, const std::string& codeId) {
    crypto::RecordAad aad;
    aad.tenant = tenant.text();
    aad.object = codeId;
    aad.purpose = "enrolment-mac";
    aad.keyId = "server";
    return aad;
}

} // namespace

std::string sealMacKey(const auth::ServerKey& key, const TenantId& tenant, const std::string& codeId,
                       std::span<const std::uint8_t> macKey) {
    return toBase64Url(crypto::seal(key.sealingKey(), aadOf(tenant, codeId), macKey));
}

Result<crypto::SecretKey> openMacKey(const auth::ServerKey& key, const TenantId& tenant,
                                     const std::string& codeId, const std::string& sealed) {
    const auto bytes = fromBase64Url(sealed);
    if (!bytes) {
        return propagate(bytes.error());
    }
    const auto opened = crypto::open(key.sealingKey(), aadOf(tenant, codeId), *bytes);
    if (!opened) {
        return propagate(opened.error());
    }
    return crypto::SecretKey::fromBytes(opened->reveal());
}

} // namespace kaomon::features
