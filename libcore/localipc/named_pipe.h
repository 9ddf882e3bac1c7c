// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "base/result.h"
#include "localipc/endpoint.h"
#include "localipc/peer_identity.h"
#include "localipc/unique_handle.h"

namespace kaomon::localipc {

// Who may open the agent's pipe: not from the network; SYSTEM and administrators all of it; whoever sits at
// the PC may read and write, but not add an instance of his own to the pipe (GENERIC_WRITE would let him:
// FILE_CREATE_PIPE_INSTANCE is among its bits; 0x12019b is read and write without that bit).
inline constexpr const char* kAgentPipeSddl = "D:P(D;;GA;;;NU)(A;;GA;;;SY)(A;;GA;;;BA)(A;;0x12019b;;;IU)";

// Opens a local pipe for overlapped reading and writing, waiting no longer than `deadline` while all its
// instances are taken. The server may learn who we are but not act in our name. Errors: ValidationFailed (not
// \\.\pipe\NAME), AgentUnreachable, Timeout, Cancelled.
[[nodiscard]] Result<UniqueHandle> connectPipe(const std::string& name, Deadline deadline);

// Of an overlapped pipe, either end. As AgentStream's functions of the same purpose.
[[nodiscard]] Status pipeSendAll(void* pipe, std::span<const std::uint8_t> bytes, Deadline deadline);
[[nodiscard]] Result<std::size_t> pipeReceive(void* pipe, std::span<std::uint8_t> buffer, Deadline deadline);

// One connection as the server sees it.
struct PipeConnection {
    UniqueHandle pipe;
    PeerIdentity client;
};

// The server's end. One thread. Always one instance waits while the listener lives, so that nobody finds the
// pipe missing between two connections.
class PipeListener {
public:
    // Errors: ValidationFailed, Conflict (somebody serves this name already), StorageFailed (refused).
    [[nodiscard]] static Result<PipeListener> listen(const std::string& name, const std::string& sddl);

    // The next connection. Errors: Timeout, Cancelled, Unavailable (out of instances: try again later),
    // PeerDenied (the client was gone before it could be looked at).
    [[nodiscard]] Result<PipeConnection> accept(Deadline deadline);

    // The access list as Windows gives it back. ErrorCode::StorageFailed when it does not.
    [[nodiscard]] Result<std::string> sddl() const;

private:
    PipeListener(std::wstring name, std::string sddl, UniqueHandle waiting)
        : m_name(std::move(name))
        , m_sddl(std::move(sddl))
        , m_waiting(std::move(waiting)) {}

    std::wstring m_name;
    std::string m_sddl;
    UniqueHandle m_waiting;
};

} // namespace kaomon::localipc
