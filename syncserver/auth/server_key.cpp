// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/server_key.h"

#include <array>
#include <cerrno>
#include <span>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/base64.h"
#include "crypto/bytes_io.h"

namespace kaomon::auth {
namespace {

constexpr std::size_t kSaltSize = 16;

// A file descriptor that closes itself.
class File {
public:
    File(const std::filesystem::path& path, int flags, mode_t mode = 0)
        : m_descriptor(::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, mode)) {}
    ~File() {
        if (isOpen()) {
            ::close(m_descriptor);
        }
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }
    [[nodiscard]] int descriptor() const { return m_descriptor; }

private:
    int m_descriptor;
};

Status writeKey(const std::filesystem::path& path, std::span<const std::uint8_t> key) {
    const File file(path, O_WRONLY | O_CREAT | O_EXCL, S_IRUSR);
    if (!file.isOpen() ||
        ::write(file.descriptor(), key.data(), key.size()) != static_cast<ssize_t>(key.size()) ||
        ::fsync(file.descriptor()) != 0) {
        return fail(ErrorCode::StorageFailed, "the server key cannot be written");
    }
    return {};
}

Result<crypto::SecretKey> readKey(const File& file) {
    struct stat info {};
    if (::fstat(file.descriptor(), &info) != 0 || !S_ISREG(info.st_mode)) {
        return fail(ErrorCode::StorageFailed, "the server key is not a file");
    }
    if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return fail(ErrorCode::Forbidden, "the server key is open to others; set its mode to 0400");
    }
    std::array<std::uint8_t, crypto::SecretKey::kSize> bytes{};
    const bool fits =
        info.st_size == static_cast<off_t>(bytes.size()) &&
        ::read(file.descriptor(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
    auto key = crypto::SecretKey::fromBytes(bytes);
    wipe(bytes.data(), bytes.size());
    if (!fits) {
        return fail(ErrorCode::StorageCorrupt, "the server key has a wrong size");
    }
    return key;
}

} // namespace

Result<ServerKey> ServerKey::open(const std::filesystem::path& file) {
    if (File existing(file, O_RDONLY); !existing.isOpen() && errno == ENOENT) {
        if (Status written = writeKey(file, crypto::SecretKey::generate().reveal()); !written) {
            return propagate(written.error());
        }
    }
    const File opened(file, O_RDONLY);
    if (!opened.isOpen()) {
        return fail(ErrorCode::StorageFailed, "the server key cannot be read");
    }
    auto master = readKey(opened);
    if (!master) {
        return propagate(master.error());
    }
    ServerKey key;
    key.m_pepper = crypto::deriveKey(*master, "pepper");
    key.m_sealing = crypto::deriveKey(*master, "sealing");
    key.m_macKey = crypto::deriveKey(*master, "mac");
    return key;
}

Bytes ServerKey::fakeSalt(std::string_view tenant, std::string_view loginKey) const {
    crypto::BytesWriter writer;
    writer.text("fake-salt").text(tenant).text(loginKey);
    Bytes salt = crypto::mac(m_macKey, writer.result());
    salt.resize(kSaltSize);
    return salt;
}

std::string ServerKey::mac(std::string_view purpose, std::string_view text) const {
    crypto::BytesWriter writer;
    writer.text(purpose).text(text);
    return toBase64Url(crypto::mac(m_macKey, writer.result()));
}

} // namespace kaomon::auth
