// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the resources of SCIM share when they read JSON: names without case, null as "no value", and the
// operations of PATCH. Faults are ErrorCode::ValidationFailed with RFC 7644's scimType as field.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "base/result.h"
#include "exchange/scim_filter.h"

namespace kaomon::features::scim {

inline constexpr std::size_t kLongestExternalId = 200;

[[nodiscard]] std::string lowered(std::string_view text);
[[nodiscard]] Status invalid(const char* detail, const char* type = "invalidValue");

// JSON of at most ten levels; field "invalidSyntax".
[[nodiscard]] Result<boost::json::object> parseObject(const std::string& body);

// `name` in lower case; nullptr when there is none.
[[nodiscard]] const boost::json::value* member(const boost::json::object& object, std::string_view name);
[[nodiscard]] Result<std::string> textOf(const boost::json::value& value);
// At most kLongestExternalId bytes.
[[nodiscard]] Result<std::string> externalIdOf(const boost::json::value& value);

template<class T>
[[nodiscard]] Status assign(std::optional<T>& target, Result<T> value) {
    if (!value) {
        return propagate(value.error());
    }
    target = std::move(*value);
    return {};
}

// One operation of a PATCH; `value` is null when there is none. Refers into the body.
struct PatchOperation {
    enum class Verb { Add, Replace, Remove };
    Verb verb = Verb::Add;
    std::optional<exchange::scim::PatchPath> path; // none: `value` is an object of attributes
    const boost::json::value* value = nullptr;
};

// From 1 to 100 operations; without a path the value is an object. `body` outlives the result.
[[nodiscard]] Result<std::vector<PatchOperation>> readOperations(const boost::json::object& body);

} // namespace kaomon::features::scim
