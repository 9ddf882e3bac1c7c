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

// The caller's own second factor.
struct SecondFactorState {
    bool isActive = false;
    bool isRequired = false; // by the tenant's rule
    std::optional<TimePoint> changedAt;
    int recoveryCodes = 0; // unused ones
};

// Shown once, as text and as a QR code of `uri`.
struct SecondFactorSetup {
    std::string secret; // base32
    std::string uri;    // otpauth://totp/...
};

struct SecondFactorConfirm {
    std::string code;
};

// Shown once; the server keeps hashes.
struct RecoveryCodes {
    std::vector<std::string> codes;
};

struct AccountRules {
    bool administratorsNeedSecondFactor = false;
};

struct SessionInfo {
    std::string id;
    UserId user;
    TimePoint createdAt;
    TimePoint lastUsedAt;
    TimePoint endsAt;
    std::optional<DeviceId> device; // absent: a console
    std::optional<std::string> deviceName;
    std::string address; // network of the sign-in
    bool isCurrent = false;
};

struct SessionList {
    std::vector<SessionInfo> items;
};

struct RoleChange {
    std::string role;
    std::string reason;
};

// One-time passwords for many at once; each is made and split by the console. Answered by BulkReply.
struct ReissueItem {
    UserId user;
    PasswordRecord oneTimePassword;
};

struct BulkReissue {
    std::vector<ReissueItem> items; // at most 500
    TimePoint expiresAt;
    std::string reason;
};

struct UnlockRequest {
    std::string reason;
    bool requireNewPassword = false;
};

struct BulkUnlock {
    std::vector<UserId> users; // at most 500
    std::string reason;
    bool requireNewPassword = false;
};

// A place from which wrong passwords came: console, device:<id> or session.
struct LockSource {
    std::string source;
    int failures = 0;
    std::optional<TimePoint> lockedUntil;
};

struct SignInFailure {
    TimePoint at;
    std::string source;
    std::string address;
};

// Why somebody cannot get in, and what a reissue left behind.
struct AccountSecurity {
    bool isLocked = false;
    std::vector<LockSource> sources;
    std::vector<SignInFailure> failures; // the last ones, newest first
    bool hasSecondFactor = false;
    std::optional<TimePoint> vaultFrozenAt; // since a reissue
    std::optional<std::string> reissuedBy;  // user id
};

// A PC saw a face that was enrolled before the reissue.
struct FaceConfirmation {
    TemplateId faceTemplate;
};

// The PC's emergency key, sealed to the tenant's emergency public key.
struct EmergencyKeySeal {
    Bytes sealed;
};

struct EmergencyIssue {
    UserId user;
    long long counter = 0; // of the request that was read out
    int hours = 8;         // likewise, 1 to 72
    std::string reason;
};

struct EmergencyGrant {
    DeviceId device;
    Bytes sealed;
};

struct AccountAct {
    std::string id;
    TimePoint at;
    std::string kind;
    std::string actor; // user id or device:<id>
    std::optional<UserId> user;
    std::optional<DeviceId> device;
    std::string reason;
    std::string detail;
};

struct AccountActPage {
    std::vector<AccountAct> items;
    std::optional<std::string> next; // cursor
};

} // namespace kaomon::wire
