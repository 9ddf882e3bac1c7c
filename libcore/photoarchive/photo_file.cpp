// SPDX-License-Identifier: GPL-3.0-or-later
#include "photoarchive/photo_file.h"

#include <algorithm>

#include "domain/login_key.h"

namespace kaomon::photoarchive {
namespace {

constexpr std::size_t kLongestName = 255;

std::uint64_t bigEndian(std::span<const std::uint8_t> bytes) {
    std::uint64_t value = 0;
    for (const std::uint8_t byte : bytes) {
        value = value << 8U | byte;
    }
    return value;
}

std::optional<PhotoSize> pngSize(std::span<const std::uint8_t> bytes) {
    constexpr std::size_t kHead = 24;
    if (bytes.size() < kHead) {
        return std::nullopt;
    }
    return PhotoSize{bigEndian(bytes.subspan(16, 4)), bigEndian(bytes.subspan(20, 4))};
}

// Walks the segments up to the one that starts a frame.
std::optional<PhotoSize> jpegSize(std::span<const std::uint8_t> bytes) {
    std::size_t at = 2;
    while (at + 9 < bytes.size() && bytes[at] == 0xFF) {
        const std::uint8_t mark = bytes[at + 1];
        const bool isFrame = mark >= 0xC0 && mark <= 0xCF && mark != 0xC4 && mark != 0xC8 && mark != 0xCC;
        if (isFrame) {
            return PhotoSize{bigEndian(bytes.subspan(at + 7, 2)), bigEndian(bytes.subspan(at + 5, 2))};
        }
        at += 2 + static_cast<std::size_t>(bigEndian(bytes.subspan(at + 2, 2)));
    }
    return std::nullopt;
}

} // namespace

std::optional<PhotoFormat> photoFormat(std::span<const std::uint8_t> bytes) {
    constexpr std::uint8_t kPng[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    constexpr std::uint8_t kJpeg[] = {0xFF, 0xD8, 0xFF};
    const auto startsWith = [bytes](std::span<const std::uint8_t> mark) {
        return bytes.size() >= mark.size() && std::ranges::equal(bytes.first(mark.size()), mark);
    };
    if (startsWith(kPng)) {
        return PhotoFormat::Png;
    }
    return startsWith(kJpeg) ? std::optional(PhotoFormat::Jpeg) : std::nullopt;
}

std::optional<PhotoSize> photoSize(std::span<const std::uint8_t> bytes) {
    const auto format = photoFormat(bytes);
    if (!format) {
        return std::nullopt;
    }
    return *format == PhotoFormat::Png ? pngSize(bytes) : jpegSize(bytes);
}

std::optional<std::string> loginOfFileName(std::string_view name) {
    if (const auto slash = name.rfind('/'); slash != std::string_view::npos) {
        name.remove_prefix(slash + 1);
    }
    const auto dot = name.rfind('.');
    std::string_view stem = name.substr(0, dot);
    const auto size = stem.size();
    if (size > 2 && stem[size - 2] == '_' && stem[size - 1] >= '2' && stem[size - 1] <= '9') {
        stem.remove_suffix(2);
    }
    auto key = domain::loginKey(stem);
    return key ? std::optional(std::move(*key)) : std::nullopt;
}

bool isUnsafeName(std::string_view name) {
    if (name.empty() || name.size() > kLongestName || name.front() == '/' ||
        name.find_first_of("\\:") != std::string_view::npos) {
        return true;
    }
    const auto isControl = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
    if (std::ranges::any_of(name, isControl)) {
        return true;
    }
    for (std::size_t begin = 0; begin <= name.size();) {
        const auto end = std::min(name.find('/', begin), name.size());
        if (name.substr(begin, end - begin) == "..") {
            return true;
        }
        begin = end + 1;
    }
    return false;
}

} // namespace kaomon::photoarchive
