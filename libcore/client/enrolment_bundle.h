// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/secret.h"

namespace kaomon::client {

// The file with which a PC joins a tenant (docs/protocol.md section 6). Holds the enrolment code: handle as a
// secret.
struct EnrolmentBundle {
    std::string server; // https://host:port
    TenantId tenant;
    std::string tenantName;
    SecretString code;
    std::vector<std::string> tlsPins; // SPKI SHA-256, base64url; at least one
    std::string rootFingerprint;

    [[nodiscard]] SecretString encode() const;
    // ErrorCode::MalformedRequest when `text` is not JSON, ValidationFailed with the member's JSON pointer
    // when one is missing or not of its form, EnrolmentCodeInvalid for the code.
    [[nodiscard]] static Result<EnrolmentBundle> parse(std::string_view text);
};

} // namespace kaomon::client
