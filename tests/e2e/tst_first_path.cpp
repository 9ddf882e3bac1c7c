// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_server.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>

#include <QFuture>
#include <QSignalSpy>
#include <QTest>

#include "agent/agent_application.h"
#include "base/base64.h"
#include "base/log.h"
#include "client/admin_keyring.h"
#include "client/network_transport.h"
#include "client/password_work.h"
#include "client/services.h"
#include "client/tenant_founder.h"
#include "localipc/blocking_client.h"
#include "support/camera/picture_source.h"

using namespace kaomon;
using namespace std::chrono_literals;
using localipc::Message;

namespace {

constexpr const char* kAccount = "e2e-account";

std::string environmentOr(const char* name, const std::string& fallback) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0' ? std::string(value) : fallback;
}

std::vector<std::filesystem::path> picturesOf(const std::string& person, bool isForEnrolment) {
    const std::filesystem::path folder =
        environmentOr("KAOMON_PICTURES_DIR", "/usr/share/doc/libdlib19.1/examples/johns");
    std::vector<std::filesystem::path> all;
    for (const auto& entry : std::filesystem::directory_iterator(folder / person)) {
        all.push_back(entry.path());
    }
    std::ranges::sort(all);
    return isForEnrolment ? std::vector(all.begin(), all.begin() + 6)
                          : std::vector(all.begin() + 6, all.end());
}

