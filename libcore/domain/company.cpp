// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/company.h"

#include <algorithm>
#include <array>

#include "domain/login_key.h"

namespace kaomon::domain {
namespace {

constexpr std::size_t kNumberLength = 13;
constexpr std::size_t kLongestName = 200;

// After NFKC and without case, spaces and punctuation: ㈱ is (株) then 株 here, and "Co., Ltd." is "coltd".
constexpr auto kForms = std::to_array<std::string_view>({
    "株式会社",
    "有限会社",
    "合同会社",
    "合資会社",
    "合名会社",
    "一般社団法人",
    "一般財団法人",
    "corporation",
    "company",
    "limited",
    "incorporated",
    "coltd",
    "corp",
    "inc",
    "ltd",
    "llc",
    "gmbh",
    "kk",
});
constexpr auto kShortForms = std::to_array<std::string_view>({"(株)", "(有)", "(同)"});

bool isAsciiFiller(char c) {
    return c == ' ' || c == '.' || c == ',' || c == '-' || c == '\'' || c == '"' || c == '&' || c == '/' ||
           c == '(' || c == ')';
}

void eraseAll(std::string& text, std::string_view part) {
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part)) {
        text.erase(at, part.size());
    }
}

// A legal form stands at the beginning or the end of a name; in the middle it is part of it.
void trimForm(std::string& name, std::string_view form) {
    if (name.size() > form.size() && name.ends_with(form)) {
        name.resize(name.size() - form.size());
    } else if (name.size() > form.size() && name.starts_with(form)) {
        name.erase(0, form.size());
    }
}

bool hasCheckDigit(std::string_view digits) {
    int sum = 0;
    for (std::size_t i = 1; i < kNumberLength; ++i) {
        const int weight = (kNumberLength - i) % 2 == 1 ? 1 : 2; // from the right: 1, 2, 1, 2, ...
        sum += (digits[i] - '0') * weight;
    }
    return digits[0] - '0' == 9 - sum % 9;
}

} // namespace

Result<std::string> corporateNumber(std::string_view typed) {
    const auto normalised = nfkc(typed);
    if (!normalised) {
        return propagate(normalised.error());
    }
    std::string digits;
    for (const char c : *normalised) {
        if (c != '-' && c != ' ') {
            digits += c;
        }
    }
    const bool isNumber = digits.size() == kNumberLength &&
                          std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
    if (!isNumber || !hasCheckDigit(digits)) {
        return fail(ErrorCode::ValidationFailed, "not a corporate number of 13 digits", "/company_number");
    }
    return digits;
}

Result<std::string> companyKey(std::string_view number, std::string_view name) {
    if (!number.empty()) {
        const auto digits = corporateNumber(number);
        return digits ? Result<std::string>("number:" + *digits) : propagate(digits.error());
    }
    if (name.size() > kLongestName) {
        return fail(ErrorCode::ValidationFailed, "longer than 200 bytes", "/company");
    }
    const auto folded = nfkcCasefold(name);
    if (!folded) {
        return propagate(folded.error());
    }
    std::string key = *folded;
    for (const std::string_view form : kShortForms) {
        eraseAll(key, form);
    }
    std::erase_if(key, isAsciiFiller);
    eraseAll(key, "\xE3\x80\x80");
    for (const std::string_view form : kForms) {
        trimForm(key, form);
    }
    if (key.empty()) {
        return fail(ErrorCode::ValidationFailed, "a company's name or number is needed", "/company");
    }
    return "name:" + key;
}

} // namespace kaomon::domain
