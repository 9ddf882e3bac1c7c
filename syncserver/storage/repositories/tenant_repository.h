// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "storage/unit_of_work.h"

namespace kaomon::storage {

struct TenantRow {
    TenantId id;
    std::string name;
    std::string state; // new, active, expired, deleting
    bool isDemo = false;
    TimePoint createdAt;
};

// The directory of tenants, and the codes with which their first owners begin. The directory works in any
// unit, codes in their tenant's. Used inside one job. Throws StorageFault.
class TenantRepository {
public:
    TenantRepository(UnitOfWork& unit, TimePoint now)
        : m_unit(unit)
        , m_now(now) {}

    [[nodiscard]] std::vector<TenantRow> list();
    [[nodiscard]] std::optional<TenantRow> find(const TenantId& tenant);
    void add(const TenantRow& tenant, long long epoch);
    void activate(const TenantId& tenant);

    void addBootstrapCode(const std::string& codeHash, TimePoint expiresAt);
    [[nodiscard]] bool isOpenBootstrapCode(const std::string& codeHash);
    // False when it was used or has expired meanwhile.
    [[nodiscard]] bool useBootstrapCode(const std::string& codeHash);

private:
    UnitOfWork& m_unit;
    TimePoint m_now;
};

} // namespace kaomon::storage
