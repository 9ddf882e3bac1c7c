// SPDX-License-Identifier: GPL-3.0-or-later
#include "localipc/unix_socket.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

namespace kaomon::localipc {
namespace {

constexpr int kBacklog = 64;

std::string systemDetail(const char* what, int error) {
    return std::string(what) + ": " + std::generic_category().message(error);
}

Result<sockaddr_un> addressOf(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.empty() || path.front() != '/' || path.size() >= sizeof address.sun_path ||
        path.find('\0') != std::string::npos) {
        return fail(ErrorCode::ValidationFailed, "a socket path is absolute and at most 107 bytes long");
    }
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    return address;
}

int connectTo(int socket, const sockaddr_un& address) {
    const auto* generic = reinterpret_cast<const sockaddr*>(&address);
    return ::connect(socket, generic, sizeof address) == 0 ? 0 : errno;
}

UniqueFd openSocket() {
    return UniqueFd(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
}

// The folder must belong to root or to us, and nobody else may rename things in it.
Status checkParent(const std::string& path) {
    const std::string parent = path.substr(0, std::max<std::size_t>(path.rfind('/'), 1));
    if (::mkdir(parent.c_str(), 0755) != 0 && errno != EEXIST) {
        return fail(ErrorCode::StorageFailed, systemDetail("cannot make the socket's folder", errno));
    }
    struct stat info {};
    if (::stat(parent.c_str(), &info) != 0 || !S_ISDIR(info.st_mode)) {
        return fail(ErrorCode::StorageFailed, "the socket's folder is no folder");
    }
    if (info.st_uid != 0 && info.st_uid != ::geteuid()) {
        return fail(ErrorCode::StorageFailed, "the socket's folder belongs to somebody else");
    }
    if ((info.st_mode & (S_IWGRP | S_IWOTH)) != 0 && (info.st_mode & S_ISVTX) == 0) {
        return fail(ErrorCode::StorageFailed, "others may write to the socket's folder");
    }
    return {};
}

Result<UniqueFd> lockPath(const std::string& path) {
    const std::string lockFile = path + ".lock";
    UniqueFd lock(::open(lockFile.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!lock.isOpen() || ::flock(lock.get(), LOCK_EX) != 0) {
        return fail(ErrorCode::StorageFailed, systemDetail("cannot lock the socket path", errno));
    }
    return lock;
}

Status removeStale(const std::string& path, const sockaddr_un& address) {
    struct stat info {};
    if (::lstat(path.c_str(), &info) != 0) {
        return {};
    }
    if (!S_ISSOCK(info.st_mode)) {
        return fail(ErrorCode::Conflict, "the socket path is taken by a file");
    }
    const UniqueFd probe = openSocket();
    if (!probe.isOpen()) {
        return fail(ErrorCode::StorageFailed, systemDetail("cannot open a socket", errno));
    }
    if (connectTo(probe.get(), address) != ECONNREFUSED) {
        return fail(ErrorCode::Conflict, "another program listens on the socket path");
    }
    if (::unlink(path.c_str()) != 0) {
        return fail(ErrorCode::StorageFailed, systemDetail("cannot remove the stale socket", errno));
    }
    return {};
}

int remainingMilliseconds(Deadline deadline) {
    using namespace std::chrono;
    const auto left = ceil<milliseconds>(deadline - steady_clock::now()).count();
    return static_cast<int>(std::clamp<long long>(left, 0, 3'600'000));
}

bool isPeerGone(int error) {
    return error == EPIPE || error == ECONNRESET || error == ENOTCONN || error == ECONNABORTED;
}

} // namespace

Result<UniqueFd> listenUnix(const std::string& path, mode_t mode) {
    const auto address = addressOf(path);
    if (!address) {
        return propagate(address.error());
    }
    if (const auto parent = checkParent(path); !parent) {
        return propagate(parent.error());
    }
    const auto lock = lockPath(path);
    if (!lock) {
        return propagate(lock.error());
    }
    if (const auto removed = removeStale(path, *address); !removed) {
        return propagate(removed.error());
    }
    UniqueFd listener = openSocket();
    const auto* generic = reinterpret_cast<const sockaddr*>(&*address);
    // Until listen() nobody can connect, so the mode is right before anybody could use it.
    if (!listener.isOpen() || ::bind(listener.get(), generic, sizeof *address) != 0 ||
        ::chmod(path.c_str(), mode) != 0 || ::listen(listener.get(), kBacklog) != 0) {
        return fail(ErrorCode::StorageFailed, systemDetail("cannot listen", errno));
    }
    return listener;
}

Result<std::optional<UniqueFd>> acceptUnix(int listener) {
    for (;;) {
        const int fd = ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd >= 0) {
            return std::optional<UniqueFd>(UniqueFd(fd));
        }
        if (errno == EAGAIN || errno == EWOULDBLOCK) {
            return std::optional<UniqueFd>();
        }
        if (errno != EINTR && errno != ECONNABORTED) {
            return fail(ErrorCode::Unavailable, systemDetail("cannot accept", errno));
        }
    }
}

Result<UniqueFd> connectUnix(const std::string& path, Deadline deadline) {
    const auto address = addressOf(path);
    if (!address) {
        return propagate(address.error());
    }
    UniqueFd socket = openSocket();
    if (!socket.isOpen()) {
        return fail(ErrorCode::AgentUnreachable, systemDetail("cannot open a socket", errno));
    }
    for (;;) {
        const int error = connectTo(socket.get(), *address);
        if (error == 0 || error == EISCONN) {
            return socket;
        }
        if (error != EAGAIN && error != EINTR) {
            return fail(ErrorCode::AgentUnreachable, systemDetail("cannot connect", error));
        }
        const int left = remainingMilliseconds(deadline);
        if (left == 0) {
            return fail(ErrorCode::Timeout, "the listener's queue stayed full");
        }
        ::poll(nullptr, 0, std::min(left, 10)); // a full queue cannot be polled for
    }
}

Result<std::size_t> sendSome(int socket, std::span<const std::uint8_t> bytes) {
    for (;;) {
        const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent >= 0) {
            return static_cast<std::size_t>(sent);
        }
        if (errno == EAGAIN || errno == EWOULDBLOCK || errno == ENOBUFS) {
            return std::size_t{0};
        }
        if (errno != EINTR) {
            const char* what = isPeerGone(errno) ? "the other side is gone" : "cannot send";
            return fail(ErrorCode::AgentUnreachable, systemDetail(what, errno));
        }
    }
}

