// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "features/service_context.h"
#include "http/route.h"
#include "storage/unit_of_work.h"

namespace kaomon::features {

// The password of a signed-in person once more. Every try is counted before it is checked, apart from the
// tries at sign-in; the caller forgets the count in the transaction that uses the proof.
// ErrorCode::LoginFailed whatever was wrong.
[[nodiscard]] http::Awaitable<Status> proveCaller(ServiceContext& services, http::RequestContext& context,
                                                  const Bytes& auth);

// After a proof: the tries are forgotten. Inside one write job of the caller's tenant.
void forgetCallerTries(storage::UnitOfWork& unit, const http::Principal& caller, TimePoint now);

} // namespace kaomon::features
