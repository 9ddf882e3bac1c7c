// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

namespace kaomon::exchange::scim {

inline constexpr std::size_t kLongestFilter = 2000;
inline constexpr int kDeepestFilter = 10;
inline constexpr int kMostComparisons = 50;

enum class Operator { Equal, NotEqual, Contains, StartsWith, EndsWith, Present };

// A comparison of RFC 7644 section 3.4.2.2. `attribute` is in lower case, without the URN of its schema, sub
// attributes behind a dot. `value` is the text of a string, number, true, false or null.
struct Comparison {
    std::string attribute;
    Operator op = Operator::Present;
    std::string value;
    bool isNull = false;
};

struct Filter;

struct Negation {
    std::unique_ptr<Filter> inner;
};

struct Combination {
    bool isAnd = false;
    std::vector<Filter> parts;
};

struct Filter {
    std::variant<Comparison, Negation, Combination> node;
};

// Parses eq, ne, co, sw, ew, pr with and, or, not and brackets. ErrorCode::ValidationFailed with field
// "invalidFilter" for anything else, text of more than kLongestFilter bytes, more than kDeepestFilter
// brackets or kMostComparisons comparisons. Pure; any thread.
[[nodiscard]] Result<Filter> parseFilter(std::string_view text);

// The path of a PATCH operation: an attribute, perhaps with a filter on its values and a sub attribute, as in
// emails[type eq "work"].value.
struct PatchPath {
    std::string attribute; // in lower case, without the URN of its schema
    std::string schema;    // the URN in lower case, if there was one
    std::string filter;    // between the brackets; checked, not interpreted
    std::string sub;       // in lower case
};

// ErrorCode::ValidationFailed with field "invalidPath".
[[nodiscard]] Result<PatchPath> parsePath(std::string_view text);

} // namespace kaomon::exchange::scim
