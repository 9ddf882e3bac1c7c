// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/operation_text.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace kaomon::models {
namespace {

struct Text {
    std::string_view name;
    const char* english;
};

constexpr auto kActions = std::to_array<Text>({
    {"signIn", QT_TRANSLATE_NOOP("OperationText", "Sign-in")},
    {"signOut", QT_TRANSLATE_NOOP("OperationText", "Sign-out")},
    {"reauthenticate", QT_TRANSLATE_NOOP("OperationText", "Proved the password again")},
    {"changePassword", QT_TRANSLATE_NOOP("OperationText", "Changed the own password")},
    {"completeBootstrap", QT_TRANSLATE_NOOP("OperationText", "Founded the organisation")},
    {"createUser", QT_TRANSLATE_NOOP("OperationText", "Added a user")},
    {"changeUser", QT_TRANSLATE_NOOP("OperationText", "Changed a user")},
    {"deleteUser", QT_TRANSLATE_NOOP("OperationText", "Deleted a user")},
    {"restoreUser", QT_TRANSLATE_NOOP("OperationText", "Restored a user")},
    {"bulkUsers", QT_TRANSLATE_NOOP("OperationText", "Changed several users")},
    {"requestReEnrolment", QT_TRANSLATE_NOOP("OperationText", "Asked for new face pictures")},
    {"changeRole", QT_TRANSLATE_NOOP("OperationText", "Changed a role")},
    {"resetPassword", QT_TRANSLATE_NOOP("OperationText", "Reissued a password")},
    {"reissuePasswords", QT_TRANSLATE_NOOP("OperationText", "Reissued passwords")},
    {"unlockUser", QT_TRANSLATE_NOOP("OperationText", "Unlocked a user")},
    {"unlockUsers", QT_TRANSLATE_NOOP("OperationText", "Unlocked several users")},
    {"keepPictures", QT_TRANSLATE_NOOP("OperationText", "Kept pictures of an enrolment")},
    {"removeKeptPictures", QT_TRANSLATE_NOOP("OperationText", "Erased pictures of an enrolment")},
    {"confirmFace", QT_TRANSLATE_NOOP("OperationText", "Confirmed a face")},
    {"putEmergencyKey", QT_TRANSLATE_NOOP("OperationText", "Stored a PC's emergency key")},
    {"issueEmergencyCode", QT_TRANSLATE_NOOP("OperationText", "Issued an emergency code")},
    {"endSession", QT_TRANSLATE_NOOP("OperationText", "Ended a session")},
    {"endOtherSessions", QT_TRANSLATE_NOOP("OperationText", "Ended the own other sessions")},
    {"endSessions", QT_TRANSLATE_NOOP("OperationText", "Ended a user's sessions")},
    {"beginSecondFactor", QT_TRANSLATE_NOOP("OperationText", "Began to set up a second factor")},
    {"confirmSecondFactor", QT_TRANSLATE_NOOP("OperationText", "Set up a second factor")},
    {"makeRecoveryCodes", QT_TRANSLATE_NOOP("OperationText", "Made new recovery codes")},
    {"removeSecondFactor", QT_TRANSLATE_NOOP("OperationText", "Removed the own second factor")},
    {"removeSecondFactorOf", QT_TRANSLATE_NOOP("OperationText", "Removed a user's second factor")},
    {"putAccountRules", QT_TRANSLATE_NOOP("OperationText", "Changed the rules of accounts")},
    {"requestTwoPersonAct", QT_TRANSLATE_NOOP("OperationText", "Asked for an act of two administrators")},
    {"approveTwoPersonAct", QT_TRANSLATE_NOOP("OperationText", "Agreed to an act of two administrators")},
    {"refuseTwoPersonAct", QT_TRANSLATE_NOOP("OperationText", "Refused an act of two administrators")},
    {"recoverVault", QT_TRANSLATE_NOOP("OperationText", "Recovered a vault")},
    {"createUserGroup", QT_TRANSLATE_NOOP("OperationText", "Added a group")},
    {"changeUserGroup", QT_TRANSLATE_NOOP("OperationText", "Changed a group")},
    {"removeUserGroup", QT_TRANSLATE_NOOP("OperationText", "Deleted a group")},
    {"createDeviceGroup", QT_TRANSLATE_NOOP("OperationText", "Added a group of PCs")},
    {"changeDeviceGroup", QT_TRANSLATE_NOOP("OperationText", "Changed a group of PCs")},
    {"removeDeviceGroup", QT_TRANSLATE_NOOP("OperationText", "Deleted a group of PCs")},
    {"enrolDevice", QT_TRANSLATE_NOOP("OperationText", "Took in a PC")},
    {"changeDevice", QT_TRANSLATE_NOOP("OperationText", "Changed a PC")},
    {"approveDevice", QT_TRANSLATE_NOOP("OperationText", "Approved a PC")},
    {"confirmWipe", QT_TRANSLATE_NOOP("OperationText", "A PC erased itself")},
    {"createEnrolmentCode", QT_TRANSLATE_NOOP("OperationText", "Made an enrolment code")},
    {"revokeEnrolmentCode", QT_TRANSLATE_NOOP("OperationText", "Withdrew an enrolment code")},
    {"putManifest", QT_TRANSLATE_NOOP("OperationText", "Changed the list of keys")},
    {"renewKeys", QT_TRANSLATE_NOOP("OperationText", "Replaced keys of the organisation")},
    {"addKeySeals", QT_TRANSLATE_NOOP("OperationText", "Handed out keys")},
    {"confirmRoot", QT_TRANSLATE_NOOP("OperationText", "Showed that the root key was received")},
    {"putConfirmation", QT_TRANSLATE_NOOP("OperationText", "Confirmed which settings are the newest")},
    {"putPolicy", QT_TRANSLATE_NOOP("OperationText", "Changed settings or memberships")},
    {"putIpRules", QT_TRANSLATE_NOOP("OperationText", "Changed the allowed addresses")},
    {"confirmIpRules", QT_TRANSLATE_NOOP("OperationText", "Confirmed the allowed addresses")},
    {"installLicence", QT_TRANSLATE_NOOP("OperationText", "Installed a licence")},
    {"removeLicence", QT_TRANSLATE_NOOP("OperationText", "Removed a licence")},
    {"createImport", QT_TRANSLATE_NOOP("OperationText", "Began an import")},
    {"checkImport", QT_TRANSLATE_NOOP("OperationText", "Checked an import")},
    {"applyImport", QT_TRANSLATE_NOOP("OperationText", "Carried out an import")},
    {"undoImport", QT_TRANSLATE_NOOP("OperationText", "Undid an import")},
    {"cancelImport", QT_TRANSLATE_NOOP("OperationText", "Gave up an import")},
    {"exportUsers", QT_TRANSLATE_NOOP("OperationText", "Exported users")},
    {"exportEvents", QT_TRANSLATE_NOOP("OperationText", "Exported events")},
    {"exportEventLines", QT_TRANSLATE_NOOP("OperationText", "Exported events as JSON lines")},
    {"exportOperations", QT_TRANSLATE_NOOP("OperationText", "Exported the operation log")},
    {"exportOperationRecords", QT_TRANSLATE_NOOP("OperationText", "Exported the operation log with hashes")},
    {"createScimToken", QT_TRANSLATE_NOOP("OperationText", "Made a provisioning token")},
    {"revokeScimToken", QT_TRANSLATE_NOOP("OperationText", "Withdrew a provisioning token")},
    {"scimCreateUser", QT_TRANSLATE_NOOP("OperationText", "A provider added a user")},
    {"scimReplaceUser", QT_TRANSLATE_NOOP("OperationText", "A provider changed a user")},
    {"scimChangeUser", QT_TRANSLATE_NOOP("OperationText", "A provider changed a user's details")},
    {"scimDeleteUser", QT_TRANSLATE_NOOP("OperationText", "A provider deleted a user")},
    {"addTemplate", QT_TRANSLATE_NOOP("OperationText", "Enrolled a face")},
    {"acceptTemplate", QT_TRANSLATE_NOOP("OperationText", "Accepted a face")},
    {"approveTemplate", QT_TRANSLATE_NOOP("OperationText", "Approved a face")},
    {"refuseTemplate", QT_TRANSLATE_NOOP("OperationText", "Refused a face")},
    {"removeTemplate", QT_TRANSLATE_NOOP("OperationText", "Deleted a face")},
    {"giveConsent", QT_TRANSLATE_NOOP("OperationText", "Gave consent")},
    {"withdrawConsents", QT_TRANSLATE_NOOP("OperationText", "Withdrew consent")},
    {"witnessConsent", QT_TRANSLATE_NOOP("OperationText", "Recorded a consent given in person")},
    {"addAssistedTemplate", QT_TRANSLATE_NOOP("OperationText", "Enrolled a face for somebody")},
    {"requestKeyRotation", QT_TRANSLATE_NOOP("OperationText", "Asked for new face keys")},
    {"startKeyRotation", QT_TRANSLATE_NOOP("OperationText", "Began to replace face keys")},
    {"addRotationBatch", QT_TRANSLATE_NOOP("OperationText", "Replaced face keys")},
    {"putSavedFilter", QT_TRANSLATE_NOOP("OperationText", "Saved a filter")},
    {"putVault", QT_TRANSLATE_NOOP("OperationText", "Changed the entries of his own vault")},
    {"removeSavedFilter", QT_TRANSLATE_NOOP("OperationText", "Removed a saved filter")},
    {"putVaultKeys", QT_TRANSLATE_NOOP("OperationText", "Stored keys of a vault")},
    {"scimCreateGroup", QT_TRANSLATE_NOOP("OperationText", "A provider added a group")},
    {"scimReplaceGroup", QT_TRANSLATE_NOOP("OperationText", "A provider changed a group")},
    {"scimChangeGroup", QT_TRANSLATE_NOOP("OperationText", "A provider changed a group's members")},
    {"scimDeleteGroup", QT_TRANSLATE_NOOP("OperationText", "A provider deleted a group")},
    {"refuseGroupProposals", QT_TRANSLATE_NOOP("OperationText", "Refused a provider's wishes for groups")},
    {"createAlertRule", QT_TRANSLATE_NOOP("OperationText", "Added an alert rule")},
    {"changeAlertRule", QT_TRANSLATE_NOOP("OperationText", "Changed an alert rule")},
    {"removeAlertRule", QT_TRANSLATE_NOOP("OperationText", "Deleted an alert rule")},
    {"createWebhook", QT_TRANSLATE_NOOP("OperationText", "Added a webhook")},
    {"changeWebhook", QT_TRANSLATE_NOOP("OperationText", "Changed a webhook")},
    {"removeWebhook", QT_TRANSLATE_NOOP("OperationText", "Deleted a webhook")},
    {"resumeWebhook", QT_TRANSLATE_NOOP("OperationText", "Resumed a webhook")},
    {"createNotice", QT_TRANSLATE_NOOP("OperationText", "Published a notice")},
    {"changeNotice", QT_TRANSLATE_NOOP("OperationText", "Changed a notice")},
    {"withdrawNotice", QT_TRANSLATE_NOOP("OperationText", "Withdrew a notice")},
    {"createEvidence", QT_TRANSLATE_NOOP("OperationText", "A PC announced a picture of a stranger")},
    {"openEvidence", QT_TRANSLATE_NOOP("OperationText", "Opened a picture of a stranger")},
    {"requestDiagnostics", QT_TRANSLATE_NOOP("OperationText", "Asked a PC for diagnostics")},
    {"declineDiagnostics",
     QT_TRANSLATE_NOOP("OperationText", "Somebody at a PC declined to send diagnostics")},
    {"createDiagnostics", QT_TRANSLATE_NOOP("OperationText", "A PC announced diagnostics")},
    {"openDiagnostics", QT_TRANSLATE_NOOP("OperationText", "Opened diagnostics")},
    {"changeDiagnostics", QT_TRANSLATE_NOOP("OperationText", "Changed the state of diagnostics")},
    {"removeDiagnostics", QT_TRANSLATE_NOOP("OperationText", "Deleted diagnostics")},
    {"operatorExportTenant", QT_TRANSLATE_NOOP("OperationText", "The operator took a copy of all data")},
    {"operatorImportTenant",
     QT_TRANSLATE_NOOP("OperationText", "The operator put all data onto this server")},
    {"operatorClearAddresses",
     QT_TRANSLATE_NOOP("OperationText", "The operator removed the allowed addresses")},
    {"operatorScheduleDeletion",
     QT_TRANSLATE_NOOP("OperationText", "The operator set a day for the deletion of the organisation")},
    {"operatorCancelDeletion",
     QT_TRANSLATE_NOOP("OperationText", "The operator took the deletion of the organisation back")},
    {"accountAct", QT_TRANSLATE_NOOP("OperationText", "Act upon an account (older entry)")},
});

constexpr auto kObjectKinds = std::to_array<Text>({
    {"user", QT_TRANSLATE_NOOP("OperationText", "User")},
    {"device", QT_TRANSLATE_NOOP("OperationText", "PC")},
    {"user_group", QT_TRANSLATE_NOOP("OperationText", "Group")},
    {"device_group", QT_TRANSLATE_NOOP("OperationText", "Group of PCs")},
    {"enrolment_code", QT_TRANSLATE_NOOP("OperationText", "Enrolment code")},
    {"licence", QT_TRANSLATE_NOOP("OperationText", "Licence")},
    {"face_template", QT_TRANSLATE_NOOP("OperationText", "Face")},
    {"saved_filter", QT_TRANSLATE_NOOP("OperationText", "Saved filter")},
    {"scim_token", QT_TRANSLATE_NOOP("OperationText", "Provisioning token")},
    {"two_person_act", QT_TRANSLATE_NOOP("OperationText", "Act of two administrators")},
    {"import", QT_TRANSLATE_NOOP("OperationText", "Import")},
    {"session", QT_TRANSLATE_NOOP("OperationText", "Session")},
    {"settings", QT_TRANSLATE_NOOP("OperationText", "Settings")},
    {"ip_rules", QT_TRANSLATE_NOOP("OperationText", "Allowed addresses")},
    {"tenant", QT_TRANSLATE_NOOP("OperationText", "Organisation")},
    {"manifest", QT_TRANSLATE_NOOP("OperationText", "List of keys")},
    {"key_seals", QT_TRANSLATE_NOOP("OperationText", "Sealed keys")},
    {"exports", QT_TRANSLATE_NOOP("OperationText", "File")},
    {"notice", QT_TRANSLATE_NOOP("OperationText", "Notice")},
    {"webhook", QT_TRANSLATE_NOOP("OperationText", "Webhook")},
    {"alert_rule", QT_TRANSLATE_NOOP("OperationText", "Alert rule")},
    {"evidence", QT_TRANSLATE_NOOP("OperationText", "Picture of a stranger")},
    {"diagnostics", QT_TRANSLATE_NOOP("OperationText", "Diagnostics")},
    {"account_rules", QT_TRANSLATE_NOOP("OperationText", "Rules of accounts")},
    {"app", QT_TRANSLATE_NOOP("OperationText", "App login")},
});

constexpr auto kFields = std::to_array<Text>({
    {"login", QT_TRANSLATE_NOOP("OperationText", "Login name")},
    {"display_name", QT_TRANSLATE_NOOP("OperationText", "Name")},
    {"kana", QT_TRANSLATE_NOOP("OperationText", "Reading")},
    {"mail", QT_TRANSLATE_NOOP("OperationText", "Mail address")},
    {"note", QT_TRANSLATE_NOOP("OperationText", "Note")},
    {"role", QT_TRANSLATE_NOOP("OperationText", "Role")},
    {"account_state", QT_TRANSLATE_NOOP("OperationText", "State of the account")},
    {"password", QT_TRANSLATE_NOOP("OperationText", "Password")},
    {"password_kind", QT_TRANSLATE_NOOP("OperationText", "Kind of password")},
    {"password_expires_at", QT_TRANSLATE_NOOP("OperationText", "Password ends")},
    {"identity_key", QT_TRANSLATE_NOOP("OperationText", "Own key")},
    {"must_change_password", QT_TRANSLATE_NOOP("OperationText", "Must change the password")},
    {"valid_from", QT_TRANSLATE_NOOP("OperationText", "Valid from")},
    {"valid_to", QT_TRANSLATE_NOOP("OperationText", "Valid until")},
    {"deleted_at", QT_TRANSLATE_NOOP("OperationText", "Deleted at")},
    {"name", QT_TRANSLATE_NOOP("OperationText", "Name")},
    {"state", QT_TRANSLATE_NOOP("OperationText", "State")},
    {"state_reason", QT_TRANSLATE_NOOP("OperationText", "Reason of the state")},
    {"group", QT_TRANSLATE_NOOP("OperationText", "Group")},
    {"groups", QT_TRANSLATE_NOOP("OperationText", "Groups")},
    {"os_accounts", QT_TRANSLATE_NOOP("OperationText", "OS accounts")},
    {"rules", QT_TRANSLATE_NOOP("OperationText", "Rules")},
    {"version", QT_TRANSLATE_NOOP("OperationText", "Version")},
    {"token", QT_TRANSLATE_NOOP("OperationText", "Token")},
    {"certificate", QT_TRANSLATE_NOOP("OperationText", "Certificate")},
    {"label", QT_TRANSLATE_NOOP("OperationText", "Label")},
    {"revoked", QT_TRANSLATE_NOOP("OperationText", "Withdrawn")},
    {"not_after", QT_TRANSLATE_NOOP("OperationText", "Ends")},
    {"expires_at", QT_TRANSLATE_NOOP("OperationText", "Ends at")},
    {"kind", QT_TRANSLATE_NOOP("OperationText", "Kind")},
    {"audience", QT_TRANSLATE_NOOP("OperationText", "Shown to")},
    {"title_ja", QT_TRANSLATE_NOOP("OperationText", "Title in Japanese")},
    {"body_ja", QT_TRANSLATE_NOOP("OperationText", "Text in Japanese")},
    {"title_en", QT_TRANSLATE_NOOP("OperationText", "Title in English")},
    {"body_en", QT_TRANSLATE_NOOP("OperationText", "Text in English")},
    {"starts_at", QT_TRANSLATE_NOOP("OperationText", "Begins at")},
    {"withdrawn_at", QT_TRANSLATE_NOOP("OperationText", "Withdrawn at")},
    {"url", QT_TRANSLATE_NOOP("OperationText", "Address")},
    {"sends", QT_TRANSLATE_NOOP("OperationText", "What is sent")},
    {"wanted", QT_TRANSLATE_NOOP("OperationText", "Which events")},
    {"secret", QT_TRANSLATE_NOOP("OperationText", "Secret of the signature")},
    {"enabled", QT_TRANSLATE_NOOP("OperationText", "Switched on")},
    {"rule", QT_TRANSLATE_NOOP("OperationText", "Condition")},
    {"size", QT_TRANSLATE_NOOP("OperationText", "Size")},
    {"reason", QT_TRANSLATE_NOOP("OperationText", "Reason")},
});

template<std::size_t Size>
QString translated(const std::array<Text, Size>& table, const std::string& name) {
    const auto found = std::ranges::find(table, name, &Text::name);
    return found == table.end() ? QString::fromStdString(name)
                                : QCoreApplication::translate("OperationText", found->english);
}

} // namespace

