// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "wire/keys.h"

namespace kaomon::wire {

// A pair of keys whose private half somebody held who may not open it any more. kind: ev-image,
// ev-diagnostics, rk, emergency. reason: role_lost, disabled, ended (by its date), deleted.
struct DueKey {
    std::string kind;
    UserId holder;
    std::string holderName; // empty when nothing is kept of him
    std::string reason;
    TimePoint dueAt;
};

// An administrator in office, as the server knows him, the kinds of seals that he has, and the public half of
// his signing key: empty from a reissue until he has chosen a password. Another one than the manifest's can
// open nothing that is sealed to the manifest's. `rootConfirmed`: whether he showed that he can open his seal
// of the root; nothing where he has none, and from servers that do not ask.
struct KeyHolder {
    UserId user;
    std::string name;
    std::string role;
    std::vector<std::string> kinds;
    Bytes signPublic;
    std::optional<bool> rootConfirmed = {};
};

struct KeyRenewalState {
    std::vector<DueKey> due;
    std::vector<KeyHolder> holders;
};

// The next manifest, with other public halves, and their private halves sealed to whoever may open them:
// taken together or not at all.
struct KeyRenewal {
    ManifestDocument manifest;
    std::vector<KeySeal> seals;
};

// The caller's word, by a signature of the root, that he opened his seal of it (crypto::RootStatement).
struct RootConfirmation {
    std::string keyId;
    Bytes signature;
};

} // namespace kaomon::wire
