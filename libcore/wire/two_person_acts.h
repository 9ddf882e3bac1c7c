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

// Asks for an act that takes two administrators; `record` is a signed crypto::ActStatement, which says all
// that is agreed to.
struct NewTwoPersonAct {
    Bytes record;
};

// The same statement signed by somebody else. `sealedPart`: vault_recovery only, the half of RK that the
// requester lacks, sealed to his X25519 key with the act's id as key id.
struct ActApproval {
    Bytes record;
    Bytes sealedPart;
};

struct ActRefusal {
    std::string reason;
};

// What a recovery did: the person's vault key under a one-time password and for recovery again.
struct VaultRecovery {
    PasswordRecord oneTimePassword;
    TimePoint expiresAt;
    std::vector<VaultKeyWrap> vaultKeys; // exactly one of kind password, at most one of kind recovery
};

// kind: vault_recovery, face_after_reissue, owner_change. state: pending, approved, refused, withdrawn, done,
// expired. The records let everybody check the agreement himself.
struct TwoPersonAct {
    std::string id;
    std::string kind;
    std::string state;
    UserId subject;
    UserId requester;
    std::optional<UserId> approver;
    std::string reason;
    std::string refusal; // why it was refused
    TimePoint requestedAt;
    TimePoint notAfter;
    std::optional<TimePoint> decidedAt;
    std::optional<TimePoint> doneAt;
    Bytes request;
    Bytes approval;
    Bytes sealedPart; // to the requester only, while approved
    long long rev = 0;
};

struct TwoPersonActPage {
    std::vector<TwoPersonAct> items;
    std::optional<std::string> next;
};

} // namespace kaomon::wire
