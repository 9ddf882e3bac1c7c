// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/session/second_factor_check.h"

#include "auth/totp.h"
#include "base/base64.h"
#include "crypto/aead.h"
#include "crypto/password.h"
#include "storage/repositories/second_factor_repository.h"

namespace kaomon::features {
namespace {

constexpr int kRecoveryCodes = 10;
constexpr std::size_t kRecoverySize = 7; // bytes; the first ten characters are used: 50 bits
constexpr std::size_t kRecoveryCharacters = 10;
constexpr std::size_t kLongestCode = 64;

crypto::RecordAad aadOf(const TenantId& tenant, const UserId& user) {
    crypto::RecordAad aad;
    aad.tenant = tenant.text();
    aad.user = user.text();
    aad.purpose = "second-factor";
    aad.keyId = "server";
    return aad;
}

} // namespace

Status checkSecondFactor(storage::UnitOfWork& unit, const auth::ServerKey& key, const UserId& user,
                         const std::optional<std::string>& code, TimePoint now) {
    storage::SecondFactorRepository factors(unit);
    const auto factor = factors.find(user);
    if (!factor || !factor->isActive) {
        return {};
    }
    if (!code || code->empty()) {
        return fail(ErrorCode::SecondFactorRequired, "the password was right");
    }
    const auto wrong = [] { return fail(ErrorCode::LoginFailed, "wrong second factor"); };
    if (code->size() > kLongestCode) {
        return wrong();
    }
    const auto secret = openSecondFactor(key, unit.tenant(), user, factor->secretSealed);
    if (!secret) {
        return propagate(secret.error());
    }
    if (const auto step = auth::totpStep(*secret, *code, now)) {
        return factors.takeStep(user, *step) ? Status() : wrong();
    }
    return factors.takeRecoveryCode(user, recoveryHash(key, user, *code)) ? Status() : wrong();
}

std::string sealSecondFactor(const auth::ServerKey& key, const TenantId& tenant, const UserId& user,
                             const SecretBytes& secret) {
    return toBase64Url(crypto::seal(key.sealingKey(), aadOf(tenant, user), secret.reveal()));
}

Result<SecretBytes> openSecondFactor(const auth::ServerKey& key, const TenantId& tenant, const UserId& user,
                                     const std::string& sealed) {
    const auto bytes = fromBase64Url(sealed);
    auto opened = bytes ? crypto::open(key.sealingKey(), aadOf(tenant, user), *bytes)
                        : Result<SecretBytes>(propagate(bytes.error()));
    if (!opened) {
        return fail(ErrorCode::StorageCorrupt, "the sealed second factor cannot be opened");
    }
    return opened;
}

std::vector<std::string> makeRecoveryCodes() {
    std::vector<std::string> codes;
    for (int i = 0; i < kRecoveryCodes; ++i) {
        const std::string text = toBase32(crypto::randomBytes(kRecoverySize));
        codes.push_back(text.substr(0, kRecoveryCharacters / 2) + "-" +
                        text.substr(kRecoveryCharacters / 2, kRecoveryCharacters / 2));
    }
    return codes;
}

std::string recoveryHash(const auth::ServerKey& key, const UserId& user, const std::string& typed) {
    return key.mac("recovery-code", user.text() + "|" + crypto::normaliseCode(typed).reveal());
}

} // namespace kaomon::features
