// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "features/service_context.h"
#include "http/route.h"
#include "storage/repositories/user_repository.h"
#include "wire/users.h"

namespace kaomon::features {

// Checks of a new account that need no database; gives the login's key. ErrorCode::ValidationFailed,
// Forbidden (an administrator made by someone who is not an owner), ReauthRequired (an administrator).
[[nodiscard]] Result<std::string> checkNewUser(const wire::NewUser& user, const http::Principal& caller);

// Only owners change administrators. ErrorCode::Forbidden.
[[nodiscard]] Status mayChange(const http::Principal& caller, const wire::User& user);

// Lengths of the texts that people type. ErrorCode::ValidationFailed.
[[nodiscard]] Status checkTexts(const std::string& displayName, const std::string& kana,
                                const std::string& mail, const std::string& note);

// Makes the verifier on the CPU pool. ErrorCode::ValidationFailed, WeakParameters, Unavailable.
[[nodiscard]] http::Awaitable<Result<storage::StoredPassword>>
storePassword(ServiceContext& services, wire::PasswordRecord password, std::optional<TimePoint> expiresAt);

} // namespace kaomon::features
