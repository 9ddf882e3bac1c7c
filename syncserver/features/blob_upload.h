// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "features/bind.h"
#include "storage/repositories/blob_repository.h"
#include "wire/evidence.h"

namespace kaomon::features {

// What pictures and diagnostics have in common: how a sealed blob comes in and how it is handed out.

// Size, part hashes and key of a new blob. ErrorCode::ValidationFailed.
[[nodiscard]] Status checkBlob(const storage::BlobRow& blob, long long largest);
// The number of the path; ErrorCode::NotFound for anything else.
[[nodiscard]] Result<int> partOf(const http::RequestContext& context);

// The same request again gives the same answer. ErrorCode::Conflict (the id names something else, or too many
// uploads of this PC are unfinished), QuotaExceeded.
[[nodiscard]] Status beginBlob(storage::UnitOfWork& unit, const storage::BlobRow& blob, long long quota);
// The answer to the PC that sent a part.
using ShowBlob = http::Response (*)(const storage::BlobRow& blob);
// PUT of the next part; one that is there may come again. `name`: the path's parameter with the blob's id,
// here and below. ErrorCode::NotFound (also for the blob of another PC), Conflict (another part is due),
// ValidationFailed (size, hash).
[[nodiscard]] AsyncReply takeBlobPart(ServiceContext& services, http::RequestContext& context,
                                      storage::BlobKind kind, const char* name, ShowBlob show);

// Writes down who opens a blob and why, and lets him fetch its parts for an hour. ErrorCode::NotFound,
// Conflict (not whole yet), ValidationFailed (reason).
[[nodiscard]] AsyncReply openBlob(ServiceContext& services, http::RequestContext& context,
                                  storage::BlobKind kind, const char* name);
// One part. ErrorCode::NotFound, Forbidden (no access, or its hour is over).
[[nodiscard]] AsyncReply readBlobPart(ServiceContext& services, http::RequestContext& context,
                                      storage::BlobKind kind, const char* name);

// 3 to 500 bytes without control characters. ErrorCode::ValidationFailed.
[[nodiscard]] Status checkBlobReason(const std::string& reason);
[[nodiscard]] wire::BlobAccessEntry accessEntry(const http::RequestContext& context,
                                                const storage::BlobRow& blob, std::string action,
                                                std::string reason, TimePoint now);

// A body of bytes.
[[nodiscard]] http::Schema bytesSchema();

} // namespace kaomon::features
