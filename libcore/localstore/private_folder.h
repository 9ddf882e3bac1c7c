// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/result.h"

namespace kaomon::localstore {

// Makes the folder when it is missing, private: 0700 on Linux; on Windows SYSTEM, the administrators and this
// process's user, nothing inherited from above. The path is UTF-8. ErrorCode::StorageFailed when it belongs
// to somebody else or others may write to it.
[[nodiscard]] Status preparePrivateFolder(const std::string& path);

} // namespace kaomon::localstore
