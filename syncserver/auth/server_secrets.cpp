// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/server_secrets.h"

#include <array>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace kaomon::auth {
namespace {

using crypto::SecretKey;

// A file descriptor that closes itself.
struct File {
    explicit File(int d) : descriptor(d) {}
    ~File() {
        if (descriptor >= 0) {
            close(descriptor);
        }
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    int descriptor;
};

Status create(const std::filesystem::path& path) {
    const File file(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0400));
    const SecretKey key = SecretKey::generate();
    const auto bytes = key.reveal();
    if (file.descriptor < 0 || ::write(file.descriptor, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()) ||
        fsync(file.descriptor) != 0) {
        return fail(ErrorCode::StorageFailed, "smk.key cannot be written");
    }
    return {};
}

} // namespace

ServerSecrets::ServerSecrets(const SecretKey& master)
    : m_pepper(crypto::deriveKey(master, "server-pepper"))
    , m_fakeSalt(crypto::deriveKey(master, "server-fake-salt"))
    , m_token(crypto::deriveKey(master, "server-token"))
    , m_challenge(crypto::deriveKey(master, "server-challenge"))
    , m_record(crypto::deriveKey(master, "server-record")) {}

Result<ServerSecrets> ServerSecrets::loadOrCreate(const std::filesystem::path& folder) {
    const auto path = folder / "smk.key";
    if (!std::filesystem::exists(path)) {
        if (auto created = create(path); !created) {
            return propagate(created.error());
        }
    }
    const File file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat info {};
    if (file.descriptor < 0 || fstat(file.descriptor, &info) != 0) {
        return fail(ErrorCode::StorageFailed, "smk.key cannot be read");
    }
    if ((info.st_mode & 0077U) != 0) {
        return fail(ErrorCode::Forbidden, "smk.key may be read by others: chmod 0400");
    }
    std::array<std::uint8_t, SecretKey::kSize + 1> bytes{};
    const ssize_t size = ::read(file.descriptor, bytes.data(), bytes.size());
    if (size != static_cast<ssize_t>(SecretKey::kSize)) {
        wipe(bytes.data(), bytes.size());
        return fail(ErrorCode::StorageCorrupt, "smk.key has a wrong size");
    }
    auto master = SecretKey::fromBytes(std::span(bytes).first(SecretKey::kSize));
    wipe(bytes.data(), bytes.size());
    if (!master) {
        return propagate(master.error());
    }
    return ServerSecrets(*master);
}

} // namespace kaomon::auth
