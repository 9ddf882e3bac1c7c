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
#include "agent/company_apps.h"
#include "base/base64.h"
#include "client/password_work.h"
#include "client/services.h"
#include "support/camera/picture_source.h"
#include "vault/blind_entry.h"
#include "wire/app_documents.h"
#include "wire/codec.h"
#include "x_session.h"

using namespace kaomon;
using namespace std::chrono_literals;
using localipc::Message;

namespace {

constexpr const char* kBlindSecret = "Blind-Canary-7731-Wachturm";
constexpr const char* kForm =
    "{\"format\":3,\"name\":\"Ledger\",\"threshold\":1,\"signals\":[{\"kind\":\"executable\",\"pattern\":{"
    "\"mode\":\"wildcard\",\"text\":\"*/zenity\"},\"required\":true},{\"kind\":\"title\",\"pattern\":{"
    "\"mode\":\"literal\",\"text\":\"Ledger\"},\"required\":true}],\"steps\":[{\"name\":\"sign in\","
    "\"wait_ms\":30000,\"fields\":[{\"content\":\"user_name\",\"control\":{\"role\":\"text\"}},{\"content\":"
    "\"password\",\"control\":{\"role\":\"password\"}}],\"submit\":\"button\",\"button\":{\"role\":"
    "\"button\",\"name\":{\"mode\":\"literal\",\"text\":\"OK\"}}}],\"starts_by_itself\":true,"
    "\"reauth\":{\"mode\":\"after_minutes\",\"minutes\":5}}";

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

// The PC's clock, which may be ahead while the server is away.
class ShiftedClock final : public Clock {
public:
    std::chrono::seconds ahead{0};
    [[nodiscard]] TimePoint now() const override { return m_real.now() + ahead; }
    [[nodiscard]] std::chrono::steady_clock::time_point steadyNow() const override {
        return m_real.steadyNow();
    }

private:
    SystemClock m_real;
};

} // namespace

