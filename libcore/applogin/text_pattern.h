// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kaomon::applogin {

// How a text of a window is compared with what a template expects.
enum class PatternMode { Literal, Wildcard, Regex };

// A literal text, one with * and ?, or a regular expression, which must cover the whole text. The engine
// (RE2) takes time in proportion to the text, whatever the expression: nothing that a template holds can hang
// a PC. A value; matching is thread-safe.
class TextPattern {
public:
    static constexpr std::size_t kLongest = 256;

    TextPattern() = default; // the empty literal
    // ErrorCode::ValidationFailed for a text that is too long, an expression that is none or that would need
    // too much memory. `field` is the pointer of the error.
    [[nodiscard]] static Result<TextPattern> make(PatternMode mode, std::string text,
                                                  const std::string& field);

    [[nodiscard]] PatternMode mode() const { return m_mode; }
    [[nodiscard]] const std::string& text() const { return m_text; }
    // Only the first 4 KiB of `text` are looked at.
    [[nodiscard]] bool matches(std::string_view text) const;

private:
    struct Compiled;

    PatternMode m_mode = PatternMode::Literal;
    std::string m_text;
    std::shared_ptr<const Compiled> m_compiled; // of wildcards and expressions
};

} // namespace kaomon::applogin
