// SPDX-License-Identifier: GPL-3.0-or-later
#include "localstore/files_impl.h"

#include <cerrno>
#include <cstdio>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace kaomon::localstore {
namespace {

tl::unexpected<Error> systemFault(const char* what, int error) {
    const bool isFull = error == ENOSPC || error == EDQUOT;
    return fail(isFull ? ErrorCode::DiskFull : ErrorCode::StorageFailed,
                std::string(what) + ": " + std::generic_category().message(error));
}

// Closes on every way out.
class File {
public:
    File(const std::string& path, int flags, mode_t mode = 0)
        : m_fd(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
    ~File() {
        if (m_fd >= 0) {
            ::close(m_fd);
        }
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    [[nodiscard]] int fd() const { return m_fd; }

private:
    int m_fd;
};

Status writeAll(int fd, std::span<const std::uint8_t> bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) {
            return systemFault("cannot write", errno);
        }
        bytes = bytes.subspan(written > 0 ? static_cast<std::size_t>(written) : 0);
    }
    return {};
}

} // namespace

Status preparePrivateFolder(const std::string& path) {
    if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) {
        return systemFault("cannot make the store's folder", errno);
    }
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0 || !S_ISDIR(info.st_mode)) {
        return fail(ErrorCode::StorageFailed, "the store's folder is no folder");
    }
    if (info.st_uid != ::geteuid() || (info.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
        return fail(ErrorCode::StorageFailed, "others may change the store's folder");
    }
    return {};
}

Result<SecretBytes> readPrivateFile(const std::string& path, std::size_t limit) {
    const File file(path, O_RDONLY | O_NOFOLLOW);
    if (file.fd() < 0) {
        return errno == ENOENT ? fail(ErrorCode::NotFound, "no such file")
                               : systemFault("cannot open", errno);
    }
    struct stat info {};
    if (::fstat(file.fd(), &info) != 0 || !S_ISREG(info.st_mode)) {
        return fail(ErrorCode::StorageFailed, "not a regular file");
    }
    if (info.st_uid != ::geteuid() || (info.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return fail(ErrorCode::KeyUnavailable, "the file is open to others");
    }
    Bytes bytes(limit);
    std::size_t size = 0;
    while (size < bytes.size()) {
        const ssize_t count = ::read(file.fd(), bytes.data() + size, bytes.size() - size);
        if (count < 0 && errno != EINTR) {
            return systemFault("cannot read", errno);
        }
        if (count == 0) {
            break;
        }
        size += count > 0 ? static_cast<std::size_t>(count) : 0;
    }
    bytes.resize(size);
    return SecretBytes(std::move(bytes));
}

Status replacePrivateFile(const std::string& path, std::span<const std::uint8_t> bytes) {
    const std::string fresh = path + ".new";
    {
        const File file(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0600);
        if (file.fd() < 0) {
            return systemFault("cannot make the file", errno);
        }
        if (const auto written = writeAll(file.fd(), bytes); !written) {
            return written;
        }
        if (::fdatasync(file.fd()) != 0) {
            return systemFault("cannot flush", errno);
        }
    }
    if (std::rename(fresh.c_str(), path.c_str()) != 0) {
        return systemFault("cannot put the file in place", errno);
    }
    const File folder(path.substr(0, path.rfind('/') + 1), O_RDONLY | O_DIRECTORY);
    if (folder.fd() < 0 || ::fsync(folder.fd()) != 0) {
        return systemFault("cannot flush the folder", errno);
    }
    return {};
}

bool hasContent(const std::string& path) {
    struct stat info {};
    return ::stat(path.c_str(), &info) == 0 && info.st_size > 0;
}

Status renameFile(const std::string& from, const std::string& to) {
    return std::rename(from.c_str(), to.c_str()) == 0 || errno == ENOENT
               ? Status()
               : systemFault("cannot rename the file", errno);
}

} // namespace kaomon::localstore
