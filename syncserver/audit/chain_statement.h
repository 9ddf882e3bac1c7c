// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>

#include "base/result.h"
#include "crypto/key_pairs.h"
#include "wire/operations.h"

namespace kaomon::audit {

inline constexpr const char* kCheckpoint = "checkpoint";
inline constexpr const char* kAnchor = "anchor";

// A signed statement about the chain of a tenant: head and number of its last entry, or of the last one that
// was removed. Pure; any thread.
[[nodiscard]] wire::OperationCheckpoint makeStatement(const crypto::SigningKey& logKey,
                                                      wire::OperationCheckpoint unsigned_);
// Against the public log key that the reader trusts. ErrorCode::SignatureInvalid.
[[nodiscard]] Status checkStatement(const wire::OperationCheckpoint& statement,
                                    std::span<const std::uint8_t> logPublic);

} // namespace kaomon::audit
