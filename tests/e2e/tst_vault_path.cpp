// SPDX-License-Identifier: GPL-3.0-or-later
#include "founded_tenant.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include <QDirIterator>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include "agent/agent_application.h"
#include "base/base64.h"
#include "client/key_renewal_service.h"
#include "client/password_work.h"
#include "client/tenant_founder.h"
#include "support/camera/picture_source.h"
#include "support/log_catcher.h"
#include "wire/codec.h"
#include "wire/vault.h"
#include "x_session.h"

using namespace kaomon;
using namespace std::chrono_literals;
using localipc::Message;

namespace {

constexpr const char* kSecret = "Tür-顔門-1";
constexpr const char* kFilled = "Filled-Wachtürm-顔門-7731";
constexpr const char* kForm =
    "{\"format\":1,\"name\":\"Accounts\",\"threshold\":20,\"signals\":[{\"kind\":\"executable\",\"pattern\":{"
    "\"mode\":\"wildcard\",\"text\":\"*/"
    "zenity\"},\"required\":true},{\"kind\":\"title\",\"pattern\":{\"mode\":"
    "\"literal\",\"text\":\"Accounts\"},\"required\":true}],\"steps\":[{\"name\":\"sign in\",\"fields\":[{"
    "\"content\":\"user_name\",\"control\":{\"role\":\"text\"}},{\"content\":\"password\",\"control\":{"
    "\"role\":\"password\"}}],\"submit\":\"button\",\"button\":{\"role\":\"button\",\"name\":{\"mode\":"
    "\"literal\",\"text\":\"OK\"}}}]}";

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

std::string kindOf(const Message& message) {
    return message.type + message.text("code") + message.text("detail");
}

} // namespace

