// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
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
    // Such a pair in files that do not exist yet. ErrorCode::TlsFailed.
    [[nodiscard]] static Status create(const std::filesystem::path& certificate,
                                       const std::filesystem::path& key, const std::string& hostName);
    // A key and a request (PKCS #10) for the operator's own authority. ErrorCode::TlsFailed.
    [[nodiscard]] static Status createRequest(const std::filesystem::path& request,
                                              const std::filesystem::path& key, const std::string& hostName);
};

// What can be told of a key without its private half. A request has no end.
struct PublicIdentity {
    std::string pin;
    std::optional<TimePoint> notAfter;

    // The first certificate of a PEM file, or a request. ErrorCode::TlsFailed for anything else.
    [[nodiscard]] static Result<PublicIdentity> load(const std::filesystem::path& file);
};

} // namespace kaomon::http
