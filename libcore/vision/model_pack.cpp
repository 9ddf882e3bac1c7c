// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/model_pack.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "vision/manifest_impl.h"

namespace kaomon::vision {
namespace {

constexpr std::uintmax_t kMaxManifestBytes = 1U << 20U;

Result<Bytes> readFile(const std::filesystem::path& path, std::uintmax_t maxBytes) {
    const std::string name = path.filename().string();
    std::error_code problem;
    const std::uintmax_t size = std::filesystem::file_size(path, problem);
    if (problem) {
        return fail(ErrorCode::ModelMissing, name + ": " + problem.message());
    }
    if (size > maxBytes) {
        return fail(ErrorCode::ModelCorrupt, name + ": larger than expected");
    }
    Bytes bytes(static_cast<std::size_t>(size));
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        return fail(ErrorCode::ModelMissing, name + ": cannot be opened");
    }
    // char* is what the stream takes; the bytes stay the same.
    if (size > 0 && !file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size))) {
        return fail(ErrorCode::ModelCorrupt, name + ": cannot be read to its end");
    }
    return bytes;
}

std::string sha256Of(const Bytes& bytes) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), bytes.data(), bytes.size());
    std::array<char, 2 * crypto_hash_sha256_BYTES + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
    return hex.data();
}

} // namespace

std::string_view roleName(ModelRole role) {
    switch (role) {
    case ModelRole::Detector:
        return "detector";
    case ModelRole::Embedder:
        return "embedder";
    case ModelRole::Liveness:
        return "liveness";
    case ModelRole::Points:
        return "points";
    case ModelRole::Eyes:
        return "eyes";
    }
    return {};
}

Result<Bytes> ModelPack::load(const ModelFile& file) {
    Result<Bytes> bytes = readFile(file.path, file.bytes);
    if (!bytes) {
        return bytes;
    }
    if (bytes->size() != file.bytes || sha256Of(*bytes) != file.sha256) {
        return fail(ErrorCode::ModelCorrupt,
                    file.path.filename().string() + ": not the file the manifest names");
    }
    return bytes;
}

Result<ModelPack> ModelPack::describe(const std::filesystem::path& manifest,
                                      const std::filesystem::path& folder) {
    const Result<Bytes> bytes = readFile(manifest, kMaxManifestBytes);
    if (!bytes) {
        return propagate(bytes.error());
    }
    return ManifestReader::read(std::string(bytes->begin(), bytes->end()), folder);
}

Result<ModelPack> ModelPack::open(const std::filesystem::path& folder) {
    Result<ModelPack> pack = describe(folder / "manifest.json", folder);
    if (!pack) {
        return pack;
    }
    for (const ModelFile& file : pack->files()) {
        if (const Result<Bytes> bytes = load(file); !bytes) {
            return propagate(bytes.error());
        }
    }
    return pack;
}

const ModelFile* ModelPack::file(ModelRole role) const {
    const auto found = std::ranges::find(m_files, role, &ModelFile::role);
    return found == m_files.end() ? nullptr : &*found;
}

Result<Bytes> ModelPack::load(ModelRole role) const {
    const ModelFile* wanted = file(role);
    if (wanted == nullptr) {
        return fail(ErrorCode::ModelMissing, "the pack has no file for this role");
    }
    return load(*wanted);
}

} // namespace kaomon::vision
