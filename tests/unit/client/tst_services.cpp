// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "client/licence_service.h"
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
        for (const auto& cases : {accountCases(), deviceCases(), dataCases()}) {
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
        const bool isConditional = sent.method == "PATCH" || std::string_view(one.name) == "delete user";
        QCOMPARE(server->header(0, "If-Match").empty(), !isConditional);
    }

private:
    std::vector<Case> m_cases;
};

QTEST_GUILESS_MAIN(TestServices)
#include "tst_services.moc"
