// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include <sys/types.h>

#include "base/result.h"
#include "crypto/key_pairs.h"

namespace kaomon::admin {

inline constexpr std::string_view kOperatorKeyTitle = "KAOMON OPERATOR KEY 1";
inline constexpr std::string_view kReleaseKeyTitle = "KAOMON RELEASE KEY 1";

// Up to 64 KiB, not empty. ErrorCode::StorageFailed.
[[nodiscard]] Result<std::string> readSmallFile(const std::filesystem::path& path);
// With O_EXCL: a file that is there is never overwritten. ErrorCode::Conflict, StorageFailed.
[[nodiscard]] Status writeNewFile(const std::filesystem::path& path, const std::string& text, mode_t mode);

// A key pair in a file of its own: a title, which tells what it is for, and the seed. Readable for nobody
// else.
[[nodiscard]] Status writeKeyFile(const std::filesystem::path& path, std::string_view title,
                                  const crypto::SigningKey& key);
// ErrorCode::StorageFailed, Forbidden (open to others), StorageCorrupt (no such key).
[[nodiscard]] Result<crypto::SigningKey> readKeyFile(const std::filesystem::path& path,
                                                     std::string_view title);

} // namespace kaomon::admin
