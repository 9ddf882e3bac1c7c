// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "crypto/hierarchy.h"
#include "crypto/trust.h"
#include "crypto/two_person_act.h"
#include "domain/key_kind.h"
#include "wire/devices.h"
#include "wire/key_renewals.h"
#include "wire/keys.h"
#include "wire/policies.h"
#include "wire/session.h"
#include "wire/templates.h"
#include "wire/two_person_acts.h"

namespace kaomon::client {

// What a keyring is opened from; all of it comes with the sign-in and from KeyService.
struct KeyringInput {
    const wire::SessionReply& session;
    const wire::ManifestDocument& manifest;
    const wire::KeySealList& seals;
    const crypto::SecretKey& wrapKey;
    // Of an earlier sign-in; compared with the manifest when given. An owner proves the root by holding TR.
    std::string knownRootFingerprint;
    std::uint64_t minimumManifestVersion = 0;
};

struct EnrolmentOrder {
    std::string label;
    std::string group; // device group id; the first group of the manifest when empty
    int useCount = 1;
    TimePoint notAfter;
    std::string serverUrl; // https://host:port
    std::string tenantName;
    bool autoApprove = true; // false: the code lets PCs only ask; they wait for certifyDevice()
};

struct IssuedEnrolmentCode {
    wire::NewEnrolmentCode request; // for EnrolmentCodeService::create()
    SecretString bundle;            // JSON text of the bundle file: holds the code
    SecretString code;              // XXXX-XXXX-..., to be typed instead of the file
};

// An act that takes two administrators.
struct ActOrder {
    crypto::ActKind kind = crypto::ActKind::OwnerChange;
    UserId subject;
    Bytes digest; // OwnerChange: crypto::manifestDigest() of the next manifest
    std::string reason;
};

// New pairs of keys, made and sealed.
struct RenewedKeys {
    wire::KeyRenewal request;                // for KeyRenewalService::renew()
    std::optional<SecretString> recoveryKey; // where RK is new: as it stands on the next recovery sheet
};

// The keys that a signed-in administrator holds in memory: his identity, and the tenant's keys sealed to him.
// Signs policy and account links and issues enrolment codes. Owned by the console's session and gone with it;
// used on one thread. Functions that need a key this administrator has not been given fail with
// ErrorCode::KeyUnavailable.
class AdminKeyring {
public:
    // ErrorCode::DecryptionFailed (wrong wrap key, damaged seal), KeyUnavailable (no identity yet, or not an
    // administrator of the manifest), SignatureInvalid, ManifestRolledBack.
    [[nodiscard]] static Result<std::shared_ptr<const AdminKeyring>> open(const KeyringInput& input);

    // The same administrator with what the server has now: after keys were replaced or handed over.
    [[nodiscard]] Result<std::shared_ptr<const AdminKeyring>>
    refreshed(const wire::ManifestDocument& document, const wire::KeySealList& seals) const;

    [[nodiscard]] const UserId& user() const { return m_user; }
    [[nodiscard]] const TenantId& tenant() const { return m_tenant; }
    [[nodiscard]] const crypto::TenantManifest& manifest() const { return m_manifest; }
    [[nodiscard]] std::string rootFingerprint() const;
    [[nodiscard]] bool isRootHolder() const { return m_root.has_value(); }
    // That the root which was sealed to this owner opened, for KeyRenewalService::confirmRoot().
    // ErrorCode::KeyUnavailable for anyone but holders of the root.
    [[nodiscard]] Result<wire::RootConfirmation> confirmRoot() const;
    [[nodiscard]] std::string defaultGroup() const; // empty when the manifest has none

