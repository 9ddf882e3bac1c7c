// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "base/secret.h"

namespace kaomon::photoarchive {

// What a ZIP file of photographs may be. The numbers are those of docs/protocol.md 4.12.
struct PhotoZipLimits {
    std::uint64_t archiveBytes = 200ULL * 1024 * 1024;
    std::size_t entries = 5000;
    std::size_t photoBytes = 10 * 1024 * 1024;
    std::uint64_t totalBytes = 1024ULL * 1024 * 1024; // of all pictures together
    std::uint64_t ratio = 100;                        // unpacked to packed
    std::uint64_t pixels = 50'000'000;                // of one picture
    int photosOfOne = 5;
};

// What became of an entry. Wire names are the snake_case forms.
enum class PhotoVerdict {
    Accepted,
    UnsafeName,  // a path that leaves the folder, control characters, too long
    NotAFile,    // a link or another thing that is no regular file
    NoLogin,     // the name is no login
    UnknownUser, // nobody has this login
    TooMany,     // more pictures of one person than may be
    NotAPhoto,   // neither JPEG nor PNG by its content; archives inside archives too
    TooLarge,    // bytes or pixels
    Damaged,     // encrypted, cut, or of a method that is not read here
};

[[nodiscard]] std::string_view toWire(PhotoVerdict verdict);

struct PhotoEntry {
    std::string name; // as in the archive; for showing only, never for a path
    std::string loginKey;
    PhotoVerdict verdict = PhotoVerdict::Damaged;
    Bytes picture; // Accepted only
};

// Reads photographs of people, named by their logins, out of a ZIP file, one at a time and in memory only:
// nothing is written, no name of the archive becomes a path, nothing but JPEG and PNG is unpacked past its
// first bytes. The pictures go to the agent's enrolment; no server sees them. Move-only; one thread.
class PhotoZip {
public:
    using IsKnown = std::function<bool(const std::string& loginKey)>;

    // ErrorCode::NotFound (no such file), PayloadTooLarge (the file), ValidationFailed with field "format",
    // "entries", "ratio" or "total".
    [[nodiscard]] static Result<PhotoZip> open(const std::filesystem::path& file, IsKnown isKnown,
                                               PhotoZipLimits limits = {});
    PhotoZip(PhotoZip&&) noexcept;
    PhotoZip& operator=(PhotoZip&&) noexcept;
    ~PhotoZip();

    // The next entry that is not a folder; nullopt at the end. ErrorCode::ValidationFailed with field "total"
    // or "format" when the file turns out to lie; nothing more can be read then.
    [[nodiscard]] Result<std::optional<PhotoEntry>> next();

private:
    struct Impl;
    explicit PhotoZip(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace kaomon::photoarchive
