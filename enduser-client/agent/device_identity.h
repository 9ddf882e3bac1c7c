// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "crypto/key_pairs.h"
#include "localstore/local_store.h"

namespace kaomon::agent {

// Who this PC is in its tenant, made at its enrolment and kept in the local store. Holds the device keys: one
// owner (the agent), never logged.
struct DeviceIdentity {
    TenantId tenant;
    std::string tenantName;
    std::string server; // https://host:port
    DeviceId id;
    std::string group;
    Bytes rootPublic;              // TR, pinned by the bundle's fingerprint
    std::vector<std::string> pins; // of the bundle, until there is a manifest
    crypto::SigningKey signing;
    crypto::BoxKey box;

    [[nodiscard]] Status save(localstore::LocalStore& store) const;
    // ErrorCode::NotFound when this PC was never enrolled.
    [[nodiscard]] static Result<DeviceIdentity> load(const localstore::LocalStore& store);
};

} // namespace kaomon::agent
