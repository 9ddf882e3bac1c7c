// SPDX-License-Identifier: GPL-3.0-or-later
#include "localipc/peer_identity.h"

#include <array>
#include <charconv>
#include <string_view>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "localipc/unique_fd.h"

namespace kaomon::localipc {
namespace {

// Field 22 of /proc/<pid>/stat; the name in field 2 may itself contain spaces and brackets.
std::uint64_t startTicksOf(pid_t pid) {
    const std::string path = "/proc/" + std::to_string(pid) + "/stat";
    const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    std::array<char, 1024> buffer{};
    const ssize_t size = file.isOpen() ? ::read(file.get(), buffer.data(), buffer.size()) : -1;
    if (size <= 0) {
        return 0;
    }
    std::string_view rest(buffer.data(), static_cast<std::size_t>(size));
    const std::size_t nameEnd = rest.rfind(')');
    if (nameEnd == std::string_view::npos) {
        return 0;
    }
    rest.remove_prefix(nameEnd + 1);
    for (int field = 3; field <= 22; ++field) {
        const std::size_t space = rest.find(' ');
        if (space == std::string_view::npos) {
            return 0;
        }
        rest.remove_prefix(space + 1);
    }
    std::uint64_t ticks = 0;
    std::from_chars(rest.data(), rest.data() + rest.size(), ticks);
    return ticks;
}

std::string executableOf(pid_t pid) {
    const std::string link = "/proc/" + std::to_string(pid) + "/exe";
    std::array<char, 4096> buffer{};
    const ssize_t size = ::readlink(link.c_str(), buffer.data(), buffer.size());
    return size > 0 ? std::string(buffer.data(), static_cast<std::size_t>(size)) : std::string();
}

} // namespace

Result<PeerIdentity> peerOf(int socket) {
    ucred credentials{};
    socklen_t size = sizeof credentials;
    if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0 ||
        size != sizeof credentials || credentials.pid <= 0) {
        return fail(ErrorCode::PeerDenied, "no peer credentials");
    }
    PeerIdentity peer;
    peer.pid = credentials.pid;
    peer.uid = credentials.uid;
    peer.gid = credentials.gid;
    peer.startTicks = startTicksOf(peer.pid);
    peer.executable = executableOf(peer.pid);
    return peer;
}

} // namespace kaomon::localipc
