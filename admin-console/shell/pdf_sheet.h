// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "base/result.h"

namespace kaomon::shell {

// Writes one A4 sheet to be printed: `html` in the subset that QTextDocument knows. The file is readable by
// its owner only and is either whole or not there. ErrorCode::StorageFailed, DiskFull. GUI thread; a page
// takes some milliseconds.
[[nodiscard]] Status writePdfSheet(const QString& path, const QString& title, const QString& html);

} // namespace kaomon::shell
