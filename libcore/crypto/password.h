// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"
#include "crypto/secret_key.h"

namespace kaomon::crypto {

// How a password becomes keys on the client. Stored per account by the server, which never sees the password.
struct PasswordParameters {
    Bytes salt;                          // 16 bytes
    std::uint32_t iterations = 3;        // Argon2id t
    std::uint32_t memoryKiB = 64 * 1024; // Argon2id m

    [[nodiscard]] static PasswordParameters generate();
    // ErrorCode::WeakParameters when a server offers less than t=3, 64 MiB, 16 bytes of salt (a downgrade),
    // or more than t=10, 1 GiB (a denial of service).
    [[nodiscard]] Status check() const;
};

// `auth` goes to the server, `wrap` never leaves the PC.
struct PasswordKeys {
    SecretKey auth;
    SecretKey wrap;
};

// S = Argon2id(NFKC password, salt); auth and wrap are sub-keys of S. Takes about 0.2 s and 64 MiB: never on
// a GUI or I/O thread. `password` must be NFKC-normalised UTF-8 already. Checks the parameters first.
[[nodiscard]] Result<PasswordKeys> splitPassword(const SecretString& password,
                                                 const PasswordParameters& parameters);

// The server's side: Argon2id (t=2, 64 MiB) over HMAC(pepper, auth), in PHC form. Blocking: CPU pool only.
[[nodiscard]] Result<std::string> makeVerifier(const SecretKey& pepper, std::span<const std::uint8_t> auth);
// For a one-time password of makeOneTimePassword() only: its 80 random bits, stretched by the client already,
// need no further stretching, so that hundreds can be taken at once. A MAC under the pepper.
[[nodiscard]] std::string makeOneTimeVerifier(const SecretKey& pepper, std::span<const std::uint8_t> auth);
// Of either kind; takes the same time for both. Blocking: CPU pool only.
[[nodiscard]] bool checkVerifier(const SecretKey& pepper, std::span<const std::uint8_t> auth,
                                 const std::string& verifier);

// A one-time password: 16 base32 characters (80 bits) as XXXX-XXXX-XXXX-XXXX.
[[nodiscard]] SecretString makeOneTimePassword();
// A bootstrap code: 32 base32 characters (160 bits) in groups of four.
[[nodiscard]] SecretString makeBootstrapCode();
// The form in which a typed code is hashed or used as a password: upper case, without spaces and hyphens.
[[nodiscard]] SecretString normaliseCode(std::string_view typed);

} // namespace kaomon::crypto
