// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "storage/query.h"
#include "storage/unit_of_work.h"
#include "wire/groups.h"

namespace kaomon::storage {

// The groups of PCs of the unit's tenant and the ids of their face keys. Used inside one job. Throws
// StorageFault.
class DeviceGroupRepository {
public:
    DeviceGroupRepository(UnitOfWork& unit, TimePoint now)
        : m_unit(unit)
        , m_now(now) {}

    [[nodiscard]] std::vector<wire::DeviceGroup> list();
    [[nodiscard]] std::optional<wire::DeviceGroup> find(const GroupId& id);
    [[nodiscard]] bool isNameTaken(const std::string& nameKey, const GroupId& except = {});
    // False when one of the user groups does not exist; nothing is changed then.
    [[nodiscard]] bool add(const wire::NewDeviceGroup& group, const std::string& nameKey);
    // Who may use the PCs decides what they are given: a changed scope is sent out anew.
    [[nodiscard]] bool update(const wire::DeviceGroup& before, const wire::DeviceGroup& after,
                              const std::string& nameKey);
    // Whether PCs, open codes or a live face key still need it.
    [[nodiscard]] bool isInUse(const GroupId& id);
    void remove(const GroupId& id);

    // Pairs of face key id and group, as a manifest names them: unknown groups and keys are added. The first
    // key of a group is its current one, a further one is new until a rotation makes it current.
    void adoptFaceKeys(const std::vector<std::pair<std::string, std::string>>& faceKeys);
    // new, current or retired; nullopt for an id that no manifest named or of another group.
    [[nodiscard]] std::optional<std::string> stateOfKey(const std::string& keyId, const GroupId& group);
    // Of whatever group.
    [[nodiscard]] std::optional<std::string> stateOfKey(const std::string& keyId);
    // The face key should be replaced. Kept until a rotation that started later is finished.
    void markDue(const GroupId& group, const std::string& reason);
    // Whether the PCs of the two groups are given the same people.
    [[nodiscard]] bool haveSameScope(const GroupId& a, const GroupId& b);

private:
    [[nodiscard]] std::vector<wire::DeviceGroup> groupsOf(Query& query);
    [[nodiscard]] std::vector<GroupId> scopeOf(const GroupId& id);
    [[nodiscard]] bool setScope(const GroupId& id, const std::vector<GroupId>& userGroups);
    void insert(const wire::NewDeviceGroup& group, const std::string& nameKey);

    UnitOfWork& m_unit;
    TimePoint m_now;
};

} // namespace kaomon::storage
