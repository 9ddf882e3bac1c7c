// SPDX-License-Identifier: GPL-3.0-or-later
#include "photoarchive/zip_directory.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <string>

namespace kaomon::photoarchive {
namespace {

constexpr std::uint32_t kEndMark = 0x06054b50;
constexpr std::uint32_t kEntryMark = 0x02014b50;
constexpr std::uint32_t kZip64Mark = 0x07064b50;
constexpr std::size_t kEndSize = 22;
constexpr std::size_t kEntrySize = 46;
constexpr std::size_t kLocatorSize = 20;
constexpr std::size_t kLongestComment = 65535;

// A number as ZIP stores it, the least byte first.
std::uint32_t number(const std::string& bytes, std::size_t at, std::size_t size) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i) {
        value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
    }
    return value;
}

tl::unexpected<Error> notAZip() {
    return fail(ErrorCode::ValidationFailed, "not a ZIP file of a kind that is read here", "format");
}

// The end record is the last one whose comment ends with the file.
std::size_t findEnd(const std::string& tail) {
    for (std::size_t at = tail.size() - kEndSize + 1; at-- > 0;) {
        if (number(tail, at, 4) == kEndMark && at + kEndSize + number(tail, at + 20, 2) == tail.size()) {
            return at;
        }
    }
    return std::string::npos;
}

} // namespace

Result<ZipDirectory> readZipDirectory(const std::filesystem::path& file, std::size_t mostEntries) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    std::ifstream in(file, std::ios::binary);
    if (error || !in || size < kEndSize) {
        return notAZip();
    }
    const auto tailSize = std::min<std::uint64_t>(size, kEndSize + kLongestComment + kLocatorSize);
    std::string tail(static_cast<std::size_t>(tailSize), '\0');
    in.seekg(static_cast<std::streamoff>(size - tailSize));
    in.read(tail.data(), static_cast<std::streamsize>(tail.size()));
    const std::size_t end = in ? findEnd(tail) : std::string::npos;
    if (end == std::string::npos) {
        return notAZip();
    }
    const bool isZip64 = end >= kLocatorSize && number(tail, end - kLocatorSize, 4) == kZip64Mark;
    const std::uint64_t offset = number(tail, end + 16, 4);
    const std::uint64_t endOffset = size - tailSize + end;
    const bool isWhole = number(tail, end + 4, 4) == 0 && offset + number(tail, end + 12, 4) == endOffset;
    if (isZip64 || !isWhole) {
        return notAZip();
    }
    ZipDirectory directory;
    std::uint64_t at = offset;
    std::string entry(kEntrySize, '\0');
    while (at < endOffset) {
        in.seekg(static_cast<std::streamoff>(at));
        in.read(entry.data(), static_cast<std::streamsize>(entry.size()));
        if (!in || number(entry, 0, 4) != kEntryMark) {
            return notAZip();
        }
        directory.packed += number(entry, 20, 4);
        directory.unpacked += number(entry, 24, 4);
        at += kEntrySize + number(entry, 28, 2) + number(entry, 30, 2) + number(entry, 32, 2);
        if (++directory.entries > mostEntries) {
            return fail(ErrorCode::ValidationFailed, "too many entries", "entries");
        }
    }
    if (at != endOffset || number(tail, end + 10, 2) != directory.entries) {
        return notAZip();
    }
    return directory;
}

} // namespace kaomon::photoarchive
