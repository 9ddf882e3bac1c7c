// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/permissions.h"

#include <algorithm>
#include <array>

namespace kaomon::agent {

namespace {

struct Row {
    std::string_view type;
    Audience audience;
};

constexpr std::array kTable{
    Row{"authenticate", Audience::Himself},   Row{"cancel", Audience::Anyone},
    Row{"takeOsSecret", Audience::Root},      Row{"enrolDevice", Audience::Root},
    Row{"keepOsSecret", Audience::Root},      Row{"emergencyBegin", Audience::Root},
    Row{"emergencyAnswer", Audience::Root},   Row{"status", Audience::Anyone},
    Row{"prelogin", Audience::User},          Row{"signIn", Audience::User},
    Row{"changePassword", Audience::User},    Row{"signOut", Audience::User},
    Row{"giveConsent", Audience::User},       Row{"enrolStart", Audience::User},
    Row{"enrolCancel", Audience::User},       Row{"preview", Audience::User},
    Row{"testFace", Audience::User},          Row{"myData", Audience::User},
    Row{"withdrawConsent", Audience::User},   Row{"presenceWatch", Audience::User},
    Row{"presenceReport", Audience::User},    Row{"presenceDone", Audience::User},
    Row{"presenceEnd", Audience::User},       Row{"diagnosticsCollect", Audience::User},
    Row{"diagnosticsShow", Audience::User},   Row{"diagnosticsFile", Audience::User},
    Row{"notices", Audience::User},           Row{"noticeRead", Audience::User},
    Row{"noticeAcknowledge", Audience::User}, Row{"setPin", Audience::User},
    Row{"checkPin", Audience::Root},          Row{"diagnosticsSend", Audience::User},
    Row{"diagnosticsState", Audience::User},  Row{"vaultState", Audience::User},
    Row{"vaultOpen", Audience::User},         Row{"vaultClose", Audience::User},
    Row{"vaultList", Audience::User},         Row{"vaultReveal", Audience::User},
    Row{"vaultSave", Audience::User},         Row{"vaultRemove", Audience::User},
    Row{"fillSecret", Audience::User},        Row{"fillDone", Audience::User},
    Row{"cameras", Audience::User},           Row{"chooseCamera", Audience::User},
    Row{"osPassword", Audience::User},        Row{"changeOsPassword", Audience::User},
    Row{"passwordUsed", Audience::Himself},   Row{"diagnosticsDecline", Audience::User},
    Row{"assistEnrolStart", Audience::User},  Row{"assistEnrolCancel", Audience::User},
    Row{"assistPhotoBegin", Audience::User},  Row{"assistPhotoAdd", Audience::User},
    Row{"assistPhotoMake", Audience::User},
};

} // namespace

Status checkPermission(std::string_view type, uid_t uid, uid_t agentUid) {
    const auto row = std::ranges::find(kTable, type, &Row::type);
    if (row == kTable.end()) {
        return fail(ErrorCode::NotFound, "unknown message");
    }
    if (row->audience == Audience::Root && uid != 0 && uid != agentUid) {
        return fail(ErrorCode::PeerDenied, "only root may send this");
    }
    return {};
}

} // namespace kaomon::agent
