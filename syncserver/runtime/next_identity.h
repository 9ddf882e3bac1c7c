// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/result.h"
#include "http/server_pins.h"
#include "http/tls_identity.h"
#include "runtime/config.h"

namespace kaomon::runtime {

// The key that is prepared to follow the server's own, in files of the data folder:
//   tls-next.key with tls-next.crt   made here, where the server's certificate is made here too
//   tls-next.key with tls-next.csr   made here, for the operator's authority to sign
//   tls-next.pin                     the operator has the key elsewhere
// Used by kaomonctl and, for reading, by the server at its start and when it reads its certificate again.

// Nothing: none is prepared. ErrorCode::TlsFailed when a file of it cannot be read.
[[nodiscard]] Result<std::optional<http::PublicIdentity>> nextIdentity(const Config& config);
// Both pins; the next one is left out once it is the current one. ErrorCode::TlsFailed.
[[nodiscard]] Result<http::ServerPins> serverPins(const Config& config, const http::TlsIdentity& current);

// A key pair with a self-signed certificate, or with a request where the configured certificate comes from
// elsewhere; readable by the owner of the data folder only. ErrorCode::Conflict while one is prepared,
// TlsFailed.
[[nodiscard]] Result<http::PublicIdentity> makeNextIdentity(const Config& config);
// One whose key the operator has: its pin as text, or a file with its certificate or request.
// ErrorCode::Conflict, TlsFailed, ValidationFailed.
[[nodiscard]] Result<http::PublicIdentity> noteNextIdentity(const Config& config, const std::string& pin);
// The file of the request that waits to be signed, if there is one.
[[nodiscard]] std::optional<std::filesystem::path> nextRequest(const Config& config);

// The prepared key becomes the server's, which takes it when it reads its certificate again; what was in use
// stays as tls-previous.key and tls-previous.crt. Where the operator configured the certificate, he has put
// the new one in its place before: then only what was prepared is put away. Repeatable after an interruption.
// ErrorCode::NotFound without a prepared one, Conflict when the configured certificate is not of it,
// TlsFailed.
[[nodiscard]] Status promoteNextIdentity(const Config& config);
// Forgets what is prepared. ErrorCode::StorageFailed.
[[nodiscard]] Status dropNextIdentity(const Config& config);

} // namespace kaomon::runtime
