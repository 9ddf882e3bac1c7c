// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "http/message.h"

namespace kaomon::http {

inline constexpr const char* kScimMediaType = "application/scim+json";

// Whether a path belongs to identity providers: SCIM's own media type, error body and bearer token.
[[nodiscard]] bool isProvisioning(std::string_view path);

// The body of RFC 7644 section 3.12. Error::field may be the scimType; what is 422 elsewhere is 400 here.
[[nodiscard]] Response scimProblemResponse(const Error& error);
[[nodiscard]] int scimStatusOf(ErrorCode code);
// JSON Schema of that body, named ScimError.
[[nodiscard]] std::string scimErrorSchema();

} // namespace kaomon::http
