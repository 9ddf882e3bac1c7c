// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/secret.h"

namespace kaomon::wire {

// What the server keeps of a password: the client's Argon2id parameters and, on writes, the `auth` half.
struct PasswordRecord {
    Bytes salt;
    int iterations = 3;
    int memoryKib = 65536;
    Bytes auth; // 32 bytes; the server stores only a verifier of it
};

// Public halves of a person's keys and the private halves wrapped with the password key.
struct IdentityRecord {
    Bytes signPublic;
    Bytes boxPublic;
    Bytes wrapped;
};

// A private half or face key sealed to one receiver. kind: tr, ev-image, ev-diagnostics, rk-owner,
// rk-user-admin, emergency, fk. receiver: a user or device id.
struct KeySeal {
    std::string kind;
    std::string keyId;
    std::string receiver;
    Bytes sealed;
};

struct KeySealList {
    std::vector<KeySeal> items;
};

// kind: password (target empty), device (target = device id), recovery (target "rk").
struct VaultKeyWrap {
    std::string kind;
    std::string target;
    Bytes sealed;
};

struct ManifestDocument {
    Bytes record; // encoded crypto::SignedRecord
    long long version = 0;
};

struct UserKeys {
    UserId user;
    std::optional<IdentityRecord> identity;
    std::vector<VaultKeyWrap> vaultKeys;
};

} // namespace kaomon::wire
