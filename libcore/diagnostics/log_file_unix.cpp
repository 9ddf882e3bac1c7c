// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnostics/log_file.h"

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace kaomon::diagnostics {

struct LogFile::Handle {
    int descriptor;

    explicit Handle(int opened)
        : descriptor(opened) {}
    ~Handle() { ::close(descriptor); }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
};

LogFile::LogFile(std::unique_ptr<Handle> handle)
    : m_handle(std::move(handle)) {}
LogFile::~LogFile() = default;
LogFile::LogFile(LogFile&&) noexcept = default;
LogFile& LogFile::operator=(LogFile&&) noexcept = default;

Result<LogFile> LogFile::open(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0) {
        return fail(ErrorCode::StorageFailed, "the log cannot be opened");
    }
    return LogFile(std::make_unique<Handle>(descriptor));
}

std::size_t LogFile::size() const {
    struct stat facts {};
    return ::fstat(m_handle->descriptor, &facts) == 0 ? static_cast<std::size_t>(facts.st_size) : 0;
}

std::size_t LogFile::add(std::string_view text) noexcept {
    const auto sent = ::write(m_handle->descriptor, text.data(), text.size());
    return sent > 0 ? static_cast<std::size_t>(sent) : 0;
}

void LogFile::empty() noexcept {
    static_cast<void>(!::ftruncate(m_handle->descriptor, 0));
}

Status makeOwnFolder(const std::filesystem::path& folder) {
    // One by one, so that each that is made is for its owner alone.
    std::filesystem::path made;
    for (const auto& part : folder) {
        made /= part;
        if (::mkdir(made.c_str(), 0700) != 0 && errno != EEXIST && errno != EROFS && errno != EACCES) {
            return fail(ErrorCode::StorageFailed, "the folder of the log cannot be made");
        }
    }
    return {};
}

std::filesystem::path pathOf(std::string_view utf8) {
    return utf8;
}

} // namespace kaomon::diagnostics
