// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "wire/codec.h"

namespace kaomon::wire {

// kind: manifest, policy, user, user_key, template, device, device_key, seal (docs/protocol.md 4.9).
// op: upsert or delete; body only with upsert.
struct Change {
    std::string kind;
    std::string id;
    long long rev = 0;
    std::string op;
    std::optional<RawJson> body;
};

struct ChangePage {
    std::vector<Change> items;
    std::string next; // token for the following call; store it after the page is applied
    bool more = false;
    long long upto = 0;
};

// Bodies that exist nowhere else. What a device may know of a user:
struct SyncedUser {
    std::string id;
    std::string login;
    std::string displayName;
    std::string accountState;
    std::optional<std::string> validFrom;
    std::optional<std::string> validTo;
    // A reissue: the PC does not open the vault key's seal until it saw a face enrolled before this time.
    std::optional<std::string> vaultFrozenAt = std::nullopt;
    // An administrator refused a new face of his, and why; until he enrols again.
    std::optional<std::string> faceRefusedAt = std::nullopt;
    std::optional<std::string> faceRefusedReason = std::nullopt;
};

// Another device's signing key, needed to check the templates it made.
struct SyncedDeviceKey {
    std::string id;
    std::string state;
    std::string certificate; // base64url of the encoded crypto::SignedRecord
};

} // namespace kaomon::wire
