// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "storage/unit_of_work.h"
#include "wire/devices.h"

namespace kaomon::storage {

// Which PCs a list shows. Empty members do not filter.
struct DeviceFilter {
    std::string search = {}; // part of a name
    std::string state = {};  // domain::DeviceState
    std::optional<GroupId> group = {};
    std::optional<TimePoint> notSeenSince = {}; // those never heard of too
    std::string withoutPin = {}; // only PCs that did not say that they accept this key of the server
    std::string afterId = {};    // of the last one shown
    int limit = 100;
};

// What a PC said of itself by the way; empty: nothing.
struct DeviceNews {
    std::string version = {};   // of the client that runs on it
    std::string knownPins = {}; // keys of the server that it accepts, with commas between
};

// The PCs of the unit's tenant. Used inside one job. Throws StorageFault.
class DeviceRepository {
public:
    explicit DeviceRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    // By id, which is by time of enrolment.
    [[nodiscard]] std::vector<wire::Device> list(const DeviceFilter& filter);
    [[nodiscard]] long long count(const DeviceFilter& filter);
    [[nodiscard]] std::optional<wire::Device> find(const DeviceId& id);
    // Both note the change for the PC itself and its certificate for every PC. Postcondition: the row has its
    // revision.
    void add(const wire::Device& device, TimePoint now);
    void update(const wire::Device& device, TimePoint now);
    // Whether it is worth a write: the PC said something new, or was not heard of since `since`.
    [[nodiscard]] bool isNews(const DeviceId& id, const DeviceNews& news, TimePoint since);
    // The PC was heard of. Another version is a change of its record, too.
    void noteSeen(const DeviceId& id, const DeviceNews& news, TimePoint now);
    void endSessions(const DeviceId& id);
    // Takes away what was sealed to the PC: face keys and people's vault keys.
    void dropKeys(const DeviceId& id);
    // Takes its face keys away and tells it so: it goes to another group.
    void dropFaceKeys(const DeviceId& id, TimePoint now);

private:
    void noteVersion(const DeviceId& id, const std::string& version, TimePoint now);
    [[nodiscard]] long long touch(const DeviceId& id, TimePoint now);

    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
