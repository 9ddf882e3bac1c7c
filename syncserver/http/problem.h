// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "http/message.h"

namespace kaomon::http {

// HTTP status of an error code.
[[nodiscard]] int statusOf(ErrorCode code);
// Short English title of a status, as in RFC 9110.
[[nodiscard]] std::string titleOf(int status);

// application/problem+json for an error. Only the code, and for client errors the field and a fixed detail,
// leave the server; Error::detail stays in the log. For StaleRevision, Error::field is the current ETag, for
// RateLimited, Unavailable and ReadOnlyMaintenance the seconds to wait.
[[nodiscard]] Response problemResponse(const Error& error, const std::string& traceId, TimePoint now);

} // namespace kaomon::http
