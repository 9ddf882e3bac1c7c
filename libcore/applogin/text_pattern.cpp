// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/text_pattern.h"

#include <re2/re2.h>

namespace kaomon::applogin {
namespace {

constexpr std::size_t kLooksAt = 4096;
constexpr std::int64_t kMemory = 1 << 18;

// * any text, ? one character, everything else itself.
std::string expressionOf(const std::string& wildcard) {
    std::string expression = "(?s)";
    std::string literal;
    const auto flush = [&] {
        expression += re2::RE2::QuoteMeta(literal);
        literal.clear();
    };
    for (const char c : wildcard) {
        if (c == '*' || c == '?') {
            flush();
            expression += c == '*' ? ".*" : ".";
        } else {
            literal += c;
        }
    }
    flush();
    return expression;
}

} // namespace

struct TextPattern::Compiled {
    Compiled(const std::string& expression, const re2::RE2::Options& options)
        : regex(expression, options) {}
    re2::RE2 regex;
};

Result<TextPattern> TextPattern::make(PatternMode mode, std::string text, const std::string& field) {
    if (text.size() > kLongest) {
        return fail(ErrorCode::ValidationFailed, "too long", field);
    }
    TextPattern pattern;
    pattern.m_mode = mode;
    if (mode != PatternMode::Literal) {
        re2::RE2::Options options;
        options.set_log_errors(false);
        options.set_max_mem(kMemory);
        const std::string expression = mode == PatternMode::Wildcard ? expressionOf(text) : text;
        auto compiled = std::make_shared<const Compiled>(expression, options);
        if (!compiled->regex.ok()) {
            return fail(ErrorCode::ValidationFailed, compiled->regex.error(), field);
        }
        pattern.m_compiled = std::move(compiled);
    }
    pattern.m_text = std::move(text);
    return pattern;
}

bool TextPattern::matches(std::string_view text) const {
    const std::string_view seen = text.substr(0, kLooksAt);
    if (!m_compiled) {
        return seen == m_text;
    }
    return re2::RE2::FullMatch(re2::StringPiece(seen.data(), seen.size()), m_compiled->regex);
}

} // namespace kaomon::applogin
