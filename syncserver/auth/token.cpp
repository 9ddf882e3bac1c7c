// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/token.h"

#include "base/base64.h"
#include "crypto/bytes_io.h"

namespace kaomon::auth {
namespace {

constexpr std::size_t kIdSize = 16;
constexpr std::size_t kRandomSize = 32;
constexpr std::size_t kMacSize = 32;
constexpr std::string_view kDigits = "0123456789abcdef";

Bytes bytesOfUuid(const std::string& text) {
    Bytes bytes;
    int high = -1;
    for (const char c : text) {
        if (c == '-') {
            continue;
        }
        const int value = static_cast<int>(kDigits.find(c));
        if (high < 0) {
            high = value;
        } else {
            bytes.push_back(static_cast<std::uint8_t>(high * 16 + value));
            high = -1;
        }
    }
    return bytes;
}

std::string textOfUuid(std::span<const std::uint8_t> bytes) {
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) {
            text += '-';
        }
        text += kDigits[bytes[i] >> 4U];
        text += kDigits[bytes[i] & 15U];
    }
    return text;
}

Bytes macOf(const crypto::SecretKey& key, std::string_view purpose, const Bytes& payload) {
    return crypto::mac(crypto::deriveKey(key, purpose), payload);
}

} // namespace

SecretString makeToken(const TenantId& tenant) {
    Bytes bytes = bytesOfUuid(tenant.text());
    const SecretBytes random(crypto::randomBytes(kRandomSize));
    bytes.insert(bytes.end(), random.reveal().begin(), random.reveal().end());
    const SecretBytes all(std::move(bytes));
    return SecretString(toBase64Url(all.reveal()));
}

Result<TenantId> tenantOfToken(std::string_view token) {
    const auto bytes = fromBase64Url(token);
    if (!bytes || bytes->size() != kIdSize + kRandomSize) {
        return fail(ErrorCode::Unauthenticated, "malformed token");
    }
    auto tenant = TenantId::parse(textOfUuid(std::span(*bytes).first(kIdSize)));
    if (!tenant) {
        return fail(ErrorCode::Unauthenticated, "malformed token");
    }
    return tenant;
}

std::string tokenHash(std::string_view token) {
    return toBase64Url(crypto::hash(token));
}

std::string sealFields(const crypto::SecretKey& key, std::string_view purpose, const std::vector<std::string>& fields) {
    crypto::BytesWriter writer;
    for (const auto& field : fields) {
        writer.text(field);
    }
    Bytes sealed = macOf(key, purpose, writer.result());
    const Bytes& payload = writer.result();
    sealed.insert(sealed.end(), payload.begin(), payload.end());
    return toBase64Url(sealed);
}

Result<std::vector<std::string>> openFields(const crypto::SecretKey& key, std::string_view purpose, std::size_t count,
                                            std::string_view sealed) {
    const auto invalid = [] { return fail(ErrorCode::ValidationFailed, "not a token of this server"); };
    const auto bytes = fromBase64Url(sealed);
    if (!bytes || bytes->size() < kMacSize) {
        return invalid();
    }
    const Bytes payload(bytes->begin() + kMacSize, bytes->end());
    if (!crypto::equalConstantTime(std::span(*bytes).first(kMacSize), macOf(key, purpose, payload))) {
        return invalid();
    }
    crypto::BytesReader reader(payload);
    std::vector<std::string> fields;
    for (std::size_t i = 0; i < count; ++i) {
        fields.push_back(reader.text());
    }
    if (!reader.finish()) {
        return invalid();
    }
    return fields;
}

} // namespace kaomon::auth
