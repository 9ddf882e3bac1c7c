// SPDX-License-Identifier: GPL-3.0-or-later
#include "duties/release_manifest.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace kaomon::duties {
namespace {

constexpr std::string_view kTitle = "KAOMON RELEASE 1";
constexpr std::string_view kPurpose = "release-file";
constexpr auto kFields = std::to_array<std::string_view>({"version", "file", "platform", "size", "sha256"});

} // namespace

std::string ReleaseManifest::sign(const crypto::SigningKey& key) const {
    return crypto::SignedText(std::string(kTitle), {{"version", version},
                                                    {"file", name},
                                                    {"platform", platform},
                                                    {"size", std::to_string(size)},
                                                    {"sha256", sha256}})
        .sign(kPurpose, key);
}

Result<ReleaseManifest> ReleaseManifest::verify(std::string_view text, const std::vector<Bytes>& keys) {
    const auto parsed = crypto::SignedText::parse(text);
    if (!parsed) {
        return propagate(parsed.error());
    }
    if (parsed->title() != kTitle || !parsed->hasFields(kFields)) {
        return fail(ErrorCode::ValidationFailed, "not a release's manifest");
    }
    const auto isSigner = [&](const Bytes& key) {
        return crypto::keyName(key) == parsed->keyName() && parsed->verify(kPurpose, key);
    };
    if (std::ranges::none_of(keys, isSigner)) {
        return fail(ErrorCode::SignatureInvalid, "not signed by a pinned release key");
    }
    ReleaseManifest manifest{parsed->value("version"), parsed->value("file"), parsed->value("platform"), 0,
                             parsed->value("sha256")};
    const std::string& size = parsed->value("size");
    const auto [end, error] = std::from_chars(size.data(), size.data() + size.size(), manifest.size);
    if (error != std::errc() || end != size.data() + size.size() || manifest.size <= 0) {
        return fail(ErrorCode::ValidationFailed, "not a size");
    }
    return manifest;
}

} // namespace kaomon::duties
