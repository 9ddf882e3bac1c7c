// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnostics/log_keeper.h"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/log.h"

namespace kaomon::diagnostics {
namespace {

constexpr std::size_t kNotesBytes = std::size_t{64} * 1024;

std::string secondOf(const std::string& path) {
    return path + ".1";
}

std::string contentOf(const std::string& path) {
    std::ifstream file(pathOf(path), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

Status makeFolderOf(const std::string& path) {
    return makeOwnFolder(pathOf(path).parent_path());
}

} // namespace

Result<std::shared_ptr<LogKeeper>> LogKeeper::open(std::string path, std::size_t mostBytes) {
    if (const auto made = makeFolderOf(path); !made) {
        return propagate(made.error());
    }
    auto file = LogFile::open(pathOf(path));
    if (!file) {
        return propagate(file.error());
    }
    return std::shared_ptr<LogKeeper>(new LogKeeper(std::move(path), mostBytes, std::move(*file)));
}

LogKeeper::LogKeeper(std::string path, std::size_t mostBytes, LogFile file)
    : m_path(std::move(path))
    , m_half(mostBytes / 2)
    , m_file(std::move(file))
    , m_written(m_file->size()) {}

LogKeeper::~LogKeeper() = default;

void LogKeeper::add(std::string_view line) noexcept {
    try {
        const std::lock_guard lock(m_mutex);
        if (m_written + line.size() + 1 > m_half && m_written > 0) {
            turn();
        }
        const std::string text = std::string(line.substr(0, m_half - 1)) + '\n';
        m_written += m_file ? m_file->add(text) : 0;
    } catch (const std::exception&) {
        return; // no memory for a line: it is lost, and the program that logs it goes on
    }
}

void LogKeeper::erase() noexcept {
    const std::lock_guard lock(m_mutex);
    std::error_code ignored;
    std::filesystem::remove(pathOf(secondOf(m_path)), ignored);
    if (m_file) {
        m_file->empty();
    }
    m_written = 0;
}

void LogKeeper::turn() {
    m_file.reset();
    std::error_code ignored;
    std::filesystem::rename(pathOf(m_path), pathOf(secondOf(m_path)), ignored);
    if (auto fresh = LogFile::open(pathOf(m_path))) {
        m_file = std::move(*fresh);
    }
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
        std::ofstream file(pathOf(m_path), std::ios::binary | std::ios::trunc);
        file << log::formatLine(log::Level::Info, "run.begun", {{"program", program}, {"version", version}});
    }
}

RunMark::~RunMark() {
    std::error_code ignored;
    std::filesystem::remove(pathOf(m_path), ignored);
}

} // namespace kaomon::diagnostics
