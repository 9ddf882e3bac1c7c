// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <archive.h>
#include <archive_entry.h>

namespace kaomon::testing {

// A ZIP file as an office packs it; whole when this goes.
class WrittenZip {
public:
    explicit WrittenZip(const std::string& path)
        : m_archive(archive_write_new()) {
        archive_write_set_format_zip(m_archive);
        archive_write_open_filename(m_archive, path.c_str());
    }
    ~WrittenZip() { archive_write_free(m_archive); }
    WrittenZip(const WrittenZip&) = delete;
    WrittenZip& operator=(const WrittenZip&) = delete;

    void add(const std::string& name, const std::string& content) {
        archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, name.c_str());
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
        archive_write_header(m_archive, entry);
        archive_write_data(m_archive, content.data(), content.size());
        archive_entry_free(entry);
    }

private:
    archive* m_archive;
};

// As much of a JPEG file as is looked at before a picture is decoded.
[[nodiscard]] inline std::string headOfJpeg() {
    std::string bytes("\xFF\xD8\xFF\xE0\0\x04\0\0\xFF\xC0\0\x11\x08\x01\x90\x01\x90", 17);
    bytes.resize(400, 'j');
    return bytes;
}

// Two pictures of `login`, one of `silent`, one of nobody, and something that is no picture.
inline void writePhotoZip(const std::string& path, const std::string& login) {
    WrittenZip zip(path);
    zip.add(login + ".jpg", headOfJpeg());
    zip.add(login + "_2.jpg", headOfJpeg());
    zip.add("silent.jpg", headOfJpeg());
    zip.add("=nobody.jpg", headOfJpeg());
    zip.add("unknown.jpg", headOfJpeg());
    zip.add("readme.txt", "no picture");
}

} // namespace kaomon::testing
