// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "auth/server_key.h"
#include "http/route.h"
#include "wire/codec.h"

namespace kaomon::features {

inline constexpr int kDefaultPage = 100;
inline constexpr int kLargestPage = 500;

// Name and JSON Schema of a message for the route table.
template<class T>
[[nodiscard]] http::Schema schemaNamed(std::string name) {
    return {std::move(name), wire::schema<T>()};
}

// The body of a write; unknown members are refused.
template<class T>
[[nodiscard]] Result<T> bodyOf(const http::RequestContext& context) {
    return wire::decode<T>(context.request.body, wire::UnknownFields::Reject);
}

template<class T>
[[nodiscard]] http::Response jsonReply(int status, const T& message) {
    return http::Response::json(status, wire::encode(message));
}

// An id of the path; one that is not a UUID names nothing: ErrorCode::NotFound.
template<class T>
[[nodiscard]] Result<T> pathId(const http::RequestContext& context, const std::string& name) {
    auto id = T::parse(context.parameter(name));
    if (!id) {
        return fail(ErrorCode::NotFound, "no such " + name);
    }
    return id;
}

[[nodiscard]] std::string etagOf(long long rev);
// ErrorCode::StaleRevision with the current entity tag unless If-Match names exactly this revision.
[[nodiscard]] Status checkIfMatch(const http::RequestContext& context, long long rev);

// The query's `limit`, within 1 and kLargestPage. ErrorCode::ValidationFailed.
[[nodiscard]] Result<int> pageLimit(const http::RequestContext& context);

// An opaque text that only this server can make: base64url of `text`, a dot, its MAC under `purpose`.
[[nodiscard]] std::string sealText(const auth::ServerKey& key, std::string_view purpose,
                                   std::string_view text);
// nullopt when it was not made by sealText with the same purpose.
[[nodiscard]] std::optional<std::string> openText(const auth::ServerKey& key, std::string_view purpose,
                                                  std::string_view sealed);

// Signed-in users who administer, whatever their role.
[[nodiscard]] http::Access administrators();

} // namespace kaomon::features
