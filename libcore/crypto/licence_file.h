// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/key_pairs.h"
#include "domain/licence.h"

namespace kaomon::crypto {

// A licence as the operator signs it (`kaomonctl licence issue`): a text file that is checked offline against
// the operator's public key of the server's configuration. Bound to one tenant, to one company, or to both. A
// value type; any thread.
struct LicenceFile {
    std::string serial;        // 1 to 64 of A-Z a-z 0-9 . _ -
    std::string tenant;        // UUID; empty: whichever tenant of the company
    std::string company;       // name as shown; may be empty
    std::string companyNumber; // corporate number; may be empty
    domain::LicenceTerm term;

    // ErrorCode::ValidationFailed with the field's JSON pointer.
    [[nodiscard]] Status check() const;
    // Precondition: check() succeeds.
    [[nodiscard]] std::string sign(const SigningKey& operatorKey) const;
    // Reads and verifies against any of the operator's keys (the current one and those before it).
    // ErrorCode::SignatureInvalid (none of the keys signed it), ValidationFailed, PayloadTooLarge.
    [[nodiscard]] static Result<LicenceFile> verify(std::string_view text,
                                                    std::span<const Bytes> operatorKeys);
    // Reads without believing: for `licence inspect` only.
    [[nodiscard]] static Result<LicenceFile> read(std::string_view text);
};

// ErrorCode::ValidationFailed at /licence when it was made for another tenant or company. The company counts
// by its corporate number, else by its name (domain::companyKey()).
[[nodiscard]] Status checkLicenceHolder(const LicenceFile& licence, const std::string& tenant,
                                        const std::string& companyKey);

} // namespace kaomon::crypto
