// SPDX-License-Identifier: GPL-3.0-or-later
#include "photoarchive/photo_zip.h"

#include <array>
#include <map>

#include <archive.h>
#include <archive_entry.h>

#include "photoarchive/photo_file.h"
#include "photoarchive/zip_directory.h"

namespace kaomon::photoarchive {
namespace {

constexpr std::size_t kPiece = 64 * 1024;
constexpr auto kVerdicts =
    std::to_array<std::string_view>({"accepted", "unsafe_name", "not_a_file", "no_login", "unknown_user",
                                     "too_many", "not_a_photo", "too_large", "damaged"});

// A path is of char on Linux and of wchar_t on Windows.
[[maybe_unused]] int openFile(::archive* source, const char* path) {
    return archive_read_open_filename(source, path, kPiece);
}
[[maybe_unused]] int openFile(::archive* source, const wchar_t* path) {
    return archive_read_open_filename_w(source, path, kPiece);
}

tl::unexpected<Error> refused(const char* why, const char* field) {
    return fail(ErrorCode::ValidationFailed, why, field);
}

} // namespace

std::string_view toWire(PhotoVerdict verdict) {
    return kVerdicts[static_cast<std::size_t>(verdict)];
}

struct PhotoZip::Impl {
    ::archive* source = archive_read_new();
    IsKnown isKnown;
    PhotoZipLimits limits;
    std::uint64_t total = 0;
    std::size_t entries = 0;
    std::map<std::string, int> photos; // by login
    bool isEmpty = false;              // libarchive does not take a directory of nothing for a ZIP file

    Impl() = default;
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl() { archive_read_free(source); }

    // What can be said without the content.
    [[nodiscard]] PhotoVerdict judgeName(::archive_entry* entry, PhotoEntry& found) {
        if (isUnsafeName(found.name)) {
            return PhotoVerdict::UnsafeName;
        }
        const bool isLink =
            archive_entry_symlink(entry) != nullptr || archive_entry_hardlink(entry) != nullptr;
        if (isLink || archive_entry_filetype(entry) != AE_IFREG) {
            return PhotoVerdict::NotAFile;
        }
        const auto login = loginOfFileName(found.name);
        if (!login) {
            return PhotoVerdict::NoLogin;
        }
        found.loginKey = *login;
        if (!isKnown(*login)) {
            return PhotoVerdict::UnknownUser;
        }
        return photos[*login] >= limits.photosOfOne ? PhotoVerdict::TooMany : PhotoVerdict::Accepted;
    }

    // Unpacks until the picture is there or refuses to be one.
    [[nodiscard]] PhotoVerdict readPicture(PhotoEntry& found) {
        std::array<std::uint8_t, kPiece> piece{};
        while (true) {
            const auto size = archive_read_data(source, piece.data(), piece.size());
            if (size < 0) {
                return PhotoVerdict::Damaged;
            }
            if (size == 0) {
                break;
            }
            found.picture.insert(found.picture.end(), piece.begin(), piece.begin() + size);
            total += static_cast<std::uint64_t>(size);
            if (!photoFormat(found.picture)) {
                return PhotoVerdict::NotAPhoto;
            }
            if (found.picture.size() > limits.photoBytes) {
                return PhotoVerdict::TooLarge;
            }
        }
        const auto pixels = photoSize(found.picture);
        if (!pixels) {
            return photoFormat(found.picture) ? PhotoVerdict::Damaged : PhotoVerdict::NotAPhoto;
        }
        const bool isHuge = pixels->width > limits.pixels || pixels->height > limits.pixels ||
                            pixels->width * pixels->height > limits.pixels;
        return isHuge ? PhotoVerdict::TooLarge : PhotoVerdict::Accepted;
    }
};

PhotoZip::PhotoZip(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl)) {}
PhotoZip::PhotoZip(PhotoZip&&) noexcept = default;
PhotoZip& PhotoZip::operator=(PhotoZip&&) noexcept = default;
PhotoZip::~PhotoZip() = default;

Result<PhotoZip> PhotoZip::open(const std::filesystem::path& file, IsKnown isKnown, PhotoZipLimits limits) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    if (error) {
        return fail(ErrorCode::NotFound, "no such file");
    }
    if (size > limits.archiveBytes) {
        return fail(ErrorCode::PayloadTooLarge, "the file is larger than may be");
    }
    const auto directory = readZipDirectory(file, limits.entries);
    if (!directory) {
        return propagate(directory.error());
    }
    if (directory->unpacked > limits.totalBytes) {
        return refused("the pictures are larger than may be", "total");
    }
    if (directory->unpacked > limits.ratio * (directory->packed + kPiece)) {
        return refused("packed tighter than pictures ever are", "ratio");
    }
    auto impl = std::make_unique<Impl>();
    impl->isKnown = std::move(isKnown);
    impl->limits = limits;
    if (directory->entries == 0) {
        impl->isEmpty = true;
        return PhotoZip(std::move(impl));
    }
    // the one format, read through its directory; no filters, so nothing is unpacked around it
    archive_read_support_format_zip_seekable(impl->source);
    if (openFile(impl->source, file.c_str()) != ARCHIVE_OK) {
        return refused("not a ZIP file", "format");
    }
    return PhotoZip(std::move(impl));
}

Result<std::optional<PhotoEntry>> PhotoZip::next() {
    while (!m_impl->isEmpty) {
        ::archive_entry* entry = nullptr;
        const int status = archive_read_next_header(m_impl->source, &entry);
        if (status == ARCHIVE_EOF) {
            return std::optional<PhotoEntry>();
        }
        if (status != ARCHIVE_OK && status != ARCHIVE_WARN) {
            return refused("the file is damaged", "format");
        }
        if (++m_impl->entries > m_impl->limits.entries) {
            return refused("too many entries", "entries");
        }
        if (archive_entry_filetype(entry) == AE_IFDIR) {
            continue;
        }
        PhotoEntry found;
        const char* name = archive_entry_pathname_utf8(entry);
        const char* raw = archive_entry_pathname(entry);
        found.name = name != nullptr ? name : raw != nullptr ? raw : "";
        found.verdict =
            archive_entry_is_encrypted(entry) != 0 ? PhotoVerdict::Damaged : m_impl->judgeName(entry, found);
        if (found.verdict == PhotoVerdict::Accepted) {
            found.verdict = m_impl->readPicture(found);
        }
        if (m_impl->total > m_impl->limits.totalBytes) {
            return refused("the pictures are larger than the file said", "total");
        }
        if (found.verdict == PhotoVerdict::Accepted) {
            ++m_impl->photos[found.loginKey];
        } else {
            found.picture.clear();
            archive_read_data_skip(m_impl->source);
        }
        return std::optional(std::move(found));
    }
    return std::optional<PhotoEntry>();
}

} // namespace kaomon::photoarchive
