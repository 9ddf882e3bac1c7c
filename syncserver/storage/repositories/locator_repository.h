// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "storage/unit_of_work.h"

namespace kaomon::storage {

// The global directory from a public name (device id, code id) to its tenant. Works in a unit of any tenant,
// also of none. Used inside one job. Throws StorageFault.
class LocatorRepository {
public:
    explicit LocatorRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    // kind: device, enrolment_code, bootstrap_code
    [[nodiscard]] std::optional<TenantId> find(const std::string& kind, const std::string& key);
    void add(const std::string& kind, const std::string& key, const TenantId& tenant);

private:
    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
