// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "features/service_context.h"
#include "http/route.h"
#include "storage/repositories/account_repository.h"
#include "wire/users.h"

namespace kaomon::features {

inline constexpr std::size_t kMostBulkRows = 500;

// How long a one-time password may live, with some room for clocks that differ. ErrorCode::ValidationFailed
// at /expires_at.
[[nodiscard]] Status checkExpiry(TimePoint expiresAt, TimePoint now, std::chrono::hours longest);

// An account that the caller may help: there, not his own, and an administrator's only by an owner.
// ErrorCode::NotFound, Conflict (oneself), Forbidden. Inside a job.
[[nodiscard]] Result<storage::AccountRow> helpable(storage::AccountRepository& accounts,
                                                   const http::Principal& caller, const UserId& user);

// Waits for every other change of the tenant to be over and then makes sure that an owner remains who can
// sign in, has no end and holds the root key when `target` no longer is one, and that the caller is still an
// owner where `needsOwner`. ErrorCode::LastOwner, Forbidden. Inside a write job, before anything is written.
[[nodiscard]] Status keepAnOwner(storage::UnitOfWork& unit, const http::Principal& caller,
                                 const UserId& target, bool needsOwner, TimePoint now);

// A row of a bulk act's answer; `error`: null when it was done.
void addRow(wire::BulkReply& reply, const UserId& user, const Error* error);

// An act by the caller, for the list of acts.
[[nodiscard]] storage::AccountAct actBy(const http::Principal& caller, std::string kind,
                                        std::optional<UserId> user, std::string reason);

} // namespace kaomon::features
