// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/secret.h"
#include "wire/keys.h"

namespace kaomon::wire {

struct PreloginRequest {
    TenantId tenant;
    std::string login;
};

// For an unknown login the salt is a stable fake, so that nobody learns who has an account.
struct PreloginReply {
    Bytes salt;
    int iterations = 3;
    int memoryKib = 65536;
};

// Signed (Kaomon-Proof) by the console's session key, sent along, or by the device key of the PC.
struct SignInRequest {
    TenantId tenant;
    std::string login;
    Bytes auth;
    std::optional<Bytes> sessionPublicKey; // consoles only; devices are known by their kid
    // Code of the authenticator app or a recovery code; asked for by second_factor_required.
    std::optional<std::string> secondFactor = std::nullopt;
};

struct SessionUser {
    UserId id;
    std::string login;
    std::string displayName;
    std::string role;
    bool mustChangePassword = false;
    bool mustSetSecondFactor = false; // nothing else works before
    bool vaultFrozen = false; // since a reissue: wraps of the vault key are neither taken nor replaced
    // In the answer to a sign-in, where passwords have an age (pw_expire_days): from then on it must be
    // changed.
    std::optional<TimePoint> passwordExpiresAt = std::nullopt;
};

struct SessionReply {
    std::string accessToken;
    std::string refreshToken;
    TimePoint expiresAt;     // of the access token
    TimePoint sessionEndsAt; // absolute end
    TenantId tenant;
    SessionUser user;
    std::optional<IdentityRecord> identity; // absent until the first password change
    std::vector<VaultKeyWrap> vaultKeys;
    TimePoint serverTime;
};

struct RefreshRequest {
    std::string refreshToken;
};

// The password again (and the second factor where one is set), for acts that need a proof at most five
// minutes old.
struct ReauthRequest {
    Bytes auth;
    std::optional<std::string> secondFactor;
};

struct ReauthReply {
    TimePoint validUntil;
};

// The first change after a one-time password also brings the identity and the vault key's wraps.
struct PasswordChange {
    Bytes currentAuth;
    PasswordRecord next;
    IdentityRecord identity;
    std::vector<VaultKeyWrap> vaultKeys;
};

} // namespace kaomon::wire
