// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "agent/confirmation_watch.h"
#include "agent/page_verifier.h"
#include "domain/role.h"
#include "wire/codec.h"
#include "wire/confirmations.h"

namespace kaomon::agent {

namespace {

constexpr std::string_view kUser = "user:";
constexpr std::string_view kGroup = "group:";
constexpr std::string_view kApp = "app:"; // told to every PC, whether it is rolled out there or not

// Whether a document of that scope belongs on this PC although it holds none.
bool concernsThisPc(const std::string& scope, const PolicyStore& policies, const DeviceIdentity& device) {
    if (scope.starts_with(kUser)) {
        const auto user = UserId::parse(scope.substr(kUser.size()));
        return user && policies.user(*user) != nullptr;
    }
    if (scope.starts_with(kGroup)) {
        return policies.isAnyoneIn(scope.substr(kGroup.size()));
    }
    return scope == "tenant" || scope == "device_group:" + device.group || scope.starts_with(kApp);
}

// The highest version of a document that this PC was ever given; 0: none.
std::uint64_t versionSeen(const std::string& id, const localstore::LocalStore& cache) {
    const auto floor = cache.get(kFloor, id);
    return floor ? floor->rev : 0;
}

bool isGiven(const wire::ConfirmedHead& head, const localstore::LocalStore& cache,
             const PolicyStore& policies, const DeviceIdentity& device) {
    if (versionSeen(head.id, cache) >= static_cast<std::uint64_t>(std::max(0LL, head.version))) {
        return true;
    }
    // One that went with its group or person is no gap; those of people who are elsewhere are none either.
    const auto bar = head.id.find('|');
    return bar == std::string::npos || !concernsThisPc(head.id.substr(bar + 1), policies, device);
}

} // namespace

Result<crypto::SignedPolicy> storedConfirmation(const localstore::LocalStore& cache,
                                                const crypto::TenantManifest& manifest) {
    const auto objects = cache.list(kConfirmation);
    if (!objects || objects->empty()) {
        return fail(ErrorCode::NotFound, "no confirmation");
    }
    const auto& bytes = objects->front().bytes;
    return openPolicy({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, manifest, 0);
}

std::vector<std::string> withheldDocuments(const localstore::LocalStore& cache, const PolicyStore& policies,
                                           const DeviceIdentity& device) {
    std::vector<std::string> withheld;
    const auto& manifest = policies.manifest();
    const auto confirmation = manifest ? storedConfirmation(cache, *manifest)
                                       : Result<crypto::SignedPolicy>(fail(ErrorCode::NotFound, "none"));
    const auto body = confirmation ? wire::decode<wire::ConfirmationBody>(confirmation->body)
                                   : Result<wire::ConfirmationBody>(propagate(confirmation.error()));
    if (!body) {
        return withheld;
    }
    if (body->manifest > static_cast<long long>(manifest->version)) {
        withheld.emplace_back("manifest");
    }
    for (const wire::ConfirmedHead& head : body->heads) {
        // What somebody signed who has left the manifest counts on no PC, so that none can hold it.
        const auto* signer = manifest->admin(head.signer);
        const bool counts = signer != nullptr && domain::maySignPolicy(signer->role);
        if (counts && !isGiven(head, cache, policies, device)) {
            withheld.push_back(head.id);
        }
    }
    return withheld;
}

} // namespace kaomon::agent
