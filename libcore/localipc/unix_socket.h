// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include <sys/types.h>

#include "base/result.h"
#include "localipc/endpoint.h"
#include "localipc/unique_fd.h"

namespace kaomon::localipc {

// Listens on a Unix socket: non-blocking, close-on-exec, with exactly `mode` (0666 for the agent, which then
// checks each peer's credentials). Makes the parent folder (0755) when it is missing. A socket file that
// nobody listens on is replaced; two starts at the same time are serialised by "<path>.lock". The caller
// unlinks `path` on a clean end; a left-over file does no harm. Errors: ValidationFailed (path too long or
// not absolute), Conflict (somebody listens there, or the path is no socket), StorageFailed (folder unsafe or
// the system refused).
[[nodiscard]] Result<UniqueFd> listenUnix(const std::string& path, mode_t mode);

// One waiting connection, non-blocking and close-on-exec; nullopt when none waits. ErrorCode::Unavailable
// when the process is out of descriptors or memory: keep listening and try again later.
[[nodiscard]] Result<std::optional<UniqueFd>> acceptUnix(int listener);

// Connects, waiting no longer than `deadline` (also when the listener's queue is full). The socket is
// non-blocking. Errors: ValidationFailed, AgentUnreachable (nobody there), Timeout.
[[nodiscard]] Result<UniqueFd> connectUnix(const std::string& path, Deadline deadline);

// Sends what the socket takes now: the number of bytes, 0 when it is full. Never raises SIGPIPE.
// ErrorCode::AgentUnreachable when the other side is gone.
[[nodiscard]] Result<std::size_t> sendSome(int socket, std::span<const std::uint8_t> bytes);

// Reads what is there now: the number of bytes, nullopt when there is nothing yet, 0 at the end of the
// stream. ErrorCode::AgentUnreachable when the connection was reset.
[[nodiscard]] Result<std::optional<std::size_t>> receiveSome(int socket, std::span<std::uint8_t> buffer);

enum class Readiness { Readable, Writable };

// Waits until the socket is ready (an error or hang-up counts as ready) or `deadline` has passed:
// ErrorCode::Timeout. Interrupted waits go on.
[[nodiscard]] Status waitFor(int socket, Readiness readiness, Deadline deadline);

} // namespace kaomon::localipc
