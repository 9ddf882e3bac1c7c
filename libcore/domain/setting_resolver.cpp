// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/setting_resolver.h"

#include <algorithm>
#include <array>

#include "base/id.h"

namespace kaomon::domain {
namespace {

using namespace setting_scope;

struct PlaceName {
    unsigned kind;
    std::string_view prefix;
};

constexpr std::array<PlaceName, 3> kPlaces{
    {{kGroup, "group:"}, {kUser, "user:"}, {kDeviceGroup, "device_group:"}}};

std::vector<const SettingLayer*> inOrder(std::span<const SettingLayer> layers) {
    std::vector<const SettingLayer*> ordered;
    ordered.reserve(layers.size());
    for (const SettingLayer& layer : layers) {
        ordered.push_back(&layer);
    }
    std::ranges::stable_sort(ordered, {}, [](const SettingLayer* layer) { return layer->place.kind; });
    return ordered;
}

// What the layer validly says about a setting.
const GivenValue* valueIn(const SettingLayer& layer, const SettingDefinition& setting) {
    const auto found = layer.values.find(setting.name);
    const bool counts = found != layer.values.end() && (setting.scopes & layer.place.kind) != 0 &&
                        checkSetting(setting, found->second.value).has_value();
    return counts ? &found->second : nullptr;
}

ResolvedSetting resolveOne(const SettingDefinition& setting, std::span<const SettingLayer* const> ordered) {
    ResolvedSetting resolved{&setting, setting.defaultValue, nullptr, false, {}};
    for (const SettingLayer* layer : ordered) {
        const GivenValue* given = valueIn(*layer, setting);
        if (given == nullptr) {
            continue;
        }
        if (resolved.isLocked) {
            resolved.overruled.push_back(layer);
            continue;
        }
        if (resolved.source != nullptr) {
            resolved.overruled.push_back(resolved.source);
        }
        resolved.value = given->value;
        resolved.source = layer;
        resolved.isLocked = given->isLocked && setting.isLockable();
    }
    return resolved;
}

tl::unexpected<Error> refused(ErrorCode code, const std::string& name, std::string_view why) {
    return fail(code, name + ' ' + std::string(why), '/' + name);
}

Status checkGiven(const SettingLayer& layer, const std::string& name, const GivenValue& given) {
    const SettingDefinition* setting = findSetting(name);
    if (setting == nullptr) {
        return fail(ErrorCode::ValidationFailed, "unknown setting", '/' + name);
    }
    if (Status checked = checkSetting(*setting, given.value); !checked) {
        return checked;
    }
    if ((setting->scopes & layer.place.kind) == 0) {
        return refused(ErrorCode::ValidationFailed, name, "cannot be given here");
    }
    if (given.isLocked && (!setting->isLockable() || layer.place.kind == kDeviceGroup)) {
        return refused(ErrorCode::ValidationFailed, name, "has nothing narrower to lock");
    }
    return {};
}

} // namespace

std::string SettingPlace::text() const {
    const auto known = std::ranges::find(kPlaces, kind, &PlaceName::kind);
    return known == kPlaces.end() ? std::string("tenant") : std::string(known->prefix) + id;
}

std::optional<SettingPlace> SettingPlace::parse(std::string_view scope) {
    if (scope == "tenant") {
        return SettingPlace{};
    }
    for (const PlaceName& place : kPlaces) {
        if (scope.starts_with(place.prefix) && isUuid(scope.substr(place.prefix.size()))) {
            return SettingPlace{place.kind, std::string(scope.substr(place.prefix.size()))};
        }
    }
    return std::nullopt;
}

std::vector<ResolvedSetting> resolveSettings(std::span<const SettingLayer> layers) {
    const auto ordered = inOrder(layers);
    std::vector<ResolvedSetting> resolved;
    resolved.reserve(allSettings().size());
    for (const SettingDefinition& setting : allSettings()) {
        resolved.push_back(resolveOne(setting, ordered));
    }
    return resolved;
}

std::map<std::string, std::string> valuesOf(std::span<const ResolvedSetting> resolved) {
    std::map<std::string, std::string> values;
    for (const ResolvedSetting& setting : resolved) {
        values.emplace(setting.definition->name, setting.value);
    }
    return values;
}

Status checkLayer(const SettingLayer& layer, std::span<const SettingLayer> wider) {
    for (const auto& [name, given] : layer.values) {
        if (Status checked = checkGiven(layer, name, given); !checked) {
            return checked;
        }
        for (const SettingLayer& other : wider) {
            const auto locked = other.values.find(name);
            const bool isAbove = other.place.kind < layer.place.kind;
            if (isAbove && locked != other.values.end() && locked->second.isLocked &&
                locked->second.value != given.value) {
                return refused(ErrorCode::Conflict, name, "is locked by " + other.place.text());
            }
        }
    }
    return {};
}

} // namespace kaomon::domain