Result<std::optional<std::size_t>> receiveSome(int socket, std::span<std::uint8_t> buffer) {
    for (;;) {
        const ssize_t received = ::recv(socket, buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (received >= 0) {
            return std::optional<std::size_t>(static_cast<std::size_t>(received));
        }
        if (errno == EAGAIN || errno == EWOULDBLOCK) {
            return std::optional<std::size_t>();
        }
        if (errno != EINTR) {
            const char* what = isPeerGone(errno) ? "the other side is gone" : "cannot receive";
            return fail(ErrorCode::AgentUnreachable, systemDetail(what, errno));
        }
    }
}

Status waitFor(int socket, Readiness readiness, Deadline deadline) {
    for (;;) {
        const int left = remainingMilliseconds(deadline);
        if (left == 0) {
            return fail(ErrorCode::Timeout, "the deadline has passed");
        }
        pollfd waiting{socket, static_cast<short>(readiness == Readiness::Readable ? POLLIN : POLLOUT), 0};
        const int ready = ::poll(&waiting, 1, left);
        if (ready > 0) {
            return {};
        }
        if (ready < 0 && errno != EINTR) {
            return fail(ErrorCode::AgentUnreachable, systemDetail("cannot wait", errno));
        }
    }
}

} // namespace kaomon::localipc