// A person's vault from the first entry on: the face opens it, the server keeps it and cannot, and it opens
// when the server is away.
class TestVaultPath : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QVERIFY(m_server.start());
        startAgent();
        QVERIFY2(m_tenant.found(), m_tenant.fault.c_str());
        e2e::Code code;
        QVERIFY2(m_tenant.addUser("taro", m_taro), m_tenant.fault.c_str());
        QVERIFY2(m_tenant.addCode(1, 24h, code), m_tenant.fault.c_str());
        const auto joined = ask({"enrolDevice", 0, {{"bundle", code.bundle}, {"name", "desk"}}});
        QCOMPARE(kindOf(joined).substr(0, 14), std::string("enrolledDevice"));
        // This test's own account is the one that asks.
        QVERIFY2(m_tenant.link(m_taro.id, joined.text("device_id"), "root"), m_tenant.fault.c_str());
        syncAgent();
        m_password = m_taro.oneTimePassword.clone();
        signIn();
        choosePassword("New-Password-2-Chosen");
    }

    void withoutAFaceItStaysClosed() {
        syncAgent();
        const auto state = ask({"vaultState", 0, {}});
        QCOMPARE(state.type, std::string("vaultState"));
        QVERIFY(state.flag("enabled") && state.flag("has_key") && !state.flag("open"));
        QCOMPARE(open().text("code"), std::string("not_enrolled"));
        QCOMPARE(ask({"vaultList", 0, {}}).text("code"), std::string("not_signed_in"));
        QCOMPARE(ask({"vaultSave", 0, {{"title", "x"}}}).text("code"), std::string("not_signed_in"));
    }

    void theFaceOpensIt() {
        QCOMPARE(ask({"giveConsent", 0, {{"text_version", "1"}, {"language", "ja"}}}).type,
                 std::string("consentGiven"));
        QVERIFY(m_camera->show(picturesOf("John_Simm", true)));
        QCOMPARE(ask({"enrolStart", 0, {}}, "enrolProgress").type, std::string("enrolDone"));
        syncAgent();
        QVERIFY(m_camera->show(picturesOf("John_Salley", false)));
        QCOMPARE(open().text("code"), std::string("face_no_match"));
        QVERIFY(m_camera->show(picturesOf("John_Simm", false)));
        QCOMPARE(kindOf(open()), std::string("vaultOpened"));
        QVERIFY(ask({"vaultState", 0, {}}).flag("open"));
    }

    // The recovery key is replaced: the PC seals the vault key to the new one, once by the password, once by
    // the face.
    void theVaultFollowsTheRecoveryKey() {
        const auto byPassword = renewRecoveryKey();
        QVERIFY(byPassword && !opensForRecovery(*byPassword));
        syncAgent();
        signIn();
        QTRY_VERIFY_WITH_TIMEOUT(opensForRecovery(*byPassword), 60000);
        const auto byFace = renewRecoveryKey();
        QVERIFY(byFace && !opensForRecovery(*byFace));
        syncAgent();
        QCOMPARE(ask({"vaultClose", 0, {}}).type, std::string("vaultClosed"));
        QCOMPARE(kindOf(open()), std::string("vaultOpened"));
        QTRY_VERIFY_WITH_TIMEOUT(opensForRecovery(*byFace), 60000);
        QVERIFY(!opensForRecovery(*byPassword));
    }

    void anEntryIsKept() {
        const auto saved = ask({"vaultSave",
                                0,
                                {{"title", "会計"},
                                 {"user_name", "hanako"},
                                 {"secret", kSecret},
                                 {"totp", "JBSWY3DPEHPK3PXP"},
                                 {"tags", "work\nkeiri"}}});
        QCOMPARE(kindOf(saved), std::string("vaultSaved"));
        QCOMPARE(saved.text("version"), std::string("1"));
        m_entry = saved.text("id");
        const auto entries = list();
        QCOMPARE(entries.size(), std::size_t{1});
        QCOMPARE(entries[0].title, std::string("会計"));
        QCOMPARE(entries[0].tags, (std::vector<std::string>{"work", "keiri"}));
        QVERIFY(entries[0].hasSecret && entries[0].hasTotp && !entries[0].needsNewSecret);
        QCOMPARE(ask({"vaultSave", 0, {{"title", ""}}}).text("code"), std::string("validation_failed"));
    }

    // By default nobody sees a secret; what fills a sign-in takes a face each time.
    void secretsGoWhereTheyMay() {
        QCOMPARE(ask({"vaultReveal", 0, {{"id", m_entry}}}).text("code"), std::string("scenario_denied"));
        const auto values = fillSecret();
        QCOMPARE(values.type, std::string("fillValues"));
        QCOMPARE(values.text("secret"), std::string(kSecret));
        QCOMPARE(values.text("user_name"), std::string("hanako"));
        QCOMPARE(values.text("code").size(), std::size_t{6});
        QVERIFY(m_camera->show(picturesOf("John_Salley", false)));
        QCOMPARE(fillSecret().text("code"), std::string("face_no_match"));
        QVERIFY(m_camera->show(picturesOf("John_Simm", false)));
    }

    void whatWasRefusedIsNotTriedAgain() {
        QCOMPARE(
            ask({"fillDone", 0, {{"id", m_entry}, {"app", "Accounts"}, {"problem", "app_rejected"}}}).type,
            std::string("fillNoted"));
        QCOMPARE(fillSecret().text("code"), std::string("secret_stale"));
        QTRY_VERIFY_WITH_TIMEOUT(list().front().needsNewSecret, 30000);
        const std::string version = std::to_string(list().front().version);
        const auto saved =
            ask({"vaultSave", 0, {{"id", m_entry}, {"version", version}, {"secret", "another"}}});
        QCOMPARE(kindOf(saved), std::string("vaultSaved"));
        QCOMPARE(saved.text("copy"), std::string("0"));
        QCOMPARE(fillSecret().text("secret"), std::string("another"));
        QCOMPARE(ask({"fillDone", 0, {{"id", m_entry}, {"app", "Accounts"}}}).type, std::string("fillNoted"));
    }

    // The whole of it: a program of somebody else's is in front, the person asks, his face is looked at, and
    // the program holds what only his vault held. Nobody else's face does it, and nothing of the password is
    // in any log or file.
    void aProgramIsSignedInToByFace() {
        e2e::XSession session;
        QVERIFY(session.start());
        const auto saved =
            ask({"vaultSave", 0, {{"kind", "template"}, {"title", "Accounts"}, {"notes", kForm}}});
        QCOMPARE(kindOf(saved), std::string("vaultSaved"));
        const std::string form = saved.text("id");
        const auto entry = ask(
            {"vaultSave",
             0,
             {{"title", "Accounts"}, {"user_name", "hanako"}, {"secret", kFilled}, {"app_template", form}}});
        QCOMPARE(kindOf(entry), std::string("vaultSaved"));
        QCOMPARE(ask({"vaultClose", 0, {}}).type, std::string("vaultClosed"));

        const testing::LogCatcher logs;
        e2e::Program zenity;
        QVERIFY(zenity.start("zenity", {QStringLiteral("--password"), QStringLiteral("--username"),
                                        QStringLiteral("--title=Accounts")}));
        QTRY_COMPARE_WITH_TIMEOUT(e2e::activeTitle(), QStringLiteral("Accounts"), e2e::kSessionPatience);
        QVERIFY(m_camera->show(picturesOf("John_Salley", false)));
        QString told;
        QCOMPARE(fillInFront(told), 1);
        QCOMPARE(zenity.process.state(), QProcess::Running);
        QVERIFY(m_camera->show(picturesOf("John_Simm", false)));
        QTRY_COMPARE_WITH_TIMEOUT(e2e::activeTitle(), QStringLiteral("Accounts"), e2e::kSessionPatience);
        const int filled = fillInFront(told);
        QVERIFY2(filled == 0, qPrintable(told));
        QTRY_COMPARE_WITH_TIMEOUT(zenity.process.state(), QProcess::NotRunning, e2e::kSessionPatience);
        QCOMPARE(zenity.process.readAllStandardOutput().trimmed(), QByteArray("hanako|") + kFilled);

        for (const QByteArray& shape :
             {QByteArray(kFilled), QByteArray(kFilled).toBase64(), QByteArray(kFilled).toHex()}) {
            QVERIFY(!logs.has(shape.toStdString()));
            QVERIFY(!m_server.logText().toUtf8().contains(shape));
            QVERIFY(!told.toUtf8().contains(shape));
            for (const QString& folder : {m_folder.path(), m_server.dataFolder()}) {
                QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
                while (files.hasNext()) {
                    QFile file(files.next());
                    if (file.open(QIODevice::ReadOnly)) {
                        QVERIFY2(!file.readAll().contains(shape), qPrintable(file.fileName()));
                    }
                }
            }
        }
        QVERIFY(QFile::exists(m_folder.filePath(QStringLiteral("client/kaomon/client.jsonl"))));
        for (const std::string& id : {entry.text("id"), form}) {
            QCOMPARE(ask({"vaultRemove", 0, {{"id", id}}}).type, std::string("vaultRemoved"));
        }
    }

    // The same from the beginning, as an office worker does it: the wizard's own program, by the keyboard
    // alone, from the window of somebody else's program to the trial, whose end is what that program was
    // given.
    void anApplicationIsTaughtByTheKeyboard() {
        e2e::XSession session;
        QVERIFY(session.start());
        QVERIFY(m_camera->show(picturesOf("John_Simm", false)));
        QCOMPARE(kindOf(open()), std::string("vaultOpened"));
        e2e::Program zenity;
        QVERIFY(zenity.start("zenity", {QStringLiteral("--password"), QStringLiteral("--username"),
                                        QStringLiteral("--title=Ledger")}));
        QTRY_COMPARE_WITH_TIMEOUT(e2e::activeTitle(), QStringLiteral("Ledger"), e2e::kSessionPatience);
        e2e::Program wizard;
        QVERIFY(startClient(wizard, QStringLiteral("--register")));
        const auto isAt = [](int page) {
            return e2e::activeTitle() == QStringLiteral("Register an application (%1 of 4)").arg(page);
        };
        const auto key = [](const char* name) {
            QProcess::execute(QStringLiteral("xdotool"), {QStringLiteral("key"), QString::fromLatin1(name)});
        };
        QTRY_VERIFY_WITH_TIMEOUT(isAt(1), e2e::kSessionPatience);
        // Until the list is there the key does nothing.
        QVERIFY(QTest::qWaitFor(
            [&] {
                key("Return");
                QTest::qWait(300);
                return isAt(2);
            },
            e2e::kSessionPatience));
        key("Return");
        QTRY_VERIFY_WITH_TIMEOUT(isAt(3), e2e::kSessionPatience);
        for (const char* text : {"hanako", "Taught-by-keys-7731", "Taught-by-keys-7731"}) {
            QProcess::execute(QStringLiteral("xdotool"), {QStringLiteral("type"), QString::fromLatin1(text)});
            key("Tab");
        }
        key("Return");
        QTRY_VERIFY_WITH_TIMEOUT(isAt(4), e2e::kSessionPatience);
        key("space"); // the focus is on the trial
        QTRY_COMPARE_WITH_TIMEOUT(zenity.process.state(), QProcess::NotRunning, 120000);
        QCOMPARE(zenity.process.readAllStandardOutput().trimmed(), QByteArray("hanako|Taught-by-keys-7731"));
        QTRY_VERIFY_WITH_TIMEOUT(isAt(4), e2e::kSessionPatience);
        QVERIFY(QTest::qWaitFor(
            [&] {
                key("Escape");
                QTest::qWait(300);
                return wizard.process.state() == QProcess::NotRunning;
            },
            e2e::kSessionPatience));
        QCOMPARE(wizard.process.exitCode(), 0); // something was saved
        for (const auto& entry : list()) {
            if (entry.id.text() != m_entry) {
                QCOMPARE(ask({"vaultRemove", 0, {{"id", entry.id.text()}}}).type,
                         std::string("vaultRemoved"));
            }
        }
    }

    // A change made from an older state stands beside what is there.
    void neitherOfTwoChangesIsLost() {
        const auto copied = ask({"vaultSave", 0, {{"id", m_entry}, {"version", "1"}, {"title", "mine"}}});
        QCOMPARE(kindOf(copied), std::string("vaultSaved"));
        QCOMPARE(copied.text("copy"), std::string("1"));
        const auto entries = list();
        QCOMPARE(entries.size(), std::size_t{2});
        const auto copy =
            std::ranges::find_if(entries, [](const auto& one) { return one.conflictOf.has_value(); });
        QVERIFY(copy != entries.end());
        QCOMPARE(copy->title, std::string("mine"));
        QCOMPARE(copy->conflictOf->text(), m_entry);
        QCOMPARE(ask({"vaultRemove", 0, {{"id", copied.text("id")}}}).type, std::string("vaultRemoved"));
        QCOMPARE(list().size(), std::size_t{1});
    }

    void templatesAreChecked() {
        QCOMPARE(
            ask({"vaultSave", 0, {{"kind", "template"}, {"title", "form"}, {"notes", "{}"}}}).text("code"),
            std::string("validation_failed"));
    }

    // Where people may teach nothing, the agent takes no template, whoever asks.
    void teachingCanBeSwitchedOff() {
        QVERIFY(m_camera->show(picturesOf("John_Simm", false)));
        QCOMPARE(kindOf(open()), std::string("vaultOpened"));
        QVERIFY(ask({"vaultState", 0, {}}).flag("user_templates"));
        const Message form{"vaultSave", 0, {{"kind", "template"}, {"title", "form"}, {"notes", kForm}}};
        QVERIFY2(m_tenant.signIn() && m_tenant.setFor(m_taro.id, {{"appfill_user_templates", "false"},
                                                                  {"appfill_key_delay_ms", "7"}}),
                 m_tenant.fault.c_str());
        QTRY_VERIFY_WITH_TIMEOUT(!ask({"vaultState", 0, {}}).flag("user_templates"), 60000);
        QCOMPARE(ask({"vaultState", 0, {}}).text("key_delay_ms"), std::string("7"));
        QCOMPARE(ask(form).text("code"), std::string("scenario_denied"));
        QVERIFY2(m_tenant.setFor(m_taro.id, {{"appfill_user_templates", "true"}}), m_tenant.fault.c_str());
        QTRY_VERIFY_WITH_TIMEOUT(ask({"vaultState", 0, {}}).flag("user_templates"), 60000);
        const auto saved = ask(form);
        QCOMPARE(kindOf(saved), std::string("vaultSaved"));
        QCOMPARE(ask({"vaultRemove", 0, {{"id", saved.text("id")}}}).type, std::string("vaultRemoved"));
    }

    void withoutTheServerItOpens() {
        m_server.kill();
        m_agent.reset();
        startAgent();
        QVERIFY(m_camera->show(picturesOf("John_Simm", false)));
        QCOMPARE(kindOf(open()), std::string("vaultOpened"));
        QCOMPARE(list().size(), std::size_t{1});
        QCOMPARE(fillSecret().text("secret"), std::string("another"));
        QCOMPARE(ask({"vaultSave", 0, {{"title", "later"}}}).text("code"), std::string("not_signed_in"));
        QCOMPARE(ask({"vaultClose", 0, {}}).type, std::string("vaultClosed"));
        QVERIFY(!ask({"vaultState", 0, {}}).flag("open"));
        QVERIFY(m_server.start());
    }

    // Another one shares the account and signs in: nothing of the first stays open for her.
    void whoComesNextFindsNothingOpen() {
        e2e::Joiner hanako;
        QVERIFY2(m_tenant.signIn(), m_tenant.fault.c_str());
        QVERIFY2(m_tenant.addUser("hanako", hanako), m_tenant.fault.c_str());
        syncAgent();
        signIn();
        QVERIFY(m_camera->show(picturesOf("John_Simm", false)));
        QCOMPARE(kindOf(open()), std::string("vaultOpened"));
        const std::string device = ask({"status", 0, {}}).text("device_id");
        QVERIFY2(m_tenant.link(hanako.id, device, "root"), m_tenant.fault.c_str());
        syncAgent();
        signIn("hanako", hanako.oneTimePassword);
        QVERIFY(!ask({"vaultState", 0, {}}).flag("open"));
        QCOMPARE(ask({"vaultList", 0, {}}).text("code"), std::string("not_signed_in"));
        QCOMPARE(ask({"status", 0, {}}).text("login"), std::string("hanako"));
        syncAgent();
        const auto events = m_tenant.events();
        const auto handedOver =
            std::ranges::find(events, "HANDED_OVER", [](const auto& stored) { return stored.event.code; });
        QVERIFY(handedOver != events.end());
        QCOMPARE(handedOver->event.user, std::optional(hanako.id));
    }

    void everyUseIsAnEvent() {
        syncAgent();
        QVERIFY2(m_tenant.signIn(), m_tenant.fault.c_str());
        std::vector<std::string> codes;
        for (const auto& stored : m_tenant.events()) {
            if (stored.event.kind == "appfill") {
                codes.push_back(stored.event.code);
            }
        }
        for (const char* code : {"REGISTER", "UPDATE", "DELETE", "FILL_OK", "FILL_NG", "SUSPEND"}) {
            QVERIFY2(std::ranges::find(codes, code) != codes.end(), code);
        }
    }

