// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "agent/agent_state.h"
#include "agent/attempt_runner.h"
#include "agent/cooldown_store.h"
#include "agent/emergency_service.h"
#include "agent/event_log.h"
#include "agent/intruder_pictures.h"
#include "agent/photo_confirmations.h"
#include "agent/pin_store.h"
#include "agent/power_facts.h"
#include "agent/template_refresher.h"
#include "agent/ticket_store.h"
#include "domain/logon_factors.h"

namespace kaomon::agent {

struct LogonRequest {
    domain::Scenario scenario = domain::Scenario::Logon;
    std::string osUser; // name, or DOMAIN\name, or name@domain; empty on a shared PC: whoever it is
    std::string service;
    UserId user; // EnrolTest and AppFill: the person it must be; empty: the one of `osUser`
    // The person was asked whether his face may do this; without it an elevation is SecondStepRequired.
    bool isIntended = false;
    bool isRemote = false; // at another machine, or perhaps: see isRemoteHost and the policy
    // Only faces that were enrolled before count: after a reissue, for what rests since.
    std::optional<TimePoint> facesBefore = {};
    bool isRemoteHost = false; // at another machine for certain: no face is looked for
};

// A password let somebody in behind an attempt at his face.
struct PasswordUse {
    domain::Scenario scenario = domain::Scenario::Logon;
    std::string osUser;
    std::string service;
    AttemptId attempt;
    ErrorCode why = ErrorCode::Internal;
};

struct LogonAnswer {
    std::string outcome; // accepted, refused (decided), unavailable (could not decide)
    std::optional<ErrorCode> code;
    std::string ticket; // of an accepted logon
    std::string osUser; // of an accepted logon: the account, where it was not named by the caller either
    AttemptId attempt;
    AttemptResult result;
    // Accepted, or a code stands in for the face: this is asked for as well.
    bool needsPassword = false;
    bool needsPin = false;
    bool isRemoteLookedAt = false; // perhaps at another machine, and the policy lets him be looked at
    domain::InsteadOfFace instead = domain::InsteadOfFace::Password; // not accepted: what gets in now
};

// "Is this the person to whom that account belongs?": finds the person, asks the policy, runs the attempt,
// counts misses and leaves an event, all without the server. The event is on the disk before the answer is
// given; when it cannot be written, nobody is let in. On a shared PC the person is first found among
// everybody who may use it, or who shares the account, and then looked at like anybody else. Main thread.
class LogonService {
public:
    struct Parts {
        AgentState& state;
        AttemptRunner& runner;
        EventLog& events;
        TicketStore& tickets;
        const Clock& clock;
        std::string superuserFile;
        IntruderPictures* pictures = nullptr;  // null: none are taken
        EmergencyService* emergency = nullptr; // null: no code stands in for a face
        PowerFacts power = PowerFacts();
        std::function<bool()> isAsleep = {}; // empty: never
        PinStore* pins = nullptr;            // null: nobody has one
        // The face of this person opens the account now: before the answer says so. Nobody: a password did,
        // which does not say whose it is.
        std::function<void(const std::string& osUser, const UserId& user)> opened = {};
    };
    struct Callbacks {
        std::function<void(std::string_view)> progress;
        std::function<void(const Look&)> looked;
        std::function<bool()> wantsJpeg;
        std::function<void(const LogonAnswer&)> done; // once; may be called from inside begin()
    };

    explicit LogonService(Parts parts)
        : m_parts(std::move(parts))
        , m_cooldowns(m_parts.state.identity())
        , m_refresher(m_parts.state, m_parts.events, m_parts.clock)
        , m_photos(m_parts.state, m_parts.clock) {}

    // Whether the person's screen should light up while it is too dark.
    [[nodiscard]] bool lightsUpInTheDark() const {
        return m_parts.state.policies().policy().lightsUpInTheDark;
    }

