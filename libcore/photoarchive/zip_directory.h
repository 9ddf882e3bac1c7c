// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>

#include "base/result.h"

namespace kaomon::photoarchive {

// What the central directory of a ZIP file says, read before any library opens the file, so that a directory
// of millions of entries costs nothing.
struct ZipDirectory {
    std::size_t entries = 0;
    std::uint64_t packed = 0;   // bytes
    std::uint64_t unpacked = 0; // bytes, as claimed
};

// Walks the directory with a few bytes in memory and stops at `mostEntries`. ErrorCode::ValidationFailed with
// field "format" (no ZIP, several disks, ZIP64, or a directory that does not fill its place) or "entries".
[[nodiscard]] Result<ZipDirectory> readZipDirectory(const std::filesystem::path& file,
                                                    std::size_t mostEntries);

} // namespace kaomon::photoarchive
