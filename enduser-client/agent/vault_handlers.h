// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <set>

#include "agent/router.h"
#include "agent/vault_keeper.h"

namespace kaomon::agent {

// Answers what a person's client asks of his vault: vaultState, vaultOpen, vaultClose, vaultList,
// vaultReveal, vaultSave, vaultRemove, fillSecret and fillDone. Main thread.
class VaultHandlers {
public:
    VaultHandlers(VaultKeeper& keeper, const Clock& clock)
        : m_keeper(keeper)
        , m_clock(clock) {}
    void addTo(Router& router);
    // Its attempt ends with it.
    void onDisconnected(const Connection* connection);

private:
    void state(const Caller& caller);
    void open(const Caller& caller);
    void list(const Caller& caller, const localipc::Message& message);
    void reveal(const Caller& caller, const localipc::Message& message);
    void save(const Caller& caller, const localipc::Message& message);
    void remove(const Caller& caller, const localipc::Message& message);
    void fillSecret(const Caller& caller, const localipc::Message& message);
    void giveOut(const Caller& caller, const VaultItemId& id, const std::string& app);
    void fillDone(const Caller& caller, const localipc::Message& message);
    // Opens the vault and goes on with it; a refusal is answered here.
    void withVault(const Caller& caller, FaceAge age, std::function<void()> next);
    [[nodiscard]] static Result<VaultItemId> idField(const localipc::Message& message,
                                                     std::string_view key = "id");
    [[nodiscard]] std::string startingTemplates() const;
    [[nodiscard]] std::vector<wire::VaultEntrySummary> ofTheCompany(uid_t uid) const;
    [[nodiscard]] Result<applogin::AppTemplate> formOf(uid_t uid, const VaultItemId& id) const;
    [[nodiscard]] FaceAge ageFor(uid_t uid, const VaultItemId& id) const;

    VaultKeeper& m_keeper;
    const Clock& m_clock;
    std::map<const Connection*, uid_t> m_asking;
    // Whose vaultOpen has just asked for the face: the fill that follows on it does not ask once more.
    std::set<const Connection*> m_seen;
};

} // namespace kaomon::agent
