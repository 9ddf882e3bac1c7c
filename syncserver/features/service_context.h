// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/cpu_pool.h"
#include "auth/server_key.h"
#include "auth/tenant_settings.h"
#include "base/clock.h"
#include "features/running_keys.h"
#include "storage/database.h"

namespace kaomon::auth {
class AddressCheck;
}

namespace kaomon::features {

// What every feature is built on; owned by the application, outlives all handlers. Each member is
// thread-safe.
struct ServiceContext {
    storage::Database& database;
    const Clock& clock;
    const auth::ServerKey& serverKey;   // SMK: pepper, MACs, seals of server-side secrets
    auth::CpuPool& cpu;                 // Argon2id
    auth::AddressCheck& addresses;      // from where a tenant may be reached
    auth::TenantSettings settings = {}; // what the tenant's administrators set for the server
    RunningKeys runningKeys = {};
};

} // namespace kaomon::features
