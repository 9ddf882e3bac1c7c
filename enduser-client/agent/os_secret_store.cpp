// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/os_secret_store.h"

#include <algorithm>
#include <sstream>

#include "agent/os_accounts.h"
#include "agent/vouched_faces.h"
#include "base/log.h"
#include "crypto/hierarchy.h"
#include "crypto/key_pairs.h"

namespace kaomon::agent {

namespace {

// No account: its own name comes behind "os_secret.".
constexpr std::string_view kChanges = "os_secret_changes";

// That a secret of this account was kept when this face counted here already.
std::string noteName(const std::string& account, const std::string& face) {
    return "os_secret_face." + face + '.' + account;
}

} // namespace

OsSecretStore::OsSecretStore(AgentState& state, EventLog& events, OsPasswordCheck check)
    : m_state(state)
    , m_events(events)
    , m_check(std::move(check)) {}

Result<OsSecretStore::Place> OsSecretStore::placeOf(const std::string& account) const {
    const DeviceIdentity* device = m_state.device();
    if (device == nullptr) {
        return fail(ErrorCode::DeviceNotEnrolled, "this PC belongs to no tenant");
    }
    if (m_state.policies().policy().excludes(account)) {
        return fail(ErrorCode::ScenarioDenied, "the account is left alone");
    }
    const auto user = m_state.policies().linkedUser(accountOf(account, device->id.text()));
    if (!user) {
        return propagate(user.error());
    }
    return Place{"os_secret." + account,
                 crypto::sealContext(device->tenant.text(), "os_secret", account + '|' + user->text(),
                                     device->id.text()),
                 *user};
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
        const auto noted = noteFaces(account);
        return noted ? endChange(account) : noted;
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
    if (const auto noted = noteFaces(account); !noted) {
        return noted;
    }
    log::info("os_secret.kept", {{"account", account}});
    m_events.note("password", "RESEALED", "info");
    return endChange(account);
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
    const auto isOlder = dropForNewFaces(account, *place);
    if (!isOlder || *isOlder) {
        return isOlder ? fail(ErrorCode::NotFound, "kept before the face was taken")
                       : propagate(isOlder.error());
    }
    const auto isRight = m_check(account, *kept);
    const bool isInDoubt = isChangeOpen(account) && isRight != true;
    if (isRight == false || isInDoubt) {
        m_events.note("password", "STALE_SECRET", "ng");
        if (const auto dropped = m_state.cache().removeState(place->name); !dropped) {
            return propagate(dropped.error());
        }
        if (const auto ended = endChange(account); !ended) { // nothing is kept that could be out of date
            return propagate(ended.error());
        }
        return fail(ErrorCode::SecretStale, "the password was changed elsewhere");
    }
    if (const auto ended = endChange(account); !ended) {
        return propagate(ended.error());
    }
    return kept;
}

Result<bool> OsSecretStore::dropForNewFaces(const std::string& account, const Place& place) {
    const auto faces = firstFacesOf(m_state, place.user);
    const bool isOlder = std::ranges::any_of(faces, [&](const std::string& face) {
        return !m_state.cache().state(noteName(account, face)).has_value();
    });
    if (!isOlder) {
        return false;
    }
    const auto dropped = m_state.cache().removeState(place.name);
    return dropped ? Result<bool>(true) : propagate(dropped.error());
}

Status OsSecretStore::noteFaces(const std::string& account) {
    constexpr std::uint8_t kYes = 1;
    const auto place = placeOf(account);
    if (!place) {
        return propagate(place.error());
    }
    for (const std::string& face : firstFacesOf(m_state, place->user)) {
        if (const auto noted = m_state.cache().setState(noteName(account, face), std::span(&kYes, 1));
            !noted) {
            return noted;
        }
    }
    return {};
}

bool OsSecretStore::isKept(const std::string& account) const {
    const auto place = placeOf(account);
    return place && open(*place).has_value();
}

// One line for each account: its name, and "+" behind it when an event tells of it. Names of accounts have no
// line break and no "+" at their end.
OsSecretStore::Changes OsSecretStore::changes() const {
    Changes changes;
    const auto stored = m_state.cache().state(kChanges);
    std::istringstream lines(stored ? std::string(stored->reveal().begin(), stored->reveal().end())
                                    : std::string());
    for (std::string line; std::getline(lines, line);) {
        const bool isTold = line.ends_with('+');
        changes[isTold ? line.substr(0, line.size() - 1) : line] = isTold;
    }
    return changes;
}

Status OsSecretStore::save(const Changes& changes) {
    if (changes.empty()) {
        return m_state.cache().removeState(kChanges);
    }
    std::string text;
    for (const auto& [account, isTold] : changes) {
        text += account + (isTold ? "+\n" : "\n");
    }
    return m_state.cache().setState(kChanges, Bytes(text.begin(), text.end()));
}

Status OsSecretStore::beginChange(const std::string& account) {
    Changes open = changes();
    open[account] = false;
    return save(open);
}

Status OsSecretStore::endChange(const std::string& account) {
    Changes open = changes();
    return open.erase(account) == 0 ? Status() : save(open);
}

bool OsSecretStore::isChangeOpen(const std::string& account) const {
    return changes().contains(account);
}

std::vector<std::string> OsSecretStore::untoldChanges() const {
    std::vector<std::string> untold;
    for (const auto& [account, isTold] : changes()) {
        if (!isTold) {
            untold.push_back(account);
        }
    }
    return untold;
}

Status OsSecretStore::markTold(const std::string& account) {
    Changes open = changes();
    const auto found = open.find(account);
    if (found == open.end()) {
        return {};
    }
    found->second = true;
    return save(open);
}

} // namespace kaomon::agent
