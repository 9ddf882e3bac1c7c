// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "storage/unit_of_work.h"
#include "wire/groups.h"

namespace kaomon::storage {

// The replacement of a device group's face key: which key is wanted, and who and what still lacks it. Nothing
// is remembered about single steps: what is left is asked of the data each time, so that a rotation may stop
// anywhere and be continued by anybody. Used inside one job. Throws StorageFault.
class RotationRepository {
public:
    RotationRepository(UnitOfWork& unit, TimePoint now)
        : m_unit(unit)
        , m_now(now) {}

    // nullopt for an unknown group.
    [[nodiscard]] std::optional<wire::KeyRotation> find(const GroupId& group);
    // Precondition: no rotation runs; `keyId` is a new key of the group.
    void start(const GroupId& group, const std::string& keyId, const UserId& by);
    // What the target key lacks, at most `limit` of each: first what keeps the rotation from ending, then
    // templates of people whom the group's PCs may see and cannot open yet.
    [[nodiscard]] wire::RotationWork work(const wire::KeyRotation& rotation, int limit);
    // Whether a seal of the target for this receiver is wanted or already there.
    [[nodiscard]] bool isReceiver(const wire::KeyRotation& rotation, const std::string& receiver);
    // Stores a wrap if its template lacks one; false when there is no such template.
    [[nodiscard]] bool putWrap(const std::string& keyId, const wire::NewWrap& wrap);
    // Precondition: nothing is left. Wraps and seals of the old keys go; the target becomes current.
    void finish(const wire::KeyRotation& rotation);

private:
    [[nodiscard]] long long count(std::string_view sql, const wire::KeyRotation& rotation);
    [[nodiscard]] std::vector<wire::WrapTask> wrapTasks(const wire::KeyRotation& rotation, bool isOwn,
                                                        int limit);
    [[nodiscard]] std::vector<wire::SealTask> sealTasks(const wire::KeyRotation& rotation, int limit);
    void retire(const std::string& keyId);

    UnitOfWork& m_unit;
    TimePoint m_now;
};

} // namespace kaomon::storage
