// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace kaomon::wire {

// What to do with a member that the struct does not have: servers refuse it on writes (a typing error must
// not be lost silently), readers of replies ignore it (a newer peer).
enum class UnknownFields { Ignore, Reject };

// JSON of a message struct. Members are written in snake_case, times as RFC 3339, bytes as base64url, ids and
// enumerations as strings, absent optionals not at all. Implemented for every struct of this folder.
template<class T>
[[nodiscard]] std::string encode(const T& message);

// ErrorCode::MalformedRequest when `text` is not JSON; ErrorCode::ValidationFailed with the JSON pointer in
// Error::field when a member is missing, unknown (if rejected), of a wrong type or not of its format.
template<class T>
[[nodiscard]] Result<T> decode(std::string_view text, UnknownFields unknown = UnknownFields::Ignore);

// JSON Schema (2020-12, as OpenAPI 3.1 uses it) of a message struct: an object with "properties" and
// "required".
template<class T>
[[nodiscard]] std::string schema();

// Any JSON value carried through unchanged, e.g. the body of a change.
struct RawJson {
    std::string text = "null";
};

} // namespace kaomon::wire