// What administrators set up for app login: signed templates that reach a share of the PCs, and passwords
// that a person can use and nobody but his PC can see.
class TestCompanyApps : public QObject {
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
        m_device = joined.text("device_id");
        QVERIFY2(m_tenant.link(m_taro.id, m_device, "root"), m_tenant.fault.c_str());
        syncAgent();
        m_password = m_taro.oneTimePassword.clone();
        signIn();
        choosePassword("New-Password-2-Chosen");
        QCOMPARE(ask({"giveConsent", 0, {{"text_version", "1"}, {"language", "ja"}}}).type,
                 std::string("consentGiven"));
        QVERIFY(m_camera->show(picturesOf("John_Simm", true)));
        QCOMPARE(ask({"enrolStart", 0, {}}, "enrolProgress").type, std::string("enrolDone"));
        syncAgent();
        QVERIFY(m_camera->show(picturesOf("John_Simm", false)));
    }

    // A share of the PCs first: which ones is settled once, and more of it takes none away.
    void aRolloutGrows() {
        wire::AppTemplateBody body{VaultItemId::generate(), kForm, 0, {}, false};
        std::vector<std::string> before;
        for (const int percent : {0, 5, 50, 100}) {
            body.percent = percent;
            std::vector<std::string> reached;
            for (int i = 0; i < 2000; ++i) {
                const std::string device = "pc-" + std::to_string(i);
                if (agent::isRolledOut(body, device, "group")) {
                    reached.push_back(device);
                }
            }
            std::ranges::sort(reached);
            QVERIFY(std::ranges::includes(reached, before));
            const int share = static_cast<int>(reached.size()) / 20; // of 2,000, in percent
            QVERIFY2(std::abs(share - percent) <= 3, std::to_string(share).c_str());
            before = reached;
        }
        body.percent = 0;
        body.deviceGroups = {"first"};
        QVERIFY(agent::isRolledOut(body, "any", "first"));
        QVERIFY(!agent::isRolledOut(body, "any", "second"));
    }

    void aTemplateReachesThePc() {
        m_template.templateJson = kForm;
        m_template.percent = 0;
        QVERIFY(put());
        syncAgent();
        QCOMPARE(kindOf(open()), std::string("vaultOpened"));
        QVERIFY(!listed("company_template"));
        m_template.percent = 100;
        QVERIFY(put());
        syncAgent();
        QCOMPARE(kindOf(open()), std::string("vaultOpened"));
        const auto found = listed("company_template");
        QVERIFY(found);
        QCOMPARE(found->id, m_template.id);
        QCOMPARE(found->title, std::string("Ledger"));
        // What is filled without a gesture is told only where the policy allows it.
        QVERIFY(!ask({"vaultState", 0, {}}).flag("may_start"));
    }

    // An entry of the person's own that the company's template fills.
    void aPersonAddsHisPassword() {
        const auto saved = ask({"vaultSave",
                                0,
                                {{"title", "Ledger"},
                                 {"user_name", "hanako"},
                                 {"secret", "mine"},
                                 {"app_template", m_template.id.text()}}});
        QCOMPARE(kindOf(saved), std::string("vaultSaved"));
        const auto values = ask({"fillSecret", 0, {{"id", saved.text("id")}, {"app", "Ledger"}}});
        QCOMPARE(values.text("secret"), std::string("mine"));
        QCOMPARE(ask({"vaultRemove", 0, {{"id", saved.text("id")}}}).type, std::string("vaultRemoved"));
    }

    void documentsAreChecked_data() {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<int>("code");
        for (const auto& [fault, code] : std::initializer_list<std::pair<const char*, ErrorCode>>{
                 {"percent", ErrorCode::ValidationFailed},
                 {"empty", ErrorCode::ValidationFailed},
                 {"scope", ErrorCode::ValidationFailed},
                 {"changed behind the signature", ErrorCode::PolicyUnsigned},
                 {"an older version", ErrorCode::PolicyRolledBack}}) {
            QTest::newRow(fault) << QString::fromLatin1(fault) << static_cast<int>(code);
        }
    }
    void documentsAreChecked() {
        QFETCH(QString, fault);
        QFETCH(int, code);
        wire::AppTemplateBody body = m_template;
        std::string scope = "app:" + body.id.text();
        long long version = m_version + 1;
        if (fault == QStringLiteral("percent")) {
            body.percent = 101;
        } else if (fault == QStringLiteral("empty")) {
            body.templateJson.clear();
        } else if (fault == QStringLiteral("scope")) {
            scope = "app:" + VaultItemId::generate().text();
            version = 1;
        } else if (fault == QStringLiteral("an older version")) {
            version = m_version - 1;
        }
        auto document = m_tenant.keyring().signDocument("app_template", scope, version, wire::encode(body),
                                                        m_clock.now());
        QVERIFY(document);
        if (fault == QStringLiteral("changed behind the signature")) {
            document->record.at(document->record.size() / 2) ^= 1;
        }
        const auto stored = wait(client::PolicyService(m_tenant.owner()).put(*document));
        QVERIFY(!stored);
        QCOMPARE(static_cast<int>(stored.error().code), code);
    }

    void aHiddenPasswordIsUsedAndNeverSeen() {
        syncAgent();
        signIn(); // the PC vouches for the person's key
        wire::UserKeys keys;
        QTRY_VERIFY_WITH_TIMEOUT((keys = keysOf(m_taro.id), hasBlindKey(keys)), 60000);
        QVERIFY(setBlind(keys, kBlindSecret));
        syncAgent();
        QCOMPARE(kindOf(open()), std::string("vaultOpened"));
        QVERIFY(!listed("blind")); // the policy wants none yet
        QVERIFY2(
            m_tenant.setFor(
                m_taro.id, {{"appfill_blind", "true"}, {"appfill_auto", "true"}, {"reveal_allowed", "true"}}),
            m_tenant.fault.c_str());
        QTRY_VERIFY_WITH_TIMEOUT(ask({"vaultState", 0, {}}).flag("may_start"), 60000);
        QVERIFY(ask({"vaultState", 0, {}}).text("starting").find(m_template.id.text()) != std::string::npos);
        QCOMPARE(kindOf(open()), std::string("vaultOpened"));
        const auto entry = listed("blind");
        QVERIFY(entry);
        m_blind = entry->id.text();
        QCOMPARE(entry->title, std::string("Shared ledger"));
        QCOMPARE(entry->userName, std::string());
        const auto values = ask({"fillSecret", 0, {{"id", m_blind}, {"app", "Ledger"}}});
        QCOMPARE(values.text("secret"), std::string(kBlindSecret));
        QCOMPARE(values.text("user_name"), std::string("keiri"));
        // Not even where people may see what is their own.
        QVERIFY(ask({"vaultState", 0, {}}).flag("reveal_allowed"));
        QCOMPARE(ask({"vaultReveal", 0, {{"id", m_blind}}}).text("code"), std::string("not_found"));
        QCOMPARE(ask({"vaultRemove", 0, {{"id", m_blind}}}).text("code"), std::string("not_found"));
        secretIsInNoFile();
    }

    // The whole of it: a program is in front, the person asks, his face is looked at, and the program is
    // given what nobody here has seen.
    void theClientFillsIt() {
        e2e::XSession session;
        QVERIFY(session.start());
        QCOMPARE(ask({"vaultClose", 0, {}}).type, std::string("vaultClosed"));
        e2e::Program zenity;
        QVERIFY(zenity.start("zenity", {QStringLiteral("--password"), QStringLiteral("--username"),
                                        QStringLiteral("--title=Ledger")}));
        QTRY_COMPARE_WITH_TIMEOUT(e2e::activeTitle(), QStringLiteral("Ledger"), e2e::kSessionPatience);
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("XDG_STATE_HOME"), m_folder.filePath(QStringLiteral("client")));
        e2e::Program client;
        client.process.setProcessEnvironment(environment);
        client.process.setProcessChannelMode(QProcess::MergedChannels);
        QVERIFY(client.start(environmentOr("KAOMON_CLIENT", "kaomon-client").c_str(),
                             {QStringLiteral("--fill"), QStringLiteral("--language"), QStringLiteral("en"),
                              QStringLiteral("--socket"), QString::fromStdString(socket())}));
        QTRY_COMPARE_WITH_TIMEOUT(client.process.state(), QProcess::NotRunning, 120000);
        const QByteArray told = client.process.readAll();
        QVERIFY2(client.process.exitCode() == 0, told.constData());
        QTRY_COMPARE_WITH_TIMEOUT(zenity.process.state(), QProcess::NotRunning, e2e::kSessionPatience);
        QCOMPARE(zenity.process.readAllStandardOutput().trimmed(), QByteArray("keiri|") + kBlindSecret);
        QVERIFY(!told.contains(kBlindSecret));
        secretIsInNoFile();
    }

    void whatWasRefusedWaitsForTheAdministrator() {
        QCOMPARE(ask({"fillDone", 0, {{"id", m_blind}, {"app", "Ledger"}, {"problem", "app_rejected"}}}).type,
                 std::string("fillNoted"));
        QCOMPARE(ask({"fillSecret", 0, {{"id", m_blind}, {"app", "Ledger"}}}).text("code"),
                 std::string("secret_stale"));
        QVERIFY(setBlind(keysOf(m_taro.id), "the next one"));
        syncAgent();
        QCOMPARE(kindOf(open()), std::string("vaultOpened"));
        QCOMPARE(ask({"fillSecret", 0, {{"id", m_blind}, {"app", "Ledger"}}}).text("secret"),
                 std::string("the next one"));
    }

    // A key that the server made up is no key of the person's.
    void anotherKeyIsNotSealedTo() {
        auto keys = keysOf(m_taro.id);
        const auto one = std::ranges::find(keys.vaultKeys, "blind", &wire::VaultKeyWrap::kind);
        QVERIFY(one != keys.vaultKeys.end());
        const vault::VaultPlace place{m_tenant.tenant(), m_taro.id};
        QVERIFY(vault::readBlindKey(one->sealed, place, m_tenant.keyring().manifest()));
        const vault::VaultPlace others{m_tenant.tenant(), UserId::generate()};
        QVERIFY(!vault::readBlindKey(one->sealed, others, m_tenant.keyring().manifest()));
        const auto forger = crypto::SigningKey::generate();
        const auto forged = vault::vouchForBlindKey(place, {*DeviceId::parse(m_device), forger}, {},
                                                    crypto::BoxKey::generate().publicKey());
        QVERIFY(!vault::readBlindKey(forged, place, m_tenant.keyring().manifest()));
        for (std::size_t at = 0; at < one->sealed.size(); at += 17) {
            Bytes changed = one->sealed;
            changed[at] ^= 1;
            QVERIFY(!vault::readBlindKey(changed, place, m_tenant.keyring().manifest()));
        }
    }

    void aWithdrawnTemplateGoes() {
        m_template.isWithdrawn = true;
        QVERIFY(put());
        syncAgent();
        QCOMPARE(kindOf(open()), std::string("vaultOpened"));
        QVERIFY(!listed("company_template"));
    }

    // Faces go on counting without the server; filling has a limit of its own.
    void withoutTheServerFillingEndsEarlier() {
        QVERIFY2(m_tenant.setFor(m_taro.id, {{"appfill_offline_days", "1"}}), m_tenant.fault.c_str());
        syncAgent();
        QCOMPARE(ask({"vaultClose", 0, {}}).type, std::string("vaultClosed"));
        m_server.kill();
        QCOMPARE(kindOf(open()), std::string("vaultOpened"));
        m_clock.ahead = 25h;
        QCOMPARE(open().text("code"), std::string("offline_expired"));
        m_clock.ahead = 0s;
    }

