// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "base/result.h"
#include "base/secret.h"

namespace kaomon::localstore {

// Makes the folder (0700) when it is missing. ErrorCode::StorageFailed when it belongs to somebody else or
// others may write to it.
[[nodiscard]] Status preparePrivateFolder(const std::string& path);

// Reads at most `limit` bytes of a file that only its owner (this process's user) may open. Errors: NotFound,
// KeyUnavailable (wrong owner, or open to others), StorageFailed.
[[nodiscard]] Result<SecretBytes> readPrivateFile(const std::string& path, std::size_t limit);

// Puts the whole file (0600) in place of the old one: after a crash there is the old or the new one, never
// half. Errors: DiskFull, StorageFailed.
[[nodiscard]] Status replacePrivateFile(const std::string& path, std::span<const std::uint8_t> bytes);

} // namespace kaomon::localstore
