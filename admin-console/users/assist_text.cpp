// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/assist_text.h"

#include "ui/error_text.h"

namespace kaomon::users {
namespace {

using Step = AssistPresenter::Step;

} // namespace

QString AssistText::sentenceOf(const agentlink::Meter& meter) {
    return meter.reason ? ui::errorText(*meter.reason).nextStep : QString();
}

QString AssistText::secondAdministrator() const {
    const auto& facts = m_assist.facts();
    if (facts.isFrozen) {
        return tr("The password of %1 was reissued: a new face needs an act of two administrators first "
                  "(page "
                  "Administrators).")
            .arg(m_name);
    }
    if (!facts.hasSecrets) {
        return {};
    }
    return facts.faces > 0
               ? tr("If the new face does not fit the one that %1 has, a second administrator has "
                    "to approve it.")
                     .arg(m_name)
               : tr("%1 has a password and a vault already: a second administrator has to approve "
                    "the face before it counts.")
                     .arg(m_name);
}

QString AssistText::headline() const {
    switch (m_assist.step()) {
    case Step::Checking:
        return tr("Looking for the agent of this PC…");
    case Step::Consent:
        return {};
    case Step::Ready:
        return tr("Let %1 sit in front of the camera").arg(m_name);
    case Step::Starting:
        return tr("Starting the camera…");
    case Step::Capturing:
        return pose();
    case Step::Sending:
        return tr("Signing and sending the face…");
    case Step::Counts:
        return tr("The face of %1 is enrolled").arg(m_name);
    case Step::Waits:
        return tr("The face of %1 waits for a second administrator").arg(m_name);
    case Step::Removed:
        return tr("The face was deleted again");
    case Step::Blocked:
    case Step::Unsent:
    case Step::Failed:
        return headlineOfFault();
    }
    return {};
}

QString AssistText::headlineOfFault() const {
    if (m_assist.step() == Step::Unsent) {
        return tr("The face was taken, but is not at the server yet");
    }
    switch (m_assist.fault().value_or(ErrorCode::Internal)) {
    case ErrorCode::AgentUnreachable:
        return tr("The agent does not run on this PC");
    case ErrorCode::DeviceNotEnrolled:
        return tr("This PC does not belong to your organisation");
    case ErrorCode::Conflict:
        return m_assist.step() == Step::Blocked ? tr("You cannot enrol your own face here")
                                                : tr("This person has as many faces as the settings allow");
    case ErrorCode::ApprovalRequired:
        return tr("A second administrator is needed");
    default:
        return ui::errorText(m_assist.fault().value_or(ErrorCode::Internal)).sentence;
    }
}

QString AssistText::adviceForFault() const {
    switch (m_assist.fault().value_or(ErrorCode::Internal)) {
    case ErrorCode::AgentUnreachable:
        return tr("Faces are taken by the agent of a PC, never by this console. Install and start "
                  "kaomon-agent on this PC, or sign in on a PC that has it.");
    case ErrorCode::DeviceNotEnrolled:
        return tr("Take this PC in first (page Devices, “New enrolment code”), or sign in on a PC that "
                  "belongs to the organisation.");
    case ErrorCode::Conflict:
        return m_assist.step() == Step::Blocked
                   ? tr("Use the client program of your PC, or ask another administrator.")
                   : tr("Delete one of the faces first, or raise the limit in the settings.");
    case ErrorCode::ApprovalRequired:
        return tr("Something about this person has changed meanwhile. Close this window and begin again.");
    default:
        return ui::errorText(m_assist.fault().value_or(ErrorCode::Internal)).nextStep;
    }
}

QString AssistText::advice() const {
    switch (m_assist.step()) {
    case Step::Checking:
    case Step::Consent:
    case Step::Removed:
        return m_assist.step() == Step::Removed ? tr("PCs forget it at their next contact with the server.")
                                                : QString();
    case Step::Ready:
        return tr("Good light, no mask, no sunglasses. It takes about half a minute. The pictures stay on "
                  "this PC and are not kept.");
    case Step::Starting:
        return tr("The person looks into the camera.");
    case Step::Capturing:
        return hint();
    case Step::Sending:
        return tr("The PC has sealed it; the server cannot open it.");
    case Step::Counts:
        return tr("Quality %1 of 100. You vouched for it with your signature, and every PC checks that. It "
                  "counts there after the next contact with the server.")
            .arg(m_assist.quality());
    case Step::Waits:
        return tr("It does not fit a face that %1 has, and there is something to protect. Another owner or "
                  "user administrator approves it under More → Enrolled faces; until then the password "
                  "stays.")
            .arg(m_name);
    case Step::Unsent:
        return ui::errorText(m_assist.fault().value_or(ErrorCode::Internal)).joined() + QLatin1Char(' ') +
               tr("Keep this window open and send it again; nobody has to sit down once more.");
    case Step::Blocked:
    case Step::Failed:
        return adviceForFault();
    }
    return {};
}

QString AssistText::pose() const {
    using agentlink::Pose;
    switch (m_assist.progress().pose) {
    case Pose::Front:
        return tr("Look straight into the camera.");
    case Pose::Left:
        return tr("Turn the head a little to the left.");
    case Pose::Right:
        return tr("Turn the head a little to the right.");
    case Pose::Up:
        return tr("Raise the chin a little.");
    case Pose::Down:
        return tr("Lower the chin a little.");
    }
    return {};
}

QString AssistText::hint() const {
    const auto& progress = m_assist.progress();
    if (progress.hint == ErrorCode::FaceTurned && progress.pose != agentlink::Pose::Front) {
        return tr("Slowly, and keep the eyes on the screen.");
    }
    if (progress.hint) {
        return ui::errorText(*progress.hint).joined();
    }
    if (progress.request == QLatin1String("please_blink")) {
        return tr("Almost done. Please blink.");
    }
    if (progress.request == QLatin1String("please_turn_left")) {
        return tr("Please turn the head to the left.");
    }
    if (progress.request == QLatin1String("please_turn_right")) {
        return tr("Please turn the head to the right.");
    }
    if (progress.request == QLatin1String("please_nod")) {
        return tr("Please nod.");
    }
    if (progress.request == QLatin1String("please_look_ahead")) {
        return tr("Please look at the camera again.");
    }
    return progress.isHoldStill ? tr("Good. Hold still.") : tr("Keep looking into the camera.");
}

} // namespace kaomon::users
