// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/scim_filter.h"

#include <algorithm>
#include <array>
#include <optional>

#include <boost/json.hpp>

namespace kaomon::exchange::scim {
namespace {

namespace json = boost::json;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lowered(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), lower);
    return result;
}

bool isNameCharacter(char c) {
    return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '$' || c == ':' || c == '.';
}

// Splits "urn:...:User:name.familyName"; without a URN the schema is empty.
std::pair<std::string, std::string> splitSchema(std::string_view name) {
    if (!lowered(name).starts_with("urn:")) {
        return {std::string(), lowered(name)};
    }
    // the version in a URN has a dot too, so the attribute is what follows the last colon
    const auto colon = name.rfind(':');
    return {lowered(name.substr(0, colon)), lowered(name.substr(colon + 1))};
}

constexpr auto kOperators = std::to_array<std::pair<std::string_view, Operator>>({
    {"eq", Operator::Equal},
    {"ne", Operator::NotEqual},
    {"co", Operator::Contains},
    {"sw", Operator::StartsWith},
    {"ew", Operator::EndsWith},
    {"pr", Operator::Present},
});

// Recursive descent over one text; bounded by the constants of the header.
class Parser {
public:
    explicit Parser(std::string_view text)
        : m_text(text) {}

    std::optional<Filter> run() {
        auto filter = any(0);
        skipBlanks();
        return filter && m_at == m_text.size() ? std::move(filter) : std::nullopt;
    }

private:
    // or binds weakest, then and, then not
    std::optional<Filter> any(int depth) { return list(depth, "or"); }

    std::optional<Filter> list(int depth, std::string_view word) {
        const bool isAnd = word == "and";
        auto first = isAnd ? one(depth) : list(depth, "and");
        if (!first) {
            return std::nullopt;
        }
        Combination combination{isAnd, {}};
        combination.parts.push_back(std::move(*first));
        while (takeWord(word)) {
            auto next = isAnd ? one(depth) : list(depth, "and");
            if (!next) {
                return std::nullopt;
            }
            combination.parts.push_back(std::move(*next));
        }
        if (combination.parts.size() == 1) {
            return std::move(combination.parts.front());
        }
        return Filter{std::move(combination)};
    }

    std::optional<Filter> one(int depth) {
        if (depth > kDeepestFilter) {
            return std::nullopt;
        }
        skipBlanks();
        const auto start = m_at;
        if (takeWord("not")) {
            if (auto inner = bracketed(depth)) {
                return Filter{Negation{std::make_unique<Filter>(std::move(*inner))}};
            }
            m_at = start;
            return std::nullopt;
        }
        return m_at < m_text.size() && m_text[m_at] == '(' ? bracketed(depth) : comparison();
    }

    std::optional<Filter> bracketed(int depth) {
        skipBlanks();
        if (m_at == m_text.size() || m_text[m_at] != '(') {
            return std::nullopt;
        }
        ++m_at;
        auto inner = any(depth + 1);
        skipBlanks();
        if (!inner || m_at == m_text.size() || m_text[m_at] != ')') {
            return std::nullopt;
        }
        ++m_at;
        return inner;
    }

    std::optional<Filter> comparison() {
        const std::string_view name = word();
        const auto* const op =
            std::ranges::find(kOperators, lowered(word()), &std::pair<std::string_view, Operator>::first);
        if (name.empty() || op == kOperators.end() || ++m_comparisons > kMostComparisons) {
            return std::nullopt;
        }
        Comparison found;
        found.attribute = splitSchema(name).second;
        found.op = op->second;
        if (found.attribute.empty()) {
            return std::nullopt; // a schema alone
        }
        if (found.op != Operator::Present && !value(found)) {
            return std::nullopt;
        }
        return Filter{std::move(found)};
    }

    // A JSON string, number, true, false or null.
    bool value(Comparison& found) {
        skipBlanks();
        const auto start = m_at;
        if (m_at < m_text.size() && m_text[m_at] == '"') {
            for (++m_at; m_at < m_text.size() && m_text[m_at] != '"'; ++m_at) {
                m_at += m_text[m_at] == '\\' ? 1 : 0;
            }
            if (m_at >= m_text.size()) {
                return false;
            }
            ++m_at;
        } else {
            (void)word();
        }
        boost::system::error_code error;
        const std::string_view token = m_text.substr(start, m_at - start);
        const json::value parsed = json::parse(json::string_view(token.data(), token.size()), error);
        if (token.empty() || error || parsed.is_object() || parsed.is_array()) {
            return false;
        }
        found.isNull = parsed.is_null();
        found.value = parsed.is_string() ? std::string(parsed.get_string()) : std::string(token);
        return found.value.find('\0') == std::string::npos; // no database keeps one
    }

    void skipBlanks() {
        while (m_at < m_text.size() && m_text[m_at] == ' ') {
            ++m_at;
        }
    }

    std::string_view word() {
        skipBlanks();
        const auto start = m_at;
        while (m_at < m_text.size() && isNameCharacter(m_text[m_at])) {
            ++m_at;
        }
        return m_text.substr(start, m_at - start);
    }

    bool takeWord(std::string_view expected) {
        const auto start = m_at;
        if (lowered(word()) == expected) {
            return true;
        }
        m_at = start;
        return false;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    int m_comparisons = 0;
};

} // namespace

Result<Filter> parseFilter(std::string_view text) {
    auto filter = text.size() > kLongestFilter ? std::nullopt : Parser(text).run();
    if (!filter) {
        return fail(ErrorCode::ValidationFailed, "not a filter that this server knows", "invalidFilter");
    }
    return std::move(*filter);
}

Result<PatchPath> parsePath(std::string_view text) {
    const auto wrong = fail(ErrorCode::ValidationFailed, "not a path that this server knows", "invalidPath");
    if (text.empty() || text.size() > kLongestFilter) {
        return wrong;
    }
    PatchPath path;
    const auto open = text.find('[');
    std::string_view name = text.substr(0, open);
    if (open != std::string_view::npos) {
        const auto close = text.rfind(']');
        if (close == std::string_view::npos || close < open) {
            return wrong;
        }
        path.filter = text.substr(open + 1, close - open - 1);
        const std::string_view rest = text.substr(close + 1);
        if (!parseFilter(path.filter) || (!rest.empty() && (rest.front() != '.' || rest.size() == 1))) {
            return wrong;
        }
        path.sub = rest.empty() ? std::string() : lowered(rest.substr(1));
    }
    std::tie(path.schema, path.attribute) = splitSchema(name);
    if (const auto dot = path.attribute.find('.'); dot != std::string::npos && path.filter.empty()) {
        path.sub = path.attribute.substr(dot + 1);
        path.attribute.resize(dot);
    }
    if (path.attribute.empty() || !std::ranges::all_of(path.attribute + path.sub, isNameCharacter)) {
        return wrong;
    }
    return path;
}

} // namespace kaomon::exchange::scim
