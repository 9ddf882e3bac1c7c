// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#ifndef _WIN32
#include <sys/types.h>
#endif

#include "base/result.h"

namespace kaomon::localipc {

#ifdef _WIN32

// Who is at the other end of a named pipe. The pipe remembers the process that opened its end; user and
// executable are those of that process now. Decisions rest on userSid, and executable where one is expected.
struct PeerIdentity {
    std::uint32_t pid = 0;
    std::string userSid;          // "S-1-5-18" is SYSTEM
    std::uint64_t startTicks = 0; // 100 ns since 1601
    std::string executable;       // full path, UTF-8

    [[nodiscard]] bool isSystem() const { return userSid == "S-1-5-18"; }
};

// ErrorCode::PeerDenied when the process is gone or does not let itself be looked at.
[[nodiscard]] Result<PeerIdentity> identityOfProcess(std::uint32_t pid);
[[nodiscard]] Result<PeerIdentity> ownIdentity();

#else

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

#endif

} // namespace kaomon::localipc
