// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <functional>
#include <string>

#include "base/id.h"

namespace kaomon::storage {

// Counts, for each tenant, the commits of this node that changed who may call. What was loaded at one number
// is good for as long as the number stands. Tenants share slots, so a number may rise without need, never
// stay without reason. Thread-safe.
class CallerGeneration {
public:
    [[nodiscard]] unsigned long long of(const TenantId& tenant) const { return slot(tenant).load(); }
    // After the commit and before the writer is answered.
    void next(const TenantId& tenant) { ++slot(tenant); }

private:
    using Slot = std::atomic<unsigned long long>;
    static constexpr std::size_t kSlots = 1024;

    [[nodiscard]] Slot& slot(const TenantId& tenant) { return m_slots[indexOf(tenant)]; }
    [[nodiscard]] const Slot& slot(const TenantId& tenant) const { return m_slots[indexOf(tenant)]; }
    [[nodiscard]] static std::size_t indexOf(const TenantId& tenant) {
        return std::hash<std::string>()(tenant.text()) % kSlots;
    }

    std::array<Slot, kSlots> m_slots{};
};

} // namespace kaomon::storage
