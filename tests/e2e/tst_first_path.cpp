// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_pc.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include "agent/agent_state.h"
#include "base/base64.h"
#include "base/log.h"
#include "client/password_work.h"
#include "domain/lockout.h"

using namespace kaomon;
using namespace std::chrono_literals;
using localipc::Message;

namespace {

constexpr const char* kAccount = "e2e-account";

} // namespace

// From a bare server to a face that opens an account, each step through the real programs' code.
class TestFirstPath : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        log::setSink([this](log::Level, std::string_view line) {
            const std::lock_guard lock(m_logMutex);
            m_log.append(line).push_back('\n');
        });
        QVERIFY(m_server.start());
        QVERIFY2(m_pc.start(), m_pc.fault.c_str());
    }

    void cleanupTestCase() {
        m_pc.stop();
        log::setSink({});
        if (QTest::currentTestFailed()) {
            qWarning("%s", m_log.c_str());
            qWarning("%s", qUtf8Printable(m_server.logText()));
        }
    }

    void theOwnerFoundsTheTenant() { QVERIFY2(m_tenant.found(), m_tenant.fault.c_str()); }

    void theOwnerAddsAUserAndACode() {
        QVERIFY2(m_tenant.addUser("taro", m_taro), m_tenant.fault.c_str());
        m_password = m_taro.oneTimePassword.clone();
        QVERIFY2(m_tenant.addCode(1, 24h, m_code), m_tenant.fault.c_str());
    }

    void wrongBundlesAreRefused() {
        QCOMPARE(ask({"enrolDevice", 0, {{"bundle", "{}"}}}).text("code"), std::string("validation_failed"));
        std::string wrongPin = m_code.bundle;
        const auto at = wrongPin.find(m_tenant.pin());
        QVERIFY(at != std::string::npos);
        wrongPin.replace(at, m_tenant.pin().size(), toBase64Url(crypto::randomBytes(32)));
        QCOMPARE(ask({"enrolDevice", 0, {{"bundle", wrongPin}}}).text("code"),
                 std::string("certificate_pin_mismatch"));
    }

    void thePcJoins() {
        QSignalSpy synced(&m_pc.agent(), &agent::AgentApplication::synced);
        const auto reply = ask({"enrolDevice", 0, {{"bundle", m_code.bundle}, {"name", "desk"}}});
        QCOMPARE(reply.type + reply.text("code") + reply.text("detail"), std::string("enrolledDevice"));
        m_device = reply.text("device_id");
        QTRY_VERIFY_WITH_TIMEOUT(synced.count() > 0, 60000);
        const auto status = ask({"status", 0, {}});
        QCOMPARE(status.text("state"), std::string("active"));
        QCOMPARE(status.text("is_demo"), std::string("1"));
        QCOMPARE(status.text("online"), std::string("1"));
        QCOMPARE(ask({"enrolDevice", 0, {{"bundle", m_code.bundle}}}).text("code"), std::string("conflict"));

        QVERIFY2(m_tenant.link(m_taro.id, m_device, kAccount), m_tenant.fault.c_str());
    }

    void theUserSignsInAndChangesThePassword() {
        QCOMPARE(ask({"giveConsent", 0, {{"text_version", "1"}}}).text("code"), std::string("not_signed_in"));
        signInUser();
        QCOMPARE(m_signedIn.text("must_change_password"), std::string("1"));
        QCOMPARE(ask({"enrolStart", 0, {}}).text("code"), std::string("password_change_required"));
        const SecretString chosen("New-Password-2-Chosen");
        const auto old = client::splitTypedPassword(m_password, m_parameters);
        auto next = client::prepareNewPassword(chosen);
        QVERIFY(old && next);
        Message change{"changePassword", 0, {}};
        change.set("current_auth", toBase64Url(old->auth.reveal()));
        change.set("current_wrap", toBase64Url(old->wrap.reveal()));
        change.set("auth", toBase64Url(next->record.auth));
        change.set("wrap", toBase64Url(next->keys.wrap.reveal()));
        change.set("salt", toBase64Url(next->record.salt));
        change.setInteger("iterations", next->record.iterations);
        change.setInteger("memory_kib", next->record.memoryKib);
        const auto changed = ask(change);
        QCOMPARE(changed.type + changed.text("code") + changed.text("detail"),
                 std::string("passwordChanged"));
        QCOMPARE(ask({"signOut", 0, {}}).type, std::string("signedOut"));
        m_password = chosen.clone();
        signInUser();
        QCOMPARE(m_signedIn.text("must_change_password"), std::string("0"));
    }

    void theUserEnrolsTheFace() {
        QCOMPARE(ask({"enrolStart", 0, {}}).text("code"), std::string("consent_required"));
        QCOMPARE(ask({"giveConsent", 0, {{"text_version", "1"}, {"language", "ja"}}}).type,
                 std::string("consentGiven"));
        QVERIFY(m_pc.show("John_Simm", true));
        const auto done = ask({"enrolStart", 0, {{"label", "without glasses"}}}, "enrolProgress");
        QCOMPARE(done.type + done.text("code") + done.text("detail"), std::string("enrolDone"));
        QCOMPARE(done.text("pending"), std::string("0"));
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
    }

    void theFaceOpensTheAccount() {
        QVERIFY(m_pc.show("John_Simm"));
        const auto opened = authenticate();
        QCOMPARE(opened.text("outcome") + opened.text("code"), std::string("accepted"));
        m_ticket = opened.text("ticket");
        const auto secret = ask({"takeOsSecret", 0, {{"ticket", m_ticket}}});
        QCOMPARE(secret.type, std::string("osSecret"));
        QCOMPARE(secret.text("secret"), std::string()); // none is sealed: the caller asks the person
        QCOMPARE(ask({"takeOsSecret", 0, {{"ticket", m_ticket}}}).text("code"),
                 std::string("ticket_invalid"));
        QVERIFY(m_pc.show("John_Salley"));
        QCOMPARE(authenticate().text("outcome"), std::string("refused"));
    }

    void withoutTheServerItWorksTheSame() {
        QVERIFY(m_pc.show("John_Simm"));
        m_server.kill();
        const auto offline = authenticate();
        QCOMPARE(offline.text("outcome"), std::string("accepted"));
        QVERIFY(m_pc.start() && m_pc.show("John_Simm")); // an agent that ends keeps what it has to tell
        const auto again = authenticate();
        QCOMPARE(again.text("outcome"), std::string("accepted"));
        QVERIFY(m_server.start());
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        QCOMPARE(ask({"status", 0, {}}).text("outbox"), std::string("0"));
        for (const auto& attempt : {offline.text("attempt_id"), again.text("attempt_id")}) {
            QCOMPARE(m_tenant.countEvents(attempt), 1);
        }
    }

    // An outage is on record with what waited meanwhile, and since when.
    void anOutageIsOnRecord() {
        const auto before = eventsOf("OFFLINE").size();
        m_server.kill();
        m_pc.agent().syncNow();
        QTRY_COMPARE_WITH_TIMEOUT(ask({"status", 0, {}}).text("online"), std::string("0"), 60000);
        QVERIFY(m_server.start());
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str()); // that it is over is known behind the round
        QCOMPARE(eventsOf("OFFLINE").size(), before + 1);
        const auto back = eventsOf("ONLINE");
        QVERIFY(std::ranges::any_of(back, [](const wire::Event& event) {
            return event.detail.waiting > 0 && event.detail.lastSync.has_value();
        }));
    }

    // A planned maintenance: the console can only read, the person in front of the PC notices nothing, and
    // what the PC has to tell arrives meanwhile.
    void duringAMaintenanceItWorksTheSame() {
        const SystemClock clock;
        const auto time = [&](std::chrono::seconds later) {
            return QString::fromStdString(toRfc3339(clock.now() + later));
        };
        // it begins behind the start of the program that plans it
        const auto made = m_server.control(
            {QStringLiteral("maintenance"), QStringLiteral("plan"), QStringLiteral("--from"), time(10s),
             QStringLiteral("--to"), time(1h), QStringLiteral("--text-ja"), QStringLiteral("機器の交換"),
             QStringLiteral("--late-reason"), QStringLiteral("a test")});
        QVERIFY(made.contains("maintenance_id"));
        int tries = 0;
        const auto isReadOnly = [&] {
            e2e::Joiner refused;
            return !m_tenant.addUser("during-" + std::to_string(++tries), refused) &&
                   m_tenant.fault.starts_with("read_only_maintenance");
        };
        QTRY_VERIFY_WITH_TIMEOUT(isReadOnly(), 60000);
        QVERIFY(m_pc.show("John_Simm"));
        const auto opened = authenticate();
        QCOMPARE(opened.text("outcome") + opened.text("code"), std::string("accepted"));
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        QCOMPARE(ask({"status", 0, {}}).text("outbox"), std::string("0"));
        QCOMPARE(m_tenant.countEvents(opened.text("attempt_id")), 1);
        m_server.control({QStringLiteral("maintenance"), QStringLiteral("finish"), QStringLiteral("--id"),
                          QString::fromStdString(made.at("maintenance_id"))});
        QTRY_VERIFY_WITH_TIMEOUT(!isReadOnly(), 60000);
    }

    // A first face where the tenant wants approval: it opens nothing until an administrator has signed for
    // it, and the person is told what he waits for, or why he was refused.
    void aFaceThatWaitsIsApprovedOrRefused() {
        const auto settings = m_tenant.keyring().signSettings(
            "user:" + m_taro.id.text(), 1, {.settings = {{"enroll_mode", "approval"}}}, m_clock.now());
        QVERIFY(settings && e2e::await(client::PolicyService(m_tenant.owner()).put(*settings)));
        client::FaceService faces(m_tenant.owner());
        QVERIFY(e2e::await(faces.removeTemplate(m_taro.id, onlyFace().id)));
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        signInUser();
        QCOMPARE(enrol().text("waits"), std::string("1"));
        QCOMPARE(waitingInStatus(), std::string("1"));
        const auto before = authenticate();
        QCOMPARE(before.text("outcome") + ' ' + before.text("code") + ' ' + before.text("instead"),
                 std::string("unavailable approval_required password"));
        QVERIFY(e2e::await(faces.refuseTemplate(m_taro.id, onlyFace().id, "nobody was there")));
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        QCOMPARE(ask({"status", 0, {}}).text("face_refused"), std::string("nobody was there"));
        QCOMPARE(authenticate().text("code"), std::string("not_enrolled"));
        QCOMPARE(enrol().text("waits"), std::string("1"));
        const auto approval = m_tenant.keyring().signFaceApproval(onlyFace(), m_clock.now());
        QVERIFY(approval && e2e::await(faces.approveTemplate(m_taro.id, onlyFace().id, *approval)));
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        QCOMPARE(waitingInStatus(), std::string("0"));
        QVERIFY(m_pc.show("John_Simm"));
        QCOMPARE(authenticate().text("outcome"), std::string("accepted"));
        QCOMPARE(enrol().text("waits"), std::string("0")); // the same face once more is no new face
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        QVERIFY2(m_pc.sync(),
                 m_pc.fault.c_str()); // what it found out in the round before is sent in the next one
        std::map<std::string, int> codes;
        for (const auto& stored : m_tenant.events()) {
            ++codes[stored.event.code];
        }
        QCOMPARE(codes["ENROLL_WAITS"], 2);
        QCOMPARE(codes["REFUSED"], 1);
        QCOMPARE(codes["APPROVED"], 1);
        QCOMPARE(codes["ENROLL"], 1);
        QCOMPARE(codes["ADD_TEMPLATE"], 1);
        QCOMPARE(codes["CONSENT_GIVEN"], 1);
    }

    // The PC holds a token that the restored server never gave: it fetches everything anew, under an attempt.
    void aServerRestoredFromABackupIsFollowed() {
        QVERIFY(m_server.backUp());
        e2e::Joiner lost;
        QVERIFY2(m_tenant.addUser("lost-with-the-restore", lost), m_tenant.fault.c_str());
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        m_server.kill();
        QVERIFY(m_server.restore());
        m_pc.camera().showFrames({});
        auto attempt = beginAuthenticating();
        QVERIFY(m_server.start());
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        QVERIFY(m_pc.show("John_Simm"));
        const auto opened = e2e::finishAsking(std::move(attempt));
        QCOMPARE(opened.text("outcome") + opened.text("code"), std::string("accepted"));
        QCOMPARE(authenticate().text("outcome"), std::string("accepted")); // with what was fetched anew
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        QVERIFY2(m_tenant.signIn(), m_tenant.fault.c_str()); // every session ended with the restore
        QCOMPARE(m_tenant.countEvents(opened.text("attempt_id")), 1);
        const std::lock_guard lock(m_logMutex);
        QVERIFY(m_log.find("agent.resync") != std::string::npos);
    }

    // A PIN that too many wrong tries made void: a new one ends that.
    void aNewPinEndsALockout() {
        m_pc.stop();
        {
            const auto state = agent::AgentState::open(m_pc.file("state").toStdString(), m_clock);
            QVERIFY(state);
            domain::FaceCooldown tries;
            for (int i = 0; i < 60; ++i) {
                tries.recordMiss(domain::FaceMiss::NoMatch, m_clock.now() - 1h, {});
            }
            const std::string text = tries.encode();
            QVERIFY((*state)->identity().setState("pin.tries." + m_taro.id.text(),
                                                  Bytes(text.begin(), text.end())));
        }
        QVERIFY2(m_pc.start(), m_pc.fault.c_str());
        signInUser();
        QVERIFY(m_pc.show("John_Simm"));
        QCOMPARE(ask({"setPin", 0, {{"pin", "482719"}}}, "authProgress").type, std::string("pinSet"));
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        QCOMPARE(eventsOf("PIN_SET").size(), std::size_t(1));
        QCOMPARE(eventsOf("UNLOCKED").size(), std::size_t(1));
        QCOMPARE(eventsOf("UNLOCKED")[0].detail.factors, std::optional<std::string>("pin"));
        QCOMPARE(ask({"setPin", 0, {{"pin", "482718"}}}, "authProgress").type, std::string("pinSet"));
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        QCOMPARE(eventsOf("PIN_SET").size(), std::size_t(2));
        QCOMPARE(eventsOf("UNLOCKED").size(), std::size_t(1));
    }

    // Each face that goes with the consent is one event.
    void whoWithdrawsIsForgotten() {
        signInUser();
        const auto withdrawn = ask({"withdrawConsent", 0, {}});
        QCOMPARE(withdrawn.type + withdrawn.text("code"), std::string("consentWithdrawn"));
        const int faces = static_cast<int>(withdrawn.integer("faces").value_or(0));
        QVERIFY(faces > 0);
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        QCOMPARE(eventsOf("DELETE").size(), static_cast<std::size_t>(faces));
        QVERIFY(eventsOf("DELETE")[0].detail.templateId.has_value());
        const auto told = eventsOf("CONSENT_WITHDRAWN");
        QCOMPARE(told.size(), std::size_t(1));
        QCOMPARE(told[0].user, std::optional(m_taro.id));
        QCOMPARE(told[0].detail.count, std::optional(faces));
    }

    // What was typed, sent and sealed on the way is in no log; nor is anything as long as a picture, a
    // template or a key would be, in whichever form.
    void nothingSecretIsInTheLogs() {
        const std::lock_guard lock(m_logMutex);
        const std::string all = m_log + m_server.logText().toStdString();
        QVERIFY(all.find("agent.attempt") != std::string::npos); // it does listen
        const QJsonObject bundle = QJsonDocument::fromJson(QByteArray::fromStdString(m_code.bundle)).object();
        const std::string code = bundle.value(QLatin1String("code")).toString().toStdString();
        for (const std::string& secret :
             {std::string(m_taro.oneTimePassword.reveal()), std::string(m_password.reveal()),
              m_tenant.bootstrapCode(), code, m_auth, m_wrap, m_ticket}) {
            QVERIFY(secret.size() > 8);
            QVERIFY(all.find(secret) == std::string::npos);
        }
        static const QRegularExpression kLongRun(QStringLiteral("[A-Za-z0-9+/_=-]{100,}"));
        const auto run = kLongRun.match(QString::fromStdString(all));
        QVERIFY2(!run.hasMatch(), qUtf8Printable(run.captured()));
    }

