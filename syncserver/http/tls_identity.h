// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "base/clock.h"
#include "base/result.h"

namespace kaomon::http {

// The server's certificate chain and private key as PEM, and the pin by which clients know it.
struct TlsIdentity {
    std::string certificatePem;
    std::string keyPem;
    std::string pin; // base64url SHA-256 of the SubjectPublicKeyInfo
    TimePoint notAfter = {};

    // Reads files made elsewhere. ErrorCode::TlsFailed when unreadable or not belonging together.
    [[nodiscard]] static Result<TlsIdentity> load(const std::filesystem::path& certificate,
                                                  const std::filesystem::path& key);
    // Reads <folder>/tls.crt and tls.key; makes a self-signed pair (P-256, ten years) when neither exists,
    // the key readable by its owner only. ErrorCode::TlsFailed.
    [[nodiscard]] static Result<TlsIdentity> loadOrCreate(const std::filesystem::path& folder,
                                                          const std::string& hostName);
};

} // namespace kaomon::http
