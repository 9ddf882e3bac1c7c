// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <QFuture>

#include "client/api_client.h"
#include "wire/accounts.h"
#include "wire/bootstrap.h"
#include "wire/changes.h"
#include "wire/devices.h"
#include "wire/events.h"
#include "wire/groups.h"
#include "wire/imports.h"
#include "wire/ip_rules.h"
#include "wire/keys.h"
#include "wire/meta.h"
#include "wire/policies.h"
#include "wire/scim_tokens.h"
#include "wire/session.h"
#include "wire/templates.h"
#include "wire/users.h"

// One small class per resource of docs/protocol.md section 4. Each only names paths and types; ApiClient does
// the rest, so errors are those of ApiClient and of the server. The ApiClient outlives the services; same
// thread.
namespace kaomon::client {

// Which part of a list.
struct PageRequest {
    int limit = 100; // at most 500
    std::string cursor;
};

class MetaService {
public:
    explicit MetaService(ApiClient& api)
        : m_api(api) {}
    [[nodiscard]] QFuture<Result<wire::Meta>> meta();

private:
    ApiClient& m_api;
};

class BootstrapService {
public:
    explicit BootstrapService(ApiClient& api)
        : m_api(api) {}
    // `code` as typed. ErrorCode::BootstrapCodeInvalid, RateLimited.
    [[nodiscard]] QFuture<Result<wire::BootstrapInfo>> begin(std::string_view code);
    [[nodiscard]] QFuture<Result<wire::User>> complete(const wire::BootstrapRequest& request);

private:
    ApiClient& m_api;
};

class SessionService {
public:
    explicit SessionService(ApiClient& api)
        : m_api(api) {}
    [[nodiscard]] QFuture<Result<wire::PreloginReply>> prelogin(const wire::PreloginRequest& request);
    // The ApiClient must have its signer; the caller hands the token of the reply to
    // ApiClient::setAccessToken(). ErrorCode::LoginFailed whatever was wrong.
    [[nodiscard]] QFuture<Result<wire::SessionReply>> signIn(const wire::SignInRequest& request);
    [[nodiscard]] QFuture<Result<wire::SessionReply>> refresh(const wire::RefreshRequest& request);
    [[nodiscard]] QFuture<Status> signOut();
    [[nodiscard]] QFuture<Status> changePassword(const wire::PasswordChange& change);
    // After ErrorCode::ReauthRequired: proves the password again, then the refused call may be repeated.
    // ErrorCode::LoginFailed.
    [[nodiscard]] QFuture<Result<wire::ReauthReply>> reauthenticate(const wire::ReauthRequest& request);

private:
    ApiClient& m_api;
};

// Empty members do not filter; the wire names are those of docs/protocol.md 4.4.
struct UserQuery {
    std::string search;
    std::string state;
    std::string face;
    std::string role;
    std::string group;
    std::optional<int> noFaceDays;
    std::string sort; // login, name, changed; with - in front backwards
    std::string faceModel = {};
};

class UserService {
public:
    explicit UserService(ApiClient& api)
        : m_api(api) {}
    [[nodiscard]] QFuture<Result<wire::UserPage>> list(const std::string& query,
                                                       const PageRequest& page = {});
    [[nodiscard]] QFuture<Result<wire::UserPage>> list(const UserQuery& query, const PageRequest& page = {});
    // ErrorCode::DuplicateLogin.
    [[nodiscard]] QFuture<Result<wire::User>> create(const wire::NewUser& user);
    [[nodiscard]] QFuture<Result<wire::User>> get(const UserId& user);
    // ErrorCode::StaleRevision when somebody else changed the user since `revision`.
    [[nodiscard]] QFuture<Result<wire::User>> patch(const UserId& user, const wire::UserPatch& patch,
                                                    long long revision);
    [[nodiscard]] QFuture<Status> resetPassword(const UserId& user, const wire::PasswordReset& reset);
    // For 30 days; then for good.
    [[nodiscard]] QFuture<Status> remove(const UserId& user, long long revision);
    [[nodiscard]] QFuture<Result<wire::User>> restore(const UserId& user);
    [[nodiscard]] QFuture<Result<wire::User>> requestReEnrolment(const UserId& user,
                                                                 const std::string& reason);
    // With an `idempotencyKey` of the caller's the call may be repeated after a lost answer.
    [[nodiscard]] QFuture<Result<wire::BulkReply>> bulk(const wire::BulkRequest& request,
                                                        const std::string& idempotencyKey = {});
    [[nodiscard]] QFuture<Result<wire::UserKeys>> keys(const UserId& user);
    [[nodiscard]] QFuture<Status> putVaultKeys(const wire::UserKeys& keys);

private:
    ApiClient& m_api;
};

// The second factor of the signed-in administrator, and the tenant's rule about it. Most calls want a fresh
// proof of the password: ErrorCode::ReauthRequired.
class SecondFactorService {
public:
    explicit SecondFactorService(ApiClient& api)
        : m_api(api) {}
    [[nodiscard]] QFuture<Result<wire::SecondFactorState>> state();
    [[nodiscard]] QFuture<Result<wire::SecondFactorSetup>> begin();
    // ErrorCode::SecondFactorWrong.
    [[nodiscard]] QFuture<Result<wire::RecoveryCodes>> confirm(const std::string& code);
    [[nodiscard]] QFuture<Result<wire::RecoveryCodes>> makeRecoveryCodes();
    [[nodiscard]] QFuture<Status> remove();
    // Of another administrator who lost his; owners only.
    [[nodiscard]] QFuture<Status> removeOf(const UserId& user);
    [[nodiscard]] QFuture<Result<wire::AccountRules>> rules();
    [[nodiscard]] QFuture<Result<wire::AccountRules>> putRules(const wire::AccountRules& rules);

private:
    ApiClient& m_api;
};

class SessionListService {
public:
    explicit SessionListService(ApiClient& api)
        : m_api(api) {}
    [[nodiscard]] QFuture<Result<wire::SessionList>> own();
    [[nodiscard]] QFuture<Result<wire::SessionList>> of(const UserId& user); // owners only
    [[nodiscard]] QFuture<Status> end(const std::string& session);
    [[nodiscard]] QFuture<Status> endOthers(); // of the caller, but this one
    [[nodiscard]] QFuture<Status> endAllOf(const UserId& user);

private:
    ApiClient& m_api;
};

// What administrators do to accounts, beyond the list of users.
class AccountService {
public:
    explicit AccountService(ApiClient& api)
        : m_api(api) {}
    // ErrorCode::LastOwner, Conflict (oneself), StaleRevision.
    [[nodiscard]] QFuture<Result<wire::User>> setRole(const UserId& user, const wire::RoleChange& change,
                                                      long long revision);
    // At most 500 rows; the result has a row for each. Keys as in UserService::bulk().
    [[nodiscard]] QFuture<Result<wire::BulkReply>> reissue(const wire::BulkReissue& reissue,
                                                           const std::string& idempotencyKey = {});
    [[nodiscard]] QFuture<Result<wire::AccountSecurity>> security(const UserId& user);
    // Answers what was wrong before.
    [[nodiscard]] QFuture<Result<wire::AccountSecurity>> unlock(const UserId& user,
                                                                const wire::UnlockRequest& request);
    [[nodiscard]] QFuture<Result<wire::BulkReply>> unlock(const wire::BulkUnlock& request,
                                                          const std::string& idempotencyKey = {});
    // By a PC. ErrorCode::FaceFrozen.
    [[nodiscard]] QFuture<Status> confirmFace(const UserId& user, const wire::FaceConfirmation& confirmation);
    [[nodiscard]] QFuture<Status> putEmergencyKey(const wire::EmergencyKeySeal& seal); // by a PC
    [[nodiscard]] QFuture<Result<wire::EmergencyGrant>> issueEmergencyCode(const DeviceId& device,
                                                                           const wire::EmergencyIssue& issue);
    // Neither `kind` nor `user` filters when empty.
    [[nodiscard]] QFuture<Result<wire::AccountActPage>> acts(const std::string& kind, const std::string& user,
                                                             const PageRequest& page = {});

private:
    ApiClient& m_api;
};

// Users from a CSV file. check, apply and undo work for about two seconds on the server: repeat them until
// the job's state says that the step is over.
class ImportService {
public:
    explicit ImportService(ApiClient& api)
        : m_api(api) {}
    [[nodiscard]] QFuture<Result<wire::ImportJobList>> list();
    [[nodiscard]] QFuture<Result<wire::ImportJob>> create(const wire::NewImport& import);
    [[nodiscard]] QFuture<Result<wire::ImportJob>> get(const ImportId& import);
    // Parts of 1 MiB from 0, in order; the last one is what is left. ErrorCode::Conflict: another is due.
    [[nodiscard]] QFuture<Result<wire::ImportJob>> putPart(const ImportId& import, int part,
                                                           std::string bytes);
    [[nodiscard]] QFuture<Result<wire::ImportJob>> check(const ImportId& import);
    [[nodiscard]] QFuture<Result<wire::ImportJob>> apply(const ImportId& import,
                                                         const wire::ImportApply& how);
    [[nodiscard]] QFuture<Result<wire::ImportJob>> cancel(const ImportId& import);
    [[nodiscard]] QFuture<Result<wire::ImportJob>> undo(const ImportId& import);
    // Empty `action` and `state` do not filter.
    [[nodiscard]] QFuture<Result<wire::ImportRowPage>> rows(const ImportId& import, const std::string& action,
                                                            const std::string& state,
                                                            const PageRequest& page = {});
    // A CSV file in the encoding of the import; `language` is ja or en.
    [[nodiscard]] QFuture<Result<std::string>> refusedRows(const ImportId& import,
                                                           const std::string& language);

private:
    ApiClient& m_api;
};

// Empty members leave the choice to the server: UTF-8 with a mark, Japanese, every column, refuse.
struct UserExport {
    std::string encoding;   // utf-8-bom, utf-8, cp932
    std::string language;   // ja, en
    std::string columns;    // exchange::UserColumn, separated by commas
    std::string unmappable; // refuse, mark
};

class ExportService {
public:
    explicit ExportService(ApiClient& api)
        : m_api(api) {}
    // The CSV file. ErrorCode::ValidationFailed with field "/encoding" when characters have no form in it.
    [[nodiscard]] QFuture<Result<std::string>> users(const UserExport& how);

private:
    ApiClient& m_api;
};

// Tokens with which identity providers reach /scim/v2.
class ScimTokenService {
public:
    explicit ScimTokenService(ApiClient& api)
        : m_api(api) {}
    [[nodiscard]] QFuture<Result<wire::ScimTokenList>> list();
    [[nodiscard]] QFuture<Result<wire::ScimToken>> create(const wire::NewScimToken& token);
    [[nodiscard]] QFuture<Status> revoke(const ScimTokenId& token);

private:
    ApiClient& m_api;
};

class SavedFilterService {
public:
    explicit SavedFilterService(ApiClient& api)
        : m_api(api) {}
    [[nodiscard]] QFuture<Result<wire::SavedFilterList>> list();
    [[nodiscard]] QFuture<Result<wire::SavedFilter>> put(const wire::SavedFilter& filter);
    [[nodiscard]] QFuture<Status> remove(const std::string& id);

private:
    ApiClient& m_api;
};

class UserGroupService {
public:
    explicit UserGroupService(ApiClient& api)
        : m_api(api) {}
    [[nodiscard]] QFuture<Result<wire::UserGroupList>> list();
    [[nodiscard]] QFuture<Result<wire::UserGroup>> create(const wire::NewGroup& group);
    [[nodiscard]] QFuture<Result<wire::UserGroup>> patch(const GroupId& group, const wire::GroupPatch& patch,
                                                         long long revision);
    [[nodiscard]] QFuture<Status> remove(const GroupId& group, long long revision);

private:
    ApiClient& m_api;
};

class DeviceGroupService {
public:
    explicit DeviceGroupService(ApiClient& api)
        : m_api(api) {}
    [[nodiscard]] QFuture<Result<wire::DeviceGroupList>> list();
    [[nodiscard]] QFuture<Result<wire::DeviceGroup>> create(const wire::NewDeviceGroup& group);
    [[nodiscard]] QFuture<Result<wire::DeviceGroup>>
    patch(const GroupId& group, const wire::DeviceGroupPatch& patch, long long revision);
    [[nodiscard]] QFuture<Status> remove(const GroupId& group, long long revision);
    // The replacement of the face key; FaceKeyRotation (face_key_rotation.h) puts these together.
    [[nodiscard]] QFuture<Result<wire::KeyRotation>> rotation(const GroupId& group);
    [[nodiscard]] QFuture<Result<wire::KeyRotation>> requestRotation(const GroupId& group);
    [[nodiscard]] QFuture<Result<wire::KeyRotation>> startRotation(const GroupId& group,
                                                                   const wire::StartRotation& start);
    [[nodiscard]] QFuture<Result<wire::RotationWork>> rotationWork(const GroupId& group, int limit = 500);
    [[nodiscard]] QFuture<Result<wire::KeyRotation>> addBatch(const GroupId& group,
                                                              const wire::RotationBatch& batch);

private:
    ApiClient& m_api;
};

// Empty members do not filter.
struct DeviceQuery {
    std::string search;
    std::string state;
    std::string group;
};

class DeviceService {
public:
    explicit DeviceService(ApiClient& api)
        : m_api(api) {}
    [[nodiscard]] QFuture<Result<wire::DevicePage>> list(const PageRequest& page = {});
    [[nodiscard]] QFuture<Result<wire::DevicePage>> list(const DeviceQuery& query,
                                                         const PageRequest& page = {});
    [[nodiscard]] QFuture<Result<wire::Device>> get(const DeviceId& device);
    [[nodiscard]] QFuture<Result<wire::Device>> patch(const DeviceId& device, const wire::DevicePatch& patch,
                                                      long long revision);
    // Takes a waiting PC in, or moves one to another group: AdminKeyring::certifyDevice().
    [[nodiscard]] QFuture<Result<wire::Device>>
    approve(const DeviceId& device, const wire::DeviceApproval& approval, long long revision);
    // The calling PC itself; also one that waits or is revoked.
    [[nodiscard]] QFuture<Result<wire::Device>> self();
    // The calling PC has erased itself.
    [[nodiscard]] QFuture<Result<wire::Device>> confirmWipe();
    // ErrorCode::EnrolmentCodeInvalid, EnrolmentCodeExpired, EnrolmentCodeUsed.
    [[nodiscard]] QFuture<Result<wire::EnrolChallenge>> enrolBegin(const std::string& codeId);
    [[nodiscard]] QFuture<Result<wire::EnrolReply>> enrol(const wire::EnrolRequest& request);

private:
    ApiClient& m_api;
};

class EnrolmentCodeService {
public:
    explicit EnrolmentCodeService(ApiClient& api)
        : m_api(api) {}
    [[nodiscard]] QFuture<Result<wire::EnrolmentCodeList>> list();
    [[nodiscard]] QFuture<Result<wire::EnrolmentCode>> create(const wire::NewEnrolmentCode& code);
    [[nodiscard]] QFuture<Status> revoke(const std::string& codeId);

private:
    ApiClient& m_api;
};

// From which addresses the tenant may be reached.
class IpRuleService {
public:
    explicit IpRuleService(ApiClient& api)
        : m_api(api) {}
    [[nodiscard]] QFuture<Result<wire::IpRuleList>> get();
    // Replaces the list that was read at `revision`. ErrorCode::ConfirmationRequired when it would keep the
    // caller out: repeat with his address (IpRuleList::callerAddress) as he typed it, then confirm() within
    // ten minutes.
    [[nodiscard]] QFuture<Result<wire::IpRuleList>> save(const wire::IpRuleUpdate& update,
                                                         long long revision);
    // ErrorCode::AddressNotAllowed from where the new list lets nobody in; Conflict when nothing waits.
    [[nodiscard]] QFuture<Result<wire::IpRuleList>> confirm();

private:
    ApiClient& m_api;
};

class KeyService {
public:
    explicit KeyService(ApiClient& api)
        : m_api(api) {}
    [[nodiscard]] QFuture<Result<wire::ManifestDocument>> manifest();
    [[nodiscard]] QFuture<Status> putManifest(const wire::ManifestDocument& manifest);
    // Those whose receiver is the caller.
    [[nodiscard]] QFuture<Result<wire::KeySealList>> keySeals();
    [[nodiscard]] QFuture<Status> addKeySeals(const wire::KeySealList& seals);

private:
    ApiClient& m_api;
};

class FaceService {
public:
    explicit FaceService(ApiClient& api)
        : m_api(api) {}
    [[nodiscard]] QFuture<Result<wire::FaceTemplateList>> templates(const UserId& user);
    // ErrorCode::ConsentRequired.
    [[nodiscard]] QFuture<Result<wire::FaceTemplate>> addTemplate(const wire::FaceTemplate& faceTemplate);
    [[nodiscard]] QFuture<Status> removeTemplate(const UserId& user, const TemplateId& faceTemplate);
    // Ends the review of a template that a revoked PC made.
    [[nodiscard]] QFuture<Result<wire::FaceTemplate>> acceptTemplate(const UserId& user,
                                                                     const TemplateId& faceTemplate);
    // One that waits counts from then on; with AdminKeyring::signFaceApproval(). ErrorCode::Conflict (one's
    // own face, or none that waits), SignatureInvalid.
    [[nodiscard]] QFuture<Result<wire::FaceTemplate>>
    approveTemplate(const UserId& user, const TemplateId& faceTemplate, const wire::FaceApproval& approval);
    // One that waits is erased and its person told why. ErrorCode::Conflict as above.
    [[nodiscard]] QFuture<Status> refuseTemplate(const UserId& user, const TemplateId& faceTemplate,
                                                 const std::string& reason);
    [[nodiscard]] QFuture<Result<wire::Consent>> giveConsent(const wire::Consent& consent);

private:
    ApiClient& m_api;
};

class PolicyService {
public:
    explicit PolicyService(ApiClient& api)
        : m_api(api) {}
    // Every kind when `kind` is empty.
    [[nodiscard]] QFuture<Result<wire::PolicyDocumentList>> list(const std::string& kind = {});
    [[nodiscard]] QFuture<Result<wire::PolicyDocument>> put(const wire::PolicyDocument& document);

private:
    ApiClient& m_api;
};

// Empty members do not filter.
struct EventFilter {
    std::string kind;
    std::string code;
    std::string result;
    std::string user;
    std::string device;
    std::string query;
    std::optional<TimePoint> from;
    std::optional<TimePoint> to;
};

class EventService {
public:
    explicit EventService(ApiClient& api)
        : m_api(api) {}
    [[nodiscard]] QFuture<Result<wire::EventPage>> list(const EventFilter& filter,
                                                        const PageRequest& page = {});
    // Repeating a batch does no harm: the server knows each event by device and seq.
    [[nodiscard]] QFuture<Result<wire::BatchReply>> push(const wire::EventBatch& batch);

private:
    ApiClient& m_api;
};

class ChangeService {
public:
    explicit ChangeService(ApiClient& api)
        : m_api(api) {}
    // `since`: the last page's `next`, empty for everything. ErrorCode::ResyncRequired: start again without.
    [[nodiscard]] QFuture<Result<wire::ChangePage>> page(const std::string& since, int limit = 500);

private:
    ApiClient& m_api;
};

} // namespace kaomon::client
