// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "photoarchive/photo_zip.h"

namespace kaomon::transfer {

// One file of a ZIP file of photographs, without its contents.
struct PhotoFile {
    std::string name;
    std::string loginKey;
    photoarchive::PhotoVerdict verdict = photoarchive::PhotoVerdict::Damaged;
};

// What is in the file, each picture unpacked once and dropped. Errors of photoarchive::PhotoZip. Slow: on a
// worker.
[[nodiscard]] Result<std::vector<PhotoFile>> listPhotos(const std::filesystem::path& file);

// All pictures of one person.
struct PersonPhotos {
    std::string loginKey;
    std::vector<Bytes> pictures;
};

// Reads the same file again, person after person, and keeps no more in memory than the pictures of those
// whose others are still to come. Used by one worker at a time; pictures are wiped with it.
class PhotoBatch {
public:
    // `wanted`: how many pictures of whom; others are passed over.
    PhotoBatch(std::filesystem::path file, std::map<std::string, std::size_t> wanted);
    ~PhotoBatch();
    PhotoBatch(const PhotoBatch&) = delete;
    PhotoBatch& operator=(const PhotoBatch&) = delete;

    // The next person whose pictures are complete; nullopt at the end. Errors of photoarchive::PhotoZip, also
    // when the file is another one than before.
    [[nodiscard]] Result<std::optional<PersonPhotos>> next();

private:
    const std::filesystem::path m_file;
    const std::map<std::string, std::size_t> m_wanted;
    std::optional<photoarchive::PhotoZip> m_zip;
    std::map<std::string, std::vector<Bytes>> m_held;
};

void wipePhotos(std::vector<Bytes>& pictures);

} // namespace kaomon::transfer