    AttemptId begin(const LogonRequest& request, Callbacks callbacks);
    // Another factor, as `factor` calls it in events, has been accepted: earlier misses of the face are
    // forgotten. Leaves UNLOCKED where they had kept the face out until then.
    [[nodiscard]] Status forgiveMisses(const UserId& user, std::string_view factor);
    // Leaves FALLBACK_PW where a face could have let the person in; once for each attempt.
    [[nodiscard]] Status notePasswordUse(const PasswordUse& use);
    // The system has accepted the password of this account: see PhotoConfirmations. A face that was off
    // counts again, but for an account that several people share: its password says nothing of who it was.
    [[nodiscard]] Status passwordAccepted(const std::string& account);

private:
    struct Attempt {
        AttemptId id;
        LogonRequest request;
        UserId user; // empty when nobody was found
        Callbacks callbacks;
        domain::PictureStore pictures = domain::PictureStore::Off;
        SecretBytes lastPicture = {}; // a JPEG of what the camera saw last
        float raise = 0.0F;
        bool isSearch = false; // began without knowing whom to expect
    };
    using Shared = std::shared_ptr<Attempt>;

    [[nodiscard]] bool isRemote(const LogonRequest& request) const;
    [[nodiscard]] bool isExcluded(const std::string& osUser) const;
    [[nodiscard]] bool mustSearch(const LogonRequest& request) const;
    // Who may come, and the account that each would open.
    [[nodiscard]] std::map<UserId, std::string> candidates(const LogonRequest& request) const;
    [[nodiscard]] Result<AttemptRequest> prepareSearch(const Attempt& attempt);
    void search(const Shared& attempt);
    void recognise(const Shared& attempt);
    void run(const Shared& attempt, AttemptRequest request, std::function<void(const AttemptResult&)> done);
    void refuse(const Attempt& attempt, const Error& reason);
    // On whom misses of nobody in particular count.
    [[nodiscard]] UserId thisPc() const;

    [[nodiscard]] Result<UserId> findUser(const Attempt& attempt) const;
    [[nodiscard]] Status checkDevice() const;
    [[nodiscard]] Status checkUser(const UserId& user) const;
    [[nodiscard]] Status checkCooldown(const UserId& user);
    // Whether the policy wants a face for this at all, here and now.
    [[nodiscard]] Status checkScenario(const Attempt& attempt) const;
    // Whether the person has yet to say that his face may be looked at (consent_mode).
    [[nodiscard]] bool mustAsk(const Attempt& attempt, domain::ConsentMode mode) const;
    [[nodiscard]] Status noteConsent(const Attempt& attempt);
    [[nodiscard]] std::string today() const; // where this PC stands
    void addWayOn(const Attempt& attempt, LogonAnswer& answer) const;
    // What a face of a photograph that is not confirmed here may do: a logon with the password, nothing else.
    void restrict(const Attempt& attempt, AttemptResult& result, std::optional<std::string>& photo) const;
    // Of the person of this account alone: on one that several share nobody can be asked for his PIN.
    [[nodiscard]] bool hasPin(const Attempt& attempt) const;
    [[nodiscard]] Result<std::vector<vision::Template>> prepare(Attempt& attempt);
    void finish(const Attempt& attempt, AttemptResult result);
    // On whom a miss counts; empty for nobody.
    [[nodiscard]] UserId countedOn(const Attempt& attempt) const {
        return attempt.user.isEmpty() && attempt.isSearch ? thisPc() : attempt.user;
    }
    [[nodiscard]] Status count(const Attempt& attempt, const AttemptResult& result);
    // LOCKOUT: from this miss on the face lets nobody in here until another factor does.
    [[nodiscard]] Status noteLockout(const Attempt& attempt, const AttemptResult& result, int misses);
    [[nodiscard]] static AttemptRunner::Callbacks watched(const std::shared_ptr<Attempt>& attempt);
    // The id of the picture that was kept; empty when there is none.
    [[nodiscard]] BlobId keepPicture(const Attempt& attempt, const AttemptResult& result,
                                     const EventId& event);
    [[nodiscard]] Status record(const Attempt& attempt, const AttemptResult& result,
                                std::string_view outcome);

    // Somebody shows the camera something that is not a living person.
    [[nodiscard]] static bool isAttack(const std::optional<ErrorCode>& code);
    // A face was seen, and it is not, or not alive, that of the person.
    [[nodiscard]] static bool isOfSomebodyElse(const std::optional<ErrorCode>& code);

    Parts m_parts;
    CooldownStore m_cooldowns;
    TemplateRefresher m_refresher;
    PhotoConfirmations m_photos;
    std::deque<AttemptId> m_told; // attempts whose password is noted; the last ones
};

// refused when the code is a decision about the person, unavailable when none could be made.
[[nodiscard]] std::string_view outcomeOf(const std::optional<ErrorCode>& code);

} // namespace kaomon::agent
