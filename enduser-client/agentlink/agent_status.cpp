// SPDX-License-Identifier: GPL-3.0-or-later
#include "agentlink/agent_status.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace kaomon::agentlink {
namespace {

constexpr auto kStates = std::to_array<std::pair<std::string_view, DeviceState>>({
    {"not_enrolled", DeviceState::NotEnrolled},
    {"pending", DeviceState::Pending},
    {"active", DeviceState::Active},
    {"suspended", DeviceState::Suspended},
    {"revoked", DeviceState::Revoked},
    {"wiped", DeviceState::Wiped},
});

DeviceState stateOf(std::string_view name) {
    const auto* found = std::ranges::find(kStates, name, &std::pair<std::string_view, DeviceState>::first);
    return found == kStates.end() ? DeviceState::Unknown : found->second;
}

AgentStatus::Seat seatOf(std::string_view word) {
    return word == "sought"    ? AgentStatus::Seat::Sought
           : word == "unknown" ? AgentStatus::Seat::Unknown
                               : AgentStatus::Seat::Known;
}

// Whoever speaks for the agent must not be able to ask for less than the settings can.
domain::PasswordRule passwordRuleOf(const localipc::Message& message) {
    constexpr std::int64_t kShortest = 8;
    constexpr std::int64_t kMostClasses = 4;
    const domain::PasswordRule standard;
    const auto within = [&](std::string_view key, int usual, std::int64_t least, std::int64_t most) {
        return static_cast<int>(std::clamp(message.integer(key).value_or(usual), least, most));
    };
    domain::PasswordRule rule;
    rule.minimumLength = within("pw_min", standard.minimumLength, kShortest, domain::kMaximumPasswordLength);
    rule.maximumLength =
        within("pw_max", standard.maximumLength, rule.minimumLength, domain::kMaximumPasswordLength);
    rule.minimumClasses = within("pw_classes", standard.minimumClasses, 1, kMostClasses);
    return rule;
}

} // namespace

AgentStatus readStatus(const localipc::Message& message) {
    const auto text = [&](std::string_view key) { return QString::fromStdString(message.text(key)); };
    const auto number = [&](std::string_view key) { return qint64{message.integer(key).value_or(0)}; };
    AgentStatus status;
    status.device = stateOf(message.text("state"));
    status.tenantName = text("tenant_name");
    status.server = text("server");
    status.isOnline = message.flag("online");
    status.lastSync = text("last_sync");
    status.outbox = number("outbox");
    status.policyVersion = number("policy_version");
    status.isDemo = message.flag("is_demo");
    const std::string liveness = message.text("liveness_logon");
    status.isLivenessOn = liveness != "0" && liveness != "off" && liveness != "none";
    status.passwordRule = passwordRuleOf(message);
    status.offlineUntil = text("offline_until");
    status.confirmation = text("confirmation");
    status.confirmationDays = std::max<qint64>(0, number("confirmation_days"));
    status.camera = text("camera");
    status.cameraError = text("camera_error");
    status.syncError = text("sync_error");
    status.clockLead = number("clock_offset_s") / 60;
    status.modelId = text("model_id");
    status.protection = text("protection");
    status.version = text("version");
    status.supportEndsAt = text("support_ends_at");
    status.isUnsupported = message.flag("unsupported");
    status.isSignedIn = message.flag("signed_in");
    status.login = text("login");
    status.displayName = text("display_name");
    status.templates = number("templates");
    status.templatesOfOtherModels = number("templates_of_other_models");
    status.templatesWaiting = number("templates_waiting");
    status.areFacesOld = message.flag("faces_old");
    status.faceRefused = text("face_refused");
    status.passwordExpiresAt = text("password_expires_at");
    status.diagnosticsReason = text("diagnostics_reason");
    status.noticesUnread = std::max<qint64>(0, number("notices_unread"));
    status.isPinWanted = message.flag("pin_wanted");
    status.isPinSet = message.flag("pin_set");
    status.pinMinimum = std::clamp<qint64>(message.integer("pin_min").value_or(status.pinMinimum), 4, 12);
    status.osPassword = text("os_password");
    status.osPasswordDays = number("os_password_days");
    status.isResealPending = message.flag("os_reseal_pending");
    status.sharedBanner = std::clamp<qint64>(number("shared_banner_s"), 0, 600);
    status.seatName = text("seat_name");
    status.seat = seatOf(message.text("seat"));
    status.mustChangePassword = message.flag("must_change_password");
    status.consentVersion = text("consent_version");
    return status;
}

} // namespace kaomon::agentlink
