// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/setting_number.h"

#include <array>
#include <charconv>

#include "auth/tenant_settings.h"
#include "base/log.h"
#include "domain/setting_registry.h"
#include "storage/repositories/policy_repository.h"

namespace kaomon::auth {
namespace {

long long wholeOf(std::string_view text) {
    long long number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

} // namespace

long long settingNumber(storage::UnitOfWork& unit, const std::string& name) {
    const auto* setting = domain::findSetting(name);
    const long long usual = setting != nullptr ? wholeOf(setting->defaultValue) : 0;
    const auto document = storage::PolicyRepository(unit).find("policy", "tenant");
    if (!document) {
        return usual;
    }
    const auto layer = layerOf(*document);
    if (!layer) {
        log::error("settings.unreadable",
                   {{"tenant", unit.tenant().text()}, {"code", wireName(layer.error().code)}});
        return usual;
    }
    const std::array layers{*layer};
    for (const auto& resolved : domain::resolveSettings(layers)) {
        if (resolved.definition->name == name) {
            return wholeOf(resolved.value);
        }
    }
    return usual;
}

} // namespace kaomon::auth
