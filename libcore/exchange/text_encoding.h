// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kaomon::exchange {

// Cp932 is Microsoft's Shift_JIS (windows-31j), as Japanese Excel writes it. Wire names: utf-8, cp932.
enum class TextEncoding { Utf8, Cp932 };

[[nodiscard]] std::string_view toWire(TextEncoding encoding);
[[nodiscard]] std::optional<TextEncoding> encodingFromWire(std::string_view name);

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Tells UTF-8 from other encodings while a file passes in pieces. `tail` is what the caller keeps between
// pieces (at most three bytes, empty at first). False as soon as the bytes cannot be UTF-8; at the end a
// non-empty tail is a cut character. Pure; any thread.
[[nodiscard]] bool continuesUtf8(std::string_view piece, std::string& tail);

// Converts between UTF-8 and one encoding through ICU. Not thread-safe; cheap enough to make for each piece.
class TextConverter {
public:
    explicit TextConverter(TextEncoding encoding);
    ~TextConverter();
    TextConverter(const TextConverter&) = delete;
    TextConverter& operator=(const TextConverter&) = delete;

    // nullopt for bytes that are no text of the encoding.
    [[nodiscard]] std::optional<std::string> toUtf8(std::string_view bytes);

    struct Encoded {
        std::string bytes;
        std::size_t unmappable =
            0; // characters written as the geta mark, in print the sign of a missing type
    };
    // Precondition: well-formed UTF-8.
    [[nodiscard]] Encoded fromUtf8(std::string_view text);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl; // only for Cp932
};

} // namespace kaomon::exchange
