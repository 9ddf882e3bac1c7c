// SPDX-License-Identifier: GPL-3.0-or-later
#include "client_program.h"

#include <algorithm>
#include <cstdlib>

#include <QDirIterator>
#include <QFile>
#include <QTest>

#include "agent/company_apps.h"
#include "client/services.h"
#include "vault/blind_entry.h"
#include "wire/app_documents.h"
#include "wire/codec.h"

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
        QVERIFY2(m_pc.start(), m_pc.fault.c_str());
        QVERIFY2(m_tenant.found(), m_tenant.fault.c_str());
        QVERIFY2(m_pc.join(m_tenant), m_pc.fault.c_str());
        QVERIFY2(m_pc.addPerson(m_tenant, "taro", "root", m_taro, m_person), m_pc.fault.c_str());
        QVERIFY2(m_pc.enrol(*m_person, "John_Simm"), m_pc.fault.c_str());
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
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        QCOMPARE(e2e::kindOf(open()), std::string("vaultOpened"));
        QVERIFY(!listed("company_template"));
        m_template.percent = 100;
        QVERIFY(put());
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        QCOMPARE(e2e::kindOf(open()), std::string("vaultOpened"));
        const auto found = listed("company_template");
        QVERIFY(found);
        QCOMPARE(found->id, m_template.id);
        QCOMPARE(found->title, std::string("Ledger"));
        // What is filled without a gesture is told only where the policy allows it.
        QVERIFY(!m_pc.ask({"vaultState", 0, {}}).flag("may_start"));
    }

    // An entry of the person's own that the company's template fills.
    void aPersonAddsHisPassword() {
        const auto saved = m_pc.ask({"vaultSave",
                                     0,
                                     {{"title", "Ledger"},
                                      {"user_name", "hanako"},
                                      {"secret", "mine"},
                                      {"app_template", m_template.id.text()}}});
        QCOMPARE(e2e::kindOf(saved), std::string("vaultSaved"));
        const auto values = m_pc.ask({"fillSecret", 0, {{"id", saved.text("id")}, {"app", "Ledger"}}});
        QCOMPARE(values.text("secret"), std::string("mine"));
        QCOMPARE(m_pc.ask({"vaultRemove", 0, {{"id", saved.text("id")}}}).type, std::string("vaultRemoved"));
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
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        QCOMPARE(m_person->signIn(), std::string()); // the PC vouches for the person's key
        wire::UserKeys keys;
        QTRY_VERIFY_WITH_TIMEOUT((keys = keysOf(m_taro), hasBlindKey(keys)), 60000);
        QVERIFY(setBlind(keys, kBlindSecret));
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        QCOMPARE(e2e::kindOf(open()), std::string("vaultOpened"));
        QVERIFY(!listed("blind")); // the policy wants none yet
        QVERIFY2(
            m_tenant.setFor(
                m_taro, {{"appfill_blind", "true"}, {"appfill_auto", "true"}, {"reveal_allowed", "true"}}),
            m_tenant.fault.c_str());
        QTRY_VERIFY_WITH_TIMEOUT(m_pc.ask({"vaultState", 0, {}}).flag("may_start"), 60000);
        QVERIFY(m_pc.ask({"vaultState", 0, {}}).text("starting").find(m_template.id.text()) !=
                std::string::npos);
        QCOMPARE(e2e::kindOf(open()), std::string("vaultOpened"));
        const auto entry = listed("blind");
        QVERIFY(entry);
        m_blind = entry->id.text();
        QCOMPARE(entry->title, std::string("Shared ledger"));
        QCOMPARE(entry->userName, std::string());
        const auto values = m_pc.ask({"fillSecret", 0, {{"id", m_blind}, {"app", "Ledger"}}});
        QCOMPARE(values.text("secret"), std::string(kBlindSecret));
        QCOMPARE(values.text("user_name"), std::string("keiri"));
        // Not even where people may see what is their own.
        QVERIFY(m_pc.ask({"vaultState", 0, {}}).flag("reveal_allowed"));
        QCOMPARE(m_pc.ask({"vaultReveal", 0, {{"id", m_blind}}}).text("code"), std::string("not_found"));
        QCOMPARE(m_pc.ask({"vaultRemove", 0, {{"id", m_blind}}}).text("code"), std::string("not_found"));
        secretIsInNoFile();
    }

    // The whole of it, in a session of the person's own with kaomon-client in it: he sits there, a window of
    // the company comes to the front, and its program is given what nobody here has seen. Once where the
    // window starts it by itself, once where the policy wants the key to be pressed.
    void theSessionFillsIt() {
        QVERIFY2(m_tenant.setFor(m_taro, {{"appfill_blind", "true"},
                                          {"appfill_auto", "true"},
                                          {"liveness_continuous", "0"},
                                          {"cont_interval_s", "0.3"}}),
                 m_tenant.fault.c_str());
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        QCOMPARE(m_pc.ask({"vaultClose", 0, {}}).type, std::string("vaultClosed"));
        e2e::XSession session;
        QVERIFY(session.start());
        e2e::Program client;
        QVERIFY(e2e::startClient(client, m_pc, {QStringLiteral("--session")}));
        QTRY_VERIFY_WITH_TIMEOUT(hasEvent("PRESENT"), 60000);
        QByteArray given;
        fillLedger([] {}, given);
        QCOMPARE(given, QByteArray("keiri|") + kBlindSecret);
        fillLedger(
            [] {
                QProcess::execute(QStringLiteral("xdotool"),
                                  {QStringLiteral("key"), QStringLiteral("ctrl+alt+f")});
            },
            given);
        QCOMPARE(given, QByteArray("keiri|") + kBlindSecret);
        client.process.terminate();
        QTRY_COMPARE_WITH_TIMEOUT(client.process.state(), QProcess::NotRunning, e2e::kSessionPatience);
        QVERIFY(!client.process.readAll().contains(kBlindSecret));
        secretIsInNoFile();
    }

    void whatWasRefusedWaitsForTheAdministrator() {
        QCOMPARE(
            m_pc.ask({"fillDone", 0, {{"id", m_blind}, {"app", "Ledger"}, {"problem", "app_rejected"}}}).type,
            std::string("fillNoted"));
        QCOMPARE(m_pc.ask({"fillSecret", 0, {{"id", m_blind}, {"app", "Ledger"}}}).text("code"),
                 std::string("secret_stale"));
        QVERIFY(setBlind(keysOf(m_taro), "the next one"));
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        QCOMPARE(e2e::kindOf(open()), std::string("vaultOpened"));
        QCOMPARE(m_pc.ask({"fillSecret", 0, {{"id", m_blind}, {"app", "Ledger"}}}).text("secret"),
                 std::string("the next one"));
    }

    // A key that the server made up is no key of the person's.
    void anotherKeyIsNotSealedTo() {
        auto keys = keysOf(m_taro);
        const auto one = std::ranges::find(keys.vaultKeys, "blind", &wire::VaultKeyWrap::kind);
        QVERIFY(one != keys.vaultKeys.end());
        const vault::VaultPlace place{m_tenant.tenant(), m_taro};
        QVERIFY(vault::readBlindKey(one->sealed, place, m_tenant.keyring().manifest()));
        const vault::VaultPlace others{m_tenant.tenant(), UserId::generate()};
        QVERIFY(!vault::readBlindKey(one->sealed, others, m_tenant.keyring().manifest()));
        const auto forger = crypto::SigningKey::generate();
        const auto forged = vault::vouchForBlindKey(place, {*DeviceId::parse(m_pc.device()), forger}, {},
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
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        QCOMPARE(e2e::kindOf(open()), std::string("vaultOpened"));
        QVERIFY(!listed("company_template"));
    }

    // Faces go on counting without the server; filling has a limit of its own.
    void withoutTheServerFillingEndsEarlier() {
        QVERIFY2(m_tenant.setFor(m_taro, {{"appfill_offline_days", "1"}}), m_tenant.fault.c_str());
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        QCOMPARE(m_pc.ask({"vaultClose", 0, {}}).type, std::string("vaultClosed"));
        m_server.kill();
        QCOMPARE(e2e::kindOf(open()), std::string("vaultOpened"));
        m_clock.ahead = 25h;
        QCOMPARE(open().text("code"), std::string("offline_expired"));
        m_clock.ahead = 0s;
    }

private:
    // A sign-in of the company's comes to the front; `given` is what its program printed.
    template<class Gesture>
    void fillLedger(Gesture gesture, QByteArray& given) {
        e2e::Program zenity;
        QVERIFY(zenity.start("zenity", {QStringLiteral("--password"), QStringLiteral("--username"),
                                        QStringLiteral("--title=Ledger")}));
        // What starts by itself may be over before anybody has looked.
        QTRY_VERIFY_WITH_TIMEOUT(zenity.process.state() == QProcess::NotRunning ||
                                     e2e::activeTitle() == QStringLiteral("Ledger"),
                                 e2e::kSessionPatience);
        gesture();
        QTRY_COMPARE_WITH_TIMEOUT(zenity.process.state(), QProcess::NotRunning, 120000);
        given = zenity.process.readAllStandardOutput().trimmed();
    }
    bool hasEvent(const char* code) {
        const auto events = m_tenant.events();
        return std::ranges::any_of(events, [&](const auto& stored) { return stored.event.code == code; });
    }
    void secretIsInNoFile() const {
        for (const QString& folder : {m_server.dataFolder(), m_pc.folder()}) {
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
        const vault::VaultPlace place{m_tenant.tenant(), m_taro};
        const auto one = std::ranges::find(keys.vaultKeys, "blind", &wire::VaultKeyWrap::kind);
        const auto box = vault::readBlindKey(one->sealed, place, m_tenant.keyring().manifest());
        const auto sealed =
            box ? vault::sealBlind(*box, place, m_blindId, {"keiri", SecretString(secret), {}})
                : Result<Bytes>(propagate(box.error()));
        if (!sealed) {
            return false;
        }
        const wire::BlindEntriesBody body{
            m_taro, {{m_blindId, "Shared ledger", m_template.id, *sealed, m_clock.now()}}};
        const auto document = m_tenant.keyring().signDocument(
            "blind_entries", "user:" + m_taro.text(), ++m_blindVersion, wire::encode(body), m_clock.now());
        return document && wait(client::PolicyService(m_tenant.owner()).put(*document));
    }
    Message open() const { return m_pc.ask({"vaultOpen", 0, {}}); }
    [[nodiscard]] std::optional<wire::VaultEntrySummary> listed(const std::string& kind) const {
        const auto entries =
            wire::decode<wire::VaultEntrySummaryList>(m_pc.ask({"vaultList", 0, {}}).text("entries"));
        for (const auto& entry : entries ? entries->items : std::vector<wire::VaultEntrySummary>()) {
            if (entry.kind == kind) {
                return entry;
            }
        }
        return std::nullopt;
    }

    ShiftedClock m_clock;
    e2e::TestPc m_pc{m_clock};
    e2e::TestServer m_server;
    e2e::FoundedTenant m_tenant{m_server};
    UserId m_taro;
    std::unique_ptr<e2e::AgentPerson> m_person;
    wire::AppTemplateBody m_template{VaultItemId::generate(), {}, 0, {}, false};
    long long m_version = 0;
    VaultItemId m_blindId = VaultItemId::generate();
    long long m_blindVersion = 0;
    std::string m_blind;
};

QTEST_GUILESS_MAIN(TestCompanyApps)
#include "tst_company_apps.moc"
