// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/policies/settings_handlers.h"

#include <map>

#include "features/policies/settings_layers.h"
#include "features/reply.h"
#include "storage/repositories/device_repository.h"
#include "storage/repositories/user_repository.h"

namespace kaomon::features {
namespace {

using domain::ResolvedSetting;
using domain::SettingDefinition;
using storage::UnitOfWork;

std::vector<std::string> scopeNames(unsigned scopes) {
    using namespace domain::setting_scope;
    std::vector<std::string> names;
    for (const auto& [scope, name] : {std::pair(kTenant, "tenant"), std::pair(kGroup, "group"),
                                      std::pair(kUser, "user"), std::pair(kDeviceGroup, "device_group")}) {
        if ((scopes & scope) != 0) {
            names.emplace_back(name);
        }
    }
    return names;
}

wire::SettingDescription describe(const SettingDefinition& setting) {
    return {.name = std::string(setting.name),
            .type = std::string(toWire(setting.type)),
            .defaultValue = std::string(setting.defaultValue),
            .minimum = setting.minimum,
            .maximum = setting.maximum,
            .choices = {setting.choices.begin(), setting.choices.end()},
            .unit = std::string(setting.unit),
            .scopes = scopeNames(setting.scopes),
            .section = std::string(setting.section),
            .since = std::string(setting.since),
            .helpId = std::string(setting.helpId),
            .lockable = setting.isLockable(),
            .obeyed = setting.isObeyed};
}

// Logins of those who signed; somebody who is gone has none.
class Signers {
public:
    Signers(UnitOfWork& unit, TimePoint now)
        : m_users(unit, now) {}

    std::optional<std::string> login(const std::string& user) {
        const auto known = m_logins.find(user);
        if (known != m_logins.end()) {
            return known->second;
        }
        const auto id = UserId::parse(user);
        const auto found = id ? m_users.find(*id) : std::nullopt;
        auto login = found ? std::optional(found->login) : std::nullopt;
        m_logins.emplace(user, login);
        return login;
    }

private:
    storage::UserRepository m_users;
    std::map<std::string, std::optional<std::string>> m_logins;
};

wire::ExplainedSetting explain(const ResolvedSetting& resolved, Signers& signers) {
    const std::string name(resolved.definition->name);
    wire::ExplainedSetting explained{.name = name,
                                     .value = std::string(resolved.value),
                                     .source = "default",
                                     .locked = resolved.isLocked,
                                     .overruled = {}};
    if (resolved.source != nullptr) {
        explained.source = resolved.source->place.text();
        explained.setBy = resolved.source->setBy;
        explained.setByLogin = signers.login(resolved.source->setBy);
        explained.setAt = resolved.source->setAt;
        explained.version = resolved.source->version;
    }
    for (const domain::SettingLayer* layer : resolved.overruled) {
        explained.overruled.push_back({layer->place.text(), layer->values.find(name)->second.value});
    }
    return explained;
}

// The person and the group of the PC that the query names. ErrorCode::NotFound.
Result<SettingsSubject> subjectOf(UnitOfWork& unit, const std::string& user, const std::string& device,
                                  TimePoint now) {
    SettingsSubject subject;
    if (!user.empty()) {
        const auto id = UserId::parse(user);
        if (!id || !storage::UserRepository(unit, now).find(*id)) {
            return fail(ErrorCode::NotFound, "no such user");
        }
        subject.user = *id;
    }
    if (!device.empty()) {
        const auto id = DeviceId::parse(device);
        const auto found = id ? storage::DeviceRepository(unit).find(*id) : std::nullopt;
        if (!found) {
            return fail(ErrorCode::NotFound, "no such device");
        }
        subject.deviceGroup = found->group;
    }
    return subject;
}

Reply explained(UnitOfWork& unit, const SettingsSubject& subject, TimePoint now) {
    const auto layers = layersFor(unit, subject, now);
    if (!layers) {
        return propagate(layers.error());
    }
    wire::SettingsExplanation answer;
    for (const domain::SettingLayer& layer : *layers) {
        answer.scopes.push_back(layer.place.text());
    }
    Signers signers(unit, now);
    for (const ResolvedSetting& setting : domain::resolveSettings(*layers)) {
        answer.items.push_back(explain(setting, signers));
    }
    return jsonReply(200, answer);
}

} // namespace

AsyncReply settingsTable(ServiceContext&, http::RequestContext&) {
    wire::SettingsTable table;
    for (const std::string_view section : domain::settingSections()) {
        table.sections.emplace_back(section);
    }
    for (const SettingDefinition& setting : domain::allSettings()) {
        table.items.push_back(describe(setting));
    }
    co_return jsonReply(200, table);
}

AsyncReply explainSettings(ServiceContext& services, http::RequestContext& context) {
    const std::string user = context.query("user");
    const std::string device = context.query("device");
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        const auto subject = subjectOf(unit, user, device, now);
        if (!subject) {
            return propagate(subject.error());
        }
        return explained(unit, *subject, now);
    });
}

} // namespace kaomon::features
