// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include "agent/agent_state.h"
#include "agent/attempt_runner.h"
#include "agent/cooldown_store.h"
#include "agent/emergency_service.h"
#include "agent/event_log.h"
#include "agent/power_facts.h"
#include "agent/ticket_store.h"
#include "domain/logon_factors.h"

namespace kaomon::agent {

struct LogonRequest {
    domain::Scenario scenario = domain::Scenario::Logon;
    std::string osUser; // name, or DOMAIN\name, or name@domain
    std::string service;
    UserId user; // EnrolTest only: the person who is signed in
    // The person was asked whether his face may do this; without it an elevation is SecondStepRequired.
    bool isIntended = false;
};

struct LogonAnswer {
    std::string outcome; // accepted, refused (decided), unavailable (could not decide)
    std::optional<ErrorCode> code;
    std::string ticket; // of an accepted logon
    AttemptId attempt;
    AttemptResult result;
    bool needsPassword = false; // accepted, and the password is asked for as well
    domain::InsteadOfFace instead = domain::InsteadOfFace::Password; // not accepted: what gets in now
};

// "Is this the person to whom that account belongs?": finds the person, asks the policy, runs the attempt,
// counts misses and leaves an event, all without the server. The event is on the disk before the answer is
// given; when it cannot be written, nobody is let in. Main thread.
class LogonService {
public:
    struct Parts {
        AgentState& state;
        AttemptRunner& runner;
        EventLog& events;
        TicketStore& tickets;
        const Clock& clock;
        std::string superuserFile;
        EmergencyService* emergency = nullptr; // null: no code stands in for a face
        PowerFacts power = PowerFacts();
        std::function<bool()> isAsleep = {}; // empty: never
    };
    struct Callbacks {
        std::function<void(std::string_view)> progress;
        std::function<void(const Look&)> looked;
        std::function<bool()> wantsJpeg;
        std::function<void(const LogonAnswer&)> done; // once; may be called from inside begin()
    };

    explicit LogonService(Parts parts)
        : m_parts(std::move(parts))
        , m_cooldowns(m_parts.state.cache()) {}

    AttemptId begin(const LogonRequest& request, Callbacks callbacks);
    // Another factor has been accepted: earlier misses of the face are forgotten.
    [[nodiscard]] Status forgiveMisses(const UserId& user);

private:
    struct Attempt {
        AttemptId id;
        LogonRequest request;
        UserId user; // empty when nobody was found
        Callbacks callbacks;
    };

    [[nodiscard]] Result<UserId> findUser(const LogonRequest& request) const;
    [[nodiscard]] Status checkDevice() const;
    [[nodiscard]] Status checkUser(const UserId& user) const;
    [[nodiscard]] Status checkCooldown(const UserId& user);
    // Whether the policy wants a face for this at all, here and now.
    [[nodiscard]] Status checkScenario(const Attempt& attempt) const;
    void addWayOn(const Attempt& attempt, LogonAnswer& answer) const;
    [[nodiscard]] Result<std::vector<vision::Template>> prepare(Attempt& attempt);
    void finish(const Attempt& attempt, AttemptResult result);
    [[nodiscard]] Status count(const Attempt& attempt, const AttemptResult& result);
    [[nodiscard]] Status record(const Attempt& attempt, const AttemptResult& result,
                                std::string_view outcome);

    Parts m_parts;
    CooldownStore m_cooldowns;
};

// refused when the code is a decision about the person, unavailable when none could be made.
[[nodiscard]] std::string_view outcomeOf(const std::optional<ErrorCode>& code);

} // namespace kaomon::agent