    // A signed document as PolicyService::put() takes it; the server wants the stored version + 1.
    // ErrorCode::Forbidden when this administrator's role may not sign.
    [[nodiscard]] Result<wire::PolicyDocument> signDocument(const std::string& kind, const std::string& scope,
                                                            long long version, std::string body,
                                                            TimePoint now) const;
    // Checks each setting and its place first: ErrorCode::ValidationFailed. Locks are the server's to check.
    [[nodiscard]] Result<wire::PolicyDocument> signSettings(const std::string& scope, long long version,
                                                            const wire::SettingsBody& settings,
                                                            TimePoint now) const;
    [[nodiscard]] Result<wire::PolicyDocument> signAccountLinks(const UserId& user,
                                                                const std::vector<wire::AccountLink>& links,
                                                                long long version, TimePoint now) const;
    // The version after `current` of a person's account links, with other links; the faces that were deleted
    // stay named. nullopt: there is none yet. ErrorCode::PolicyUnsigned, ValidationFailed.
    [[nodiscard]] Result<wire::PolicyDocument>
    signNextLinks(const UserId& user, const std::optional<wire::PolicyDocument>& current,
                  const std::vector<wire::AccountLink>& links, TimePoint now) const;
    // The same with the links as they are and these faces deleted: the server takes them away when it is put,
    // and no PC believes one of them again, whoever shows it. At most 200 of one person: the oldest are let
    // go.
    [[nodiscard]] Result<wire::PolicyDocument>
    signFaceRemoval(const UserId& user, const std::optional<wire::PolicyDocument>& current,
                    const std::vector<TemplateId>& faces, TimePoint now) const;
    // This administrator's word for one face that waits, for FaceService::approveTemplate().
    // ErrorCode::Forbidden: a role that may not, or his own face.
    [[nodiscard]] Result<wire::FaceApproval> signFaceApproval(const wire::FaceTemplate& face,
                                                              TimePoint now) const;
    // The groups of one person, the primary one first.
    [[nodiscard]] Result<wire::PolicyDocument> signMemberships(const UserId& user,
                                                               const std::vector<GroupId>& groups,
                                                               long long version, TimePoint now) const;
    // What a stored document says, if it is signed by an administrator of the manifest.
    // ErrorCode::PolicyUnsigned.
    [[nodiscard]] Result<crypto::SignedPolicy> openDocument(const wire::PolicyDocument& document) const;

    [[nodiscard]] Result<IssuedEnrolmentCode> makeEnrolmentCode(const EnrolmentOrder& order) const;
    // Vouches for a PC and seals the group's face keys to it, for DeviceService::approve(): the administrator
    // is his own delegate for this one. ErrorCode::Forbidden, KeyUnavailable, ValidationFailed.
    [[nodiscard]] Result<wire::DeviceApproval> certifyDevice(const wire::Device& device, const GroupId& group,
                                                             TimePoint now) const;
    // The face keys among `seals` that are sealed to this administrator and that `manifest` names; others are
    // left out.
    [[nodiscard]] std::vector<crypto::FaceKey> openFaceKeys(const wire::KeySealList& seals,
                                                            const crypto::TenantManifest& manifest) const;
    // A face key sealed to somebody. ErrorCode::ValidationFailed for a malformed public key.
    [[nodiscard]] Result<wire::KeySeal> sealFaceKey(const crypto::FaceKey& key, const std::string& receiver,
                                                    const Bytes& boxPublic) const;
    // The manifest after `change`, with the next version, signed by the root. ErrorCode::KeyUnavailable for
    // anyone but owners.
    [[nodiscard]] Result<wire::ManifestDocument> signManifest(crypto::TenantManifest next,
                                                              TimePoint now) const;
    // As above, following `current`: one that was fetched after this keyring was opened.
    [[nodiscard]] Result<wire::ManifestDocument> signManifestAfter(const crypto::TenantManifest& current,
                                                                   crypto::TenantManifest next,
                                                                   TimePoint now) const;
    // Checked against this tenant's root. ErrorCode::SignatureInvalid, ManifestRolledBack.
    [[nodiscard]] Result<crypto::TenantManifest> readManifest(const wire::ManifestDocument& document) const;
    // A tenant key sealed to this administrator: ev-image, ev-diagnostics, rk-owner, rk-user-admin,
    // emergency. nullptr when he has none.
    [[nodiscard]] const crypto::SecretKey* sealedKey(const std::string& kind) const;
    // The same with those that were replaced since, for what was sealed before: the one of today first.
    [[nodiscard]] std::vector<const crypto::SecretKey*> sealedKeys(const std::string& kind) const;

    // Replaces pairs of keys: the manifest after `current` names the new public halves, and the private
    // halves are sealed to the administrators of the manifest whom `holders` (as the server knows them) shows
    // in office, in a role that may open them. RK's second half stays with this owner where he has it today
    // or nobody else could. ErrorCode::KeyUnavailable for anyone but owners, ValidationFailed.
    [[nodiscard]] Result<RenewedKeys> renewKeys(std::span<const domain::KeyPair> pairs,
                                                const crypto::TenantManifest& current,
                                                const std::vector<wire::KeyHolder>& holders,
                                                TimePoint now) const;

