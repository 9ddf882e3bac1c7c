// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "agent/agent_state.h"
#include "agent/event_log.h"
#include "base/clock.h"
#include "crypto/emergency_code.h"
#include "wire/accounts.h"

namespace kaomon::agent {

// The PC's side of emergency codes: shows a request, takes the answer that an administrator reads out, and
// remembers how long the person may do without his face. Works with the network away for as long as one may
// log on at all. Main thread.
class EmergencyService {
public:
    EmergencyService(AgentState& state, EventLog& events, const Clock& clock)
        : m_state(state)
        , m_events(events)
        , m_clock(clock) {}

    struct Question {
        std::string text; // to be read out
        int hours = 0;
        int tries = 0;
    };
    // An older request of this PC is void from now on. DeviceNotEnrolled, AccountNotLinked, Unavailable while
    // the server has never been given this PC's emergency key, errors of the store.
    [[nodiscard]] Result<Question> begin(const std::string& account);
    // One try, written down before it is believed. EmergencyCodeInvalid, EmergencyCodeExpired, and as
    // begin().
    [[nodiscard]] Result<UserId> answer(const std::string& account, std::string_view typed);
    // The answer to a request is still good: the face may be left out.
    [[nodiscard]] bool isInForce(const UserId& user) const;

    // What the server must be given before it can help; nullopt when it has it. Makes the key at first.
    [[nodiscard]] Result<std::optional<wire::EmergencyKeySeal>> unsentKey();
    [[nodiscard]] Status markSent();

private:
    struct Person {
        UserId user;
        crypto::EmergencySubject subject;
    };
    [[nodiscard]] Result<Person> person(const std::string& account) const;
    [[nodiscard]] Result<crypto::EmergencyLogon> load() const;
    [[nodiscard]] Status save(const crypto::EmergencyLogon& logon);
    [[nodiscard]] Result<crypto::SecretKey> key() const;
    [[nodiscard]] bool isSent() const;
    void note(const Person& person, const std::string& account, const std::optional<ErrorCode>& code);

    AgentState& m_state;
    EventLog& m_events;
    const Clock& m_clock;
};

} // namespace kaomon::agent
