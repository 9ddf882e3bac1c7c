// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "agent/agent_state.h"
#include "agent/event_log.h"
#include "base/secret.h"

namespace kaomon::agent {

// Whether this is the account's password by the system's own records; nullopt where they do not tell (an
// account of a directory). Needs root.
using OsPasswordCheck =
    std::function<std::optional<bool>(const std::string& account, const SecretString& password)>;
[[nodiscard]] std::optional<bool> isOsPassword(const std::string& account, const SecretString& password);

// The OS passwords of people who log on with their face, so that what the password opens (the key ring of a
// desktop) opens with the face as well. Each is sealed to the device's key for that account and that person,
// and goes when the PC is wiped. Main thread.
class OsSecretStore {
public:
    OsSecretStore(AgentState& state, EventLog& events, OsPasswordCheck check = isOsPassword);

    // After the system itself has accepted this password. Nothing is written when it is the one that is kept.
    // ErrorCode::AccountNotLinked for an account of no user, DeviceNotEnrolled, errors of the store.
    [[nodiscard]] Status keep(const std::string& account, const SecretString& password);
    // For an accepted attempt. NotFound when none is kept for this account and the person it belongs to now;
    // SecretStale when the password was changed elsewhere: it is dropped then, and never tried.
    [[nodiscard]] Result<SecretString> take(const std::string& account);

    // Whether one can be taken, right or not.
    [[nodiscard]] bool isKept(const std::string& account) const;

    // Between these the kept password may be out of date: it counts only where the system's own records
    // confirm it. keep() ends it as well. On the disk when they return.
    [[nodiscard]] Status beginChange(const std::string& account);
    [[nodiscard]] Status endChange(const std::string& account);
    [[nodiscard]] bool isChangeOpen(const std::string& account) const;
    // Changes that were begun and never ended, of which no event tells yet; and that one does now.
    [[nodiscard]] std::vector<std::string> untoldChanges() const;
    [[nodiscard]] Status markTold(const std::string& account);

    static constexpr std::size_t kLongest = 512;

private:
    using Changes = std::map<std::string, bool>; // account, whether an event tells of it
    [[nodiscard]] Changes changes() const;
    [[nodiscard]] Status save(const Changes& changes);
    struct Place {
        std::string name;    // in the store
        std::string context; // of the seal
        UserId user;
    };
    [[nodiscard]] Result<Place> placeOf(const std::string& account) const;
    [[nodiscard]] Result<SecretString> open(const Place& place) const;
    // A face that one administrator took when the person had nothing to protect opens nothing that was kept
    // before it came here: the password is asked for once more. Whether there was such a one.
    [[nodiscard]] Result<bool> dropForNewFaces(const std::string& account, const Place& place);
    [[nodiscard]] Status noteFaces(const std::string& account);

    AgentState& m_state;
    EventLog& m_events;
    OsPasswordCheck m_check;
};

} // namespace kaomon::agent
