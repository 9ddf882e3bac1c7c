// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "domain/policy.h"
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

// The day an account begins lies before the one it ends. ErrorCode::ValidationFailed.
[[nodiscard]] Status checkValidity(const std::optional<TimePoint>& from, const std::optional<TimePoint>& to);

// A reason that an administrator gives: at most 500 bytes of text, and not empty when required.
// ErrorCode::ValidationFailed.
[[nodiscard]] Status checkReason(const std::string& reason, bool isRequired);

// What becomes of an account by a change: it goes on, it gets a beginning or an end, or the person cannot
// sign in any more.
enum class AccountEffect { GoesOn, Bounded, Ended };

// What a changed or deleted user must be: there, not above the caller, and not the last owner (who has no
// end, and holds the root key) when the account ends or is to end. ErrorCode::NotFound, Forbidden, LastOwner,
// Conflict (one's own account).
[[nodiscard]] Result<wire::User> changeableUser(storage::UserRepository& users, const http::Principal& caller,
                                                const UserId& id, AccountEffect effect);

// A deleted user whose time is not over. ErrorCode::NotFound, Forbidden.
[[nodiscard]] Result<wire::User> restorableUser(storage::UserRepository& users, const http::Principal& caller,
                                                const UserId& id, TimePoint now);

// Makes the verifier on the CPU pool. ErrorCode::ValidationFailed, WeakParameters, Unavailable.
[[nodiscard]] http::Awaitable<Result<storage::StoredPassword>>
storePassword(ServiceContext& services, wire::PasswordRecord password, std::optional<TimePoint> expiresAt);

// Whether a one-time password may work until `expiresAt`: not in the past, and no longer than the tenant's
// reissue_valid_hours allows, give or take what clocks may differ. ErrorCode::ValidationFailed with `field`.
[[nodiscard]] Status checkOneTimeLife(const domain::Policy& policy, TimePoint expiresAt, TimePoint now,
                                      const char* field);

// The same for one of hundreds, by crypto::makeOneTimeVerifier(): fast, any thread.
// ErrorCode::ValidationFailed, WeakParameters.
[[nodiscard]] Result<storage::StoredPassword>
storeOneOfMany(ServiceContext& services, wire::PasswordRecord password, TimePoint expiresAt);

} // namespace kaomon::features
