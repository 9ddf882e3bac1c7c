// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "storage/unit_of_work.h"
#include "wire/diagnostics.h"

namespace kaomon::storage {

// What administrators ask PCs for: the newest request of each PC of the unit's tenant. Every change is noted
// for that PC. Used inside one job. Throws StorageFault.
class DiagnosticsRequestRepository {
public:
    explicit DiagnosticsRequestRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    [[nodiscard]] std::optional<wire::DiagnosticsRequest> find(const DeviceId& device);
    [[nodiscard]] std::vector<wire::DiagnosticsRequest> newest(int limit);
    // In the place of an earlier one.
    void put(const wire::DiagnosticsRequest& request, const UserId& by);
    // False when this is not the PC's open request.
    bool answer(const DeviceId& device, const std::string& request, const std::string& ticket, TimePoint now);
    bool decline(const DeviceId& device, const std::string& request, TimePoint now);

private:
    bool settle(const DeviceId& device, const std::string& request, const std::string& state,
                const std::optional<std::string>& ticket, TimePoint now);
    [[nodiscard]] std::vector<wire::DiagnosticsRequest> list(const std::string& device, int limit);

    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
