// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "base/result.h"
#include "base/secret.h"
#include "localstore/private_folder.h"

namespace kaomon::localstore {

// Paths are UTF-8. "Private" is 0700 and 0600 on Linux; on Windows SYSTEM, the administrators and this
// process's user, nothing inherited from above.

// Reads at most `limit` bytes of a file that only its owner (this process's user) may open. Errors: NotFound,
// KeyUnavailable (wrong owner, or open to others), StorageFailed.
[[nodiscard]] Result<SecretBytes> readPrivateFile(const std::string& path, std::size_t limit);

// Puts the whole file, private, in place of the old one: after a crash there is the old or the new one, never
// half. Errors: DiskFull, StorageFailed.
[[nodiscard]] Status replacePrivateFile(const std::string& path, std::span<const std::uint8_t> bytes);

// Whether there is such a file with at least one byte.
[[nodiscard]] bool hasContent(const std::string& path);

// A file that is not there needs no other name. ErrorCode::StorageFailed.
[[nodiscard]] Status renameFile(const std::string& from, const std::string& to);

} // namespace kaomon::localstore
