// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/result.h"
#include "http/principal.h"
#include "storage/repositories/import_repository.h"

namespace kaomon::features {

inline constexpr long long kLargestImport = 64LL * 1024 * 1024;
inline constexpr std::size_t kImportPart = 1024 * 1024;

// The record of a new import. ErrorCode::ValidationFailed.
[[nodiscard]] Result<storage::ImportRecord> newImport(const wire::NewImport& body,
                                                      const http::Principal& caller, TimePoint now);

// Takes the next part of a file; all but the last have kImportPart bytes. The part before it may come again
// (a repeated request). ErrorCode::ValidationFailed, Conflict (another part is due).
[[nodiscard]] Status takePart(storage::ImportRepository& imports, storage::ImportRecord& record,
                              long long part, const std::string& bytes);

} // namespace kaomon::features
