// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "storage/unit_of_work.h"
#include "wire/devices.h"

namespace kaomon::storage {

// The PCs of the unit's tenant. Used inside one job. Throws StorageFault.
class DeviceRepository {
public:
    explicit DeviceRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    // By id, which is by time of enrolment.
    [[nodiscard]] std::vector<wire::Device> list(const std::string& afterId, int limit);
    [[nodiscard]] long long count();
    [[nodiscard]] std::optional<wire::Device> find(const DeviceId& id);
    // Both note the change for the PC itself and its certificate for every PC. Postcondition: the row has its
    // revision.
    void add(const wire::Device& device, TimePoint now);
    void update(const wire::Device& device, TimePoint now);
    void noteSeen(const DeviceId& id, TimePoint now);
    void endSessions(const DeviceId& id);

private:
    [[nodiscard]] long long touch(const DeviceId& id, TimePoint now);

    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
