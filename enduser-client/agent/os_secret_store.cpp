// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/os_secret_store.h"

#include <array>
#include <memory>

#include <crypt.h>
#include <shadow.h>

#include "agent/os_accounts.h"
#include "base/log.h"
#include "crypto/hierarchy.h"
#include "crypto/key_pairs.h"

namespace kaomon::agent {

std::optional<bool> isOsPassword(const std::string& account, const SecretString& password) {
    std::array<char, 4096> buffer{};
    spwd entry{};
    spwd* found = nullptr;
    if (::getspnam_r(account.c_str(), &entry, buffer.data(), buffer.size(), &found) != 0 ||
        found == nullptr || found->sp_pwdp == nullptr || *found->sp_pwdp != '$') {
        return std::nullopt;
    }
    const auto work = std::make_unique<crypt_data>();
    const char* hash = ::crypt_r(password.reveal().c_str(), found->sp_pwdp, work.get());
    const bool isSame = hash != nullptr && std::string_view(hash) == found->sp_pwdp;
    wipe(work.get(), sizeof(crypt_data));
    wipe(buffer.data(), buffer.size());
    return isSame;
}

OsSecretStore::OsSecretStore(AgentState& state, EventLog& events, OsPasswordCheck check)
    : m_state(state)
    , m_events(events)
    , m_check(std::move(check)) {}

Result<OsSecretStore::Place> OsSecretStore::placeOf(const std::string& account) const {
    const DeviceIdentity* device = m_state.device();
    if (device == nullptr) {
        return fail(ErrorCode::DeviceNotEnrolled, "this PC belongs to no tenant");
    }
    const auto user = m_state.policies().linkedUser(accountOf(account, device->id.text()));
    if (!user) {
        return propagate(user.error());
    }
    return Place{"os_secret." + account,
                 crypto::sealContext(device->tenant.text(), "os_secret", account + '|' + user->text(),
                                     device->id.text())};
}

Result<SecretString> OsSecretStore::open(const Place& place) const {
    const auto sealed = m_state.cache().state(place.name);
    if (!sealed) {
        return propagate(sealed.error());
    }
    auto plain = crypto::openSealed(m_state.device()->box, place.context, sealed->reveal());
    if (!plain) {
        // Sealed for the person this account belonged to before.
        return fail(ErrorCode::NotFound, "kept for somebody else");
    }
    const Bytes& bytes = plain->reveal();
    return SecretString(std::string(bytes.begin(), bytes.end()));
}

Status OsSecretStore::keep(const std::string& account, const SecretString& password) {
    if (password.isEmpty() || password.reveal().size() > kLongest) {
        return fail(ErrorCode::ValidationFailed, "no password, or one that is too long");
    }
    const auto place = placeOf(account);
    if (!place) {
        return propagate(place.error());
    }
    const auto kept = open(*place);
    if (kept && kept->reveal() == password.reveal()) {
        return {};
    }
    const std::string& text = password.reveal();
    SecretBytes plain(Bytes(text.begin(), text.end()));
    const auto sealed = crypto::sealTo(m_state.device()->box.publicKey(), place->context, plain.reveal());
    if (!sealed) {
        return propagate(sealed.error());
    }
    if (const auto stored = m_state.cache().setState(place->name, *sealed); !stored) {
        return stored;
    }
    log::info("os_secret.kept", {{"account", account}});
    m_events.note("password", "RESEALED", "info");
    return {};
}

Result<SecretString> OsSecretStore::take(const std::string& account) {
    const auto place = placeOf(account);
    if (!place) {
        return propagate(place.error());
    }
    auto kept = open(*place);
    if (!kept) {
        return kept;
    }
    if (m_check(account, *kept) == false) {
        m_events.note("password", "STALE_SECRET", "ng");
        if (const auto dropped = m_state.cache().removeState(place->name); !dropped) {
            return propagate(dropped.error());
        }
        return fail(ErrorCode::SecretStale, "the password was changed elsewhere");
    }
    return kept;
}

} // namespace kaomon::agent
