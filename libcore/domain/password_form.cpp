// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/password_form.h"

#include <algorithm>

#include "domain/login_key.h"

namespace kaomon::domain {
namespace {

constexpr std::size_t kGroups = 4;
constexpr std::size_t kGroupSize = 4;
constexpr std::size_t kLength = kGroups * (kGroupSize + 1) - 1;

char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool isOneTimePassword(std::string_view text) {
    if (text.size() != kLength) {
        return false;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = upper(text[i]);
        const bool isSeparator = i % (kGroupSize + 1) == kGroupSize;
        const bool isBase32 = (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7');
        if (isSeparator ? (c != '-' && c != ' ') : !isBase32) {
            return false;
        }
    }
    return true;
}

} // namespace

Result<SecretString> canonicalPassword(const SecretString& typed) {
    auto password = normalisePassword(typed);
    if (!password) {
        return password;
    }
    std::string_view text = password->reveal();
    while (!text.empty() && (text.front() == ' ' || text.back() == ' ')) {
        text.front() == ' ' ? text.remove_prefix(1) : text.remove_suffix(1);
    }
    if (!isOneTimePassword(text)) {
        return password;
    }
    std::string grouped(text);
    std::ranges::transform(grouped, grouped.begin(), [](char c) { return c == ' ' ? '-' : upper(c); });
    return SecretString(std::move(grouped));
}

} // namespace kaomon::domain
