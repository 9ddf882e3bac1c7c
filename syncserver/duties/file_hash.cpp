// SPDX-License-Identifier: GPL-3.0-or-later
#include "duties/file_hash.h"

#include <array>
#include <fstream>
#include <memory>
#include <vector>

#include <openssl/evp.h>

namespace kaomon::duties {
namespace {

constexpr std::size_t kPiece = 1024 * 1024;

struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

} // namespace

Result<HashedFile> hashFile(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    const std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
    if (!file || !context || EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) != 1) {
        return fail(ErrorCode::StorageFailed, "cannot read " + path.string());
    }
    HashedFile hashed;
    std::vector<char> piece(kPiece);
    while (file) {
        file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        const auto size = static_cast<std::size_t>(file.gcount());
        EVP_DigestUpdate(context.get(), piece.data(), size);
        hashed.size += static_cast<long long>(size);
    }
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    if (file.bad() || EVP_DigestFinal_ex(context.get(), digest.data(), &length) != 1) {
        return fail(ErrorCode::StorageFailed, "cannot read " + path.string());
    }
    constexpr std::string_view kDigits = "0123456789abcdef";
    for (unsigned i = 0; i < length; ++i) {
        hashed.sha256 += kDigits[digest[i] >> 4U];
        hashed.sha256 += kDigits[digest[i] & 15U];
    }
    return hashed;
}

} // namespace kaomon::duties
