// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "wire/vault.h"

namespace kaomon::vault {

// What an entry is: something to sign in with, or a template that says how a program's sign-in is filled
// (libcore/applogin), which travels with the vault so that it is there on each PC of the person.
enum class EntryKind { Login, Template };

// A secret that was replaced.
struct PastSecret {
    SecretString secret;
    TimePoint until;
};

// One entry of a vault in clear. Move-only, since it holds secrets, which are wiped with it; clone() copies.
// Any thread.
struct VaultEntry {
    VaultItemId id;
    EntryKind kind = EntryKind::Login;
    std::string title;
    std::string userName;
    SecretString secret;
    SecretString totp;  // base32, or an otpauth:// URI; empty for none
    SecretString notes; // of a template: its JSON
    std::string url;
    std::optional<VaultItemId> appTemplate; // that fills it
    std::vector<std::string> tags;
    std::optional<TimePoint> expiresAt; // of the secret
    TimePoint createdAt;
    TimePoint changedAt;
    bool needsNewSecret = false;           // the program refused it: not filled until it is replaced
    std::optional<VaultItemId> conflictOf; // of which entry this is another PC's version
    std::vector<PastSecret> history;       // the newest first

    [[nodiscard]] VaultEntry clone() const;
    [[nodiscard]] bool isExpired(TimePoint now) const { return expiresAt && *expiresAt <= now; }
};

inline constexpr std::size_t kMostPastSecrets = 5;

// ErrorCode::ValidationFailed with the field's pointer: text that is too long, not UTF-8 or has control
// characters, no title, a TOTP seed that is none, too many tags.
[[nodiscard]] Status check(const VaultEntry& entry);

// Puts a new secret in the place of the one before, which becomes history; the entry can be used again. The
// same secret once more changes nothing but that.
void replaceSecret(VaultEntry& entry, SecretString secret, TimePoint now);

// The entry as another one beside what another PC made of it meanwhile.
[[nodiscard]] VaultEntry conflictCopy(const VaultEntry& entry, TimePoint now);

// The bytes that are sealed: a format number, then every member; and back. They are secret.
// ErrorCode::StorageTooNew for a format of a newer version, ValidationFailed for anything malformed or out of
// bounds.
[[nodiscard]] SecretBytes encodeEntry(const VaultEntry& entry);
[[nodiscard]] Result<VaultEntry> decodeEntry(const VaultItemId& id, const SecretBytes& bytes);

} // namespace kaomon::vault