private:
    void secretIsInNoFile() const {
        for (const QString& folder : {m_server.dataFolder(), m_folder.path()}) {
            QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                QFile file(files.next());
                if (file.open(QIODevice::ReadOnly)) {
                    QVERIFY2(!file.readAll().contains(kBlindSecret), qPrintable(file.fileName()));
                }
            }
        }
    }
    template<class T>
    static T wait(QFuture<T> future) {
        [[maybe_unused]] const bool isDone = QTest::qWaitFor([&] { return future.isFinished(); }, 60000);
        return future.result();
    }
    bool put() {
        const auto document =
            m_tenant.keyring().signDocument("app_template", "app:" + m_template.id.text(), m_version + 1,
                                            wire::encode(m_template), m_clock.now());
        const bool isStored = document && wait(client::PolicyService(m_tenant.owner()).put(*document));
        m_version += isStored ? 1 : 0;
        return isStored;
    }
    wire::UserKeys keysOf(const UserId& user) {
        return wait(client::UserService(m_tenant.owner()).keys(user)).value_or(wire::UserKeys());
    }
    static bool hasBlindKey(const wire::UserKeys& keys) {
        return std::ranges::find(keys.vaultKeys, "blind", &wire::VaultKeyWrap::kind) != keys.vaultKeys.end();
    }
    // As the console does it.
    bool setBlind(const wire::UserKeys& keys, const std::string& secret) {
        const vault::VaultPlace place{m_tenant.tenant(), m_taro.id};
        const auto one = std::ranges::find(keys.vaultKeys, "blind", &wire::VaultKeyWrap::kind);
        const auto box = vault::readBlindKey(one->sealed, place, m_tenant.keyring().manifest());
        const auto sealed =
            box ? vault::sealBlind(*box, place, m_blindId, {"keiri", SecretString(secret), {}})
                : Result<Bytes>(propagate(box.error()));
        if (!sealed) {
            return false;
        }
        const wire::BlindEntriesBody body{
            m_taro.id, {{m_blindId, "Shared ledger", m_template.id, *sealed, m_clock.now()}}};
        const auto document = m_tenant.keyring().signDocument(
            "blind_entries", "user:" + m_taro.id.text(), ++m_blindVersion, wire::encode(body), m_clock.now());
        return document && wait(client::PolicyService(m_tenant.owner()).put(*document));
    }
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
    Message open() const { return ask({"vaultOpen", 0, {}}); }
    [[nodiscard]] std::optional<wire::VaultEntrySummary> listed(const std::string& kind) const {
        const auto entries =
            wire::decode<wire::VaultEntrySummaryList>(ask({"vaultList", 0, {}}).text("entries"));
        for (const auto& entry : entries ? entries->items : std::vector<wire::VaultEntrySummary>()) {
            if (entry.kind == kind) {
                return entry;
            }
        }
        return std::nullopt;
    }
    void signIn() {
        const auto prelogin = ask({"prelogin", 0, {{"login", "taro"}}});
        QCOMPARE(prelogin.type, std::string("prelogin"));
        m_parameters.salt = *fromBase64Url(prelogin.text("salt"));
        m_parameters.iterations = static_cast<std::uint32_t>(*prelogin.integer("iterations"));
        m_parameters.memoryKiB = static_cast<std::uint32_t>(*prelogin.integer("memory_kib"));
        const auto keys = client::splitTypedPassword(m_password, m_parameters);
        QVERIFY(keys);
        const auto signedIn = ask({"signIn",
                                   0,
                                   {{"login", "taro"},
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

    ShiftedClock m_clock;
    QTemporaryDir m_folder;
    e2e::TestServer m_server;
    e2e::FoundedTenant m_tenant{m_server};
    e2e::Joiner m_taro;
    SecretString m_password;
    crypto::PasswordParameters m_parameters;
    std::string m_device;
    wire::AppTemplateBody m_template{VaultItemId::generate(), {}, 0, {}, false};
    long long m_version = 0;
    VaultItemId m_blindId = VaultItemId::generate();
    long long m_blindVersion = 0;
    std::string m_blind;
    testing::PictureSource* m_camera = nullptr;
    std::unique_ptr<agent::AgentApplication> m_agent;
};

QTEST_GUILESS_MAIN(TestCompanyApps)
#include "tst_company_apps.moc"
