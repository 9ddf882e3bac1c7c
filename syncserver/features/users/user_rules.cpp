// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/users/user_rules.h"

#include "crypto/password.h"
#include "domain/login_key.h"
#include "domain/role.h"

namespace kaomon::features {
namespace {

constexpr std::size_t kLongestText = 200;
constexpr std::size_t kLongestNote = 2000;
constexpr std::size_t kAuthSize = 32;

Status checkLength(const std::string& text, std::size_t longest, const char* field) {
    if (text.size() > longest) {
        return fail(ErrorCode::ValidationFailed, "too long", field);
    }
    return {};
}

} // namespace

Status checkTexts(const std::string& displayName, const std::string& kana, const std::string& mail,
                  const std::string& note) {
    if (displayName.empty()) {
        return fail(ErrorCode::ValidationFailed, "a name is required", "/display_name");
    }
    for (const auto& status :
         {checkLength(displayName, kLongestText, "/display_name"), checkLength(kana, kLongestText, "/kana"),
          checkLength(mail, kLongestText, "/mail"), checkLength(note, kLongestNote, "/note")}) {
        if (!status) {
            return status;
        }
    }
    if (!mail.empty() && mail.find('@') == std::string::npos) {
        return fail(ErrorCode::ValidationFailed, "not a mail address", "/mail");
    }
    return {};
}

Result<std::string> checkNewUser(const wire::NewUser& user, const http::Principal& caller) {
    const auto role = domain::roleFromWire(user.role);
    if (!role) {
        return fail(ErrorCode::ValidationFailed, "unknown role", "/role");
    }
    if (domain::isAdministrator(*role) && caller.role != domain::Role::Owner) {
        return fail(ErrorCode::Forbidden, "only owners make administrators");
    }
    if (domain::isAdministrator(*role) && !caller.hasFreshAuth) {
        return fail(ErrorCode::ReauthRequired, "an administrator is made");
    }
    if (const Status texts = checkTexts(user.displayName, user.kana, user.mail, user.note); !texts) {
        return propagate(texts.error());
    }
    return domain::loginKey(user.login);
}

Status mayChange(const http::Principal& caller, const wire::User& user) {
    const auto role = domain::roleFromWire(user.role);
    const bool isMember = role && !domain::isAdministrator(*role);
    if (!isMember && caller.role != domain::Role::Owner) {
        return fail(ErrorCode::Forbidden, "only owners change administrators");
    }
    return {};
}

http::Awaitable<Result<storage::StoredPassword>>
storePassword(ServiceContext& services, wire::PasswordRecord password, std::optional<TimePoint> expiresAt) {
    if (password.auth.size() != kAuthSize) {
        co_return fail(ErrorCode::ValidationFailed, "auth must have 32 bytes", "/one_time_password/auth");
    }
    if (password.iterations < 0 || password.memoryKib < 0) {
        co_return fail(ErrorCode::WeakParameters, "negative cost");
    }
    crypto::PasswordParameters parameters;
    parameters.salt = password.salt;
    parameters.iterations = static_cast<std::uint32_t>(password.iterations);
    parameters.memoryKiB = static_cast<std::uint32_t>(password.memoryKib);
    if (const Status strong = parameters.check(); !strong) {
        co_return propagate(strong.error());
    }
    auto verifier = co_await services.cpu.run(
        [&] { return crypto::makeVerifier(services.serverKey.pepper(), password.auth); });
    if (!verifier) {
        co_return propagate(verifier.error());
    }
    if (!*verifier) {
        co_return propagate(verifier->error());
    }
    co_return storage::StoredPassword{.salt = std::move(password.salt),
                                      .iterations = password.iterations,
                                      .memoryKib = password.memoryKib,
                                      .verifier = std::move(**verifier),
                                      .expiresAt = expiresAt};
}

} // namespace kaomon::features
