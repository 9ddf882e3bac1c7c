// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace kaomon::photoarchive {

enum class PhotoFormat { Jpeg, Png };

// By its first bytes, not by its name; nullopt for anything else.
[[nodiscard]] std::optional<PhotoFormat> photoFormat(std::span<const std::uint8_t> bytes);

struct PhotoSize {
    std::uint64_t width = 0;
    std::uint64_t height = 0;
};

// The size that a picture claims, without decoding it; nullopt when its head is damaged. Pure.
[[nodiscard]] std::optional<PhotoSize> photoSize(std::span<const std::uint8_t> bytes);

// The login that a file name stands for: "taro.jpg" and, for more pictures of one person, "taro_2.jpg" to
// "taro_9.jpg" (underscore, one digit). Folders in front do not count. In the form of domain::loginKey();
// nullopt when it is no login.
[[nodiscard]] std::optional<std::string> loginOfFileName(std::string_view name);

// Whether an entry's name could ever leave a folder or confuse somebody: absolute, with .. or a drive, with
// control characters or backslashes, empty or longer than 255 bytes.
[[nodiscard]] bool isUnsafeName(std::string_view name);

} // namespace kaomon::photoarchive
