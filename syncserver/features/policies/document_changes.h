// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "base/clock.h"
#include "storage/unit_of_work.h"
#include "wire/policies.h"
#include "wire/users.h"

namespace kaomon::features {

// What a signed document said before it was replaced, for the operation log.
struct DocumentState {
    std::vector<wire::SettingValue> settings; // of a policy
    std::optional<wire::User> user;           // of account links and memberships
};

// Throws StorageFault.
[[nodiscard]] DocumentState documentState(storage::UnitOfWork& unit, const wire::PolicyDocument& document,
                                          TimePoint now);

// Notes what the document, which is stored by now, changed.
void noteDocument(storage::UnitOfWork& unit, const wire::PolicyDocument& document,
                  const DocumentState& before, TimePoint now);

} // namespace kaomon::features
