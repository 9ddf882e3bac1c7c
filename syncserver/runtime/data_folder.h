// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/server_key.h"
#include "base/result.h"
#include "http/tls_identity.h"
#include "runtime/config.h"

namespace kaomon::runtime {

// What the server keeps beside its database. Made at first use, for its owner only.
// ErrorCode::StorageFailed when the folder cannot be made, and those of ServerKey::open().
[[nodiscard]] Result<auth::ServerKey> openServerKey(const Config& config);
// The shred ledger beside the server key.
[[nodiscard]] std::filesystem::path shredLedgerFile(const Config& config);
// Signed checkpoints of the operation logs, one JSON object a line; to be copied off this machine.
[[nodiscard]] std::filesystem::path checkpointFile(const Config& config);
// The configured certificate, or a self-signed one in the folder. ErrorCode::StorageFailed, TlsFailed.
[[nodiscard]] Result<http::TlsIdentity> openTlsIdentity(const Config& config);

} // namespace kaomon::runtime