QString OperationText::action(const std::string& name) {
    return translated(kActions, name);
}

std::vector<std::string> OperationText::actions() {
    std::vector<std::string> names;
    for (const Text& text : kActions) {
        names.emplace_back(text.name);
    }
    return names;
}

QString OperationText::objectKind(const std::string& name) {
    return translated(kObjectKinds, name);
}

QString OperationText::outcome(const std::string& name) {
    if (name == "ok") {
        return tr("Done");
    }
    return name == "refused" ? tr("Refused") : QString::fromStdString(name);
}

QString OperationText::field(const std::string& name) {
    return translated(kFields, name);
}

QString OperationText::actor(const wire::Operation& entry) {
    if (entry.actorKind == "nobody") {
        return tr("(nobody known)");
    }
    if (entry.actorKind == "provider") {
        return tr("Identity provider");
    }
    if (entry.actorKind == "operator") {
        return tr("Operator of the server");
    }
    return QString::fromStdString(entry.actorName.empty() ? entry.actor : entry.actorName);
}

QString OperationText::object(const wire::Operation& entry) {
    const QString name = QString::fromStdString(entry.objectName.empty() ? entry.object : entry.objectName);
    const QString kind = objectKind(entry.objectKind);
    return name.isEmpty() ? kind : tr("%1 %2", "kind of object and its name").arg(kind, name);
}

} // namespace kaomon::models
