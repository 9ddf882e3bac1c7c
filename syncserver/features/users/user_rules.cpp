// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/users/user_rules.h"

#include <algorithm>
#include <chrono>

#include "crypto/password.h"
#include "domain/login_key.h"
#include "domain/role.h"

namespace kaomon::features {
namespace {

constexpr std::size_t kLongestText = 200;
constexpr std::size_t kLongestNote = 2000;
constexpr std::size_t kAuthSize = 32;

constexpr std::size_t kLongestReason = 500;

bool isControl(char c, bool isMultiline) {
    const bool isBreak = c == '\n' || c == '\r' || c == '\t';
    return (static_cast<unsigned char>(c) < 0x20 && !(isMultiline && isBreak)) || c == 0x7f;
}

Status checkText(const std::string& text, std::size_t longest, const char* field, bool isMultiline = false) {
    if (text.size() > longest) {
        return fail(ErrorCode::ValidationFailed, "too long", field);
    }
    if (std::ranges::any_of(text, [&](char c) { return isControl(c, isMultiline); })) {
        return fail(ErrorCode::ValidationFailed, "has control characters", field);
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
         {checkText(displayName, kLongestText, "/display_name"), checkText(kana, kLongestText, "/kana"),
          checkText(mail, kLongestText, "/mail"), checkText(note, kLongestNote, "/note", true)}) {
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
    if (const Status valid = checkValidity(user.validFrom, user.validTo); !valid) {
        return propagate(valid.error());
    }
    return domain::loginKey(user.login);
}

Status checkValidity(const std::optional<TimePoint>& from, const std::optional<TimePoint>& to) {
    if (from && to && *to <= *from) {
        return fail(ErrorCode::ValidationFailed, "ends before it begins", "/valid_to");
    }
    return {};
}

Status checkReason(const std::string& reason, bool isRequired) {
    if (isRequired && std::ranges::all_of(reason, [](char c) { return c == ' '; })) {
        return fail(ErrorCode::ValidationFailed, "a reason is required", "/reason");
    }
    return checkText(reason, kLongestReason, "/reason", true);
}

Status mayChange(const http::Principal& caller, const wire::User& user) {
    const auto role = domain::roleFromWire(user.role);
    const bool isMember = role && !domain::isAdministrator(*role);
    if (!isMember && caller.role != domain::Role::Owner) {
        return fail(ErrorCode::Forbidden, "only owners change administrators");
    }
    return {};
}

Result<wire::User> changeableUser(storage::UserRepository& users, const http::Principal& caller,
                                  const UserId& id, AccountEffect effect) {
    auto user = users.find(id);
    if (!user) {
        return fail(ErrorCode::NotFound, "no such user");
    }
    if (const Status allowed = mayChange(caller, *user); !allowed) {
        return propagate(allowed.error());
    }
    if (effect != AccountEffect::GoesOn && user->role == "owner" && !users.hasOtherOwner(id)) {
        return fail(ErrorCode::LastOwner, "no other owner stays who has no end and holds the root key");
    }
    if (effect == AccountEffect::Ended && caller.user == id) {
        return fail(ErrorCode::Conflict, "nobody ends his own account");
    }
    return std::move(*user);
}

Result<wire::User> restorableUser(storage::UserRepository& users, const http::Principal& caller,
                                  const UserId& id, TimePoint now) {
    auto user = users.findDeleted(id);
    if (!user || !user->deletedAt || *user->deletedAt + storage::kRestorableFor <= now) {
        return fail(ErrorCode::NotFound, "no deleted user that could be restored");
    }
    if (const Status allowed = mayChange(caller, *user); !allowed) {
        return propagate(allowed.error());
    }
    return std::move(*user);
}

namespace {

Status checkForm(const wire::PasswordRecord& password) {
    if (password.auth.size() != kAuthSize) {
        return fail(ErrorCode::ValidationFailed, "auth must have 32 bytes", "/one_time_password/auth");
    }
    if (password.iterations < 0 || password.memoryKib < 0) {
        return fail(ErrorCode::WeakParameters, "negative cost");
    }
    crypto::PasswordParameters parameters;
    parameters.salt = password.salt;
    parameters.iterations = static_cast<std::uint32_t>(password.iterations);
    parameters.memoryKiB = static_cast<std::uint32_t>(password.memoryKib);
    return parameters.check();
}

storage::StoredPassword toStored(wire::PasswordRecord password, std::string verifier,
                                 std::optional<TimePoint> expiresAt) {
    return {.salt = std::move(password.salt),
            .iterations = password.iterations,
            .memoryKib = password.memoryKib,
            .verifier = std::move(verifier),
            .expiresAt = expiresAt};
}

} // namespace

http::Awaitable<Result<storage::StoredPassword>>
storePassword(ServiceContext& services, wire::PasswordRecord password, std::optional<TimePoint> expiresAt) {
    if (const Status valid = checkForm(password); !valid) {
        co_return propagate(valid.error());
    }
    auto verifier = co_await services.cpu.run(
        [&] { return crypto::makeVerifier(services.serverKey.pepper(), password.auth); });
    if (!verifier) {
        co_return propagate(verifier.error());
    }
    if (!*verifier) {
        co_return propagate(verifier->error());
    }
    co_return toStored(std::move(password), std::move(**verifier), expiresAt);
}

Result<storage::StoredPassword> storeOneOfMany(ServiceContext& services, wire::PasswordRecord password,
                                               TimePoint expiresAt) {
    if (const Status valid = checkForm(password); !valid) {
        return propagate(valid.error());
    }
    std::string verifier = crypto::makeOneTimeVerifier(services.serverKey.pepper(), password.auth);
    return toStored(std::move(password), std::move(verifier), expiresAt);
}

Status checkOneTimeLife(const domain::Policy& policy, TimePoint expiresAt, TimePoint now, const char* field) {
    constexpr std::chrono::minutes kClockDifference{5}; // more than signed requests may be off
    if (expiresAt <= now) {
        return fail(ErrorCode::ValidationFailed, "already over", field);
    }
    if (expiresAt > now + policy.reissueValid + kClockDifference) {
        return fail(ErrorCode::ValidationFailed, "longer than reissue_valid_hours", field);
    }
    return {};
}

} // namespace kaomon::features