// Lets the event loop run until the future is there.
template<class T>
T await(QFuture<T> future) {
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, 60000)) {
        qFatal("a call never ended");
    }
    return future.result();
}

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
        m_tenant = m_server.createDemoTenant();
        QVERIFY(!m_tenant["bootstrap_code"].empty());
        m_transport = std::make_shared<client::NetworkTransport>(QUrl(QString::fromStdString(m_server.url())),
                                                                 client::PinSet{{m_tenant["pin"]}, false});
        m_owner = std::make_unique<client::ApiClient>(m_transport, m_clock);
        startAgent();
    }

    void cleanupTestCase() {
        m_agent.reset();
        m_owner.reset();
        log::setSink({});
        if (QTest::currentTestFailed()) {
            qWarning("%s", m_log.c_str());
            qWarning("%s", qUtf8Printable(m_server.logText()));
        }
    }

    void theOwnerFoundsTheTenant() {
        const auto info = await(client::BootstrapService(*m_owner).begin(m_tenant["bootstrap_code"]));
        QVERIFY2(info, info ? "" : info.error().detail.c_str());
        client::FoundingInput input;
        input.info = *info;
        input.code = SecretString(m_tenant["bootstrap_code"]);
        input.login = "owner";
        input.displayName = "Owner";
        input.mail = "owner@example.jp";
        input.password = SecretString("Correct-Horse-1-Battery");
        input.settings = {{"liveness_logon", "0"}, {"liveness_unlock", "0"}};
        auto founded = client::foundTenant(input, m_clock);
        QVERIFY2(founded, founded ? "" : founded.error().detail.c_str());
        const auto owner = await(client::BootstrapService(*m_owner).complete(founded->request));
        QVERIFY2(owner, owner ? "" : owner.error().detail.c_str());
        m_tenantId = info->tenant;
        signInOwner();
    }

    void theOwnerAddsAUserAndACode() {
        auto password = client::makeOneTimePassword();
        QVERIFY(password);
        m_password = password->text.clone();
        wire::NewUser user;
        user.id = UserId::generate();
        user.login = "taro";
        user.displayName = "Taro";
        user.role = "member";
        user.oneTimePassword = password->record;
        user.oneTimePasswordExpiresAt = m_clock.now() + 72h;
        const auto created = await(client::UserService(*m_owner).create(user));
        QVERIFY2(created, created ? "" : created.error().detail.c_str());
        m_user = user.id;
        auto code = m_keyring->makeEnrolmentCode({.label = "desk",
                                                  .group = {},
                                                  .useCount = 1,
                                                  .notAfter = m_clock.now() + 24h,
                                                  .serverUrl = m_server.url(),
                                                  .tenantName = "E2E"});
        QVERIFY(code);
        QVERIFY(await(client::EnrolmentCodeService(*m_owner).create(code->request)));
        m_bundle = code->bundle.reveal();
    }

    void wrongBundlesAreRefused() {
        QCOMPARE(ask({"enrolDevice", 0, {{"bundle", "{}"}}}).text("code"), std::string("validation_failed"));
        std::string wrongPin = m_bundle;
        const auto at = wrongPin.find(m_tenant["pin"]);
        QVERIFY(at != std::string::npos);
        wrongPin.replace(at, m_tenant["pin"].size(), toBase64Url(crypto::randomBytes(32)));
        QCOMPARE(ask({"enrolDevice", 0, {{"bundle", wrongPin}}}).text("code"),
                 std::string("certificate_pin_mismatch"));
    }

    void thePcJoins() {
        QSignalSpy synced(m_agent.get(), &agent::AgentApplication::synced);
        const auto reply = ask({"enrolDevice", 0, {{"bundle", m_bundle}, {"name", "desk"}}});
        QCOMPARE(reply.type + reply.text("code") + reply.text("detail"), std::string("enrolledDevice"));
        m_device = reply.text("device_id");
        QTRY_VERIFY_WITH_TIMEOUT(synced.count() > 0, 30000);
        const auto status = ask({"status", 0, {}});
        QCOMPARE(status.text("state"), std::string("active"));
        QCOMPARE(status.text("is_demo"), std::string("1"));
        QCOMPARE(status.text("online"), std::string("1"));
        QCOMPARE(ask({"enrolDevice", 0, {{"bundle", m_bundle}}}).text("code"), std::string("conflict"));

        const auto links = m_keyring->signAccountLinks(m_user, {{m_device, kAccount}}, 1, m_clock.now());
        QVERIFY(links);
        const auto put = await(client::PolicyService(*m_owner).put(*links));
        QVERIFY2(put, put ? "" : put.error().detail.c_str());
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
        QVERIFY(m_camera->show(picturesOf("John_Simm", true)));
        const auto done = ask({"enrolStart", 0, {{"label", "without glasses"}}}, "enrolProgress");
        QCOMPARE(done.type + done.text("code") + done.text("detail"), std::string("enrolDone"));
        QCOMPARE(done.text("pending"), std::string("0"));
        syncAgent();
    }

    void theFaceOpensTheAccount() {
        QVERIFY(m_camera->show(picturesOf("John_Simm", false)));
        const auto opened = authenticate();
        QCOMPARE(opened.text("outcome") + opened.text("code"), std::string("accepted"));
        QCOMPARE(ask({"takeOsSecret", 0, {{"ticket", opened.text("ticket")}}}).type, std::string("osSecret"));
        QCOMPARE(ask({"takeOsSecret", 0, {{"ticket", opened.text("ticket")}}}).text("code"),
                 std::string("ticket_invalid"));
        QVERIFY(m_camera->show(picturesOf("John_Salley", false)));
        QCOMPARE(authenticate().text("outcome"), std::string("refused"));
    }

    void withoutTheServerItWorksTheSame() {
        QVERIFY(m_camera->show(picturesOf("John_Simm", false)));
        m_server.kill();
        const auto offline = authenticate();
        QCOMPARE(offline.text("outcome"), std::string("accepted"));
        restartAgent(); // an agent that ends keeps what it has to tell
        const auto again = authenticate();
        QCOMPARE(again.text("outcome"), std::string("accepted"));
        QVERIFY(m_server.start());
        syncAgent();
        QCOMPARE(ask({"status", 0, {}}).text("outbox"), std::string("0"));
        for (const auto& attempt : {offline.text("attempt_id"), again.text("attempt_id")}) {
            QCOMPARE(countEvents(attempt), 1);
        }
    }

    void nothingSecretIsInTheLogs() {
        const std::lock_guard lock(m_logMutex);
        const std::string all = m_log + m_server.logText().toStdString();
        for (const std::string& secret : {m_password.reveal(), m_tenant["bootstrap_code"], m_auth, m_wrap}) {
            QVERIFY(!secret.empty());
            QVERIFY(all.find(secret) == std::string::npos);
        }
    }

