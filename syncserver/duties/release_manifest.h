// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/key_pairs.h"
#include "crypto/signed_text.h"

namespace kaomon::duties {

// What a release key says of one file: a text that whoever installs it can check without this server.
struct ReleaseManifest {
    std::string version;
    std::string name;
    std::string platform;
    long long size = 0;
    std::string sha256; // hex

    [[nodiscard]] std::string sign(const crypto::SigningKey& key) const;
    // Signed by one of these publics. ErrorCode::SignatureInvalid, ValidationFailed.
    [[nodiscard]] static Result<ReleaseManifest> verify(std::string_view text,
                                                        const std::vector<Bytes>& keys);
};

} // namespace kaomon::duties
