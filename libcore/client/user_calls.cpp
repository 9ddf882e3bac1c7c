// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/services.h"

namespace kaomon::client {
namespace {

std::string userPath(const UserId& user, std::string_view rest = {}) {
    return "/v1/users/" + user.text() + std::string(rest);
}

CallOptions ifMatch(long long revision) {
    CallOptions options;
    options.ifMatchRevision = revision;
    return options;
}

} // namespace

QFuture<Result<wire::UserPage>> UserService::list(const std::string& query, const PageRequest& page) {
    return m_api.get<wire::UserPage>(withQuery(
        "/v1/users", {{"q", query}, {"limit", std::to_string(page.limit)}, {"cursor", page.cursor}}));
}

QFuture<Result<wire::UserPage>> UserService::list(const UserQuery& query, const PageRequest& page) {
    return m_api.get<wire::UserPage>(
        withQuery("/v1/users", {{"q", query.search},
                                {"state", query.state},
                                {"face", query.face},
                                {"role", query.role},
                                {"face_model", query.faceModel},
                                {"group", query.group},
                                {"no_face_days", query.noFaceDays ? std::to_string(*query.noFaceDays) : ""},
                                {"sort", query.sort},
                                {"limit", std::to_string(page.limit)},
                                {"cursor", page.cursor}}));
}

QFuture<Result<wire::User>> UserService::restore(const UserId& user) {
    return m_api.postEmpty<wire::User>(userPath(user, ":restore"));
}

QFuture<Result<wire::User>> UserService::requestReEnrolment(const UserId& user, const std::string& reason) {
    return m_api.post<wire::User>(userPath(user, ":request-re-enrolment"), wire::ReEnrolRequest{reason});
}

QFuture<Result<wire::BulkReply>> UserService::bulk(const wire::BulkRequest& request,
                                                   const std::string& idempotencyKey) {
    CallOptions options;
    options.idempotencyKey = idempotencyKey;
    return m_api.post<wire::BulkReply>("/v1/users:bulk", request, std::move(options));
}

QFuture<Result<wire::User>> UserService::create(const wire::NewUser& user) {
    return m_api.post<wire::User>("/v1/users", user);
}

QFuture<Result<wire::User>> UserService::get(const UserId& user) {
    return m_api.get<wire::User>(userPath(user));
}

QFuture<Result<wire::User>> UserService::patch(const UserId& user, const wire::UserPatch& patch,
                                               long long revision) {
    return m_api.patch<wire::User>(userPath(user), patch, ifMatch(revision));
}

QFuture<Status> UserService::resetPassword(const UserId& user, const wire::PasswordReset& reset) {
    return m_api.post<void>(userPath(user, ":reset-password"), reset);
}

QFuture<Status> UserService::remove(const UserId& user, long long revision) {
    return m_api.del(userPath(user), ifMatch(revision));
}

QFuture<Result<wire::UserKeys>> UserService::keys(const UserId& user) {
    return m_api.get<wire::UserKeys>(userPath(user, "/keys"));
}

QFuture<Status> UserService::putVaultKeys(const wire::UserKeys& keys) {
    return m_api.put<void>(userPath(keys.user, "/vault-keys"), keys);
}

QFuture<Result<wire::SavedFilterList>> SavedFilterService::list() {
    return m_api.get<wire::SavedFilterList>("/v1/saved-filters");
}

QFuture<Result<wire::SavedFilter>> SavedFilterService::put(const wire::SavedFilter& filter) {
    return m_api.put<wire::SavedFilter>("/v1/saved-filters/" + pathSegment(filter.id), filter);
}

QFuture<Status> SavedFilterService::remove(const std::string& id) {
    return m_api.del("/v1/saved-filters/" + pathSegment(id));
}

} // namespace kaomon::client
