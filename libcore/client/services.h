// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <QFuture>

#include "client/api_client.h"
#include "wire/bootstrap.h"
#include "wire/changes.h"
#include "wire/devices.h"
#include "wire/events.h"
#include "wire/groups.h"
#include "wire/keys.h"
#include "wire/meta.h"
#include "wire/policies.h"
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
    [[nodiscard]] QFuture<Result<wire::BulkReply>> bulk(const wire::BulkRequest& request);
    [[nodiscard]] QFuture<Result<wire::UserKeys>> keys(const UserId& user);
    [[nodiscard]] QFuture<Status> putVaultKeys(const wire::UserKeys& keys);

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
