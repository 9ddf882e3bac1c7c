// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/secret.h"

namespace kaomon::testing {

[[nodiscard]] inline Bytes bytesOf(std::string_view text) {
    return {text.begin(), text.end()};
}

[[nodiscard]] inline std::string hexOf(const auto& bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (const std::uint8_t byte : bytes) {
        text += kDigits[byte >> 4];
        text += kDigits[byte & 0x0F];
    }
    return text;
}

} // namespace kaomon::testing
