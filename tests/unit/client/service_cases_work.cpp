// SPDX-License-Identifier: GPL-3.0-or-later
#include "service_cases.h"

#include "client/blob_services.h"
#include "client/duty_services.h"
#include "client/event_services.h"
#include "client/face_model_service.h"
#include "client/key_renewal_service.h"
#include "client/licence_service.h"
#include "client/services.h"
#include "client/settings_service.h"

namespace kaomon::client::test {

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
        {"codes", "GET /v1/enrolment-codes?limit=500", false,
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
        {"confirm root", "POST /v1/key-seals:confirm-root", false,
         [](ApiClient& a) { auto f = KeyRenewalService(a).confirmRoot({}); }},
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
        {"key renewal", "GET /v1/key-renewal", false,
         [](ApiClient& a) { auto f = KeyRenewalService(a).state(); }},
        {"renew keys", "POST /v1/key-renewal", false,
         [](ApiClient& a) { auto f = KeyRenewalService(a).renew({}); }},
        {"add template", "POST /v1/users/0193a000-0000-7000-8000-000000000001/templates", false,
         [made](ApiClient& a) { auto f = FaceService(a).addTemplate(made); }},
        {"remove template",
         "DELETE "
         "/v1/users/0193a000-0000-7000-8000-000000000001/templates/0193a000-0000-7000-8000-000000000002",
         false,
         [](ApiClient& a) { auto f = FaceService(a).removeTemplate(kUser, idOf<TemplateId>(kOther)); }},
        {"consent", "POST /v1/consents", false,
         [](ApiClient& a) { auto f = FaceService(a).giveConsent({}); }},
        {"policies", "GET /v1/policies?kind=policy&limit=500", false,
         [](ApiClient& a) { auto f = PolicyService(a).list("policy"); }},
        {"all policies", "GET /v1/policies?limit=500", false,
         [](ApiClient& a) { auto f = PolicyService(a).list(); }},
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

} // namespace kaomon::client::test
