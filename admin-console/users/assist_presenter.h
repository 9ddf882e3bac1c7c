// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "agentlink/agent_link.h"
#include "agentlink/enrolment_progress.h"
#include "client/assisted_face_service.h"
#include "shell/feature_presenter.h"

namespace kaomon::users {

// The version of the consent text that this console shows.
inline constexpr const char* kConsentTextVersion = "1";

// One person's face taken at the administrator's PC, with the person beside him: who and which PC, consent,
// pictures, signature, upload. The agent of this PC takes and seals the face; the console signs for it and
// sends it, and sees no more of it than the camera's picture. GUI thread; the session outlives it.
class AssistPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    enum class Step {
        Checking,
        Blocked, // error() says why
        Consent,
        Ready,
        Starting,
        Capturing,
        Sending,
        Unsent, // sealed and signed, and not at the server yet: send() again
        Counts,
        Waits,   // a second administrator has to approve it
        Failed,  // error() says why; capture() again
        Removed, // taken back
    };

    AssistPresenter(shell::ConsoleSession& session, std::string agentSocket, QObject* parent = nullptr);
    ~AssistPresenter() override;

    void show(const UserId& user);
    void reload() override;
    void clear() override;
    // The person, who is here, has read the text in this language (ja, en) and agrees.
    void recordConsent(const QString& language);
    // `variant`: plain, glasses, mask.
    void capture(const QString& variant);
    // Gives up what the camera is doing.
    void stop();
    void send();
    // What was taken and not sent is lost for good.
    void giveUp();
    // Takes the face back that was just added.
    void remove();

    [[nodiscard]] Step step() const { return m_step; }
    [[nodiscard]] std::optional<ErrorCode> fault() const { return m_fault; }
    [[nodiscard]] bool isRunning() const { return m_step == Step::Starting || m_step == Step::Capturing; }
    [[nodiscard]] const wire::EnrolmentFacts& facts() const { return m_facts; }
    [[nodiscard]] const agentlink::EnrolmentProgress& progress() const { return m_progress; }
    // 0 to 1 of the pictures that are needed.
    [[nodiscard]] double fraction() const;
    [[nodiscard]] bool isLit() const { return m_isLit; }
    [[nodiscard]] int quality() const { return m_quality; }
    [[nodiscard]] agentlink::AgentLink& link() { return m_link; }
    // The text that the person is to read, as rich text; empty when there is none in this language.
    [[nodiscard]] static QString consentText(const QString& language);

signals:
    void stepChanged();
    void facesChanged();

private:
    void setStep(Step step);
    void dropFace();
    void block(ErrorCode code);
    void failWith(ErrorCode code);
    void onStatus(const agentlink::Answer& answer);
    void decide();
    void onProgress(const localipc::Message& message);
    void onTaken(const agentlink::Answer& answer);
    [[nodiscard]] Status vouch(const localipc::Message& done);
    void onSent(const Result<wire::FaceTemplate>& stored);
    // An earlier try may have arrived although its answer did not.
    void lookForIt();

    agentlink::AgentLink m_link;
    UserId m_user;
    Step m_step = Step::Checking;
    std::optional<ErrorCode> m_fault;
    wire::EnrolmentFacts m_facts;
    bool m_hasFacts = false;
    std::string m_device; // of this PC; empty until the agent has answered
    std::optional<ConsentId> m_consent;
    agentlink::EnrolmentProgress m_progress;
    std::optional<wire::AssistedFace> m_face; // signed
    bool m_isLit = false;
    int m_quality = 0;
    int m_tries = 0;         // of sending
    quint64 m_capture = 0;   // what a capture that was given up still reports is dropped
    quint64 m_attention = 0; // of whom the agent was asked
};

} // namespace kaomon::users
