// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "crypto/key_pairs.h"
#include "crypto/secret_key.h"

namespace kaomon::bench {

struct BenchDevice {
    DeviceId id;
    crypto::SigningKey key;
};

// What the requests are about. Each PC is its own signer; in `isSpread` each has its own tenant.
struct BenchData {
    std::vector<TenantId> tenants; // of the device with the same number
    std::vector<BenchDevice> devices;
    std::string login = "bench"; // a person of every tenant who may sign in on its PCs
    Bytes auth;
};

struct BenchSize {
    int devices = 64;
    int users = 200; // of each tenant
    bool isSpread = false;
};

// Tenants with a manifest, users and PCs, written straight into an empty database, so that the figures are
// those of requests alone. `pepper` is the server's. Errors are those of storage::Database.
[[nodiscard]] Result<BenchData> fillDatabase(const std::string& databaseUrl, const BenchSize& size,
                                             const crypto::SecretKey& pepper);

} // namespace kaomon::bench
