// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/id.h"
#include "domain/lockout.h"
#include "localstore/local_store.h"

namespace kaomon::agent {

// The misses of each person on this PC, kept over restarts; the local store seals and authenticates them. It
// is the store of the PC's own keys: a cache that is made anew, or whose older copy was put back, forgives
// nobody, and a PC whose keys were put back to an older copy is none of the tenant any more.
class CooldownStore {
public:
    explicit CooldownStore(localstore::LocalStore& store)
        : m_store(store) {}

    // A fresh one for somebody without misses. Errors: StorageCorrupt, DecryptionFailed, and those of the
    // store.
    [[nodiscard]] Result<domain::FaceCooldown> load(const UserId& user) const;
    [[nodiscard]] Status save(const UserId& user, const domain::FaceCooldown& cooldown);
    // May a face be looked at now? FaceCooldown or FaceDisabled when not, and the errors of load() and
    // save(). A wait that a clock set back had made too long is kept in its shortened form; else each
    // question would shorten the same long wait anew, and the person would be kept out for as long as the
    // clock was wrong.
    [[nodiscard]] Status admit(const UserId& user, TimePoint now, const domain::FaceCooldownRule& rule);

private:
    localstore::LocalStore& m_store;
};

} // namespace kaomon::agent
