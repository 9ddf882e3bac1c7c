// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace kaomon::duties {

struct HashedFile {
    long long size = 0;
    std::string sha256; // hex
};

// Reads a file of any size in pieces. ErrorCode::StorageFailed.
[[nodiscard]] Result<HashedFile> hashFile(const std::filesystem::path& path);

} // namespace kaomon::duties
