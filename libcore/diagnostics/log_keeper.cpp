// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnostics/log_keeper.h"

#include <algorithm>
#include <cerrno>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"

namespace kaomon::diagnostics {
namespace {

constexpr std::size_t kNotesBytes = std::size_t{64} * 1024;

std::string secondOf(const std::string& path) {
    return path + ".1";
}

int openForAppending(const std::string& path) {
    return ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
}

std::string contentOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

Status makeFolderOf(const std::string& path) {
    // One by one, so that each that is made is for its owner alone.
    std::filesystem::path folder;
    for (const auto& part : std::filesystem::path(path).parent_path()) {
        folder /= part;
        if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST && errno != EROFS && errno != EACCES) {
            return fail(ErrorCode::StorageFailed, "the folder of the log cannot be made");
        }
    }
    return {};
}

} // namespace

Result<std::shared_ptr<LogKeeper>> LogKeeper::open(std::string path, std::size_t mostBytes) {
    if (const auto made = makeFolderOf(path); !made) {
        return propagate(made.error());
    }
    const int descriptor = openForAppending(path);
    if (descriptor < 0) {
        return fail(ErrorCode::StorageFailed, "the log cannot be opened");
    }
    return std::shared_ptr<LogKeeper>(new LogKeeper(std::move(path), mostBytes, descriptor));
}

LogKeeper::LogKeeper(std::string path, std::size_t mostBytes, int descriptor)
    : m_path(std::move(path))
    , m_half(mostBytes / 2)
    , m_descriptor(descriptor) {
    struct stat facts {};
    if (::fstat(m_descriptor, &facts) == 0) {
        m_written = static_cast<std::size_t>(facts.st_size);
    }
}

LogKeeper::~LogKeeper() {
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

void LogKeeper::add(std::string_view line) noexcept {
    try {
        const std::lock_guard lock(m_mutex);
        if (m_written + line.size() + 1 > m_half && m_written > 0) {
            turn();
        }
        const std::string text = std::string(line.substr(0, m_half - 1)) + '\n';
        const auto sent = ::write(m_descriptor, text.data(), text.size());
        m_written += sent > 0 ? static_cast<std::size_t>(sent) : 0;
    } catch (const std::exception&) {
        return; // no memory for a line: it is lost, and the program that logs it goes on
    }
}

void LogKeeper::erase() noexcept {
    const std::lock_guard lock(m_mutex);
    static_cast<void>(::unlink((m_path + ".1").c_str()));
    static_cast<void>(!::ftruncate(m_descriptor, 0));
    m_written = 0;
}

void LogKeeper::turn() noexcept {
    ::close(m_descriptor);
    static_cast<void>(::rename(m_path.c_str(), (m_path + ".1").c_str()));
    m_descriptor = openForAppending(m_path);
    m_written = 0;
}

std::vector<std::string> LogKeeper::read(const std::string& path, std::size_t mostBytes) {
    std::string text = contentOf(secondOf(path)) + contentOf(path);
    if (text.size() > mostBytes) {
        const auto cut = text.find('\n', text.size() - mostBytes);
        text.erase(0, cut == std::string::npos ? text.size() : cut + 1);
    }
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        if (end > at) {
            lines.push_back(text.substr(at, end - at));
        }
        at = end + 1;
    }
    return lines;
}

RunMark::RunMark(std::string path, const std::string& notes, std::string_view program,
                 std::string_view version)
    : m_path(std::move(path)) {
    const std::string before = contentOf(m_path);
    m_hasBrokenOff = !before.empty();
    if (m_hasBrokenOff) {
        if (const auto keeper = LogKeeper::open(notes, kNotesBytes)) {
            (*keeper)->add(
                log::formatLine(log::Level::Error, "run.broken_off",
                                {{"program", program}, {"noticed_by", version}, {"begun", before}}));
        }
    }
    if (makeFolderOf(m_path)) {
        std::ofstream file(m_path, std::ios::binary | std::ios::trunc);
        file << log::formatLine(log::Level::Info, "run.begun", {{"program", program}, {"version", version}});
    }
}

RunMark::~RunMark() {
    std::error_code ignored;
    std::filesystem::remove(m_path, ignored);
}

} // namespace kaomon::diagnostics
