// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include "crypto/bytes_io.h"
#include "crypto/trust.h"

namespace kaomon::crypto {
namespace {

constexpr std::string_view kPurpose = "policy";
constexpr std::array<std::string_view, 6> kKinds{"policy",       "account_links", "group_members",
                                                 "confirmation", "app_template",  "blind_entries"};

bool isScope(std::string_view scope) {
    return scope == "tenant" || (scope.starts_with("group:") && scope.size() > 6) ||
           (scope.starts_with("user:") && scope.size() > 5) ||
           (scope.starts_with("device_group:") && scope.size() > 13) ||
           (scope.starts_with("app:") && scope.size() > 4);
}

} // namespace

SignedRecord SignedPolicy::sign(const std::string& adminId, const SigningKey& admin) const {
    SignedRecord record;
    record.payload =
        BytesWriter().text(tenant).text(kind).text(scope).number(version).text(body).time(issuedAt).take();
    record.signer = adminId;
    record.signature = admin.sign(kPurpose, record.payload);
    return record;
}

Result<SignedPolicy> SignedPolicy::verify(const SignedRecord& record, const TenantManifest& manifest,
                                          std::uint64_t minimumVersion) {
    const ManifestAdmin* admin = manifest.admin(record.signer);
    if (admin == nullptr || !domain::maySignPolicy(admin->role) ||
        !crypto::verify(admin->signPublic, kPurpose, record.payload, record.signature)) {
        return fail(ErrorCode::PolicyUnsigned, "policy without a valid signature of an owner or user admin");
    }
    auto read = SignedPolicy::read(record);
    if (!read) {
        return read;
    }
    SignedPolicy& policy = *read;
    if (policy.tenant != manifest.tenant) {
        return fail(ErrorCode::PolicyUnsigned, "policy of another tenant");
    }
    if (std::ranges::find(kKinds, policy.kind) == kKinds.end() || !isScope(policy.scope)) {
        return fail(ErrorCode::ValidationFailed, "unknown kind or scope of policy");
    }
    if (policy.version < minimumVersion) {
        return fail(ErrorCode::PolicyRolledBack, "policy is older than one seen before");
    }
    return read;
}

Result<SignedPolicy> SignedPolicy::read(const SignedRecord& record) {
    BytesReader reader(record.payload);
    SignedPolicy policy;
    policy.tenant = reader.text();
    policy.kind = reader.text();
    policy.scope = reader.text();
    policy.version = reader.number();
    policy.body = reader.text();
    policy.issuedAt = reader.time();
    if (const auto finished = reader.finish(); !finished) {
        return propagate(finished.error());
    }
    return policy;
}

} // namespace kaomon::crypto
