// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/result.h"

namespace kaomon::agent {

// A face becomes uid 0 only where a local file says so: one account name per line, # begins a comment. The
// file must belong to root (or to the account that the agent runs as) and be writable by nobody else,
// otherwise it counts as empty. Accounts of another uid pass. ErrorCode::SuperuserDenied. Blocks for a file
// read.
[[nodiscard]] Status checkSuperuser(const std::string& account, const std::string& filePath);

} // namespace kaomon::agent
