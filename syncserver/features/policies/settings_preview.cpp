// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/policies/settings_handlers.h"

#include <map>

#include "auth/tenant_settings.h"
#include "features/policies/settings_layers.h"
#include "features/reply.h"
#include "storage/repositories/settings_reach.h"

namespace kaomon::features {
namespace {

using domain::SettingLayer;
using storage::UnitOfWork;

// Every settings document of the tenant by scope, with one replaced by a proposal or not.
using Documents = std::map<std::string, SettingLayer>;

// The stored documents. ErrorCode::StorageCorrupt.
Result<Documents> storedDocuments(UnitOfWork& unit) {
    Documents documents;
    storage::PolicyFilter filter{.kind = "policy", .scopes = {}, .afterKind = {}, .afterScope = {}};
    while (true) {
        const auto some = storage::PolicyRepository(unit).list(filter);
        for (const wire::PolicyDocument& document : some) {
            auto layer = auth::layerOf(document);
            if (!layer) {
                return propagate(layer.error());
            }
            documents.emplace(document.scope, std::move(*layer));
        }
        if (static_cast<int>(some.size()) < filter.limit) {
            return documents;
        }
        filter.afterKind = some.back().kind;
        filter.afterScope = some.back().scope;
    }
}

// Answers whether a value that applies would be another one, once for each set of documents.
class Comparison {
public:
    Comparison(Documents before, const SettingLayer& proposal)
        : m_before(std::move(before))
        , m_after(m_before) {
        m_after[proposal.place.text()] = proposal;
    }

    [[nodiscard]] bool isAffected(const std::vector<std::string>& scopes) {
        std::string key;
        for (const std::string& scope : scopes) {
            if (m_after.contains(scope)) {
                key += scope + ' ';
            }
        }
        const auto [known, isNew] = m_known.try_emplace(key, false);
        if (isNew) {
            known->second = values(m_before, scopes) != values(m_after, scopes);
        }
        return known->second;
    }

private:
    static std::map<std::string, std::string> values(const Documents& documents,
                                                     const std::vector<std::string>& scopes) {
        std::vector<SettingLayer> layers;
        for (const std::string& scope : scopes) {
            if (const auto found = documents.find(scope); found != documents.end()) {
                layers.push_back(found->second);
            }
        }
        return domain::valuesOf(domain::resolveSettings(layers));
    }

    Documents m_before;
    Documents m_after;
    std::map<std::string, bool> m_known;
};

void countReach(UnitOfWork& unit, Comparison& comparison, wire::SettingsPreview& preview) {
    storage::SettingsReach reach(unit);
    const auto memberships = reach.memberships();
    for (const std::string& user : reach.users()) {
        std::vector<std::string> scopes{"tenant"};
        if (const auto groups = memberships.find(user); groups != memberships.end()) {
            for (const std::string& group : groups->second) {
                scopes.push_back("group:" + group);
            }
        }
        scopes.push_back("user:" + user);
        ++preview.allUsers;
        preview.users += comparison.isAffected(scopes) ? 1 : 0;
    }
    for (const auto& [group, devices] : reach.devicesByGroup()) {
        preview.allDevices += devices;
        preview.devices += comparison.isAffected({"tenant", "device_group:" + group}) ? devices : 0;
    }
}

Reply previewed(UnitOfWork& unit, const wire::SettingsProposal& proposal, TimePoint now) {
    const wire::SettingsBody body{.settings = proposal.settings};
    if (const Status checked = checkSettings(unit, proposal.scope, body, now); !checked) {
        return propagate(checked.error());
    }
    auto documents = storedDocuments(unit);
    if (!documents) {
        return propagate(documents.error());
    }
    wire::SettingsPreview preview{.scope = proposal.scope, .changes = {}};
    storage::PolicyRepository policies(unit);
    std::vector<wire::SettingValue> inForce;
    if (const auto stored = policies.find("policy", proposal.scope)) {
        auto opened = openVersion({*stored, now});
        if (!opened) {
            return propagate(opened.error());
        }
        preview.version = stored->version;
        inForce = std::move(opened->settings);
    }
    preview.changes = changesBetween(inForce, proposal.settings);
    SettingLayer layer;
    layer.place = domain::SettingPlace::parse(proposal.scope).value();
    layer.values = wire::valuesOf(body);
    Comparison comparison(std::move(*documents), layer);
    countReach(unit, comparison, preview);
    return jsonReply(200, preview);
}

} // namespace

AsyncReply previewSettings(ServiceContext& services, http::RequestContext& context) {
    const auto proposal = bodyOf<wire::SettingsProposal>(context);
    if (!proposal) {
        co_return propagate(proposal.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(
        context.principal.tenant, [&](UnitOfWork& unit) -> Reply { return previewed(unit, *proposal, now); });
}

} // namespace kaomon::features
