// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QString>

#include "base/result.h"

namespace kaomon::shell {

// Writes a file that only its owner can read; it is either whole or not there. ErrorCode::StorageFailed.
// Blocking, for files of some megabytes at most.
[[nodiscard]] Status writePrivateFile(const QString& path, const std::string& bytes);

// ErrorCode::StorageFailed, PayloadTooLarge.
[[nodiscard]] Result<std::string> readWholeFile(const QString& path, qint64 maximumBytes);

} // namespace kaomon::shell
