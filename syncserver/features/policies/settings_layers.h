// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "domain/setting_resolver.h"
#include "storage/unit_of_work.h"
#include "wire/policies.h"

namespace kaomon::features {

// Whose settings are asked for; both may be left out.
struct SettingsSubject {
    std::optional<UserId> user;
    std::optional<GroupId> deviceGroup;
};

// The stored settings documents that apply, as domain::resolveSettings() wants them: the tenant's, those of
// the person's groups with the primary one last, the person's, the PC group's. Throws StorageFault.
[[nodiscard]] Result<std::vector<domain::SettingLayer>>
layersFor(storage::UnitOfWork& unit, const SettingsSubject& subject, TimePoint now);

// Whether a document may come into force: its place exists, each setting is known, in range, allowed there
// and not locked above. ErrorCode::NotFound, ValidationFailed and Conflict with the JSON pointer into
// the body.
[[nodiscard]] Status checkSettings(storage::UnitOfWork& unit, const std::string& scope,
                                   const wire::SettingsBody& body, TimePoint now);

} // namespace kaomon::features