    // Every key of the tenant that the receiver's role may open and that this administrator holds, sealed to
    // the receiver: for KeyService::addKeySeals() after a manifest that names him.
    // ErrorCode::ValidationFailed for a malformed public key.
    [[nodiscard]] Result<wire::KeySealList> sealKeysFor(const crypto::ManifestAdmin& receiver) const;
    // A request for TwoPersonActService::request(), good for a week.
    [[nodiscard]] wire::NewTwoPersonAct requestAct(const ActOrder& order, TimePoint now) const;
    // What is really asked for: signed by its requester, an administrator of `manifest`.
    // ErrorCode::SignatureInvalid, Forbidden.
    [[nodiscard]] Result<crypto::ActStatement> readAct(const wire::TwoPersonAct& act,
                                                       const crypto::TenantManifest& manifest) const;
    // The agreement of this administrator. ErrorCode::KeyUnavailable (a recovery without a half of RK), and
    // those of readAct().
    [[nodiscard]] Result<wire::ActApproval> approveAct(const wire::TwoPersonAct& act,
                                                       const crypto::TenantManifest& manifest) const;
    // Ends a recovery that this administrator asked for and another one agreed to: the person's vault key out
    // of its wrap for recovery, under the wrap key of a one-time password. ErrorCode::KeyUnavailable (a half
    // of RK is missing, or the person has no vault yet), DecryptionFailed, and those of readAct().
    [[nodiscard]] Result<wire::VaultKeyWrap> recoverVault(const wire::TwoPersonAct& act,
                                                          const wire::UserKeys& keys,
                                                          const crypto::SecretKey& oneTimeWrap,
                                                          const crypto::TenantManifest& manifest) const;

private:
    [[nodiscard]] Result<wire::AccountLinksBody>
    readLinks(const UserId& user, const std::optional<wire::PolicyDocument>& current) const;
    AdminKeyring() = default;
    [[nodiscard]] static Result<std::shared_ptr<const AdminKeyring>> build(UserId user, TenantId tenant,
                                                                           crypto::Identity identity,
                                                                           crypto::TenantManifest manifest,
                                                                           const wire::KeySealList& seals);
    [[nodiscard]] Result<wire::KeySeal> sealTo(const std::string& kind, const std::string& keyId,
                                               const crypto::SecretKey& key,
                                               const crypto::ManifestAdmin& receiver) const;
    [[nodiscard]] Result<Bytes> recoveryHalf(const wire::TwoPersonAct& act,
                                             const crypto::TenantManifest& manifest) const;
    // RK of today, if the halves at hand make it, and those before.
    [[nodiscard]] Result<std::vector<crypto::BoxKey>>
    recoveryKeys(const wire::TwoPersonAct& act, const crypto::TenantManifest& manifest) const;
    [[nodiscard]] Status openSeal(const wire::KeySeal& seal);
    [[nodiscard]] bool isReplaced(const std::string& kind, const crypto::SecretKey& key) const;
    [[nodiscard]] Status addNewPair(domain::KeyPair pair, const crypto::BoxKey& key,
                                    const std::vector<wire::KeyHolder>& holders, RenewedKeys& made,
                                    const crypto::TenantManifest& next) const;
    [[nodiscard]] Status checkMaySign() const;
    [[nodiscard]] std::vector<crypto::FaceKey> faceKeysOf(const GroupId& group) const;
    [[nodiscard]] Bytes signDelegate(const std::string& codeId, const GroupId& group, const Bytes& delegate,
                                     int useCount, TimePoint notAfter) const;

    UserId m_user;
    TenantId m_tenant;
    crypto::Identity m_identity;
    crypto::TenantManifest m_manifest;
    std::optional<crypto::SigningKey> m_root;
    std::string m_rootKeyId;
    Bytes m_rootSealDigest; // of the seal that it came out of
    std::vector<crypto::FaceKey> m_faceKeys;
    std::map<std::string, crypto::SecretKey> m_otherKeys; // by kind
    std::map<std::string, std::string> m_otherKeyIds;     // likewise
    struct OldKey {
        std::string kind; // that it had
        std::string id;
        crypto::SecretKey key;
    };
    std::vector<OldKey> m_oldKeys; // replaced since
};

} // namespace kaomon::client
