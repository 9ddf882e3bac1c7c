// SPDX-License-Identifier: GPL-3.0-or-later
#include "service_cases.h"

#include "client/assisted_face_service.h"
#include "client/consent_service.h"
#include "client/group_proposal_service.h"
#include "client/operation_service.h"
#include "client/services.h"

namespace kaomon::client::test {

std::vector<Case> accountCases() {
    return {
        {"meta", "GET /v1/meta", true, [](ApiClient& a) { auto f = MetaService(a).meta(); }},
        {"bootstrap begin", "POST /v1/bootstrap:begin", true,
         [](ApiClient& a) { auto f = BootstrapService(a).begin("abcd-efgh"); }},
        {"bootstrap", "POST /v1/bootstrap", true,
         [](ApiClient& a) { auto f = BootstrapService(a).complete({}); }},
        {"prelogin", "POST /v1/session:prelogin", true,
         [](ApiClient& a) { auto f = SessionService(a).prelogin({}); }},
        {"sign in", "POST /v1/session", false, [](ApiClient& a) { auto f = SessionService(a).signIn({}); }},
        {"refresh", "POST /v1/session:refresh", false,
         [](ApiClient& a) { auto f = SessionService(a).refresh({}); }},
        {"sign out", "DELETE /v1/session", false, [](ApiClient& a) { auto f = SessionService(a).signOut(); }},
        {"reauth", "POST /v1/session/reauth", false,
         [](ApiClient& a) { auto f = SessionService(a).reauthenticate({}); }},
        {"password", "PUT /v1/session/password", false,
         [](ApiClient& a) { auto f = SessionService(a).changePassword({}); }},
        {"users", "GET /v1/users?q=taro&limit=20&cursor=c", false,
         [](ApiClient& a) {
             auto f = UserService(a).list("taro", {20, "c"});
         }},
        {"new user", "POST /v1/users", false, [](ApiClient& a) { auto f = UserService(a).create({}); }},
        {"user", "GET /v1/users/0193a000-0000-7000-8000-000000000001", false,
         [](ApiClient& a) { auto f = UserService(a).get(kUser); }},
        {"change user", "PATCH /v1/users/0193a000-0000-7000-8000-000000000001", false,
         [](ApiClient& a) { auto f = UserService(a).patch(kUser, {}, 3); }},
        {"reset", "POST /v1/users/0193a000-0000-7000-8000-000000000001:reset-password", false,
         [](ApiClient& a) { auto f = UserService(a).resetPassword(kUser, {}); }},
        {"delete user", "DELETE /v1/users/0193a000-0000-7000-8000-000000000001", false,
         [](ApiClient& a) { auto f = UserService(a).remove(kUser, 3); }},
        {"keys", "GET /v1/users/0193a000-0000-7000-8000-000000000001/keys", false,
         [](ApiClient& a) { auto f = UserService(a).keys(kUser); }},
        {"vault keys", "PUT /v1/users/0193a000-0000-7000-8000-000000000001/vault-keys", false,
         [](ApiClient& a) {
             auto f = UserService(a).putVaultKeys({kUser, {}, {}});
         }},
    };
}

std::vector<Case> helpCases() {
    return {
        {"second factor", "GET /v1/session/second-factor", false,
         [](ApiClient& a) { auto f = SecondFactorService(a).state(); }},
        {"begin second factor", "POST /v1/session/second-factor", false,
         [](ApiClient& a) { auto f = SecondFactorService(a).begin(); }},
        {"confirm second factor", "POST /v1/session/second-factor:confirm", false,
         [](ApiClient& a) { auto f = SecondFactorService(a).confirm("123456"); }},
        {"recovery codes", "POST /v1/session/second-factor:recovery-codes", false,
         [](ApiClient& a) { auto f = SecondFactorService(a).makeRecoveryCodes(); }},
        {"remove second factor", "DELETE /v1/session/second-factor", false,
         [](ApiClient& a) { auto f = SecondFactorService(a).remove(); }},
        {"another's second factor", "DELETE /v1/users/0193a000-0000-7000-8000-000000000001/second-factor",
         false, [](ApiClient& a) { auto f = SecondFactorService(a).removeOf(kUser); }},
        {"rules", "GET /v1/account-rules", false,
         [](ApiClient& a) { auto f = SecondFactorService(a).rules(); }},
        {"set rules as they are now", "GET /v1/account-rules", false,
         [](ApiClient& a) { auto f = SecondFactorService(a).putRules({}); }},
        {"own sessions", "GET /v1/sessions", false,
         [](ApiClient& a) { auto f = SessionListService(a).own(); }},
        {"sessions", "GET /v1/users/0193a000-0000-7000-8000-000000000001/sessions", false,
         [](ApiClient& a) { auto f = SessionListService(a).of(kUser); }},
        {"end session", "DELETE /v1/sessions/a%2Fb", false,
         [](ApiClient& a) { auto f = SessionListService(a).end("a/b"); }},
        {"end others", "DELETE /v1/sessions", false,
         [](ApiClient& a) { auto f = SessionListService(a).endOthers(); }},
        {"end all", "DELETE /v1/users/0193a000-0000-7000-8000-000000000001/sessions", false,
         [](ApiClient& a) { auto f = SessionListService(a).endAllOf(kUser); }},
        {"role", "PUT /v1/users/0193a000-0000-7000-8000-000000000001/role", false,
         [](ApiClient& a) { auto f = AccountService(a).setRole(kUser, {}, 3); }},
        {"reissue", "POST /v1/users:reissue", false,
         [](ApiClient& a) { auto f = AccountService(a).reissue({}); }},
        {"security", "GET /v1/users/0193a000-0000-7000-8000-000000000001/security", false,
         [](ApiClient& a) { auto f = AccountService(a).security(kUser); }},
        {"unlock", "POST /v1/users/0193a000-0000-7000-8000-000000000001:unlock", false,
         [](ApiClient& a) { auto f = AccountService(a).unlock(kUser, wire::UnlockRequest{}); }},
        {"unlock many", "POST /v1/users:unlock", false,
         [](ApiClient& a) { auto f = AccountService(a).unlock(wire::BulkUnlock{}); }},
        {"confirm face", "POST /v1/users/0193a000-0000-7000-8000-000000000001:face-confirmed", false,
         [](ApiClient& a) { auto f = AccountService(a).confirmFace(kUser, {}); }},
        {"emergency key", "PUT /v1/device/emergency-key", false,
         [](ApiClient& a) { auto f = AccountService(a).putEmergencyKey({}); }},
        {"emergency code", "POST /v1/devices/0193a000-0000-7000-8000-000000000001:emergency-code", false,
         [](ApiClient& a) { auto f = AccountService(a).issueEmergencyCode(kDevice, {}); }},
        {"acts", "GET /v1/account-acts?kind=unlocked&limit=20&cursor=c", false,
         [](ApiClient& a) {
             auto f = AccountService(a).acts("unlocked", "", {20, "c"});
         }},
        {"operations",
         "GET "
         "/v1/"
         "operations?action=unlockUser&outcome=ok&q=taro&from=1970-01-01T00%3A00%3A00.000000Z&limit=20&"
         "cursor=c",
         false,
         [](ApiClient& a) {
             auto f = OperationService(a).list(
                 {.action = "unlockUser", .outcome = "ok", .text = "taro", .from = TimePoint()}, {20, "c"});
         }},
        {"operation chain", "GET /v1/operations:chain", false,
         [](ApiClient& a) { auto f = OperationService(a).chain(); }},
        {"operations as csv",
         "GET /v1/exports/operations?actor=x&encoding=cp932&language=ja&until=100&more=true", false,
         [](ApiClient& a) {
             auto f = OperationService(a).exportPart(
                 {.actor = "x"}, {.encoding = "cp932", .language = "ja", .until = 100, .hasMore = true});
         }},
        {"operations as records", "GET /v1/exports/operation-records?after=100&until=200", false,
         [](ApiClient& a) {
             auto f = OperationService(a).exportPart(
                 {}, {.format = OperationPart::Format::Records, .after = 100, .until = 200});
         }},
    };
}

std::vector<Case> groupCases() {
    return {
        {"filtered users",
         "GET "
         "/v1/"
         "users?q=taro&state=active&face=none&role=member&face_model=zoo%2Fnet-1&group=0193a000-0000-7000-"
         "8000-000000000001&"
         "no_face_days=7&sort=-changed&limit=20&cursor=c",
         false,
         [](ApiClient& a) {
             auto f = UserService(a).list(
                 {"taro", "active", "none", "member", kId, 7, "-changed", "zoo/net-1"}, {20, "c"});
         }},
        {"restore user", "POST /v1/users/0193a000-0000-7000-8000-000000000001:restore", false,
         [](ApiClient& a) { auto f = UserService(a).restore(kUser); }},
        {"re-enrolment", "POST /v1/users/0193a000-0000-7000-8000-000000000001:request-re-enrolment", false,
         [](ApiClient& a) { auto f = UserService(a).requestReEnrolment(kUser, "glasses"); }},
        {"bulk", "POST /v1/users:bulk", false, [](ApiClient& a) { auto f = UserService(a).bulk({}); }},
        {"filters", "GET /v1/saved-filters", false,
         [](ApiClient& a) { auto f = SavedFilterService(a).list(); }},
        {"put filter", "PUT /v1/saved-filters/0193a000-0000-7000-8000-000000000001", false,
         [](ApiClient& a) {
             auto f = SavedFilterService(a).put({kId, "users", "n", "", false, {}});
         }},
        {"drop filter", "DELETE /v1/saved-filters/0193a000-0000-7000-8000-000000000001", false,
         [](ApiClient& a) { auto f = SavedFilterService(a).remove(kId); }},
        {"groups", "GET /v1/user-groups", false, [](ApiClient& a) { auto f = UserGroupService(a).list(); }},
        {"new group", "POST /v1/user-groups", false,
         [](ApiClient& a) { auto f = UserGroupService(a).create({}); }},
        {"change group", "PATCH /v1/user-groups/0193a000-0000-7000-8000-000000000001", false,
         [](ApiClient& a) { auto f = UserGroupService(a).patch(kGroup, {}, 3); }},
        {"drop group", "DELETE /v1/user-groups/0193a000-0000-7000-8000-000000000001", false,
         [](ApiClient& a) { auto f = UserGroupService(a).remove(kGroup, 3); }},
        {"group proposals", "GET /v1/group-proposals?limit=20&cursor=c", false,
         [](ApiClient& a) {
             auto f = GroupProposalService(a).list({20, "c"});
         }},
        {"refuse proposals", "POST /v1/group-proposals:refuse", false,
         [](ApiClient& a) { auto f = GroupProposalService(a).refuse({kUser}); }},
        {"device groups", "GET /v1/device-groups", false,
         [](ApiClient& a) { auto f = DeviceGroupService(a).list(); }},
        {"new device group", "POST /v1/device-groups", false,
         [](ApiClient& a) { auto f = DeviceGroupService(a).create({}); }},
        {"change device group", "PATCH /v1/device-groups/0193a000-0000-7000-8000-000000000001", false,
         [](ApiClient& a) { auto f = DeviceGroupService(a).patch(kGroup, {}, 3); }},
        {"drop device group", "DELETE /v1/device-groups/0193a000-0000-7000-8000-000000000001", false,
         [](ApiClient& a) { auto f = DeviceGroupService(a).remove(kGroup, 3); }},
        {"rotation", "GET /v1/device-groups/0193a000-0000-7000-8000-000000000001/rotation", false,
         [](ApiClient& a) { auto f = DeviceGroupService(a).rotation(kGroup); }},
        {"ask for rotation", "POST /v1/device-groups/0193a000-0000-7000-8000-000000000001:rotate", false,
         [](ApiClient& a) { auto f = DeviceGroupService(a).requestRotation(kGroup); }},
        {"start rotation", "POST /v1/device-groups/0193a000-0000-7000-8000-000000000001/rotation", false,
         [](ApiClient& a) { auto f = DeviceGroupService(a).startRotation(kGroup, {}); }},
        {"rotation work",
         "GET /v1/device-groups/0193a000-0000-7000-8000-000000000001/rotation/work?limit=500", false,
         [](ApiClient& a) { auto f = DeviceGroupService(a).rotationWork(kGroup); }},
        {"rotation batch", "POST /v1/device-groups/0193a000-0000-7000-8000-000000000001/rotation/batch",
         false, [](ApiClient& a) { auto f = DeviceGroupService(a).addBatch(kGroup, {}); }},
        {"filtered devices", "GET /v1/devices?q=pc&state=active&limit=100", false,
         [](ApiClient& a) {
             auto f = DeviceService(a).list(DeviceQuery{"pc", "active", {}});
         }},
        {"approve", "POST /v1/devices/0193a000-0000-7000-8000-000000000001:approve", false,
         [](ApiClient& a) { auto f = DeviceService(a).approve(kDevice, {}, 3); }},
        {"wiped", "POST /v1/device:wiped", false,
         [](ApiClient& a) { auto f = DeviceService(a).confirmWipe(); }},
        {"accept template",
         "POST /v1/users/0193a000-0000-7000-8000-000000000001/templates/"
         "0193a000-0000-7000-8000-000000000002:accept",
         false,
         [](ApiClient& a) { auto f = FaceService(a).acceptTemplate(kUser, idOf<TemplateId>(kOther)); }},
        {"approve template",
         "POST /v1/users/0193a000-0000-7000-8000-000000000001/templates/"
         "0193a000-0000-7000-8000-000000000002:approve",
         false,
         [](ApiClient& a) { auto f = FaceService(a).approveTemplate(kUser, idOf<TemplateId>(kOther), {}); }},
        {"withdraw consents", "DELETE /v1/consents", false,
         [](ApiClient& a) { auto f = ConsentService(a).withdrawAll(); }},
        {"enrolment facts", "GET /v1/users/0193a000-0000-7000-8000-000000000001/enrolment-facts", false,
         [](ApiClient& a) { auto f = AssistedFaceService(a).facts(kUser); }},
        {"enrolment facts by login", "POST /v1/enrolment-facts", false,
         [](ApiClient& a) { auto f = AssistedFaceService(a).facts(std::vector<std::string>{"taro"}); }},
        {"witness consent", "POST /v1/users/0193a000-0000-7000-8000-000000000001/consents", false,
         [](ApiClient& a) { auto f = AssistedFaceService(a).witnessConsent(kUser, {}); }},
        {"assisted template", "POST /v1/users/0193a000-0000-7000-8000-000000000001/assisted-templates", false,
         [](ApiClient& a) {
             wire::AssistedFace face;
             face.face.user = kUser;
             auto f = AssistedFaceService(a).add(face);
         }},
        {"face origins", "GET /v1/users/0193a000-0000-7000-8000-000000000001/assisted-templates", false,
         [](ApiClient& a) { auto f = AssistedFaceService(a).origins(kUser); }},
        {"refuse template",
         "POST /v1/users/0193a000-0000-7000-8000-000000000001/templates/"
         "0193a000-0000-7000-8000-000000000002:refuse",
         false,
         [](ApiClient& a) {
             auto f = FaceService(a).refuseTemplate(kUser, idOf<TemplateId>(kOther), "why");
         }},
    };
}

std::vector<Case> importCases() {
    return {
        {"imports", "GET /v1/imports", false, [](ApiClient& a) { auto f = ImportService(a).list(); }},
        {"new import", "POST /v1/imports", false, [](ApiClient& a) { auto f = ImportService(a).create({}); }},
        {"import", "GET /v1/imports/0193a000-0000-7000-8000-000000000001", false,
         [](ApiClient& a) { auto f = ImportService(a).get(kImport); }},
        {"import part", "PUT /v1/imports/0193a000-0000-7000-8000-000000000001/parts/3", false,
         [](ApiClient& a) { auto f = ImportService(a).putPart(kImport, 3, "bytes"); }},
        {"check import", "POST /v1/imports/0193a000-0000-7000-8000-000000000001:check", false,
         [](ApiClient& a) { auto f = ImportService(a).check(kImport); }},
        {"apply import", "POST /v1/imports/0193a000-0000-7000-8000-000000000001:apply", false,
         [](ApiClient& a) { auto f = ImportService(a).apply(kImport, {}); }},
        {"cancel import", "POST /v1/imports/0193a000-0000-7000-8000-000000000001:cancel", false,
         [](ApiClient& a) { auto f = ImportService(a).cancel(kImport); }},
        {"undo import", "POST /v1/imports/0193a000-0000-7000-8000-000000000001:undo", false,
         [](ApiClient& a) { auto f = ImportService(a).undo(kImport); }},
        {"import rows", "GET /v1/imports/0193a000-0000-7000-8000-000000000001/rows?action=refuse&limit=100",
         false, [](ApiClient& a) { auto f = ImportService(a).rows(kImport, "refuse", ""); }},
        {"refused rows", "GET /v1/imports/0193a000-0000-7000-8000-000000000001/refused-rows?language=en",
         false, [](ApiClient& a) { auto f = ImportService(a).refusedRows(kImport, "en"); }},
        {"scim tokens", "GET /v1/scim-tokens", false,
         [](ApiClient& a) { auto f = ScimTokenService(a).list(); }},
        {"new scim token", "POST /v1/scim-tokens", false,
         [](ApiClient& a) { auto f = ScimTokenService(a).create({}); }},
        {"revoke scim token", "DELETE /v1/scim-tokens/0193a000-0000-7000-8000-000000000001", false,
         [](ApiClient& a) { auto f = ScimTokenService(a).revoke(idOf<ScimTokenId>(kId)); }},
        {"export users", "GET /v1/exports/users?encoding=cp932&unmappable=mark", false,
         [](ApiClient& a) {
             auto f = ExportService(a).users({"cp932", "", "", "mark"});
         }},
    };
}

} // namespace kaomon::client::test
