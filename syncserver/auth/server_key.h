// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/secret_key.h"

namespace kaomon::auth {

// The server's own secret (SMK): a file of mode 0400 beside the database, never in it. Everything that the
// server must protect by itself is derived from it. Thread-safe after opening.
class ServerKey {
public:
    // Makes the file at first start. ErrorCode::StorageFailed, StorageCorrupt (wrong size), Forbidden (open
    // to others).
    [[nodiscard]] static Result<ServerKey> open(const std::filesystem::path& file);

    [[nodiscard]] const crypto::SecretKey& pepper() const { return m_pepper; }
    // 16 bytes that look like a salt and are always the same for a login that does not exist.
    [[nodiscard]] Bytes fakeSalt(std::string_view tenant, std::string_view loginKey) const;
    // base64url MAC of a cursor, token or challenge, bound to `purpose`.
    [[nodiscard]] std::string mac(std::string_view purpose, std::string_view text) const;
    // Keys of enrolment codes are stored sealed under this one.
    [[nodiscard]] const crypto::SecretKey& sealingKey() const { return m_sealing; }

private:
    crypto::SecretKey m_pepper;
    crypto::SecretKey m_sealing;
    crypto::SecretKey m_macKey;
};

} // namespace kaomon::auth
