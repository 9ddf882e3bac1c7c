// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>
#include <string_view>

#include <QTest>

#include "client/assisted_face_service.h"
#include "client/blob_services.h"
#include "client/consent_service.h"
#include "client/duty_services.h"
#include "client/event_services.h"
#include "client/face_model_service.h"
#include "client/group_proposal_service.h"
#include "client/licence_service.h"
#include "client/operation_service.h"
#include "client/services.h"
#include "client/settings_service.h"
#include "support/client/fake_transport.h"
#include "support/manual_clock.h"

using namespace kaomon;
using namespace kaomon::client;
using testing::FakeTransport;

namespace {

constexpr const char* kId = "0193a000-0000-7000-8000-000000000001";
constexpr const char* kOther = "0193a000-0000-7000-8000-000000000002";

template<class IdType>
IdType idOf(const char* text) {
    return IdType::parse(text).value();
}

// One call of a service and the request that docs/protocol.md section 4 wants for it.
struct Case {
    const char* name;
    const char* expected; // "METHOD target"
    bool isAnonymous;
    std::function<void(ApiClient&)> call;
};

const UserId kUser = idOf<UserId>(kId);
const DeviceId kDevice = idOf<DeviceId>(kId);
const GroupId kGroup = idOf<GroupId>(kId);

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

std::vector<Case> dutyCases() {
    return {
        {"public notices", "GET /v1/notices:public", true,
         [](ApiClient& a) { auto f = NoticeService(a).shownToEverybody(); }},
        {"notices", "GET /v1/notices?limit=20&cursor=c", false,
         [](ApiClient& a) { auto f = NoticeService(a).list(20, "c"); }},
        {"notice", "GET /v1/notices/0193a000-0000-7000-8000-000000000001", false,
         [](ApiClient& a) { auto f = NoticeService(a).get(kId); }},
        {"new notice", "POST /v1/notices", false, [](ApiClient& a) { auto f = NoticeService(a).create({}); }},
        {"change notice", "PUT /v1/notices/0193a000-0000-7000-8000-000000000001", false,
         [](ApiClient& a) { auto f = NoticeService(a).change(kId, {}, 3); }},
        {"withdraw notice", "DELETE /v1/notices/0193a000-0000-7000-8000-000000000001", false,
         [](ApiClient& a) { auto f = NoticeService(a).withdraw(kId, 3); }},
        {"read notice", "POST /v1/notices/0193a000-0000-7000-8000-000000000001:read", false,
         [](ApiClient& a) { auto f = NoticeService(a).noteRead(kId); }},
        {"acknowledge notice", "POST /v1/notices/0193a000-0000-7000-8000-000000000001:acknowledge", false,
         [](ApiClient& a) { auto f = NoticeService(a).acknowledge(kId); }},
        {"notice receipts", "GET /v1/notices/0193a000-0000-7000-8000-000000000001/receipts", false,
         [](ApiClient& a) { auto f = NoticeService(a).receipts(kId); }},
        {"mails", "GET /v1/mails?state=bounced&limit=20", false,
         [](ApiClient& a) { auto f = NoticeService(a).mails("bounced", 20); }},
        {"service status", "GET /v1/service-status", false,
         [](ApiClient& a) { auto f = ServiceInfoService(a).status(); }},
        {"support", "GET /v1/support", false, [](ApiClient& a) { auto f = ServiceInfoService(a).support(); }},
        {"releases", "GET /v1/releases", false,
         [](ApiClient& a) { auto f = ServiceInfoService(a).releases(); }},
        {"fleet", "GET /v1/releases:fleet", false,
         [](ApiClient& a) { auto f = ServiceInfoService(a).fleet(); }},
        {"release file", "GET /v1/releases/1.2.3/files/kaomon.msi", false,
         [](ApiClient& a) { auto f = ServiceInfoService(a).file("1.2.3", "kaomon.msi", 1000); }},
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
        {"set rules", "PUT /v1/account-rules", false,
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

const ImportId kImport = idOf<ImportId>(kId);

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

std::vector<Case> groupCases() {
    return {
        {"filtered users",
         "GET /v1/users?q=taro&state=active&face=none&role=member&group=0193a000-0000-7000-8000-000000000001&"
         "no_face_days=7&sort=-changed&limit=20&cursor=c",
         false,
         [](ApiClient& a) {
             auto f =
                 UserService(a).list({"taro", "active", "none", "member", kId, 7, "-changed"}, {20, "c"});
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

std::vector<Case> deviceCases() {
    return {
        {"devices", "GET /v1/devices?limit=100", false,
         [](ApiClient& a) { auto f = DeviceService(a).list(); }},
        {"device", "GET /v1/devices/0193a000-0000-7000-8000-000000000001", false,
         [](ApiClient& a) { auto f = DeviceService(a).get(kDevice); }},
        {"change device", "PATCH /v1/devices/0193a000-0000-7000-8000-000000000001", false,
         [](ApiClient& a) { auto f = DeviceService(a).patch(kDevice, {}, 3); }},
        {"self", "GET /v1/device", false, [](ApiClient& a) { auto f = DeviceService(a).self(); }},
        {"enrol begin", "POST /v1/devices:enrol-begin", true,
         [](ApiClient& a) { auto f = DeviceService(a).enrolBegin("code"); }},
        {"enrol", "POST /v1/devices:enrol", true, [](ApiClient& a) { auto f = DeviceService(a).enrol({}); }},
        {"codes", "GET /v1/enrolment-codes", false,
         [](ApiClient& a) { auto f = EnrolmentCodeService(a).list(); }},
        {"new code", "POST /v1/enrolment-codes", false,
         [](ApiClient& a) { auto f = EnrolmentCodeService(a).create({}); }},
        {"revoke", "DELETE /v1/enrolment-codes/a%2Fb", false,
         [](ApiClient& a) { auto f = EnrolmentCodeService(a).revoke("a/b"); }},
        {"ip rules", "GET /v1/ip-rules", false, [](ApiClient& a) { auto f = IpRuleService(a).get(); }},
        {"save ip rules", "PUT /v1/ip-rules", false,
         [](ApiClient& a) { auto f = IpRuleService(a).save({}, 3); }},
        {"confirm ip rules", "POST /v1/ip-rules:confirm", false,
         [](ApiClient& a) { auto f = IpRuleService(a).confirm(); }},
        {"licences", "GET /v1/licences", false, [](ApiClient& a) { auto f = LicenceService(a).overview(); }},
        {"licence", "GET /v1/licences/a%2Fb", false,
         [](ApiClient& a) { auto f = LicenceService(a).get("a/b"); }},
        {"install licence", "POST /v1/licences", false,
         [](ApiClient& a) { auto f = LicenceService(a).install("KAOMON LICENCE 1"); }},
        {"remove licence", "DELETE /v1/licences/a%2Fb", false,
         [](ApiClient& a) { auto f = LicenceService(a).remove("a/b"); }},
        {"erasure plan", "GET /v1/licences:erasure-plan", false,
         [](ApiClient& a) { auto f = LicenceService(a).erasurePlan(); }},
        {"certificates", "GET /v1/licences:certificates", false,
         [](ApiClient& a) { auto f = LicenceService(a).certificates(); }},
        {"manifest", "GET /v1/manifest", false, [](ApiClient& a) { auto f = KeyService(a).manifest(); }},
        {"put manifest", "PUT /v1/manifest", false,
         [](ApiClient& a) { auto f = KeyService(a).putManifest({}); }},
        {"seals", "GET /v1/key-seals", false, [](ApiClient& a) { auto f = KeyService(a).keySeals(); }},
        {"add seals", "POST /v1/key-seals", false,
         [](ApiClient& a) { auto f = KeyService(a).addKeySeals({}); }},
    };
}

std::vector<Case> dataCases() {
    wire::FaceTemplate made;
    made.user = kUser;
    EventFilter filter;
    filter.kind = "auth";
    filter.query = "x y";
    filter.from = TimePoint();
    return {
        {"templates", "GET /v1/users/0193a000-0000-7000-8000-000000000001/templates", false,
         [](ApiClient& a) { auto f = FaceService(a).templates(kUser); }},
        {"face models", "GET /v1/face-models", false,
         [](ApiClient& a) { auto f = FaceModelService(a).uses(); }},
        {"add template", "POST /v1/users/0193a000-0000-7000-8000-000000000001/templates", false,
         [made](ApiClient& a) { auto f = FaceService(a).addTemplate(made); }},
        {"remove template",
         "DELETE "
         "/v1/users/0193a000-0000-7000-8000-000000000001/templates/0193a000-0000-7000-8000-000000000002",
         false,
         [](ApiClient& a) { auto f = FaceService(a).removeTemplate(kUser, idOf<TemplateId>(kOther)); }},
        {"consent", "POST /v1/consents", false,
         [](ApiClient& a) { auto f = FaceService(a).giveConsent({}); }},
        {"policies", "GET /v1/policies?kind=policy", false,
         [](ApiClient& a) { auto f = PolicyService(a).list("policy"); }},
        {"all policies", "GET /v1/policies", false, [](ApiClient& a) { auto f = PolicyService(a).list(); }},
        {"put policy", "PUT /v1/policies", false, [](ApiClient& a) { auto f = PolicyService(a).put({}); }},
        {"settings table", "GET /v1/settings/registry", false,
         [](ApiClient& a) { auto f = SettingsService(a).table(); }},
        {"explain", "GET /v1/settings/explain", false,
         [](ApiClient& a) { auto f = SettingsService(a).explain(); }},
        {"explain for somebody",
         "GET /v1/settings/explain?user=0193a000-0000-7000-8000-000000000001&device="
         "0193a000-0000-7000-8000-000000000001",
         false,
         [](ApiClient& a) {
             auto f = SettingsService(a).explain({kUser, kDevice});
         }},
        {"versions", "GET /v1/settings/versions?scope=tenant&limit=20&cursor=c", false,
         [](ApiClient& a) {
             auto f = SettingsService(a).versions("tenant", {20, "c"});
         }},
        {"version", "GET /v1/settings/versions/7?scope=tenant", false,
         [](ApiClient& a) { auto f = SettingsService(a).version("tenant", 7); }},
        {"difference", "GET /v1/settings/diff?scope=tenant&from=3", false,
         [](ApiClient& a) { auto f = SettingsService(a).difference("tenant", "3"); }},
        {"preview", "POST /v1/settings:preview", false,
         [](ApiClient& a) { auto f = SettingsService(a).preview({}); }},
        {"events", "GET /v1/events?kind=auth&q=x%20y&from=1970-01-01T00%3A00%3A00.000000Z&limit=100", false,
         [filter](ApiClient& a) { auto f = EventService(a).list(filter); }},
        {"push", "POST /v1/events", false, [](ApiClient& a) { auto f = EventService(a).push({}); }},
        {"event view", "GET /v1/events?code=LOGON_NG&order=oldest&limit=10&cursor=c", false,
         [](ApiClient& a) {
             auto q = EventQuery();
             q.code = "LOGON_NG";
             auto f = EventViewService(a).list(q, {true, 10, "c"});
         }},
        {"timeline", "GET /v1/users/0193a000-0000-7000-8000-000000000001/events?limit=100", false,
         [](ApiClient& a) { auto f = EventViewService(a).ofUser(kUser, {}); }},
        {"timeline of a PC", "GET /v1/devices/0193a000-0000-7000-8000-000000000001/events?limit=100", false,
         [](ApiClient& a) { auto f = EventViewService(a).ofDevice(kDevice, {}); }},
        {"begin of the tail", "GET /v1/events:tail", false,
         [](ApiClient& a) { auto f = EventViewService(a).tail({}, -1); }},
        {"tail", "GET /v1/events:tail?after=7&wait=20", false,
         [](ApiClient& a) { auto f = EventViewService(a).tail({}, 7, 20); }},
        {"counts", "GET /v1/events:counts?by=hour&offset_min=540", false,
         [](ApiClient& a) { auto f = EventViewService(a).counts({}, true, 540); }},
        {"gaps", "GET /v1/event-gaps?limit=100", false,
         [](ApiClient& a) { auto f = EventViewService(a).gaps(); }},
        {"gaps of a PC", "GET /v1/devices/0193a000-0000-7000-8000-000000000001/event-gaps", false,
         [](ApiClient& a) { auto f = EventViewService(a).gapsOf(kDevice); }},
        {"rest of an export", "GET /v1/exports/events:jsonl?after=5&upto=9", false,
         [](ApiClient& a) {
             EventExport how;
             how.isJsonLines = true;
             how.after = 5;
             how.upto = 9;
             auto f = EventViewService(a).exportFile(how);
         }},
        {"beside an export", "GET /v1/exports/events:describe", false,
         [](ApiClient& a) { auto f = EventViewService(a).describeExport({}); }},
        {"alerts", "GET /v1/alerts?limit=100", false, [](ApiClient& a) { auto f = AlertService(a).list(); }},
        {"alert rules", "GET /v1/alert-rules", false, [](ApiClient& a) { auto f = AlertService(a).rules(); }},
        {"new alert rule", "POST /v1/alert-rules", false,
         [](ApiClient& a) { auto f = AlertService(a).create({}); }},
        {"webhooks", "GET /v1/webhooks", false, [](ApiClient& a) { auto f = DeliveryService(a).webhooks(); }},
        {"new webhook", "POST /v1/webhooks", false,
         [](ApiClient& a) { auto f = DeliveryService(a).create({}); }},
        {"deliveries", "GET /v1/deliveries", false,
         [](ApiClient& a) { auto f = DeliveryService(a).states(); }},
        {"new picture", "POST /v1/evidence", false,
         [](ApiClient& a) { auto f = EvidenceService(a).create({}); }},
        {"pictures", "GET /v1/evidence?user=u&limit=100", false,
         [](ApiClient& a) { auto f = EvidenceService(a).list("u", {}); }},
        {"accesses", "GET /v1/blob-accesses?limit=100", false,
         [](ApiClient& a) { auto f = EvidenceService(a).accesses(); }},
        {"quotas", "GET /v1/blob-quotas", false, [](ApiClient& a) { auto f = EvidenceService(a).quotas(); }},
        {"new bundle", "POST /v1/diagnostics", false,
         [](ApiClient& a) { auto f = DiagnosticsService(a).create({}); }},
        {"bundles", "GET /v1/diagnostics?ticket=482-719-350-6&state=complete&limit=100", false,
         [](ApiClient& a) {
             auto f = DiagnosticsService(a).list({"482-719-350-6", "complete", {}, {}});
         }},
        {"first changes", "GET /v1/changes?limit=500", false,
         [](ApiClient& a) { auto f = ChangeService(a).page(""); }},
        {"changes", "GET /v1/changes?since=1.2&limit=10", false,
         [](ApiClient& a) { auto f = ChangeService(a).page("1.2", 10); }},
    };
}

} // namespace

class TestServices final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QVERIFY(crypto::initialise());
        for (const auto& cases : {accountCases(), helpCases(), groupCases(), importCases(), deviceCases(),
                                  dataCases(), dutyCases()}) {
            m_cases.insert(m_cases.end(), cases.begin(), cases.end());
        }
    }

    void requestIsThatOfTheProtocol_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < m_cases.size(); ++i) {
            QTest::newRow(m_cases[i].name) << static_cast<int>(i);
        }
    }
    void requestIsThatOfTheProtocol() {
        QFETCH(int, index);
        const Case& one = m_cases[static_cast<std::size_t>(index)];
        testing::ManualClock clock;
        auto server = std::make_shared<FakeTransport>();
        ApiClient api(server, clock);
        api.setSigner(std::make_shared<RequestSigner>("kid", crypto::SigningKey::generate(), clock));
        one.call(api);
        QCOMPARE(server->requests.size(), std::size_t{1});
        const HttpRequest& sent = server->requests.front();
        QCOMPARE(QString::fromStdString(sent.method + " " + sent.target), QString::fromLatin1(one.expected));
        QCOMPARE(server->header(0, "Kaomon-Proof").empty(), one.isAnonymous);
        QCOMPARE(server->header(0, "Idempotency-Key").empty(), sent.method != "POST");
        static const std::set<std::string_view> kConditional{
            "delete user", "drop group",    "drop device group", "approve",
            "role",        "save ip rules", "change notice",     "withdraw notice"};
        const bool isConditional = sent.method == "PATCH" || kConditional.contains(one.name);
        QCOMPARE(server->header(0, "If-Match").empty(), !isConditional);
    }

private:
    std::vector<Case> m_cases;
};

QTEST_GUILESS_MAIN(TestServices)
#include "tst_services.moc"
