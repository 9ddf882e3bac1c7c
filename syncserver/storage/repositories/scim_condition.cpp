// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/scim_condition.h"

#include <algorithm>

#include "domain/login_key.h"

namespace kaomon::storage {
namespace {

using exchange::scim::Combination;
using exchange::scim::Comparison;
using exchange::scim::Filter;
using exchange::scim::Negation;
using exchange::scim::Operator;

std::string lowered(std::string text) {
    for (char& c : text) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return text;
}

std::string patternOf(const std::string& value, Operator op) {
    std::string text = op == Operator::StartsWith ? "" : "%";
    for (const char c : value) {
        text += c == '%' || c == '_' || c == '!' ? "!" : "";
        text += c;
    }
    return op == Operator::EndsWith ? text : text + "%";
}

std::string valueOf(const ScimAttribute& attribute, const std::string& value) {
    using enum ScimAttribute::Kind;
    if (attribute.kind == Login) {
        return domain::loginKey(value).value_or(lowered(value));
    }
    return attribute.kind == Exact ? value : lowered(value);
}

} // namespace

bool ScimCondition::add(const Filter& filter) {
    return std::visit([this](const auto& node) { return addNode(node); }, filter.node);
}

void ScimCondition::bind(Query& query) const {
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        query.bind('f' + std::to_string(i), m_values[i]);
    }
}

std::string ScimCondition::parameter(std::string value) {
    m_values.push_back(std::move(value));
    return ":f" + std::to_string(m_values.size() - 1);
}

bool ScimCondition::addNode(const Negation& node) {
    m_sql += "NOT (";
    const bool isKnown = add(*node.inner);
    m_sql += ')';
    return isKnown;
}

bool ScimCondition::addNode(const Combination& node) {
    bool isKnown = true;
    const char* separator = "(";
    for (const Filter& part : node.parts) {
        m_sql += separator;
        isKnown = add(part) && isKnown;
        separator = node.isAnd ? " AND " : " OR ";
    }
    m_sql += ')';
    return isKnown;
}

bool ScimCondition::addNode(const Comparison& node) {
    const auto attribute = std::ranges::find(m_attributes, node.attribute, &ScimAttribute::name);
    if (attribute == m_attributes.end()) {
        return false;
    }
    if (attribute->kind == ScimAttribute::Kind::Active) {
        return addActive(*attribute, node);
    }
    if (attribute->kind == ScimAttribute::Kind::Member) {
        return addMember(*attribute, node);
    }
    m_sql += attribute->sql;
    if (node.op == Operator::Present || node.isNull) {
        m_sql += node.op == Operator::Equal ? " = ''" : " <> ''";
        return true;
    }
    const std::string value = valueOf(*attribute, node.value);
    if (node.op == Operator::Equal || node.op == Operator::NotEqual) {
        m_sql += (node.op == Operator::Equal ? " = " : " <> ") + parameter(value);
    } else {
        m_sql += " LIKE " + parameter(patternOf(value, node.op)) + " ESCAPE '!'";
    }
    return true;
}

bool ScimCondition::addActive(const ScimAttribute& attribute, const Comparison& node) {
    if (node.op == Operator::Present) {
        m_sql += "u.id <> ''";
        return true;
    }
    const bool isTrue = lowered(node.value) == "true";
    const bool isEquality = node.op == Operator::Equal || node.op == Operator::NotEqual;
    if (!isEquality || (!isTrue && lowered(node.value) != "false")) {
        return false;
    }
    m_sql += isTrue == (node.op == Operator::Equal) ? "" : "NOT ";
    m_sql += attribute.sql;
    return true;
}

bool ScimCondition::addMember(const ScimAttribute& attribute, const Comparison& node) {
    if (node.op != Operator::Equal || node.isNull) {
        return false;
    }
    const std::string name = parameter(node.value);
    for (const char c : attribute.sql) {
        m_sql += c == '#' ? name : std::string(1, c);
    }
    return true;
}

} // namespace kaomon::storage
