// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "crypto/secret_key.h"

namespace kaomon::localstore {

// Which state of which store was the last one: a number that grows with every write, kept beside the database
// and authenticated under the machine key. A database with a lower number was put back from an older copy.
struct Generation {
    std::string storeId;
    std::uint64_t number = 0;
};

// Errors: NotFound, SignatureInvalid (changed, or of another machine key), StorageFailed.
[[nodiscard]] Result<Generation> readGeneration(const std::string& path, const crypto::SecretKey& machineKey);

// Errors: DiskFull, StorageFailed.
[[nodiscard]] Status writeGeneration(const std::string& path, const crypto::SecretKey& machineKey,
                                     const Generation& generation);

} // namespace kaomon::localstore
