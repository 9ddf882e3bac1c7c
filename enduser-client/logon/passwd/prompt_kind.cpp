// SPDX-License-Identifier: GPL-3.0-or-later
#include "logon/passwd/prompt_kind.h"

#include <algorithm>
#include <array>
#include <string>

namespace kaomon::logon {
namespace {

// "Enter new Kerberos password", "Retype new password", "Verify New Password".
constexpr std::array<std::string_view, 9> kNew{"new",     "retype", "re-enter", "again",   "verify",
                                               "confirm", "新しい", "再入力",   "もう一度"};
constexpr std::array<std::string_view, 5> kCurrent{"current", "old", "現在", "古い", "以前"};

template<std::size_t N>
bool hasAny(const std::string& text, const std::array<std::string_view, N>& words) {
    return std::ranges::any_of(words,
                               [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

} // namespace

PromptKind promptKindOf(std::string_view prompt, bool hasAskedForCurrent) {
    std::string lower(prompt);
    std::ranges::transform(lower, lower.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    if (hasAny(lower, kNew)) {
        return PromptKind::NewPassword;
    }
    if (hasAny(lower, kCurrent) || !hasAskedForCurrent) {
        return PromptKind::CurrentPassword;
    }
    return PromptKind::NewPassword;
}

} // namespace kaomon::logon