private:
    void startAgent() {
        agent::AgentOptions options;
        options.stateFolder = m_folder.filePath(QStringLiteral("state")).toStdString();
        options.socketPath = m_folder.filePath(QStringLiteral("agent.sock")).toStdString();
        options.modelsFolder = environmentOr("KAOMON_MODELS_DIR", environmentOr("KAOMON_SOURCE_DIR", ".") +
                                                                      "/out/models/registry");
        options.superuserFile = m_folder.filePath(QStringLiteral("superusers")).toStdString();
        options.makeCamera = [this] {
            auto source = std::make_unique<testing::PictureSource>();
            m_camera = source.get();
            return source;
        };
        options.syncInterval = 2s;
        auto agent = agent::AgentApplication::create(std::move(options), m_clock);
        QVERIFY2(agent, agent ? "" : agent.error().detail.c_str());
        m_agent = std::move(*agent);
    }

    void restartAgent() {
        m_agent.reset();
        startAgent();
        QVERIFY(m_camera->show(picturesOf("John_Simm", false)));
    }

    void syncAgent() {
        QSignalSpy synced(m_agent.get(), &agent::AgentApplication::synced);
        m_agent->syncNow();
        QTRY_VERIFY_WITH_TIMEOUT(synced.count() >= 2, 60000); // the second round began after this call
    }

    // The answer that is not of the type `progress`; the agent's loop is this thread's, so the client has
    // another.
    Message ask(Message request, const std::string& progress = {}) {
        auto answer = std::async(std::launch::async, [&]() -> Message {
            const auto deadline = std::chrono::steady_clock::now() + 60s;
            auto client = localipc::BlockingClient::connect(
                m_folder.filePath(QStringLiteral("agent.sock")).toStdString(), deadline);
            const auto id =
                client ? client->send(request, deadline) : Result<std::uint64_t>(propagate(client.error()));
            while (id) {
                auto reply = client->receiveFor(*id, deadline);
                if (!reply) {
                    return {std::string(wireName(reply.error().code)), 0, {}};
                }
                if (reply->type != progress) {
                    return *reply;
                }
            }
            return {std::string(wireName(id.error().code)), 0, {}};
        });
        if (!QTest::qWaitFor([&] { return answer.wait_for(0s) == std::future_status::ready; }, 90000)) {
            qFatal("the agent never answered");
        }
        return answer.get();
    }

    Message authenticate() {
        return ask({"authenticate", 0, {{"scenario", "logon"}, {"user", kAccount}, {"service", "e2e"}}},
                   "authProgress");
    }

    void signInOwner() {
        auto key = crypto::SigningKey::generate();
        const Bytes publicKey = key.publicKey();
        m_owner->setSigner(std::make_shared<client::RequestSigner>(crypto::sessionKeyId(publicKey),
                                                                   std::move(key), m_clock));
        client::SessionService sessions(*m_owner);
        const auto prelogin = await(sessions.prelogin({m_tenantId, "owner"}));
        QVERIFY(prelogin);
        const auto keys = client::splitTypedPassword(SecretString("Correct-Horse-1-Battery"),
                                                     *client::parametersOf(*prelogin));
        QVERIFY(keys);
        const auto auth = keys->auth.reveal();
        const auto session =
            await(sessions.signIn({m_tenantId, "owner", Bytes(auth.begin(), auth.end()), publicKey}));
        QVERIFY2(session, session ? "" : session.error().detail.c_str());
        m_owner->setAccessToken(SecretString(session->accessToken));
        client::KeyService keyService(*m_owner);
        const auto manifest = await(keyService.manifest());
        const auto seals = await(keyService.keySeals());
        QVERIFY(manifest && seals);
        const auto keyring = client::AdminKeyring::open({.session = *session,
                                                         .manifest = *manifest,
                                                         .seals = *seals,
                                                         .wrapKey = keys->wrap,
                                                         .knownRootFingerprint = {},
                                                         .minimumManifestVersion = 0});
        QVERIFY2(keyring, keyring ? "" : keyring.error().detail.c_str());
        m_keyring = *keyring;
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

    int countEvents(const std::string& attempt) {
        const auto page = await(client::EventService(*m_owner).list({}));
        return page ? static_cast<int>(std::ranges::count_if(page->items,
                                                             [&](const wire::StoredEvent& stored) {
                                                                 return stored.event.attempt &&
                                                                        stored.event.attempt->text() ==
                                                                            attempt;
                                                             }))
                    : -1;
    }

    SystemClock m_clock;
    QTemporaryDir m_folder;
    e2e::TestServer m_server;
    std::map<std::string, std::string> m_tenant;
    TenantId m_tenantId;
    std::shared_ptr<client::NetworkTransport> m_transport;
    std::unique_ptr<client::ApiClient> m_owner;
    std::shared_ptr<const client::AdminKeyring> m_keyring;
    UserId m_user;
    std::string m_device;
    std::string m_bundle;
    SecretString m_password;
    crypto::PasswordParameters m_parameters;
    Message m_signedIn;
    std::string m_auth;
    std::string m_wrap;
    testing::PictureSource* m_camera = nullptr;
    std::mutex m_logMutex;
    std::string m_log;
    std::unique_ptr<agent::AgentApplication> m_agent;
};

QTEST_GUILESS_MAIN(TestFirstPath)
#include "tst_first_path.moc"
