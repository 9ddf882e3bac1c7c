// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "crypto/key_pairs.h"
#include "domain/role.h"

namespace kaomon::crypto {

// A statement with its signature: `payload` is the canonical form of one of the records below.
struct SignedRecord {
    Bytes payload;
    std::string signer; // user id of the admin, "tr", or the id of an enrolment code (delegate)
    Bytes signature;

    [[nodiscard]] Bytes encode() const;
    [[nodiscard]] static Result<SignedRecord> decode(std::span<const std::uint8_t> bytes);
};

struct ManifestAdmin {
    std::string userId;
    domain::Role role = domain::Role::Owner;
    Bytes signPublic; // Ed25519
    Bytes boxPublic;  // X25519
};

struct ManifestFaceKey {
    std::string id;
    std::string group;
};

// What the tenant root vouches for. Everybody keeps the highest version seen and refuses a lower one.
struct TenantManifest {
    std::uint64_t version = 1;
    std::string tenant;
    bool isDemo = false; // only a tenant so marked may set liveness 0
    Bytes rootPublic;
    Bytes imageEvidencePublic;
    Bytes diagnosticsEvidencePublic;
    Bytes recoveryPublic;
    Bytes emergencyPublic;
    std::vector<ManifestFaceKey> faceKeys;
    std::vector<ManifestAdmin> admins;
    std::vector<std::string> tlsPins; // SPKI SHA-256, base64url: current, then next
    TimePoint issuedAt;

    [[nodiscard]] SignedRecord sign(const SigningKey& root) const;
    // Verifies against the pinned root key, the tenant and the lowest version allowed.
    // ErrorCode::SignatureInvalid, ManifestRolledBack, ValidationFailed.
    [[nodiscard]] static Result<TenantManifest> verify(const SignedRecord& record,
                                                       std::span<const std::uint8_t> rootPublic,
                                                       const std::string& tenant,
                                                       std::uint64_t minimumVersion);
    [[nodiscard]] const ManifestAdmin* admin(const std::string& userId) const;
};

// 32 hex digits of BLAKE2b-256(root public key), in groups of four: what people compare and what a bundle
// carries.
[[nodiscard]] std::string rootFingerprint(std::span<const std::uint8_t> rootPublic);

// Lets whoever holds an enrolment code certify devices, within limits; may not sign templates or policy.
struct DelegateCertificate {
    std::string tenant;
    std::string codeId;
    Bytes delegatePublic;
    std::string deviceGroup;
    std::uint64_t useCount = 1;
    TimePoint notAfter;

    [[nodiscard]] SignedRecord sign(const std::string& adminId, const SigningKey& admin) const;
    // The signer must be an owner or user admin of the manifest. ErrorCode::SignatureInvalid,
    // EnrolmentCodeExpired.
    [[nodiscard]] static Result<DelegateCertificate> verify(const SignedRecord& record,
                                                            const TenantManifest& manifest, TimePoint now);
};

// Binds a device's public keys to its id. `delegateRecord` is carried along, so that the chain can be walked.
struct DeviceCertificate {
    std::string tenant;
    std::string deviceId;
    std::string deviceGroup;
    Bytes signPublic;
    Bytes boxPublic;
    TimePoint issuedAt;
    Bytes delegateRecord; // encoded SignedRecord of the DelegateCertificate

    [[nodiscard]] SignedRecord sign(const std::string& codeId, const SigningKey& delegate) const;
    // Walks TR manifest -> admin -> delegate -> device. The delegate must have been valid at issuedAt.
    [[nodiscard]] static Result<DeviceCertificate> verify(const SignedRecord& record,
                                                          const TenantManifest& manifest);
};

// A settings document, account links or group membership, signed by an admin. `body` is the JSON text of
// docs/protocol.md 2.5; `kind` is "policy", "account_links" or "group_members"; `scope` is "tenant" or
// "group:<id>", "user:<id>" or "device_group:<id>".
struct SignedPolicy {
    std::string tenant;
    std::string kind;
    std::string scope;
    std::uint64_t version = 1;
    std::string body;
    TimePoint issuedAt;

    [[nodiscard]] SignedRecord sign(const std::string& adminId, const SigningKey& admin) const;
    // The signer must be an owner or user admin of the manifest; version >= minimumVersion.
    // ErrorCode::PolicyUnsigned, PolicyRolledBack, ValidationFailed.
    [[nodiscard]] static Result<SignedPolicy>
    verify(const SignedRecord& record, const TenantManifest& manifest, std::uint64_t minimumVersion);
    // What a record says, whoever signed it: for what was verified before, and for history whose signer has
    // left the manifest since. ErrorCode::ValidationFailed.
    [[nodiscard]] static Result<SignedPolicy> read(const SignedRecord& record);
};

} // namespace kaomon::crypto
