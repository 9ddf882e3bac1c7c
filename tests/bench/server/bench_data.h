// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "crypto/key_pairs.h"

namespace kaomon::bench {

struct BenchDevice {
    DeviceId id;
    crypto::SigningKey key;
};

// A tenant with a manifest and one enrolled PC for each connection, written straight into an empty database,
// so that the figures are those of requests alone. Errors are those of storage::Database.
[[nodiscard]] Result<std::vector<BenchDevice>> fillDatabase(const std::string& databaseUrl, int devices);

} // namespace kaomon::bench
