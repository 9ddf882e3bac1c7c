// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string_view>

#include "base/result.h"

namespace kaomon::diagnostics {

// A file of this program that lines are added to. One owner; one thread at a time.
class LogFile {
public:
    // Makes it for its owner alone (on Windows: as the folder says); never follows a link. StorageFailed.
    [[nodiscard]] static Result<LogFile> open(const std::filesystem::path& path);
    ~LogFile();
    LogFile(LogFile&&) noexcept;
    LogFile& operator=(LogFile&&) noexcept;

    [[nodiscard]] std::size_t size() const;
    // How many bytes were written; fewer where the disk is full.
    std::size_t add(std::string_view text) noexcept;
    void empty() noexcept;

private:
    struct Handle;
    explicit LogFile(std::unique_ptr<Handle> handle);

    std::unique_ptr<Handle> m_handle;
};

// The folder and those above it, as far as they are missing, each for its owner alone (on Windows also for
// administrators). ErrorCode::StorageFailed.
[[nodiscard]] Status makeOwnFolder(const std::filesystem::path& folder);

// UTF-8, as everything of ours speaks.
[[nodiscard]] std::filesystem::path pathOf(std::string_view utf8);

} // namespace kaomon::diagnostics
