// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <string>

#include <QObject>

#include "agent/agent_state.h"
#include "agent/enrolment_runner.h"
#include "agent/event_log.h"
#include "agent/user_sessions.h"

namespace kaomon::agent {

struct EnrolledFace {
    TemplateId id;
    int frames = 0;
    bool needsApproval = false;
    bool isUploaded = false; // false: kept here, usable here, and sent at the person's next sign-in
};

// Enrols the face of a signed-in person: takes it, seals it under the tenant's face keys, keeps it, sends it.
// A face that could not be sent stays in the local store until it can. Main thread.
class FaceEnrolment final : public QObject {
    Q_OBJECT
public:
    struct Callbacks {
        std::function<void(const EnrolmentProgress&)> progress;
        std::function<void(const Look&)> looked;
        std::function<bool()> wantsJpeg;
        std::function<void(const Result<EnrolledFace>&)> done;
    };

    FaceEnrolment(AgentState& state, EnrolmentRunner& runner, UserSessions& sessions, EventLog& events,
                  const Clock& clock);

    struct Wanted {
        std::string label;
        FaceVariant variant = FaceVariant::Plain;
    };
    // At once: FaceMasked (the policy allows no masks), NotSignedIn, PasswordChangeRequired, ConsentRequired,
    // KeyUnavailable, Conflict (as many faces as the policy allows), and those of EnrolmentRunner::start().
    [[nodiscard]] Status start(uid_t uid, Wanted wanted, Callbacks callbacks);
    // Whether the person's screen should light up while it is too dark.
    [[nodiscard]] bool lightsUpInTheDark() const { return m_state.policies().policy().lightsUpInTheDark; }
    // Sends what is waiting for this person.
    void resume(uid_t uid);
    // Leaves an event of each face that was taken here and that an administrator has approved or refused
    // since the last call.
    void noteDecisions();

private:
    void onTemplate(uid_t uid, const std::string& label, const Result<vision::Template>& made,
                    const std::function<void(const Result<EnrolledFace>&)>& done);
    [[nodiscard]] Result<wire::FaceTemplate> seal(const SignedIn& person, const std::string& label,
                                                  const vision::Template& made);
    // Puts the pictures that were taken aside, sealed, until the server has them.
    [[nodiscard]] Result<std::optional<PictureKey>> keepPictures(const PicturePlace& place);
    // By the policy, unless the person has a face already that this one fits.
    [[nodiscard]] Result<bool> mustWait(const UserId& user, const vision::Template& made) const;
    [[nodiscard]] Status keep(const wire::FaceTemplate& faceTemplate);
    [[nodiscard]] Status replaceKept(const wire::FaceTemplate& stored);
    void send(uid_t uid, const wire::FaceTemplate& faceTemplate, std::function<void(const Status&)> done);
    [[nodiscard]] Status record(const wire::FaceTemplate& faceTemplate, bool isFurther, int frames,
                                const capture::CameraInfo& camera);

    [[nodiscard]] bool isMadeHere(const std::string& templateId) const;
    void noteDecision(const UserId& user, const std::string& templateId, bool isApproved);

    AgentState& m_state;
    EnrolmentRunner& m_runner;
    UserSessions& m_sessions;
    EventLog& m_events;
    const Clock& m_clock;
    std::map<std::string, UserId> m_waiting; // by template id: taken here, nobody has decided yet
};

} // namespace kaomon::agent
