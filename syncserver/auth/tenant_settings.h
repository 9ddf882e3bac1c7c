// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "base/result.h"
#include "domain/policy.h"
#include "domain/setting_resolver.h"
#include "storage/unit_of_work.h"
#include "wire/policies.h"

namespace kaomon::auth {

// What a stored settings document says; its signature was checked when it came in. ErrorCode::StorageCorrupt.
[[nodiscard]] Result<domain::SettingLayer> layerOf(const wire::PolicyDocument& document);

// The numbers that the server itself obeys: the tenant's settings document over the defaults, typed. Settings
// that the server reads can be given for the whole tenant only. Each call looks up the document's row, by its
// key, in the caller's transaction, so a change counts from its commit on every node; what was read is kept
// until the row has another revision. A document that cannot be read counts as absent and is logged. Owned by
// the application; thread-safe. Throws StorageFault.
class TenantSettings {
public:
    [[nodiscard]] std::shared_ptr<const domain::Policy> of(storage::UnitOfWork& unit);

private:
    struct Entry {
        long long rev = 0;
        std::shared_ptr<const domain::Policy> policy;
    };

    std::mutex m_mutex;
    std::unordered_map<std::string, Entry> m_entries; // by tenant
};

} // namespace kaomon::auth
