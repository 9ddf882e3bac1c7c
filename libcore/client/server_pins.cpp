// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/server_pins.h"

#include <algorithm>

#include "base/base64.h"

namespace kaomon::client {
namespace {

constexpr std::size_t kPinBytes = 32; // of SHA-256

bool isPin(const std::string& text) {
    const auto digest = fromBase64Url(text);
    return digest && digest->size() == kPinBytes;
}

} // namespace

std::vector<std::string> pinsOf(const wire::ServerPins& told) {
    std::vector<std::string> pins{told.current};
    if (told.next) {
        pins.push_back(*told.next);
    }
    return pins;
}

Result<wire::ManifestDocument> signServerPins(const AdminKeyring& keyring,
                                              const crypto::TenantManifest& current,
                                              const wire::ServerPins& told, const std::string& peerPin,
                                              TimePoint now) {
    // Right after a change an open connection is still of the key before.
    const bool isSigned = std::ranges::find(current.tlsPins, told.current) != current.tlsPins.end();
    if (told.current != peerPin && !isSigned) {
        return fail(ErrorCode::CertificatePinMismatch, "the server names another key than it uses");
    }
    crypto::TenantManifest next = current;
    next.tlsPins = pinsOf(told);
    if (!std::ranges::all_of(next.tlsPins, isPin)) {
        return fail(ErrorCode::ValidationFailed, "not a SHA-256 in base64url", "/pins");
    }
    return keyring.signManifestAfter(current, std::move(next), now);
}

std::vector<std::string> pinsToKeep(const std::vector<std::string>& known, std::uint64_t knownVersion,
                                    const crypto::TenantManifest& manifest, const std::string& peerPin) {
    const bool isNews = knownVersion > 0 && manifest.version > knownVersion;
    const bool namesPeer = std::ranges::find(manifest.tlsPins, peerPin) != manifest.tlsPins.end();
    return !manifest.tlsPins.empty() && (isNews || namesPeer) ? manifest.tlsPins : known;
}

} // namespace kaomon::client
