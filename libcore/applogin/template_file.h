// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "applogin/app_template.h"
#include "base/result.h"

namespace kaomon::applogin {

inline constexpr std::size_t kMostTemplatesOfFile = 100;
inline constexpr std::size_t kLargestTemplateFile = 2 * 1024 * 1024;

// Templates as a file that people hand on: a JSON object {"kaomon_app_templates": 1, "templates": [...]}.
// Nothing in it is secret. Pure; any thread.
[[nodiscard]] std::string templateFileOf(const std::vector<AppTemplate>& templates);

// The templates of a file, in its order, each with what is wrong with it: one bad row does not spoil the
// others. The pointer of an error begins at its template. A file that is one template alone is read as such.
// ErrorCode::MalformedRequest for what is no JSON, too large or no such file; StorageTooNew for a file of a
// newer version; ValidationFailed for no templates or too many.
[[nodiscard]] Result<std::vector<Result<AppTemplate>>> readTemplateFile(std::string_view text);

} // namespace kaomon::applogin
