// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/token.h"

#include "base/base64.h"
#include "crypto/secret_key.h"

namespace kaomon::auth {
namespace {

constexpr std::size_t kRandomBytes = 32;
constexpr std::size_t kUuidSize = 36;
constexpr std::size_t kTokenSize = kUuidSize + 1 + 43;

} // namespace

std::string makeToken(const TenantId& tenant) {
    return tenant.text() + '.' + toBase64Url(crypto::randomBytes(kRandomBytes));
}

Result<TenantId> tenantOfToken(std::string_view token) {
    if (token.size() == kTokenSize && token[kUuidSize] == '.') {
        if (auto tenant = TenantId::parse(token.substr(0, kUuidSize))) {
            return tenant;
        }
    }
    return fail(ErrorCode::Unauthenticated, "malformed token");
}

std::string tokenHash(std::string_view token) {
    return toBase64Url(crypto::hash(token));
}

std::string_view bearerToken(const http::Request& request) {
    constexpr std::string_view kScheme = "Bearer ";
    const std::string_view header = request.header("authorization");
    return header.starts_with(kScheme) ? header.substr(kScheme.size()) : std::string_view();
}

} // namespace kaomon::auth
