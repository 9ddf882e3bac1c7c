// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/root_statement.h"

#include "crypto/bytes_io.h"

namespace kaomon::crypto {
namespace {

constexpr std::string_view kPurpose = "root-held";

Bytes payloadOf(const RootStatement& statement) {
    return BytesWriter()
        .text(statement.tenant)
        .text(statement.user)
        .text(statement.keyId)
        .bytes(statement.sealDigest)
        .take();
}

} // namespace

Bytes RootStatement::sign(const SigningKey& root) const {
    return root.sign(kPurpose, payloadOf(*this));
}

Status RootStatement::check(std::span<const std::uint8_t> rootPublic, const Bytes& signature) const {
    return verify(rootPublic, kPurpose, payloadOf(*this), signature);
}

} // namespace kaomon::crypto
