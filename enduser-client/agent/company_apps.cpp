// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/company_apps.h"

#include <algorithm>

#include "agent/policy_store.h"
#include "base/log.h"
#include "crypto/bytes_io.h"
#include "crypto/secret_key.h"
#include "wire/codec.h"

namespace kaomon::agent {

bool isRolledOut(const wire::AppTemplateBody& body, const std::string& device,
                 const std::string& deviceGroup) {
    if (std::ranges::find(body.deviceGroups, deviceGroup) != body.deviceGroups.end()) {
        return true;
    }
    const Bytes hash =
        crypto::shortHash(crypto::BytesWriter().text("rollout").text(body.id.text()).text(device).result());
    const unsigned place = (static_cast<unsigned>(hash[0]) << 8U) | hash[1]; // 0 to 65535
    return place < static_cast<unsigned>(body.percent) * 65536U / 100U;
}

std::vector<crypto::SignedPolicy> CompanyApps::documents(const std::string& kind,
                                                         const std::string& scope) const {
    std::vector<crypto::SignedPolicy> found;
    const auto& manifest = m_state.policies().manifest();
    const auto objects = m_state.cache().list("policy");
    if (!objects || !manifest) {
        return found;
    }
    for (const auto& object : *objects) {
        if (!object.id.starts_with(kind + '|' + scope)) {
            continue;
        }
        auto document = openPolicy(std::string(object.bytes.begin(), object.bytes.end()), *manifest, 0);
        if (document && document->kind == kind && kind + '|' + document->scope == object.id) {
            found.push_back(std::move(*document));
        } else {
            log::error("agent.policy_refused",
                       {{"id", object.id},
                        {"code", wireName(document ? ErrorCode::PolicyUnsigned : document.error().code)}});
        }
    }
    return found;
}

std::vector<CompanyTemplate> CompanyApps::templates() const {
    std::vector<CompanyTemplate> found;
    const DeviceIdentity* device = m_state.device();
    if (device == nullptr) {
        return found;
    }
    for (const crypto::SignedPolicy& document : documents("app_template", "app:")) {
        const auto body = wire::decode<wire::AppTemplateBody>(document.body);
        if (!body || document.scope != "app:" + body->id.text()) {
            log::error("agent.policy_refused", {{"id", document.scope}, {"code", "validation_failed"}});
            continue;
        }
        if (body->isWithdrawn || !isRolledOut(*body, device->id.text(), device->group)) {
            continue;
        }
        auto form = applogin::AppTemplate::parse(body->templateJson);
        if (!form) { // of a newer version, perhaps
            log::warning("agent.app_template_refused",
                         {{"id", body->id.text()}, {"code", wireName(form.error().code)}});
            continue;
        }
        found.push_back({body->id, static_cast<long long>(document.version), std::move(*form)});
    }
    std::ranges::sort(found, {}, [](const CompanyTemplate& one) { return one.form.name; });
    return found;
}

std::vector<wire::BlindEntry> CompanyApps::blindEntries(const UserId& user) const {
    for (const crypto::SignedPolicy& document : documents("blind_entries", "user:" + user.text())) {
        auto body = wire::decode<wire::BlindEntriesBody>(document.body);
        if (body && body->user == user) {
            return std::move(body->items);
        }
    }
    return {};
}

} // namespace kaomon::agent
