// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "crypto/key_pairs.h"

namespace kaomon::crypto {

// The secret with which a PC joins a tenant: 160 bits, typed or carried in the installer bundle. Three values
// come of it: `id` and `macKey` are what the server stores; `openKey` opens the blob that the console left
// there and is never seen by the server.
class EnrolmentCode {
public:
    [[nodiscard]] static EnrolmentCode generate();
    // ErrorCode::EnrolmentCodeInvalid for anything that is not 32 base32 characters (spaces and hyphens
    // ignored).
    [[nodiscard]] static Result<EnrolmentCode> parse(std::string_view typed);

    [[nodiscard]] const SecretString& text() const { return m_text; } // XXXX-XXXX-... groups of four
    [[nodiscard]] const std::string& id() const { return m_id; }      // base64url of 16 bytes
    [[nodiscard]] const SecretKey& macKey() const { return m_macKey; }
    [[nodiscard]] const SecretKey& openKey() const { return m_openKey; }

private:
    SecretString m_text;
    std::string m_id;
    SecretKey m_macKey;
    SecretKey m_openKey;
};

// A version of a device group's face key.
struct FaceKey {
    std::string id;    // UUID of this version
    std::string group; // UUID of the device group
    SecretKey key;
};

// What the blob holds: everything that a PC needs in order to join with no administrator at the screen.
struct EnrolmentSecrets {
    SigningKey delegate; // signs this PC's device certificate, within the limits of the certificate below
    Bytes delegateCertificate; // encoded SignedRecord of a DelegateCertificate
    std::vector<FaceKey> faceKeys;
};

[[nodiscard]] Bytes sealEnrolmentSecrets(const EnrolmentCode& code, const std::string& tenant,
                                         const EnrolmentSecrets& secrets);
// ErrorCode::DecryptionFailed for another code, tenant or a changed blob.
[[nodiscard]] Result<EnrolmentSecrets> openEnrolmentSecrets(const EnrolmentCode& code,
                                                            const std::string& tenant,
                                                            std::span<const std::uint8_t> blob);

} // namespace kaomon::crypto
