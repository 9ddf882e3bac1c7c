// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/key_file.h"

#include <cerrno>
#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/base64.h"

namespace kaomon::admin {
namespace {

constexpr std::size_t kLargestFile = 64 * 1024;

} // namespace

Result<std::string> readSmallFile(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text(kLargestFile + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.empty() || text.size() > kLargestFile) {
        return fail(ErrorCode::StorageFailed, "cannot read " + path.string());
    }
    return text;
}

Status writeNewFile(const std::filesystem::path& path, const std::string& text, mode_t mode) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
    if (file < 0) {
        return fail(errno == EEXIST ? ErrorCode::Conflict : ErrorCode::StorageFailed,
                    "cannot make the file " + path.string());
    }
    const bool isWritten = ::fchmod(file, mode) == 0 &&
                           ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                           ::fsync(file) == 0;
    ::close(file);
    return isWritten ? Status() : fail(ErrorCode::StorageFailed, "cannot write " + path.string());
}

Status writeKeyFile(const std::filesystem::path& path, std::string_view title,
                    const crypto::SigningKey& key) {
    std::string text = std::string(title) + "\n" + toBase64Url(key.seed().reveal()) + "\n";
    Status written = writeNewFile(path, text, S_IRUSR | S_IWUSR);
    wipe(text.data(), text.size());
    return written;
}

Result<crypto::SigningKey> readKeyFile(const std::filesystem::path& path, std::string_view title) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) {
        return fail(ErrorCode::StorageFailed, "cannot read the key file", "/key-file");
    }
    if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return fail(ErrorCode::Forbidden, "the key file is open to others; set its mode to 0600",
                    "/key-file");
    }
    auto text = readSmallFile(path);
    if (!text) {
        return propagate(text.error());
    }
    std::istringstream lines(*text);
    std::string found;
    std::string seed;
    std::getline(lines, found);
    std::getline(lines, seed);
    auto bytes = fromBase64Url(seed);
    auto key = found == title && bytes ? crypto::SigningKey::fromSeed(*bytes)
                                       : Result<crypto::SigningKey>(fail(ErrorCode::StorageCorrupt));
    wipe(text->data(), text->size());
    wipe(seed.data(), seed.size());
    if (!key) {
        return fail(ErrorCode::StorageCorrupt, "not a key file of this kind", "/key-file");
    }
    return key;
}

} // namespace kaomon::admin
