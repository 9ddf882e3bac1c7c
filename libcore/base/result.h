// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>

#include <tl/expected.hpp>

#include "base/error.h"

namespace kaomon {

// A value or the reason why there is none. Keep to the subset that std::expected (C++23) shares: has_value(),
// value(), operator*, operator->, error(), and_then(), transform(), value_or(). This is the only file that
// knows the implementation.
template<class T>
using Result = tl::expected<T, Error>;

using Status = Result<void>;

// return fail(ErrorCode::NotFound, "no such user");
[[nodiscard]] inline tl::unexpected<Error>
fail(ErrorCode code, std::string detail = {}, std::string field = {},
     std::source_location where = std::source_location::current()) {
    return tl::unexpected<Error>(Error(code, std::move(detail), std::move(field), where));
}

// Passes another call's error on unchanged: if (!x) return propagate(x.error());
[[nodiscard]] inline tl::unexpected<Error> propagate(Error error) {
    return tl::unexpected<Error>(std::move(error));
}

} // namespace kaomon
