// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/ticket_number.h"

#include <array>

#include "domain/login_key.h"

namespace kaomon::domain {
namespace {

constexpr std::size_t kDigits = 10;
constexpr std::size_t kLongestTyped = 100;

// The quasigroup of order 10 of H. Michael Damm's thesis (2004).
constexpr std::array<std::array<int, 10>, 10> kTable{{
    {0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
    {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
    {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
    {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
    {6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
    {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
    {5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
    {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
    {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
    {2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
}};

int checkDigit(std::string_view digits) {
    int interim = 0;
    for (const char c : digits) {
        interim = kTable[static_cast<std::size_t>(interim)][static_cast<std::size_t>(c - '0')];
    }
    return interim;
}

std::string grouped(std::string_view digits) {
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        text += i > 0 && i % 3 == 0 ? "-" : "";
        text += digits[i];
    }
    return text;
}

} // namespace

std::string ticketText(long long number) {
    std::string digits = std::to_string(number);
    digits.insert(0, kDigits - 1 - digits.size(), '0');
    digits += std::to_string(checkDigit(digits));
    return grouped(digits);
}

std::optional<std::string> ticketFromTyped(std::string_view typed) {
    const auto plain = typed.size() <= kLongestTyped ? nfkc(typed) : fail(ErrorCode::ValidationFailed);
    std::string digits;
    for (const char c : plain.value_or(std::string("x"))) {
        if (c >= '0' && c <= '9') {
            digits += c;
        } else if (c != '-' && c != ' ') {
            return std::nullopt;
        }
    }
    // the check digit leads back to 0
    if (digits.size() != kDigits || checkDigit(digits) != 0) {
        return std::nullopt;
    }
    return grouped(digits);
}

} // namespace kaomon::domain
