// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/policies/settings_layers.h"

#include <algorithm>
#include <set>

#include "auth/tenant_settings.h"
#include "crypto/trust.h"
#include "domain/policy.h"
#include "storage/repositories/group_repository.h"
#include "storage/repositories/policy_repository.h"
#include "storage/repositories/user_repository.h"
#include "wire/codec.h"

namespace kaomon::features {
namespace {

using domain::SettingLayer;
using domain::SettingPlace;
using storage::PolicyRepository;
using storage::UnitOfWork;

constexpr std::size_t kMostSettings = 500;
constexpr std::size_t kLongestReason = 500;

Status addLayer(UnitOfWork& unit, const std::string& scope, std::vector<SettingLayer>& layers) {
    const auto document = PolicyRepository(unit).find("policy", scope);
    if (!document) {
        return {};
    }
    auto layer = auth::layerOf(*document);
    if (!layer) {
        return propagate(layer.error());
    }
    layers.push_back(std::move(*layer));
    return {};
}

// What must not be overruled by a document at `place`.
Result<std::vector<SettingLayer>> layersAbove(UnitOfWork& unit, const SettingPlace& place, TimePoint now) {
    SettingsSubject subject;
    if (place.kind == domain::setting_scope::kUser) {
        subject.user = UserId::parse(place.id).value_or(UserId());
    }
    auto layers = place == SettingPlace{} ? Result<std::vector<SettingLayer>>(std::vector<SettingLayer>())
                                          : layersFor(unit, subject, now);
    if (layers) {
        std::erase_if(*layers, [&](const SettingLayer& layer) { return layer.place.kind >= place.kind; });
    }
    return layers;
}

// A document of a place that does not exist could come into force unseen, when something gets that id.
Status checkPlace(UnitOfWork& unit, const SettingPlace& place, TimePoint now) {
    bool isThere = true;
    if (place.kind == domain::setting_scope::kUser) {
        const auto user = UserId::parse(place.id);
        isThere = user && storage::UserRepository(unit, now).find(*user);
    } else if (place.kind == domain::setting_scope::kGroup) {
        const auto group = GroupId::parse(place.id);
        isThere = group && storage::GroupRepository(unit, now).find(*group);
    }
    return isThere ? Status() : fail(ErrorCode::NotFound, "nothing has this id", "/scope");
}

Status checkShape(const wire::SettingsBody& body) {
    if (body.settings.size() > kMostSettings) {
        return fail(ErrorCode::ValidationFailed, "too many settings", "/settings");
    }
    if (body.reason && body.reason->size() > kLongestReason) {
        return fail(ErrorCode::ValidationFailed, "too long", "/reason");
    }
    std::set<std::string> seen;
    for (std::size_t i = 0; i < body.settings.size(); ++i) {
        if (!seen.insert(body.settings[i].name).second) {
            return fail(ErrorCode::ValidationFailed, "named twice",
                        "/settings/" + std::to_string(i) + "/name");
        }
    }
    return {};
}

// "/name" of the domain's checks as a pointer into the body.
Error pointed(Error error, const wire::SettingsBody& body) {
    const auto named = std::ranges::find_if(
        body.settings, [&](const wire::SettingValue& setting) { return '/' + setting.name == error.field; });
    if (named == body.settings.end()) {
        error.field = "/settings";
        return error;
    }
    const bool isKnown = domain::findSetting(named->name) != nullptr;
    error.field =
        "/settings/" + std::to_string(named - body.settings.begin()) + (isKnown ? "/value" : "/name");
    return error;
}

// Of values that must fit each other, what the tenant says counts where the document is silent.
Status checkTogether(const SettingLayer& layer, std::vector<SettingLayer> above) {
    above.push_back(layer);
    const auto resolved = domain::resolveSettings(above);
    const auto policy = domain::Policy::fromDocument(domain::valuesOf(resolved));
    return policy ? Status() : propagate(policy.error());
}

} // namespace

Result<std::vector<SettingLayer>> layersFor(UnitOfWork& unit, const SettingsSubject& subject, TimePoint now) {
    std::vector<std::string> scopes{"tenant"};
    if (subject.user) {
        const auto groups = storage::GroupRepository(unit, now).membershipsOf(*subject.user);
        for (auto group = groups.rbegin(); group != groups.rend(); ++group) { // the primary one last
            scopes.push_back("group:" + group->text());
        }
        scopes.push_back("user:" + subject.user->text());
    }
    if (subject.deviceGroup) {
        scopes.push_back("device_group:" + subject.deviceGroup->text());
    }
    std::vector<SettingLayer> layers;
    for (const std::string& scope : scopes) {
        if (Status added = addLayer(unit, scope, layers); !added) {
            return propagate(added.error());
        }
    }
    return layers;
}

Status checkSettings(UnitOfWork& unit, const std::string& scope, const wire::SettingsBody& body,
                     TimePoint now) {
    const auto place = SettingPlace::parse(scope);
    if (!place) {
        return fail(ErrorCode::ValidationFailed, "tenant, group, user or device_group", "/scope");
    }
    if (Status shaped = checkShape(body); !shaped) {
        return shaped;
    }
    if (Status placed = checkPlace(unit, *place, now); !placed) {
        return placed;
    }
    auto above = layersAbove(unit, *place, now);
    if (!above) {
        return propagate(above.error());
    }
    SettingLayer layer;
    layer.place = *place;
    layer.values = wire::valuesOf(body);
    Status checked = domain::checkLayer(layer, *above);
    if (checked) {
        checked = checkTogether(layer, std::move(*above));
    }
    return checked ? checked : propagate(pointed(checked.error(), body));
}

} // namespace kaomon::features
