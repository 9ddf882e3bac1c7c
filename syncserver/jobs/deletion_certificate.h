// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "crypto/key_pairs.h"
#include "storage/repositories/erasure_repository.h"

namespace kaomon::jobs {

// What a server vouches for after it erased something: a signed text (crypto::SignedText). It names the
// tenant by a hash only, so that it may be kept and shown.
struct DeletionCertificate {
    std::string tenantHash; // deletionTenantHash()
    std::string kind;       // faces, tenant
    long long ledgerSeq = 0;
    std::string ledgerHash; // base64url
    TimePoint begunAt;
    TimePoint finishedAt;
    std::string erased; // what there was: "templates=12, ..."
    long long remaining = 0;

    [[nodiscard]] std::string sign(const crypto::SigningKey& server) const;
    // ErrorCode::SignatureInvalid, ValidationFailed, PayloadTooLarge.
    [[nodiscard]] static Result<DeletionCertificate> verify(std::string_view text,
                                                            std::span<const std::uint8_t> serverPublic);
};

[[nodiscard]] std::string deletionTenantHash(const std::string& tenant);
// "templates=12, face_key_seals=3", what is zero left out; "nothing" when all is.
[[nodiscard]] std::string countsText(const storage::Counts& counts);

} // namespace kaomon::jobs
