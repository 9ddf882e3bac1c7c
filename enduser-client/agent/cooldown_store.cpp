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

} // namespace kaomon::agent
