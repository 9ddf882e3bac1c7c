// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "diagnostics/log_file.h"

namespace kaomon::diagnostics {

// The last lines of a program's log in a file beside its state, so that they are there when somebody asks
// for help and also after the program has ended by accident. Two files of half the size each: when the first
// is full it becomes the second. A disk that is full costs lines, nothing else. Thread-safe.
class LogKeeper {
public:
    static constexpr std::size_t kMostBytes = std::size_t{4} * 1024 * 1024;

    // Makes the folder and the file, each for its owner alone. ErrorCode::StorageFailed.
    [[nodiscard]] static Result<std::shared_ptr<LogKeeper>> open(std::string path,
                                                                 std::size_t mostBytes = kMostBytes);
    ~LogKeeper();
    LogKeeper(const LogKeeper&) = delete;
    LogKeeper& operator=(const LogKeeper&) = delete;

    void add(std::string_view line) noexcept;
    // Of a PC that was wiped nothing may be left.
    void erase() noexcept;

    // The lines that are kept at `path`, the oldest first; the newest `mostBytes` of them. Empty when there
    // is no such file. Any thread, while another writes.
    [[nodiscard]] static std::vector<std::string> read(const std::string& path,
                                                       std::size_t mostBytes = kMostBytes);

private:
    LogKeeper(std::string path, std::size_t mostBytes, LogFile file);
    void turn();

    std::mutex m_mutex;
    std::string m_path;
    std::size_t m_half;
    std::optional<LogFile> m_file; // none when it could not be opened again
    std::size_t m_written = 0;
};

// Notices that the program before this one did not end by itself. One for each program and folder, made
// before anything else and destroyed at its proper end.
class RunMark {
public:
    // `path` is the mark; what is found there is of a run that broke off, and is added to the notes beside it
    // (kept by LogKeeper as `notes`). A mark that cannot be written is no reason not to start.
    RunMark(std::string path, const std::string& notes, std::string_view program, std::string_view version);
    ~RunMark();
    RunMark(const RunMark&) = delete;
    RunMark& operator=(const RunMark&) = delete;

    [[nodiscard]] bool hasBrokenOff() const { return m_hasBrokenOff; }

private:
    std::string m_path;
    bool m_hasBrokenOff = false;
};

} // namespace kaomon::diagnostics
