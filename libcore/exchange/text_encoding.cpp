// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/text_encoding.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include <unicode/ucnv.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

namespace kaomon::exchange {
namespace {

constexpr std::string_view kGeta = "\x81\xAC";

// Length of the UTF-8 character at the front; 0 when it is cut by the end, -1 when it is none.
int characterLength(std::string_view bytes) {
    const auto first = static_cast<unsigned char>(bytes.front());
    const int length = U8_IS_SINGLE(first) ? 1 : U8_IS_LEAD(first) ? U8_COUNT_TRAIL_BYTES(first) + 1 : -1;
    if (length <= 1) {
        return length;
    }
    const auto have = std::min<std::size_t>(bytes.size(), static_cast<std::size_t>(length));
    for (std::size_t i = 1; i < have; ++i) {
        if (!U8_IS_TRAIL(static_cast<unsigned char>(bytes[i]))) {
            return -1;
        }
    }
    if (have < static_cast<std::size_t>(length)) {
        return 0;
    }
    std::int32_t at = 0;
    UChar32 character = 0;
    const auto* text = reinterpret_cast<const std::uint8_t*>(bytes.data());
    U8_NEXT(text, at, length, character);
    return character < 0 ? -1 : length;
}

std::optional<std::u16string> toUtf16(std::string_view text) {
    std::u16string units(text.size(), u'\0');
    std::int32_t length = 0;
    UErrorCode status = U_ZERO_ERROR;
    u_strFromUTF8(units.data(), static_cast<std::int32_t>(units.size()), &length, text.data(),
                  static_cast<std::int32_t>(text.size()), &status);
    if (U_FAILURE(status)) {
        return std::nullopt;
    }
    units.resize(static_cast<std::size_t>(length));
    return units;
}

} // namespace

std::string_view toWire(TextEncoding encoding) {
    return encoding == TextEncoding::Utf8 ? "utf-8" : "cp932";
}

std::optional<TextEncoding> encodingFromWire(std::string_view name) {
    if (name == "utf-8") {
        return TextEncoding::Utf8;
    }
    return name == "cp932" ? std::optional(TextEncoding::Cp932) : std::nullopt;
}

bool continuesUtf8(std::string_view piece, std::string& tail) {
    std::string joined;
    if (!tail.empty()) {
        // few bytes are enough to finish the cut character; the rest is looked at where it lies
        const auto more = std::min<std::size_t>(piece.size(), 4);
        joined = tail + std::string(piece.substr(0, more));
        const int length = characterLength(joined);
        if (length <= 0) {
            tail = length == 0 ? joined : std::string();
            return length == 0;
        }
        piece.remove_prefix(static_cast<std::size_t>(length) - tail.size());
        tail.clear();
    }
    while (!piece.empty()) {
        const int length = characterLength(piece);
        if (length < 0) {
            return false;
        }
        if (length == 0) {
            tail = piece;
            return true;
        }
        piece.remove_prefix(static_cast<std::size_t>(length));
    }
    return true;
}

struct TextConverter::Impl {
    UConverter* converter = nullptr;

    ~Impl() { ucnv_close(converter); }
};

TextConverter::TextConverter(TextEncoding encoding) {
    if (encoding != TextEncoding::Cp932) {
        return;
    }
    m_impl = std::make_unique<Impl>();
    UErrorCode status = U_ZERO_ERROR;
    m_impl->converter = ucnv_open("windows-31j", &status);
    if (U_FAILURE(status)) { // ICU's data come with the library
        std::abort();
    }
    ucnv_setToUCallBack(m_impl->converter, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    ucnv_setFromUCallBack(m_impl->converter, UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
}

TextConverter::~TextConverter() = default;

std::optional<std::string> TextConverter::toUtf8(std::string_view bytes) {
    if (!m_impl) {
        std::string tail;
        return continuesUtf8(bytes, tail) && tail.empty() ? std::optional(std::string(bytes)) : std::nullopt;
    }
    UErrorCode status = U_ZERO_ERROR;
    std::u16string units(bytes.size() + 1, u'\0');
    const std::int32_t length =
        ucnv_toUChars(m_impl->converter, units.data(), static_cast<std::int32_t>(units.size()), bytes.data(),
                      static_cast<std::int32_t>(bytes.size()), &status);
    if (U_FAILURE(status)) {
        return std::nullopt;
    }
    std::string text(static_cast<std::size_t>(length) * 3 + 1, '\0');
    std::int32_t size = 0;
    u_strToUTF8(text.data(), static_cast<std::int32_t>(text.size()), &size, units.data(), length, &status);
    if (U_FAILURE(status)) {
        return std::nullopt;
    }
    text.resize(static_cast<std::size_t>(size));
    return text;
}

TextConverter::Encoded TextConverter::fromUtf8(std::string_view text) {
    Encoded result;
    const auto units = m_impl ? toUtf16(text) : std::nullopt;
    if (!m_impl || !units) {
        result.bytes = text;
        return result;
    }
    const UChar* at = units->data();
    const UChar* const end = at + units->size();
    std::vector<char> buffer(units->size() * 2 + 8);
    while (at < end) {
        UErrorCode status = U_ZERO_ERROR;
        char* out = buffer.data();
        ucnv_resetFromUnicode(m_impl->converter);
        ucnv_fromUnicode(m_impl->converter, &out, buffer.data() + buffer.size(), &at, end, nullptr, true,
                         &status);
        result.bytes.append(buffer.data(), out);
        if (U_FAILURE(status)) { // `at` is behind the character that has no form in the encoding
            result.bytes += kGeta;
            ++result.unmappable;
        }
    }
    return result;
}

} // namespace kaomon::exchange