private:
    void startAgent() {
        agent::AgentOptions options;
        options.stateFolder = m_folder.filePath(QStringLiteral("state")).toStdString();
        options.socketPath = socket();
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
    void syncAgent() {
        QSignalSpy synced(m_agent.get(), &agent::AgentApplication::synced);
        m_agent->syncNow();
        QTRY_VERIFY_WITH_TIMEOUT(synced.count() >= 2, 60000); // the second round began after this call
    }
    [[nodiscard]] std::string socket() const {
        return m_folder.filePath(QStringLiteral("agent.sock")).toStdString();
    }
    Message ask(Message request, const std::string& progress = "authProgress") const {
        return e2e::ask(socket(), std::move(request), progress);
    }
    bool startClient(e2e::Program& client, const QString& what) const {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("XDG_STATE_HOME"), m_folder.filePath(QStringLiteral("client")));
        client.process.setProcessEnvironment(environment);
        client.process.setProcessChannelMode(QProcess::MergedChannels);
        return client.start(environmentOr("KAOMON_CLIENT", "kaomon-client").c_str(),
                            {what, QStringLiteral("--language"), QStringLiteral("en"),
                             QStringLiteral("--socket"), QString::fromStdString(socket())});
    }
    // The exit code of `kaomon-client --fill`; what it said goes to `told`.
    int fillInFront(QString& told) const {
        e2e::Program client;
        if (!startClient(client, QStringLiteral("--fill")) ||
            !QTest::qWaitFor([&] { return client.process.state() == QProcess::NotRunning; }, 120000)) {
            return -1; // the agent is on this thread and must be let run
        }
        told += QString::fromUtf8(client.process.readAll());
        return client.process.exitCode();
    }
    // As the owner's console does it; what stands on the new recovery sheet.
    std::optional<crypto::BoxKey> renewRecoveryKey() {
        if (!m_tenant.signIn()) {
            return std::nullopt;
        }
        const auto document = e2e::await(client::KeyService(m_tenant.owner()).manifest());
        const auto state = e2e::await(client::KeyRenewalService(m_tenant.owner()).state());
        const auto current = document ? m_tenant.keyring().readManifest(*document)
                                      : Result<crypto::TenantManifest>(fail(ErrorCode::NotFound));
        if (!current || !state) {
            return std::nullopt;
        }
        const std::vector pairs{domain::KeyPair::Recovery};
        const auto made = m_tenant.keyring().renewKeys(pairs, *current, state->holders, m_clock.now());
        if (!made || !e2e::await(client::KeyRenewalService(m_tenant.owner()).renew(made->request))) {
            return std::nullopt;
        }
        auto key = client::recoveryKeyFromSheet(*made->recoveryKey);
        return key ? std::optional(std::move(*key)) : std::nullopt;
    }
    bool opensForRecovery(const crypto::BoxKey& key) {
        const auto keys = e2e::await(client::UserService(m_tenant.owner()).keys(m_taro.id));
        return keys && std::ranges::any_of(keys->vaultKeys, [&](const wire::VaultKeyWrap& wrap) {
                   return wrap.kind == "recovery" &&
                          crypto::openVaultKey(wrap.sealed, key, m_tenant.tenant().text(), m_taro.id.text(),
                                               "rk");
               });
    }
    Message open() const { return ask({"vaultOpen", 0, {}}); }
    Message fillSecret() const { return ask({"fillSecret", 0, {{"id", m_entry}, {"app", "Accounts"}}}); }
    [[nodiscard]] std::vector<wire::VaultEntrySummary> list() const {
        const auto entries =
            wire::decode<wire::VaultEntrySummaryList>(ask({"vaultList", 0, {}}).text("entries"));
        return entries ? entries->items : std::vector<wire::VaultEntrySummary>();
    }
    void signIn() { signIn("taro", m_password); }
    void signIn(const std::string& login, const SecretString& password) {
        const auto prelogin = ask({"prelogin", 0, {{"login", login}}});
        QCOMPARE(prelogin.type, std::string("prelogin"));
        m_parameters.salt = *fromBase64Url(prelogin.text("salt"));
        m_parameters.iterations = static_cast<std::uint32_t>(*prelogin.integer("iterations"));
        m_parameters.memoryKiB = static_cast<std::uint32_t>(*prelogin.integer("memory_kib"));
        const auto keys = client::splitTypedPassword(password, m_parameters);
        QVERIFY(keys);
        const auto signedIn = ask({"signIn",
                                   0,
                                   {{"login", login},
                                    {"auth", toBase64Url(keys->auth.reveal())},
                                    {"wrap", toBase64Url(keys->wrap.reveal())}}});
        QCOMPARE(kindOf(signedIn), std::string("signedIn"));
    }
    void choosePassword(const char* text) {
        const SecretString chosen{std::string(text)};
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
        QCOMPARE(kindOf(ask(change)), std::string("passwordChanged"));
        m_password = chosen.clone();
    }

    SystemClock m_clock;
    QTemporaryDir m_folder;
    e2e::TestServer m_server;
    e2e::FoundedTenant m_tenant{m_server};
    e2e::Joiner m_taro;
    SecretString m_password;
    crypto::PasswordParameters m_parameters;
    std::string m_entry;
    testing::PictureSource* m_camera = nullptr;
    std::unique_ptr<agent::AgentApplication> m_agent;
};

QTEST_GUILESS_MAIN(TestVaultPath)
#include "tst_vault_path.moc"
