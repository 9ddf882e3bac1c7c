// SPDX-License-Identifier: GPL-3.0-or-later
//
// A15: ZIP files that grow, nest, climb or lie, given to the reader of photographs. In this process: no
// server ever unpacks one.
#include <array>
#include <ctime>
#include <fstream>
#include <functional>

#include <archive.h>
#include <archive_entry.h>

#include <QTemporaryDir>

#include "photoarchive/photo_zip.h"
#include "soak_context.h"

namespace kaomon::soak {
namespace {

using photoarchive::PhotoVerdict;
using photoarchive::PhotoZip;
using photoarchive::PhotoZipLimits;

constexpr double kLongestMs = 1000; // of the processor: others may be busy with it
constexpr double kMostMemoryMib = 50;

struct Item {
    std::string name;
    std::string content;
    std::string link = {};
};

void writeZip(const std::string& file, const std::vector<Item>& items) {
    struct archive* zip = archive_write_new();
    archive_write_set_format_zip(zip);
    archive_write_set_options(zip, "zip:compression=deflate");
    archive_write_open_filename(zip, file.c_str());
    for (const Item& item : items) {
        struct archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, item.name.c_str());
        archive_entry_set_perm(entry, 0644);
        if (item.link.empty()) {
            archive_entry_set_filetype(entry, AE_IFREG);
            archive_entry_set_size(entry, static_cast<la_int64_t>(item.content.size()));
        } else {
            archive_entry_set_filetype(entry, AE_IFLNK);
            archive_entry_set_symlink(entry, item.link.c_str());
        }
        archive_write_header(zip, entry);
        archive_write_data(zip, item.content.data(), item.content.size());
        archive_entry_free(entry);
    }
    archive_write_free(zip);
}

std::string contentOf(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

double peakMib() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM:")) {
            return std::stod(line.substr(6)) / 1024;
        }
    }
    return 0;
}

// The peak of this process begins anew, where the system lets it.
void forgetPeak() {
    std::ofstream("/proc/self/clear_refs") << 5;
}

// How many pictures came out of the file; an error of the whole file counts as none.
int picturesIn(const std::string& file, const PhotoZipLimits& limits) {
    auto zip = PhotoZip::open(
        file, [](const std::string&) { return true; }, limits);
    int pictures = 0;
    while (zip) {
        auto entry = zip->next();
        if (!entry || !*entry) {
            break;
        }
        pictures += (*entry)->verdict == PhotoVerdict::Accepted ? 1 : 0;
    }
    return pictures;
}

struct Attack {
    const char* name;
    std::function<std::vector<Item>(const QTemporaryDir&)> items;
};

std::string jpegHead() {
    return std::string("\xFF\xD8\xFF\xE0\0\x04\0\0\xFF\xC0\0\x11\x08\0\x10\0\x10", 17);
}

std::vector<Attack> attacks(int mib) {
    const auto bomb = [mib] { return std::string(static_cast<std::size_t>(mib) * 1024 * 1024, '\0'); };
    return {
        {"a picture of zeros",
         [bomb](const QTemporaryDir&) {
             return std::vector<Item>{{"a.jpg", jpegHead() + bomb()}};
         }},
        {"many pictures of zeros",
         [](const QTemporaryDir&) {
             std::vector<Item> items;
             for (int i = 0; i < 12; ++i) {
                 items.push_back(
                     {"u" + std::to_string(i) + ".jpg", jpegHead() + std::string(9 * 1024 * 1024, '\0')});
             }
             return items;
         }},
        {"nested",
         [bomb](const QTemporaryDir& folder) {
             const std::string inner = folder.filePath(QStringLiteral("inner.zip")).toStdString();
             writeZip(inner, {{"a.jpg", bomb()}});
             return std::vector<Item>{{"a.jpg", contentOf(inner)}, {"b.zip", contentOf(inner)}};
         }},
        {"climbing",
         [](const QTemporaryDir&) {
             return std::vector<Item>{{"../../etc/cron.d/a.jpg", jpegHead()},
                                      {"/etc/a.jpg", jpegHead()},
                                      {"a\\..\\..\\b.jpg", jpegHead()},
                                      {"c:\\x.jpg", jpegHead()}};
         }},
        {"links",
         [](const QTemporaryDir&) {
             return std::vector<Item>{{"a.jpg", "", "/etc/passwd"}, {"b.jpg", "", "../../../secret.jpg"}};
         }},
        {"no pictures",
         [](const QTemporaryDir&) {
             return std::vector<Item>{
                 {"a.jpg", "MZ\x90 a program"}, {"b.png", "<svg onload=alert(1)>"}, {"c.jpg", "GIF89a"}};
         }},
    };
}

void tryAttack(SoakContext& soak, const Attack& attack, const PhotoZipLimits& limits) {
    const QTemporaryDir folder;
    const std::string file = folder.filePath(QStringLiteral("photos.zip")).toStdString();
    writeZip(file, attack.items(folder));
    forgetPeak();
    const double before = peakMib();
    const std::clock_t begun = std::clock();
    const int pictures = picturesIn(file, limits);
    const double took = static_cast<double>(std::clock() - begun) * 1000 / CLOCKS_PER_SEC;
    const double grown = peakMib() - before;
    soak.require(pictures == 0,
                 std::string(attack.name) + ": " + std::to_string(pictures) + " pictures came out");
    soak.require(took <= kLongestMs, std::string(attack.name) + ": took " + std::to_string(took) + " ms");
    soak.require(grown <= kMostMemoryMib,
                 std::string(attack.name) + ": took " + std::to_string(grown) + " MiB");
    soak.measure(std::string(attack.name) + " ms", took);
    soak.measure(std::string(attack.name) + " MiB", grown);
}

// The same bytes again and again, some of them changed: no crash, no picture that is larger than it may be.
void tryDamaged(SoakContext& soak, const PhotoZipLimits& limits) {
    const QTemporaryDir folder;
    const std::string file = folder.filePath(QStringLiteral("photos.zip")).toStdString();
    writeZip(file, {{"taro.jpg", jpegHead() + std::string(500, 'x')},
                    {"jiro.jpg", jpegHead() + std::string(500, 'y')}});
    const std::string whole = contentOf(file);
    const int count = soak.pick(300, 20'000);
    for (int i = 0; i < count; ++i) {
        std::string damaged = whole;
        for (int j = 0; j <= i % 3; ++j) {
            damaged[static_cast<std::size_t>(i * 7919 + j * 104729) % damaged.size()] ^=
                static_cast<char>(1 << (i % 8));
        }
        std::ofstream(file, std::ios::binary | std::ios::trunc) << damaged;
        soak.require(picturesIn(file, limits) <= 2, "more pictures than there are");
    }
    soak.measure("damaged", count);
}

} // namespace

void hostileArchives(SoakContext& soak) {
    PhotoZipLimits limits;
    if (soak.plant() == "no_limits") { // the planted fault of this case stands in for those of a server
        limits.ratio = 1'000'000;
        limits.photoBytes = std::size_t{2} * 1024 * 1024 * 1024;
    }
    for (const Attack& attack : attacks(soak.pick(200, 1500))) {
        tryAttack(soak, attack, limits);
    }
    tryDamaged(soak, limits);
}

} // namespace kaomon::soak
