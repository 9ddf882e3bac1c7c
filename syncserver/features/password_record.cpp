// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/password_record.h"

#include "crypto/password.h"

namespace kaomon::features {
namespace {

constexpr std::size_t kKeySize = 32;
constexpr std::size_t kSaltSize = 16;
constexpr std::size_t kLargestWrap = 4096;
constexpr std::size_t kMostWraps = 1000;

bool isKnownWrap(const wire::VaultKeyWrap& wrap) {
    if (wrap.sealed.empty() || wrap.sealed.size() > kLargestWrap) {
        return false;
    }
    return (wrap.kind == "password" && wrap.target.empty()) ||
           (wrap.kind == "device" && !wrap.target.empty()) ||
           (wrap.kind == "recovery" && wrap.target == "rk");
}

} // namespace

Status checkPasswordSet(const wire::PasswordRecord& password, const std::string& where,
                        const wire::IdentityRecord& identity,
                        const std::vector<wire::VaultKeyWrap>& vaultKeys) {
    const auto wrong = [](const std::string& field) {
        return fail(ErrorCode::ValidationFailed, "wrong form", field);
    };
    if (password.auth.size() != kKeySize) {
        return wrong(where + "/auth");
    }
    if (password.salt.size() != kSaltSize) {
        return wrong(where + "/salt");
    }
    crypto::PasswordParameters parameters;
    parameters.salt = password.salt;
    parameters.iterations = static_cast<std::uint32_t>(password.iterations);
    parameters.memoryKiB = static_cast<std::uint32_t>(password.memoryKib);
    if (Status strong = parameters.check(); !strong) {
        return strong;
    }
    if (identity.signPublic.size() != kKeySize || identity.boxPublic.size() != kKeySize ||
        identity.wrapped.empty() || identity.wrapped.size() > kLargestWrap) {
        return wrong("/identity");
    }
    if (vaultKeys.size() > kMostWraps) {
        return wrong("/vault_keys");
    }
    for (std::size_t i = 0; i < vaultKeys.size(); ++i) {
        if (!isKnownWrap(vaultKeys[i])) {
            return wrong("/vault_keys/" + std::to_string(i));
        }
    }
    return {};
}

} // namespace kaomon::features
