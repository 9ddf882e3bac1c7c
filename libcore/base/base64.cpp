// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/base64.h"

#include <array>

namespace kaomon {
namespace {

constexpr std::string_view kUrlAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view kBase32Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

constexpr std::uint8_t kNone = 0xFF;

// What each character stands for.
using Values = std::array<std::uint8_t, 256>;

constexpr Values valuesOf(std::string_view alphabet) {
    Values values{};
    values.fill(kNone);
    for (std::size_t i = 0; i < alphabet.size(); ++i) {
        values[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
    }
    return values;
}

constexpr Values kUrlValues = valuesOf(kUrlAlphabet);
constexpr Values kBase32Values = valuesOf(kBase32Alphabet);

// Packs bytes into groups of `bits` and maps each to the alphabet; what is left over is padded with zero
// bits.
std::string encode(std::span<const std::uint8_t> bytes, std::string_view alphabet, unsigned bits) {
    std::string text;
    text.reserve((bytes.size() * 8 + bits - 1) / bits);
    std::uint32_t buffer = 0;
    unsigned filled = 0;
    for (const std::uint8_t byte : bytes) {
        buffer = (buffer << 8) | byte;
        filled += 8;
        while (filled >= bits) {
            filled -= bits;
            text += alphabet[(buffer >> filled) & ((1U << bits) - 1)];
        }
    }
    if (filled > 0) {
        text += alphabet[(buffer << (bits - filled)) & ((1U << bits) - 1)];
    }
    return text;
}

Result<Bytes> decode(std::string_view text, const Values& values, unsigned bits) {
    Bytes bytes;
    bytes.reserve(text.size() * bits / 8);
    std::uint32_t buffer = 0;
    unsigned filled = 0;
    for (const char c : text) {
        const std::uint8_t value = values[static_cast<unsigned char>(c)];
        if (value == kNone) {
            return fail(ErrorCode::ValidationFailed, "character outside the alphabet");
        }
        buffer = (buffer << bits) | value;
        filled += bits;
        if (filled >= 8) {
            filled -= 8;
            bytes.push_back(static_cast<std::uint8_t>(buffer >> filled));
        }
        buffer &= (1U << filled) - 1;
    }
    if (filled >= bits || buffer != 0) {
        return fail(ErrorCode::ValidationFailed, "stray trailing bits");
    }
    return bytes;
}

} // namespace

std::string toBase64Url(std::span<const std::uint8_t> bytes) {
    return encode(bytes, kUrlAlphabet, 6);
}

Result<Bytes> fromBase64Url(std::string_view text) {
    return decode(text, kUrlValues, 6);
}

std::string toBase32(std::span<const std::uint8_t> bytes) {
    return encode(bytes, kBase32Alphabet, 5);
}

Result<Bytes> fromBase32(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    for (const char c : text) {
        if (c == ' ' || c == '-') {
            continue;
        }
        plain += (c >= 'a' && c <= 'z') ? static_cast<char>(c - 'a' + 'A') : c;
    }
    auto bytes = decode(plain, kBase32Values, 5);
    wipe(plain.data(), plain.size());
    return bytes;
}

} // namespace kaomon
