// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "domain/password_rule.h"
#include "localipc/message.h"

namespace kaomon::agentlink {

enum class DeviceState { Unknown, NotEnrolled, Pending, Active, Suspended, Revoked, Wiped };

// What the agent tells of itself, this PC and the person signed in: the reply `status` as a plain value.
struct AgentStatus {
    DeviceState device = DeviceState::Unknown;
    QString tenantName;
    QString server;
    bool isOnline = false;
    QString lastSync; // ISO 8601 UTC, empty for never
    qint64 outbox = 0;
    qint64 policyVersion = 0;
    bool isDemo = false;
    bool isLivenessOn = true;          // for logon
    domain::PasswordRule passwordRule; // the tenant's; the cautious default when the agent tells none
    QString offlineUntil;
    QString confirmation;        // of the newest settings: unknown, good, old, withheld
    qint64 confirmationDays = 0; // since an administrator confirmed them
    QString camera;              // name, empty for none
    QString cameraError;         // wire name of an ErrorCode, empty when it works
    QString syncError;    // why the last round with the server failed: wire name, empty when it did not
    qint64 clockLead = 0; // minutes that this PC's clock is ahead of the server's
    QString modelId;
    QString protection;
    QString version;
    QString supportEndsAt;      // of that version, RFC 3339; empty: no newer one is known to be out
    bool isUnsupported = false; // it has ended
    bool isSignedIn = false;
    QString login;
    QString displayName;
    qint64 templates = 0;
    qint64 templatesOfOtherModels = 0; // of them; this PC cannot compare anything with these
    qint64 templatesWaiting = 0;       // beside them: an administrator has to approve them
    bool areFacesOld = false;          // every one is older than the policy likes; they go on working
    QString faceRefused;               // why an administrator refused the last new face; empty: he did not
    QString passwordExpiresAt;         // RFC 3339; empty: never
    QString diagnosticsReason;         // why an administrator asks for diagnostics; empty: he does not
    qint64 noticesUnread = 0;
    bool isPinWanted = false;     // a setting asks for one
    bool isPinSet = false;        // on this PC
    qint64 pinMinimum = 6;        // digits
    QString osPassword;           // of the account at this PC: unknown, good, expiring, expired, must_change
    qint64 osPasswordDays = 0;    // until it expires
    bool isResealPending = false; // it was changed and the face logon does not have the new one yet
    qint64 sharedBanner = 0;      // seconds without use after which whose session it is is shown; 0: never
    QString seatName;             // of who sits here, as it may be shown; empty: nobody is known
    // Whether it has to be found out who opened an account that several people share.
    enum class Seat { Known, Unknown, Sought }; // Sought: the camera looks for whoever sat here before
    Seat seat = Seat::Known;
    bool mustChangePassword = false;
    QString consentVersion; // of the text agreed to, empty for none

    // A face of the person is enrolled that this PC can compare with.
    [[nodiscard]] bool canBeRecognised() const { return templates > templatesOfOtherModels; }
    // He has faces, but another model pack made every one of them.
    [[nodiscard]] bool mustEnrolAgain() const { return templates > 0 && !canBeRecognised(); }

    // He has none that counts yet, but one that waits for an administrator.
    [[nodiscard]] bool waitsForApproval() const { return templates == 0 && templatesWaiting > 0; }

    bool operator==(const AgentStatus&) const = default;
};

// Unknown words become Unknown or the cautious value. Pure; any thread.
[[nodiscard]] AgentStatus readStatus(const localipc::Message& message);

} // namespace kaomon::agentlink
