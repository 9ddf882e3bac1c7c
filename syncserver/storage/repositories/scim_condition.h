// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/scim_filter.h"
#include "storage/query.h"

namespace kaomon::storage {

// An attribute of SCIM that can be searched.
struct ScimAttribute {
    enum class Kind {
        Text,   // without case
        Exact,  // case matters
        Login,  // compared in the form in which logins are unique
        Active, // true or false; `sql` is the condition for true
        Member, // only eq; `sql` is the condition with "#" in the place of the value
    };
    std::string_view name; // in lower case
    std::string_view sql;
    Kind kind = Kind::Text;
};

// A filter as a condition of SQL: every value is bound, no text of the caller becomes SQL.
class ScimCondition {
public:
    // `attributes` outlives the condition.
    explicit ScimCondition(std::span<const ScimAttribute> attributes)
        : m_attributes(attributes) {}

    // False when an attribute is unknown or does not know the operator.
    [[nodiscard]] bool add(const exchange::scim::Filter& filter);
    [[nodiscard]] const std::string& sql() const { return m_sql; }
    void bind(Query& query) const;

private:
    bool addNode(const exchange::scim::Negation& node);
    bool addNode(const exchange::scim::Combination& node);
    bool addNode(const exchange::scim::Comparison& node);
    bool addActive(const ScimAttribute& attribute, const exchange::scim::Comparison& node);
    bool addMember(const ScimAttribute& attribute, const exchange::scim::Comparison& node);
    // The name of a parameter with this value.
    std::string parameter(std::string value);

    std::span<const ScimAttribute> m_attributes;
    std::string m_sql;
    std::vector<std::string> m_values;
};

} // namespace kaomon::storage
