// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string_view>

#include "base/result.h"
#include "crypto/secret_key.h"

namespace kaomon::auth {

// The server's master key (SMK) and what is derived from it. It lies in <folder>/smk.key, readable by its owner only,
// never in the database: a copy of the database alone lets nobody test passwords or forge a token. Read-only after
// loading, so every thread may use it.
class ServerSecrets {
public:
    // Makes the file when there is none. ErrorCode::StorageFailed when it cannot be read or written,
    // StorageCorrupt when it has another size, Forbidden when others may read it.
    [[nodiscard]] static Result<ServerSecrets> loadOrCreate(const std::filesystem::path& folder);

    [[nodiscard]] const crypto::SecretKey& passwordPepper() const { return m_pepper; }
    [[nodiscard]] const crypto::SecretKey& fakeSaltKey() const { return m_fakeSalt; }
    [[nodiscard]] const crypto::SecretKey& tokenKey() const { return m_token; }       // cursors, delta tokens
    [[nodiscard]] const crypto::SecretKey& challengeKey() const { return m_challenge; }
    [[nodiscard]] const crypto::SecretKey& recordKey() const { return m_record; }     // secrets in rows

private:
    explicit ServerSecrets(const crypto::SecretKey& master);

    crypto::SecretKey m_pepper;
    crypto::SecretKey m_fakeSalt;
    crypto::SecretKey m_token;
    crypto::SecretKey m_challenge;
    crypto::SecretKey m_record;
};

} // namespace kaomon::auth
