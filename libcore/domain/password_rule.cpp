// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/password_rule.h"

#include <bitset>
#include <cstdint>
#include <vector>

#include "domain/leaked_words.h"
#include "domain/wire_names.h"

namespace kaomon::domain {
namespace {

constexpr auto kFaultNames = std::to_array<WireName<PasswordFault>>({
    {PasswordFault::Malformed, "malformed"},
    {PasswordFault::TooShort, "too_short"},
    {PasswordFault::TooLong, "too_long"},
    {PasswordFault::TooFewClasses, "too_few_classes"},
    {PasswordFault::SameAsLogin, "same_as_login"},
    {PasswordFault::TooCommon, "too_common"},
});

constexpr std::size_t kMinimumDistinct = 5;

// Words of this product and of its machines that no list of leaks has; compared as those are.
constexpr auto kOwnWords =
    std::to_array<std::string_view>({"administrator", "face", "kaomon", "p@ssword", "root"});

char lower(char c) {
    return (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
}

bool isLetter(char c) {
    const char l = lower(c);
    return (l >= 'a' && l <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

bool equalIgnoringCase(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, lower, lower);
}

// Number of code points; nullopt when the bytes are not UTF-8 in shape.
std::optional<int> codePoints(std::string_view text) {
    int count = 0;
    for (std::size_t i = 0; i < text.size(); ++count) {
        const auto lead = static_cast<std::uint8_t>(text[i]);
        const std::size_t size = lead < 0x80           ? 1
                                 : (lead >> 5) == 0x6  ? 2
                                 : (lead >> 4) == 0xE  ? 3
                                 : (lead >> 3) == 0x1E ? 4
                                                       : 0;
        if (size == 0 || i + size > text.size()) {
            return std::nullopt;
        }
        for (std::size_t k = 1; k < size; ++k) {
            if ((static_cast<std::uint8_t>(text[i + k]) & 0xC0) != 0x80) {
                return std::nullopt;
            }
        }
        i += size;
    }
    return count;
}

int classes(std::string_view text) {
    std::bitset<4> found;
    for (const char c : text) {
        found.set(c >= 'a' && c <= 'z' ? 0 : c >= 'A' && c <= 'Z' ? 1 : c >= '0' && c <= '9' ? 2 : 3);
    }
    return static_cast<int>(found.count());
}

SecretString lowered(std::string_view text) {
    std::string word(text);
    std::ranges::transform(word, word.begin(), lower);
    return SecretString(std::move(word));
}

bool isCommon(std::string_view text) {
    std::bitset<256> distinct;
    for (const char c : text) {
        distinct.set(static_cast<std::uint8_t>(c));
    }
    const bool isNumber = std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    if (distinct.count() < kMinimumDistinct || isNumber) {
        return true;
    }
    while (!text.empty() && !isLetter(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && !isLetter(text.back())) {
        text.remove_suffix(1);
    }
    SecretString word = lowered(text);
    return isLeakedWord(word.reveal()) || std::ranges::find(kOwnWords, word.reveal()) != kOwnWords.end();
}

} // namespace

std::string_view toWire(PasswordFault fault) {
    return nameOf(kFaultNames, fault);
}

std::optional<PasswordFault> passwordFaultFromWire(std::string_view name) {
    return valueOf(kFaultNames, name);
}

std::optional<PasswordFault> checkNewPassword(const SecretString& password, const PasswordRule& rule,
                                              std::string_view login, std::string_view mail) {
    const std::string_view text = password.reveal();
    const auto length = codePoints(text);
    if (!length) {
        return PasswordFault::Malformed;
    }
    if (*length < rule.minimumLength) {
        return PasswordFault::TooShort;
    }
    if (*length > rule.maximumLength) {
        return PasswordFault::TooLong;
    }
    if (equalIgnoringCase(text, login) || equalIgnoringCase(text, mail) ||
        equalIgnoringCase(text, mail.substr(0, mail.find('@')))) {
        return PasswordFault::SameAsLogin;
    }
    if (isCommon(text)) {
        return PasswordFault::TooCommon;
    }
    if (classes(text) < rule.minimumClasses) {
        return PasswordFault::TooFewClasses;
    }
    return std::nullopt;
}

} // namespace kaomon::domain
