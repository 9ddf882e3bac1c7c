// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/agent_state.h"
#include "crypto/secret_key.h"
#include "vault/open_vault.h"

namespace kaomon::agent {

// The sealed vaults that this PC holds, as the server gave them out or took them, and the highest version of
// each that was opened here, which outlives everything that the server can take away. Main thread.
class VaultCache {
public:
    explicit VaultCache(AgentState& state)
        : m_state(state) {}

    // The vault key of this person, opened with this PC's own key: for whoever has seen the person's face.
    // ErrorCode::KeyUnavailable when no wrap for this PC is here (he signs in with his password once),
    // DecryptionFailed, DeviceNotEnrolled.
    [[nodiscard]] Result<crypto::SecretKey> openKey(const UserId& user) const;
    [[nodiscard]] bool hasKey(const UserId& user) const;
    // As OpenVault::open(); raises the floor. Errors of the store.
    [[nodiscard]] Result<vault::OpenVault> open(const UserId& user, const crypto::SecretKey& key);
    // What the server has taken of this PC.
    [[nodiscard]] Status keep(const wire::VaultWrite& write, const wire::VaultManifest& stored);
    // This version of an entry is not given out any more, whatever the server hears of it.
    [[nodiscard]] Status suspend(const VaultItemId& id, long long version);
    [[nodiscard]] bool isSuspended(const VaultItemId& id, long long version) const;

private:
    [[nodiscard]] Result<vault::SealedVault> read(const UserId& user) const;
    [[nodiscard]] Result<long long> floorOf(const UserId& user) const;
    [[nodiscard]] Status raiseFloor(const UserId& user, long long version);

    AgentState& m_state;
};

} // namespace kaomon::agent
