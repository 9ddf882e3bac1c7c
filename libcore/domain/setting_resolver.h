// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "domain/setting_registry.h"

namespace kaomon::domain {

// A place as documents write it: "tenant", or "group:", "user:", "device_group:" and an id.
struct SettingPlace {
    unsigned kind = setting_scope::kTenant;
    std::string id; // empty for the tenant

    [[nodiscard]] std::string text() const;
    [[nodiscard]] static std::optional<SettingPlace> parse(std::string_view scope);
    friend bool operator==(const SettingPlace&, const SettingPlace&) = default;
};

struct GivenValue {
    std::string value;
    bool isLocked = false; // nothing narrower may say otherwise
};

// What one settings document says. The map is by name.
struct SettingLayer {
    SettingPlace place;
    std::map<std::string, GivenValue, std::less<>> values;
    std::string setBy; // user id of who signed the document
    TimePoint setAt;
    long long version = 0;
};

// A setting as it applies, and why. The pointers lead into the layers that were resolved.
struct ResolvedSetting {
    const SettingDefinition* definition = nullptr;
    std::string_view value;
    const SettingLayer* source = nullptr; // nullptr: the default of the registry
    bool isLocked = false;
    std::vector<const SettingLayer*> overruled; // said something, which does not count
};

// Order: tenant, then the person's groups, then the person, then the PC's group; what comes later wins. So a
// PC can be set stricter or looser than its users, whoever sits there, unless an earlier document locks the
// setting: then nothing after it counts. What a layer says against the registry (unknown name, value out of
// range, a place where the setting may not be given) is passed over: a document of a newer version must not
// take the rest with it. `layers` holds one for each place that applies, in any order but for the groups: the
// primary one comes last, so that it wins; outlives the result. Gives every setting of the registry, in its
// order. Pure; any thread.
[[nodiscard]] std::vector<ResolvedSetting> resolveSettings(std::span<const SettingLayer> layers);

// Name to value of what was resolved, for Policy::fromValues().
[[nodiscard]] std::map<std::string, std::string> valuesOf(std::span<const ResolvedSetting> resolved);

// Whether one document may be given: every name known and allowed at its place, every value in range, locks
// only where they mean something, and nothing said against a lock of `wider` (the layers above it). `wider`
// may hold layers of other kinds. ErrorCode::ValidationFailed with field "/<name>"; ErrorCode::Conflict
// with the same field.
[[nodiscard]] Status checkLayer(const SettingLayer& layer, std::span<const SettingLayer> wider);

} // namespace kaomon::domain