private:
    Message ask(Message request, const std::string& progress = {}) const {
        return m_pc.ask(std::move(request), progress);
    }

    [[nodiscard]] std::future<Message> beginAuthenticating() const {
        return e2e::beginAsking(
            m_pc.socket(),
            {"authenticate", 0, {{"scenario", "logon"}, {"user", kAccount}, {"service", "e2e"}}},
            "authProgress");
    }
    [[nodiscard]] Message authenticate() const { return e2e::finishAsking(beginAuthenticating()); }

    [[nodiscard]] wire::FaceTemplate onlyFace() {
        const auto list = e2e::await(client::FaceService(m_tenant.owner()).templates(m_taro.id));
        return list && list->items.size() == 1 ? list->items.front() : wire::FaceTemplate();
    }

    Message enrol() {
        if (!m_pc.show("John_Simm", true)) {
            return {};
        }
        return ask({"enrolStart", 0, {{"label", "again"}}}, "enrolProgress");
    }

    std::vector<wire::Event> eventsOf(const std::string& code) {
        std::vector<wire::Event> found;
        for (const auto& stored : m_tenant.events()) {
            if (stored.event.code == code) {
                found.push_back(stored.event);
            }
        }
        return found;
    }

    [[nodiscard]] std::string waitingInStatus() const {
        return ask({"status", 0, {}}).text("templates_waiting");
    }

    void signInUser() {
        const auto prelogin = ask({"prelogin", 0, {{"login", "taro"}}});
        QCOMPARE(prelogin.type, std::string("prelogin"));
        m_parameters.salt = *fromBase64Url(prelogin.text("salt"));
        m_parameters.iterations = static_cast<std::uint32_t>(*prelogin.integer("iterations"));
        m_parameters.memoryKiB = static_cast<std::uint32_t>(*prelogin.integer("memory_kib"));
        const auto keys = client::splitTypedPassword(m_password, m_parameters);
        QVERIFY(keys);
        m_auth = toBase64Url(keys->auth.reveal());
        m_wrap = toBase64Url(keys->wrap.reveal());
        m_signedIn = ask({"signIn", 0, {{"login", "taro"}, {"auth", m_auth}, {"wrap", m_wrap}}});
        QCOMPARE(m_signedIn.type + m_signedIn.text("code") + m_signedIn.text("detail"),
                 std::string("signedIn"));
    }

    SystemClock m_clock;
    e2e::TestPc m_pc{m_clock};
    e2e::TestServer m_server;
    e2e::FoundedTenant m_tenant{m_server};
    e2e::Joiner m_taro;
    e2e::Code m_code;
    std::string m_device;
    SecretString m_password;
    crypto::PasswordParameters m_parameters;
    Message m_signedIn;
    std::string m_ticket;
    std::string m_auth;
    std::string m_wrap;
    std::mutex m_logMutex;
    std::string m_log;
};

QTEST_GUILESS_MAIN(TestFirstPath)
#include "tst_first_path.moc"
