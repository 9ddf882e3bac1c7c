// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "storage/unit_of_work.h"
#include "wire/two_person_acts.h"

namespace kaomon::storage {

struct TwoPersonActFilter {
    std::string state;           // empty: every state
    std::optional<UserId> about; // acts about this person only
    std::string afterId;         // keyset; ids rise with time
    int limit = 100;
};

// Requests that take two administrators, of the unit's tenant. A pending or approved act whose time is over
// reads as "expired". PCs are told of approved faces (change kind `act`). Used inside one job. Throws
// StorageFault.
class TwoPersonActRepository {
public:
    TwoPersonActRepository(UnitOfWork& unit, TimePoint now)
        : m_unit(unit)
        , m_now(now) {}

    [[nodiscard]] std::optional<wire::TwoPersonAct> find(const std::string& id);
    // Newest first.
    [[nodiscard]] std::vector<wire::TwoPersonAct> list(const TwoPersonActFilter& filter);
    // An approved act of this kind that is still good for the subject and digest.
    [[nodiscard]] std::optional<wire::TwoPersonAct> findApproved(const std::string& kind,
                                                                 const UserId& subject, const Bytes& digest);
    void add(const wire::TwoPersonAct& act, const Bytes& digest);
    void approve(const std::string& id, const UserId& approver, const wire::ActApproval& approval);
    // `state` refused or withdrawn.
    void close(const std::string& id, const std::string& state, const UserId& by, const std::string& reason);
    // The sealed part of RK is forgotten with it.
    void finish(const std::string& id);

private:
    [[nodiscard]] long long note(const std::string& id);

    UnitOfWork& m_unit;
    TimePoint m_now;
};

} // namespace kaomon::storage
