// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include <sys/types.h>

#include "base/result.h"

namespace kaomon::localipc {

// Who is at the other end of a local socket, as the kernel recorded it when the connection was made (for the
// connecting side: when the other side began to listen). Decisions rest on uid only. pid, start time and
// executable are for logs: a process may end or execute another program after it connected.
struct PeerIdentity {
    pid_t pid = 0;
    uid_t uid = 0;
    gid_t gid = 0;
    std::uint64_t startTicks = 0; // since boot, from /proc; 0 when the process is gone or hidden
    std::string executable;       // empty when it may not be read

    [[nodiscard]] bool isRoot() const { return uid == 0; }
};

// ErrorCode::PeerDenied when the kernel gives no credentials.
[[nodiscard]] Result<PeerIdentity> peerOf(int socket);

} // namespace kaomon::localipc
