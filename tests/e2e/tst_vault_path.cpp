// SPDX-License-Identifier: GPL-3.0-or-later
#include "client_program.h"

#include <algorithm>

#include <QDirIterator>
#include <QFile>
#include <QTest>

#include "client/key_renewal_service.h"
#include "client/tenant_founder.h"
#include "support/log_catcher.h"
#include "wire/codec.h"
#include "wire/vault.h"

using namespace kaomon;
using namespace std::chrono_literals;
using e2e::kindOf;
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

} // namespace

// A person's vault from the first entry on: the face opens it, the server keeps it and cannot, and it opens
// when the server is away.
class TestVaultPath : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QVERIFY(m_server.start());
        QVERIFY2(m_pc.start(), m_pc.fault.c_str());
        QVERIFY2(m_tenant.found(), m_tenant.fault.c_str());
        QVERIFY2(m_pc.join(m_tenant), m_pc.fault.c_str());
        // This test's own account is the one that asks.
        QVERIFY2(m_pc.addPerson(m_tenant, "taro", "root", m_taro, m_person), m_pc.fault.c_str());
    }

    void withoutAFaceItStaysClosed() {
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        const auto state = m_pc.ask({"vaultState", 0, {}});
        QCOMPARE(state.type, std::string("vaultState"));
        QVERIFY(state.flag("enabled") && state.flag("has_key") && !state.flag("open"));
        QCOMPARE(open().text("code"), std::string("not_enrolled"));
        QCOMPARE(m_pc.ask({"vaultList", 0, {}}).text("code"), std::string("not_signed_in"));
        QCOMPARE(m_pc.ask({"vaultSave", 0, {{"title", "x"}}}).text("code"), std::string("not_signed_in"));
    }

    void theFaceOpensIt() {
        QVERIFY2(m_pc.enrol(*m_person, "John_Simm"), m_pc.fault.c_str());
        QVERIFY(m_pc.show("John_Salley"));
        QCOMPARE(open().text("code"), std::string("face_no_match"));
        QVERIFY(m_pc.show("John_Simm"));
        QCOMPARE(kindOf(open()), std::string("vaultOpened"));
        QVERIFY(m_pc.ask({"vaultState", 0, {}}).flag("open"));
    }

    // The recovery key is replaced: the PC seals the vault key to the new one, once by the password, once by
    // the face.
    void theVaultFollowsTheRecoveryKey() {
        const auto byPassword = renewRecoveryKey();
        QVERIFY(byPassword && !opensForRecovery(*byPassword));
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        QCOMPARE(m_person->signIn(), std::string());
        QTRY_VERIFY_WITH_TIMEOUT(opensForRecovery(*byPassword), 60000);
        const auto byFace = renewRecoveryKey();
        QVERIFY(byFace && !opensForRecovery(*byFace));
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        QCOMPARE(m_pc.ask({"vaultClose", 0, {}}).type, std::string("vaultClosed"));
        QCOMPARE(kindOf(open()), std::string("vaultOpened"));
        QTRY_VERIFY_WITH_TIMEOUT(opensForRecovery(*byFace), 60000);
        QVERIFY(!opensForRecovery(*byPassword));
    }

    void anEntryIsKept() {
        const auto saved = m_pc.ask({"vaultSave",
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
        QCOMPARE(m_pc.ask({"vaultSave", 0, {{"title", ""}}}).text("code"), std::string("validation_failed"));
    }

    // By default nobody sees a secret; what fills a sign-in takes a face each time.
    void secretsGoWhereTheyMay() {
        QCOMPARE(m_pc.ask({"vaultReveal", 0, {{"id", m_entry}}}).text("code"),
                 std::string("scenario_denied"));
        const auto values = fillSecret();
        QCOMPARE(values.type, std::string("fillValues"));
        QCOMPARE(values.text("secret"), std::string(kSecret));
        QCOMPARE(values.text("user_name"), std::string("hanako"));
        QCOMPARE(values.text("code").size(), std::size_t{6});
        QVERIFY(m_pc.show("John_Salley"));
        QCOMPARE(fillSecret().text("code"), std::string("face_no_match"));
        QVERIFY(m_pc.show("John_Simm"));
    }

    void whatWasRefusedIsNotTriedAgain() {
        QCOMPARE(
            m_pc.ask({"fillDone", 0, {{"id", m_entry}, {"app", "Accounts"}, {"problem", "app_rejected"}}})
                .type,
            std::string("fillNoted"));
        QCOMPARE(fillSecret().text("code"), std::string("secret_stale"));
        QTRY_VERIFY_WITH_TIMEOUT(list().front().needsNewSecret, 60000);
        const std::string version = std::to_string(list().front().version);
        const auto saved =
            m_pc.ask({"vaultSave", 0, {{"id", m_entry}, {"version", version}, {"secret", "another"}}});
        QCOMPARE(kindOf(saved), std::string("vaultSaved"));
        QCOMPARE(saved.text("copy"), std::string("0"));
        QCOMPARE(fillSecret().text("secret"), std::string("another"));
        QCOMPARE(m_pc.ask({"fillDone", 0, {{"id", m_entry}, {"app", "Accounts"}}}).type,
                 std::string("fillNoted"));
    }

    // The whole of it: a program of somebody else's is in front, the person asks, his face is looked at, and
    // the program holds what only his vault held. Nobody else's face does it, and nothing of the password is
    // in any log or file.
    void aProgramIsSignedInToByFace() {
        e2e::XSession session;
        QVERIFY(session.start());
        const auto saved =
            m_pc.ask({"vaultSave", 0, {{"kind", "template"}, {"title", "Accounts"}, {"notes", kForm}}});
        QCOMPARE(kindOf(saved), std::string("vaultSaved"));
        const std::string form = saved.text("id");
        const auto entry = m_pc.ask(
            {"vaultSave",
             0,
             {{"title", "Accounts"}, {"user_name", "hanako"}, {"secret", kFilled}, {"app_template", form}}});
        QCOMPARE(kindOf(entry), std::string("vaultSaved"));
        QCOMPARE(m_pc.ask({"vaultClose", 0, {}}).type, std::string("vaultClosed"));

        const testing::LogCatcher logs;
        e2e::Program zenity;
        QVERIFY(zenity.start("zenity", {QStringLiteral("--password"), QStringLiteral("--username"),
                                        QStringLiteral("--title=Accounts")}));
        QTRY_COMPARE_WITH_TIMEOUT(e2e::activeTitle(), QStringLiteral("Accounts"), e2e::kSessionPatience);
        QVERIFY(m_pc.show("John_Salley"));
        QString told;
        QCOMPARE(fillInFront(told), 1);
        QCOMPARE(zenity.process.state(), QProcess::Running);
        QVERIFY(m_pc.show("John_Simm"));
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
            for (const QString& folder : {m_pc.folder(), m_server.dataFolder()}) {
                QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
                while (files.hasNext()) {
                    QFile file(files.next());
                    if (file.open(QIODevice::ReadOnly)) {
                        QVERIFY2(!file.readAll().contains(shape), qPrintable(file.fileName()));
                    }
                }
            }
        }
        QVERIFY(QFile::exists(m_pc.file("client/kaomon/client.jsonl")));
        for (const std::string& id : {entry.text("id"), form}) {
            QCOMPARE(m_pc.ask({"vaultRemove", 0, {{"id", id}}}).type, std::string("vaultRemoved"));
        }
    }

    // The same from the beginning, as an office worker does it: the wizard's own program, by the keyboard
    // alone, from the window of somebody else's program to the trial, whose end is what that program was
    // given.
    void anApplicationIsTaughtByTheKeyboard() {
        e2e::XSession session;
        QVERIFY(session.start());
        QVERIFY(m_pc.show("John_Simm"));
        QCOMPARE(kindOf(open()), std::string("vaultOpened"));
        e2e::Program zenity;
        QVERIFY(zenity.start("zenity", {QStringLiteral("--password"), QStringLiteral("--username"),
                                        QStringLiteral("--title=Ledger")}));
        QTRY_COMPARE_WITH_TIMEOUT(e2e::activeTitle(), QStringLiteral("Ledger"), e2e::kSessionPatience);
        e2e::Program wizard;
        QVERIFY(e2e::startClient(wizard, m_pc, {QStringLiteral("--register")}));
        const auto isAt = [](int page) {
            return e2e::activeTitle() == QStringLiteral("Register an application (%1 of 4)").arg(page);
        };
        const auto key = [](const char* name) {
            QProcess::execute(QStringLiteral("xdotool"), {QStringLiteral("key"), QString::fromLatin1(name)});
        };
        QTRY_VERIFY_WITH_TIMEOUT(isAt(1), e2e::kSessionPatience);
        // Until the list is there the key does nothing; once it has done something, another one would go on
        // from the next page.
        QVERIFY(QTest::qWaitFor(
            [&] {
                if (isAt(1)) {
                    key("Return");
                }
                return QTest::qWaitFor([&] { return isAt(2); }, 5000);
            },
            120000));
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
                QCOMPARE(m_pc.ask({"vaultRemove", 0, {{"id", entry.id.text()}}}).type,
                         std::string("vaultRemoved"));
            }
        }
    }

    // A change made from an older state stands beside what is there.
    void neitherOfTwoChangesIsLost() {
        const auto copied =
            m_pc.ask({"vaultSave", 0, {{"id", m_entry}, {"version", "1"}, {"title", "mine"}}});
        QCOMPARE(kindOf(copied), std::string("vaultSaved"));
        QCOMPARE(copied.text("copy"), std::string("1"));
        const auto entries = list();
        QCOMPARE(entries.size(), std::size_t{2});
        const auto copy =
            std::ranges::find_if(entries, [](const auto& one) { return one.conflictOf.has_value(); });
        QVERIFY(copy != entries.end());
        QCOMPARE(copy->title, std::string("mine"));
        QCOMPARE(copy->conflictOf->text(), m_entry);
        QCOMPARE(m_pc.ask({"vaultRemove", 0, {{"id", copied.text("id")}}}).type, std::string("vaultRemoved"));
        QCOMPARE(list().size(), std::size_t{1});
    }

    void templatesAreChecked() {
        QCOMPARE(m_pc.ask({"vaultSave", 0, {{"kind", "template"}, {"title", "form"}, {"notes", "{}"}}})
                     .text("code"),
                 std::string("validation_failed"));
    }

    // Where people may teach nothing, the agent takes no template, whoever asks.
    void teachingCanBeSwitchedOff() {
        QVERIFY(m_pc.show("John_Simm"));
        QCOMPARE(kindOf(open()), std::string("vaultOpened"));
        QVERIFY(m_pc.ask({"vaultState", 0, {}}).flag("user_templates"));
        const Message form{"vaultSave", 0, {{"kind", "template"}, {"title", "form"}, {"notes", kForm}}};
        QVERIFY2(m_tenant.signIn() && m_tenant.setFor(m_taro, {{"appfill_user_templates", "false"},
                                                               {"appfill_key_delay_ms", "7"}}),
                 m_tenant.fault.c_str());
        QTRY_VERIFY_WITH_TIMEOUT(!m_pc.ask({"vaultState", 0, {}}).flag("user_templates"), 60000);
        QCOMPARE(m_pc.ask({"vaultState", 0, {}}).text("key_delay_ms"), std::string("7"));
        QCOMPARE(m_pc.ask(form).text("code"), std::string("scenario_denied"));
        QVERIFY2(m_tenant.setFor(m_taro, {{"appfill_user_templates", "true"}}), m_tenant.fault.c_str());
        QTRY_VERIFY_WITH_TIMEOUT(m_pc.ask({"vaultState", 0, {}}).flag("user_templates"), 60000);
        const auto saved = m_pc.ask(form);
        QCOMPARE(kindOf(saved), std::string("vaultSaved"));
        QCOMPARE(m_pc.ask({"vaultRemove", 0, {{"id", saved.text("id")}}}).type, std::string("vaultRemoved"));
    }

    // What is shown is on record first.
    void aSecretThatIsShownIsAnEvent() {
        QVERIFY2(m_tenant.signIn() && m_tenant.setFor(m_taro, {{"reveal_allowed", "true"}}),
                 m_tenant.fault.c_str());
        QTRY_VERIFY_WITH_TIMEOUT(m_pc.ask({"vaultState", 0, {}}).flag("reveal_allowed"), 60000);
        QVERIFY(m_pc.show("John_Simm"));
        QCOMPARE(m_pc.ask({"vaultReveal", 0, {{"id", m_entry}}}).text("secret"), std::string("another"));
    }

    void withoutTheServerItOpens() {
        m_server.kill();
        QVERIFY2(m_pc.start(), m_pc.fault.c_str());
        QVERIFY(m_pc.show("John_Simm"));
        QCOMPARE(kindOf(open()), std::string("vaultOpened"));
        QCOMPARE(list().size(), std::size_t{1});
        QCOMPARE(fillSecret().text("secret"), std::string("another"));
        QCOMPARE(m_pc.ask({"vaultSave", 0, {{"title", "later"}}}).text("code"), std::string("not_signed_in"));
        QCOMPARE(m_pc.ask({"vaultClose", 0, {}}).type, std::string("vaultClosed"));
        QVERIFY(!m_pc.ask({"vaultState", 0, {}}).flag("open"));
        QVERIFY(m_server.start());
    }

    // Another one shares the account and signs in: nothing of the first stays open for her.
    void whoComesNextFindsNothingOpen() {
        QVERIFY2(m_tenant.signIn(), m_tenant.fault.c_str());
        QCOMPARE(m_person->signIn(), std::string());
        QVERIFY(m_pc.show("John_Simm"));
        QCOMPARE(kindOf(open()), std::string("vaultOpened"));
        UserId hanako;
        std::unique_ptr<e2e::AgentPerson> next;
        QVERIFY2(m_pc.addPerson(m_tenant, "hanako", "root", hanako, next), m_pc.fault.c_str());
        QVERIFY(!m_pc.ask({"vaultState", 0, {}}).flag("open"));
        QCOMPARE(m_pc.ask({"vaultList", 0, {}}).text("code"), std::string("not_signed_in"));
        QCOMPARE(m_pc.ask({"status", 0, {}}).text("login"), std::string("hanako"));
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        const auto events = m_tenant.events();
        const auto handedOver =
            std::ranges::find(events, "HANDED_OVER", [](const auto& stored) { return stored.event.code; });
        QVERIFY(handedOver != events.end());
        QCOMPARE(handedOver->event.user, std::optional(hanako));
        // Nor does she get his face.
        QVERIFY(!m_pc.enrol(*next, "John_Simm"));
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        int duplicates = 0;
        for (const auto& stored : m_tenant.events()) {
            if (stored.event.code == "DUPLICATE") {
                QCOMPARE(stored.event.user, std::optional(hanako));
                QVERIFY(stored.event.detail.cameraId && stored.event.detail.elapsedMs > 0);
                ++duplicates;
            }
        }
        QCOMPARE(duplicates, 1);
    }

    void everyUseIsAnEvent() {
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        QVERIFY2(m_tenant.signIn(), m_tenant.fault.c_str());
        std::vector<std::string> codes;
        for (const auto& stored : m_tenant.events()) {
            if (stored.event.kind == "appfill") {
                codes.push_back(stored.event.code);
            }
        }
        for (const char* code :
             {"REGISTER", "UPDATE", "DELETE", "FILL_OK", "FILL_NG", "SUSPEND", "ROTATE", "REVEAL"}) {
            QVERIFY2(std::ranges::find(codes, code) != codes.end(), code);
        }
        QCOMPARE(std::ranges::count(codes, std::string("ROTATE")), 1); // a new secret is no other change
    }

