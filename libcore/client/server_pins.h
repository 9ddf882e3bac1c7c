// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "client/admin_keyring.h"
#include "client/api_client.h"
#include "wire/devices.h"
#include "wire/server_pins.h"

namespace kaomon::client {

// What the server tells of the keys of its certificates. Nothing is believed of it before an owner has signed
// it. GUI or main thread; `api` outlives it. Errors as ApiClient.
class ServerPinsService {
public:
    explicit ServerPinsService(ApiClient& api)
        : m_api(api) {}

    [[nodiscard]] QFuture<Result<wire::ServerPins>> pins() {
        return m_api.get<wire::ServerPins>("/v1/server-pins");
    }
    // Active PCs, `most` of them and how many there are; with a pin those that have not said that they accept
    // this key.
    [[nodiscard]] QFuture<Result<wire::DevicePage>> activePcs(int most, const std::string& withoutPin = {}) {
        return m_api.get<wire::DevicePage>(
            withQuery("/v1/devices",
                      {{"state", "active"}, {"without_pin", withoutPin}, {"limit", std::to_string(most)}}));
    }

private:
    ApiClient& m_api;
};

// As the manifest names them: the current pin, then the next one if there is one.
[[nodiscard]] std::vector<std::string> pinsOf(const wire::ServerPins& told);

// The manifest after `current` that names these pins, for KeyService::putManifest(): PCs and consoles accept
// either key from then on, and no other. `peerPin` is the key that this console itself sees of the server.
// ErrorCode::CertificatePinMismatch when the server tells of another one that is not signed either,
// ValidationFailed for what is no pin, KeyUnavailable for anyone but owners.
[[nodiscard]] Result<wire::ManifestDocument> signServerPins(const AdminKeyring& keyring,
                                                            const crypto::TenantManifest& current,
                                                            const wire::ServerPins& told,
                                                            const std::string& peerPin, TimePoint now);

// The pins that an installation holds to from now on, after it was shown a verified manifest over a
// connection with `peerPin`, one of those that it knew. They are the manifest's. Only where the manifest is
// no news (`knownVersion` 0: none was seen before) and does not name the key in use does it stay with what
// its person gave it: an owner who let himself in after the server had lost its key has to be able to sign
// the new one.
[[nodiscard]] std::vector<std::string> pinsToKeep(const std::vector<std::string>& known,
                                                  std::uint64_t knownVersion,
                                                  const crypto::TenantManifest& manifest,
                                                  const std::string& peerPin);

} // namespace kaomon::client
