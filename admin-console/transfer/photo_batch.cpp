// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/photo_batch.h"

namespace kaomon::transfer {

using photoarchive::PhotoVerdict;
using photoarchive::PhotoZip;

void wipePhotos(std::vector<Bytes>& pictures) {
    for (Bytes& picture : pictures) {
        kaomon::wipe(picture.data(), picture.size());
    }
    pictures.clear();
}

Result<std::vector<PhotoFile>> listPhotos(const std::filesystem::path& file) {
    auto zip = PhotoZip::open(file, [](const std::string&) { return true; });
    if (!zip) {
        return propagate(zip.error());
    }
    std::vector<PhotoFile> files;
    for (;;) {
        auto entry = zip->next();
        if (!entry) {
            return propagate(entry.error());
        }
        if (!*entry) {
            return files;
        }
        kaomon::wipe((*entry)->picture.data(), (*entry)->picture.size());
        files.push_back({std::move((*entry)->name), std::move((*entry)->loginKey), (*entry)->verdict});
    }
}

PhotoBatch::PhotoBatch(std::filesystem::path file, std::map<std::string, std::size_t> wanted)
    : m_file(std::move(file))
    , m_wanted(std::move(wanted)) {}

PhotoBatch::~PhotoBatch() {
    for (auto& [login, pictures] : m_held) {
        wipePhotos(pictures);
    }
}

Result<std::optional<PersonPhotos>> PhotoBatch::next() {
    if (!m_zip) {
        auto zip = PhotoZip::open(m_file, [this](const std::string& key) { return m_wanted.contains(key); });
        if (!zip) {
            return propagate(zip.error());
        }
        m_zip.emplace(std::move(*zip));
    }
    for (;;) {
        auto entry = m_zip->next();
        if (!entry) {
            return propagate(entry.error());
        }
        if (!*entry) {
            return std::optional<PersonPhotos>();
        }
        if ((*entry)->verdict != PhotoVerdict::Accepted) {
            continue;
        }
        std::vector<Bytes>& held = m_held[(*entry)->loginKey];
        held.push_back(std::move((*entry)->picture));
        if (held.size() == m_wanted.at((*entry)->loginKey)) {
            PersonPhotos person{(*entry)->loginKey, std::move(held)};
            m_held.erase(person.loginKey);
            return std::optional(std::move(person));
        }
    }
}

} // namespace kaomon::transfer
