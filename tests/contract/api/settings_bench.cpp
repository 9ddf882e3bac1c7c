// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/api/settings_bench.h"

#include <algorithm>

namespace kaomon::test {

bool SettingsBench::setUp(const std::string& prefix) {
    pc = kit.addPc();
    if (!pc) {
        return false;
    }
    member = kit.addPerson(prefix + "-member", "member", &*pc, memberCaller);
    helper = kit.addPerson(prefix + "-desk", "help_desk", nullptr, helperCaller);
    userAdmin = kit.addPerson(prefix + "-admin", "user_admin", nullptr, userAdminCaller);
    if (!member || !helper || !userAdmin) {
        return false;
    }
    for (const auto& [person, role] :
         {std::pair(&*helper, domain::Role::HelpDesk), std::pair(&*userAdmin, domain::Role::UserAdmin)}) {
        kit.manifest.admins.push_back({person->id.text(), role, person->identity.signing.publicKey(),
                                       person->identity.box.publicKey()});
    }
    return publishManifest();
}

bool SettingsBench::tearDown() {
    return std::ranges::all_of(std::initializer_list<std::string>{userScope(), pcScope(), "tenant"},
                               [&](const std::string& scope) {
                                   kit.lastReply = say(scope, {.settings = {}});
                                   return kit.lastReply.status == 200;
                               });
}

wire::PolicyDocument SettingsBench::document(const DocumentSigner& signer, const std::string& scope,
                                             long long version, const std::string& body) {
    const crypto::SignedPolicy policy{.tenant = signer.tenant,
                                      .kind = "policy",
                                      .scope = scope,
                                      .version = static_cast<std::uint64_t>(version),
                                      .body = body,
                                      .issuedAt = wallNow()};
    return {"policy", scope, version, policy.sign(signer.admin, *signer.key).encode(), 0};
}

long long SettingsBench::versionOf(const std::string& scope) {
    const auto list = bodyOf<wire::PolicyDocumentList>(get("/v1/policies?kind=policy"));
    if (!list) {
        return -1;
    }
    const auto found = std::ranges::find(list->items, scope, &wire::PolicyDocument::scope);
    return found == list->items.end() ? 0 : found->version;
}

wire::ExplainedSetting SettingsBench::explained(const std::string& query, const std::string& name) {
    const auto answer = bodyOf<wire::SettingsExplanation>(get("/v1/settings/explain" + query));
    if (!answer) {
        return {};
    }
    const auto found = std::ranges::find(answer->items, name, &wire::ExplainedSetting::name);
    return found == answer->items.end() ? wire::ExplainedSetting() : *found;
}

bool SettingsBench::publishManifest() {
    const auto stored = bodyOf<wire::ManifestDocument>(get("/v1/manifest"));
    if (!stored) {
        return false;
    }
    const auto next = kit.nextManifest(static_cast<std::uint64_t>(stored->version) + 1, kit.keys.root);
    kit.lastReply = client.send({"PUT", "/v1/manifest", wire::encode(next)}, &kit.console);
    return kit.lastReply.status == 204;
}

} // namespace kaomon::test
