// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/cooldown_store.h"

namespace kaomon::agent {

namespace {

std::string nameOf(const UserId& user) {
    return "cooldown." + user.text();
}

} // namespace

Result<domain::FaceCooldown> CooldownStore::load(const UserId& user) const {
    const auto stored = m_store.state(nameOf(user));
    if (!stored) {
        if (stored.error().code == ErrorCode::NotFound) {
            return domain::FaceCooldown();
        }
        return propagate(stored.error());
    }
    const Bytes& bytes = stored->reveal();
    return domain::FaceCooldown::decode(std::string(bytes.begin(), bytes.end()));
}

Status CooldownStore::save(const UserId& user, const domain::FaceCooldown& cooldown) {
    const std::string text = cooldown.encode();
    const Bytes bytes(text.begin(), text.end());
    return m_store.setState(nameOf(user), bytes);
}

Status CooldownStore::admit(const UserId& user, TimePoint now, const domain::FaceCooldownRule& rule) {
    auto cooldown = load(user);
    if (!cooldown) {
        return propagate(cooldown.error());
    }
    const TimePoint before = cooldown->blockedUntil();
    Status allowed = cooldown->check(now, rule);
    if (cooldown->blockedUntil() != before) {
        if (Status kept = save(user, *cooldown); !kept) {
            return kept;
        }
    }
    return allowed;
}

} // namespace kaomon::agent
