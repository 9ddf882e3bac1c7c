// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/account_rule_calls.h"
#include "client/services.h"

namespace kaomon::client {
namespace {

constexpr const char* kSecondFactor = "/v1/session/second-factor";

std::string userPath(const UserId& user, std::string_view rest) {
    return "/v1/users/" + user.text() + std::string(rest);
}

} // namespace

QFuture<Result<wire::SecondFactorState>> SecondFactorService::state() {
    return m_api.get<wire::SecondFactorState>(kSecondFactor);
}

QFuture<Result<wire::SecondFactorSetup>> SecondFactorService::begin() {
    return m_api.postEmpty<wire::SecondFactorSetup>(kSecondFactor);
}

QFuture<Result<wire::RecoveryCodes>> SecondFactorService::confirm(const std::string& code) {
    return m_api.post<wire::RecoveryCodes>(std::string(kSecondFactor) + ":confirm",
                                           wire::SecondFactorConfirm{code});
}

QFuture<Result<wire::RecoveryCodes>> SecondFactorService::makeRecoveryCodes() {
    return m_api.postEmpty<wire::RecoveryCodes>(std::string(kSecondFactor) + ":recovery-codes");
}

QFuture<Status> SecondFactorService::remove() {
    return m_api.del(kSecondFactor);
}

QFuture<Status> SecondFactorService::removeOf(const UserId& user) {
    return m_api.del(userPath(user, "/second-factor"));
}

QFuture<Result<wire::AccountRules>> SecondFactorService::rules() {
    return m_api.get<wire::AccountRules>("/v1/account-rules");
}

QFuture<Result<wire::AccountRules>> SecondFactorService::putRules(const wire::AccountRules& rules) {
    ApiClient& api = m_api;
    return fetchAccountRules(api)
        .then([&api, rules](const Result<AccountRulesAt>& known) {
            return known ? putAccountRules(api, {rules, known->revision})
                         : QtFuture::makeReadyFuture(Result<AccountRulesAt>(propagate(known.error())));
        })
        .unwrap()
        .then([](const Result<AccountRulesAt>& stored) {
            return stored ? Result<wire::AccountRules>(stored->rules) : propagate(stored.error());
        });
}

QFuture<Result<wire::SessionList>> SessionListService::own() {
    return m_api.get<wire::SessionList>("/v1/sessions");
}

QFuture<Result<wire::SessionList>> SessionListService::of(const UserId& user) {
    return m_api.get<wire::SessionList>(userPath(user, "/sessions"));
}

QFuture<Status> SessionListService::end(const std::string& session) {
    return m_api.del("/v1/sessions/" + pathSegment(session));
}

QFuture<Status> SessionListService::endOthers() {
    return m_api.del("/v1/sessions");
}

QFuture<Status> SessionListService::endAllOf(const UserId& user) {
    return m_api.del(userPath(user, "/sessions"));
}

QFuture<Result<wire::User>> AccountService::setRole(const UserId& user, const wire::RoleChange& change,
                                                    long long revision) {
    CallOptions options;
    options.ifMatchRevision = revision;
    return m_api.put<wire::User>(userPath(user, "/role"), change, options);
}

QFuture<Result<wire::BulkReply>> AccountService::reissue(const wire::BulkReissue& reissue,
                                                         const std::string& idempotencyKey) {
    CallOptions options;
    options.idempotencyKey = idempotencyKey;
    return m_api.post<wire::BulkReply>("/v1/users:reissue", reissue, std::move(options));
}

QFuture<Result<wire::AccountSecurity>> AccountService::security(const UserId& user) {
    return m_api.get<wire::AccountSecurity>(userPath(user, "/security"));
}

QFuture<Result<wire::AccountSecurity>> AccountService::unlock(const UserId& user,
                                                              const wire::UnlockRequest& request) {
    return m_api.post<wire::AccountSecurity>(userPath(user, ":unlock"), request);
}

QFuture<Result<wire::BulkReply>> AccountService::unlock(const wire::BulkUnlock& request,
                                                        const std::string& idempotencyKey) {
    CallOptions options;
    options.idempotencyKey = idempotencyKey;
    return m_api.post<wire::BulkReply>("/v1/users:unlock", request, std::move(options));
}

QFuture<Status> AccountService::confirmFace(const UserId& user, const wire::FaceConfirmation& confirmation) {
    return m_api.post<void>(userPath(user, ":face-confirmed"), confirmation);
}

QFuture<Status> AccountService::putEmergencyKey(const wire::EmergencyKeySeal& seal) {
    return m_api.put<void>("/v1/device/emergency-key", seal);
}

QFuture<Result<wire::EmergencyGrant>> AccountService::issueEmergencyCode(const DeviceId& device,
                                                                         const wire::EmergencyIssue& issue) {
    return m_api.post<wire::EmergencyGrant>("/v1/devices/" + device.text() + ":emergency-code", issue);
}

QFuture<Result<wire::AccountActPage>> AccountService::acts(const std::string& kind, const std::string& user,
                                                           const PageRequest& page) {
    return m_api.get<wire::AccountActPage>(withQuery(
        "/v1/account-acts",
        {{"kind", kind}, {"user", user}, {"limit", std::to_string(page.limit)}, {"cursor", page.cursor}}));
}

} // namespace kaomon::client