private:
    // The exit code of `kaomon-client --fill`; what it said goes to `told`.
    int fillInFront(QString& told) const {
        e2e::Program client;
        if (!e2e::startClient(client, m_pc, {QStringLiteral("--fill")}) ||
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
        const auto keys = e2e::await(client::UserService(m_tenant.owner()).keys(m_taro));
        return keys && std::ranges::any_of(keys->vaultKeys, [&](const wire::VaultKeyWrap& wrap) {
                   return wrap.kind == "recovery" &&
                          crypto::openVaultKey(wrap.sealed, key, m_tenant.tenant().text(), m_taro.text(),
                                               "rk");
               });
    }
    Message open() const { return m_pc.ask({"vaultOpen", 0, {}}); }
    Message fillSecret() const { return m_pc.ask({"fillSecret", 0, {{"id", m_entry}, {"app", "Accounts"}}}); }
    [[nodiscard]] std::vector<wire::VaultEntrySummary> list() const {
        const auto entries =
            wire::decode<wire::VaultEntrySummaryList>(m_pc.ask({"vaultList", 0, {}}).text("entries"));
        return entries ? entries->items : std::vector<wire::VaultEntrySummary>();
    }
    SystemClock m_clock;
    e2e::TestPc m_pc{m_clock};
    e2e::TestServer m_server;
    e2e::FoundedTenant m_tenant{m_server};
    UserId m_taro;
    std::unique_ptr<e2e::AgentPerson> m_person;
    std::string m_entry;
};

QTEST_GUILESS_MAIN(TestVaultPath)
#include "tst_vault_path.moc"
