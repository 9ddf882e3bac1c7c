// SPDX-License-Identifier: GPL-3.0-or-later
//
// Faults in the agent (test::isPlanted()): each function stands in for one of the agent's.
#include "agent/agent_state.h"
#include "agent/cooldown_store.h"
#include "agent/policy_store.h"
#include "support/planted.h"

namespace kaomon::test {

// "endless_offline": faces work however long the server was not heard, and after the tenant's last day.
Status realCheckOffline(const void*) asm("__real__ZNK6kaomon5agent10AgentState12checkOfflineEv");
Status checkOffline(const void*) asm("__wrap__ZNK6kaomon5agent10AgentState12checkOfflineEv");
Status checkOffline(const void* self) {
    return isPlanted("endless_offline") ? Status() : realCheckOffline(self);
}

// "forgotten_misses": refused faces are not written down.
Status realSave(void*, const UserId&, const domain::FaceCooldown&) asm(
    "__real__ZN6kaomon5agent13CooldownStore4saveERKNS_2IdINS_7UserTagEEERKNS_6domain12FaceCooldownE");
Status save(void*, const UserId&, const domain::FaceCooldown&) asm(
    "__wrap__ZN6kaomon5agent13CooldownStore4saveERKNS_2IdINS_7UserTagEEERKNS_6domain12FaceCooldownE");
Status save(void* self, const UserId& user, const domain::FaceCooldown& cooldown) {
    return isPlanted("forgotten_misses") ? Status() : realSave(self, user, cooldown);
}

// "any_version": documents count whatever version was seen before.
Result<crypto::SignedPolicy>
realOpenPolicy(std::string_view, const crypto::TenantManifest&,
               std::uint64_t) asm("__real__ZN6kaomon5agent10openPolicyESt17basic_string_viewIcSt11char_"
                                  "traitsIcEERKNS_6crypto14TenantManifestEm");
Result<crypto::SignedPolicy> openPolicy(std::string_view, const crypto::TenantManifest&, std::uint64_t) asm(
    "__wrap__ZN6kaomon5agent10openPolicyESt17basic_string_viewIcSt11char_"
    "traitsIcEERKNS_6crypto14TenantManifestEm");
Result<crypto::SignedPolicy> openPolicy(std::string_view json, const crypto::TenantManifest& manifest,
                                        std::uint64_t minimumVersion) {
    return realOpenPolicy(json, manifest, isPlanted("any_version") ? 0 : minimumVersion);
}

// "deaf_pc": what an administrator confirmed is not compared with what this PC was given.
std::vector<std::string>
realWithheld(const localstore::LocalStore&, const agent::PolicyStore&,
             const agent::DeviceIdentity&) asm("__real__ZN6kaomon5agent17withheldDocumentsB5cxx11ERKNS_"
                                               "10localstore10LocalStoreERKNS0_11PolicyStoreERKNS0_"
                                               "14DeviceIdentityE");
std::vector<std::string>
withheld(const localstore::LocalStore&, const agent::PolicyStore&,
         const agent::DeviceIdentity&) asm("__wrap__ZN6kaomon5agent17withheldDocumentsB5cxx11ERKNS_"
                                           "10localstore10LocalStoreERKNS0_11PolicyStoreERKNS0_"
                                           "14DeviceIdentityE");
std::vector<std::string> withheld(const localstore::LocalStore& cache, const agent::PolicyStore& policies,
                                  const agent::DeviceIdentity& device) {
    return isPlanted("deaf_pc") ? std::vector<std::string>() : realWithheld(cache, policies, device);
}

} // namespace kaomon::test
