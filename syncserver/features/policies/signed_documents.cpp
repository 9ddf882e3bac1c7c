// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/policies/signed_documents.h"

#include <algorithm>
#include <set>

#include "auth/manifest_root.h"
#include "crypto/trust.h"
#include "features/policies/app_documents.h"
#include "features/policies/settings_layers.h"
#include "features/reply.h"
#include "storage/repositories/confirmation_repository.h"
#include "storage/repositories/face_repository.h"
#include "storage/repositories/group_repository.h"
#include "storage/repositories/key_repository.h"
#include "storage/repositories/policy_repository.h"
#include "storage/repositories/user_repository.h"
#include "wire/confirmations.h"

namespace kaomon::features {
namespace {

using storage::PolicyRepository;
using storage::UnitOfWork;

constexpr std::size_t kMostLinks = 64;
constexpr std::size_t kMostRemovedFaces = 200;
constexpr std::size_t kMostGroups = 32;
constexpr std::size_t kLongestName = 200;

Result<crypto::SignedPolicy> openSigned(UnitOfWork& unit, const wire::PolicyDocument& document) {
    const auto stored = storage::KeyRepository(unit).manifest();
    if (!stored) {
        return fail(ErrorCode::PolicyUnsigned, "no manifest");
    }
    const auto manifest = auth::openOwnManifest(stored->record, unit.tenant().text());
    if (!manifest) {
        return propagate(manifest.error());
    }
    const auto record = crypto::SignedRecord::decode(document.record);
    if (!record) {
        return fail(ErrorCode::PolicyUnsigned, "not a signed record");
    }
    auto policy = crypto::SignedPolicy::verify(*record, *manifest, 1);
    if (!policy) {
        return policy;
    }
    const bool isSame = policy->tenant == unit.tenant().text() && policy->kind == document.kind &&
                        policy->scope == document.scope &&
                        static_cast<long long>(policy->version) == document.version;
    if (!isSame) {
        return fail(ErrorCode::PolicyUnsigned, "differs from what was signed");
    }
    return policy;
}

Status checkPolicy(UnitOfWork& unit, const crypto::SignedPolicy& policy, TimePoint now) {
    const auto body = wire::decode<wire::SettingsBody>(policy.body, wire::UnknownFields::Reject);
    return body ? checkSettings(unit, policy.scope, *body, now) : propagate(body.error());
}

// Deletes the faces that the document names. What an earlier version named stays named, until the list is
// full: else the document itself would make a deleted face good again.
Status takeRemovals(UnitOfWork& unit, const wire::AccountLinksBody& body, TimePoint now) {
    const auto removed = body.removedFaces.value_or(std::vector<TemplateId>());
    if (removed.size() > kMostRemovedFaces) {
        return fail(ErrorCode::ValidationFailed, "at most 200 faces", "/record/removed_faces");
    }
    const auto stored = PolicyRepository(unit).find("account_links", "user:" + body.user.text());
    const auto record = stored ? crypto::SignedRecord::decode(stored->record)
                               : Result<crypto::SignedRecord>(fail(ErrorCode::NotFound, "none yet"));
    const auto earlier = record ? crypto::SignedPolicy::read(*record)
                                : Result<crypto::SignedPolicy>(propagate(record.error()));
    const auto before = earlier ? wire::decode<wire::AccountLinksBody>(earlier->body)
                                : Result<wire::AccountLinksBody>(propagate(earlier.error()));
    for (const TemplateId& face :
         before ? before->removedFaces.value_or(std::vector<TemplateId>()) : std::vector<TemplateId>()) {
        if (removed.size() < kMostRemovedFaces && std::ranges::find(removed, face) == removed.end()) {
            return fail(ErrorCode::ValidationFailed, "a deleted face is no longer named",
                        "/record/removed_faces");
        }
    }
    storage::FaceRepository faces(unit);
    for (const TemplateId& id : removed) {
        const auto face = faces.find(id);
        if (face && face->user == body.user) {
            faces.remove(body.user, id, now);
        }
    }
    return {};
}

Status takeLinks(UnitOfWork& unit, const crypto::SignedPolicy& policy, TimePoint now) {
    const auto body = wire::decode<wire::AccountLinksBody>(policy.body, wire::UnknownFields::Reject);
    if (!body) {
        return propagate(body.error());
    }
    if (policy.scope != "user:" + body->user.text()) {
        return fail(ErrorCode::ValidationFailed, "scope is of another user", "/scope");
    }
    if (!storage::UserRepository(unit, now).find(body->user)) {
        return fail(ErrorCode::NotFound, "no such user");
    }
    if (body->links.size() > kMostLinks) {
        return fail(ErrorCode::ValidationFailed, "too many accounts", "/record/links");
    }
    for (const wire::AccountLink& link : body->links) {
        if (link.authority.empty() || link.authority.size() > kLongestName || link.name.empty() ||
            link.name.size() > kLongestName) {
            return fail(ErrorCode::ValidationFailed, "authority and name of 1 to 200 bytes", "/record/links");
        }
    }
    if (const Status removed = takeRemovals(unit, *body, now); !removed) {
        return removed;
    }
    storage::GroupRepository(unit, now).setOsAccounts(body->user, body->links);
    storage::UserRepository(unit, now).stamp(body->user);
    return {};
}

// Refuses unknown groups and gives the person those that the document names.
Status takeMemberships(UnitOfWork& unit, const crypto::SignedPolicy& policy, TimePoint now) {
    const auto body = wire::decode<wire::GroupMembersBody>(policy.body, wire::UnknownFields::Reject);
    if (!body) {
        return propagate(body.error());
    }
    if (policy.scope != "user:" + body->user.text()) {
        return fail(ErrorCode::ValidationFailed, "scope is of another user", "/scope");
    }
    if (!storage::UserRepository(unit, now).find(body->user)) {
        return fail(ErrorCode::NotFound, "no such user");
    }
    if (body->groups.size() > kMostGroups ||
        std::set<GroupId>(body->groups.begin(), body->groups.end()).size() != body->groups.size()) {
        return fail(ErrorCode::ValidationFailed, "at most 32 groups, each once", "/record/groups");
    }
    if (!storage::GroupRepository(unit, now).setMemberships(body->user, body->groups)) {
        return fail(ErrorCode::ValidationFailed, "no such group", "/record/groups");
    }
    storage::UserRepository(unit, now).stamp(body->user);
    return {};
}

// Also brings what lists show of the document up to date.
Status takeBody(UnitOfWork& unit, const crypto::SignedPolicy& policy, TimePoint now) {
    if (policy.kind == "policy") {
        return checkPolicy(unit, policy, now);
    }
    if (policy.kind == "account_links") {
        return takeLinks(unit, policy, now);
    }
    if (policy.kind == "group_members") {
        return takeMemberships(unit, policy, now);
    }
    if (policy.kind == "app_template") {
        return checkAppTemplate(unit, policy);
    }
    if (policy.kind == "blind_entries") {
        return checkBlindEntries(unit, policy, now);
    }
    return fail(ErrorCode::ValidationFailed, "no such kind of document", "/kind");
}

Status checkVersion(const wire::PolicyDocument& document, const std::optional<wire::PolicyDocument>& stored) {
    const long long last = stored ? stored->version : 0;
    if (document.version < last) {
        return fail(ErrorCode::PolicyRolledBack, "older than the stored version");
    }
    if (document.version != last + 1) {
        return fail(ErrorCode::StaleRevision, "not the next version", etagOf(stored ? stored->rev : 0));
    }
    return {};
}

} // namespace

Result<long long> storeSignedDocument(UnitOfWork& unit, const wire::PolicyDocument& document, TimePoint now) {
    const auto policy = openSigned(unit, document);
    if (!policy) {
        return propagate(policy.error());
    }
    PolicyRepository policies(unit);
    if (const Status next = checkVersion(document, policies.find(document.kind, document.scope)); !next) {
        return propagate(next.error());
    }
    if (const Status taken = takeBody(unit, *policy, now); !taken) {
        return propagate(taken.error());
    }
    return policies.put(document, now);
}

bool isSignedStill(UnitOfWork& unit, const wire::PolicyDocument& document) {
    return openSigned(unit, document).has_value();
}

Result<long long> storeConfirmation(UnitOfWork& unit, const wire::PolicyDocument& document, TimePoint now) {
    const auto confirmation = openSigned(unit, document);
    if (!confirmation) {
        return propagate(confirmation.error());
    }
    if (confirmation->kind != "confirmation" || confirmation->scope != "tenant") {
        return fail(ErrorCode::ValidationFailed, "confirmation of the tenant", "/kind");
    }
    const auto body = wire::decode<wire::ConfirmationBody>(confirmation->body, wire::UnknownFields::Reject);
    if (!body) {
        return propagate(body.error());
    }
    if (body->heads.size() > storage::ConfirmationRepository::kMostHeads) {
        return fail(ErrorCode::ValidationFailed, "at most 1000 documents", "/record/heads");
    }
    storage::ConfirmationRepository confirmations(unit);
    if (const Status next = checkVersion(document, confirmations.find()); !next) {
        return propagate(next.error());
    }
    return confirmations.put(document, now);
}

} // namespace kaomon::features
