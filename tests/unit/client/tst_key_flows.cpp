// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "client/admin_keyring.h"
#include "client/enrolment_bundle.h"
#include "client/group_proposal_service.h"
#include "client/manifest_trust.h"
#include "client/password_work.h"
#include "client/tenant_founder.h"
#include "client/user_onboarding.h"
#include "support/manual_clock.h"
#include "wire/codec.h"

using namespace kaomon;
using namespace kaomon::client;
using namespace std::chrono_literals;

namespace {

constexpr const char* kPassword = "Correct-horse-9-battery";

FoundingInput foundingInput() {
    FoundingInput input;
    input.info = {TenantId::generate(), "Example", true, std::string(43, 'A')};
    input.code = SecretString("abcd-efgh");
    input.login = "owner";
    input.displayName = "The Owner";
    input.mail = "owner@example.org";
    input.password = SecretString(kPassword);
    input.settings = {{"liveness_logon", "0"}};
    return input;
}

// What the server would answer to the owner's first sign-in.
wire::SessionReply sessionOf(const FoundedTenant& founded, const FoundingInput& input) {
    wire::SessionReply session;
    session.tenant = input.info.tenant;
    session.user = {founded.request.ownerId, "owner", "The Owner", "owner", false};
    session.identity = founded.request.identity;
    session.vaultKeys = founded.request.vaultKeys;
    return session;
}

} // namespace

class TestKeyFlows final : public QObject {
    Q_OBJECT
private slots:
    // One tenant for all: founding runs Argon2id.
    void initTestCase() {
        QVERIFY(crypto::initialise());
        m_input = foundingInput();
        const auto future = foundTenantAsync(foundingInput(), m_clock);
        QTRY_VERIFY_WITH_TIMEOUT(future.isFinished(), 60000);
        auto founded = QFuture(future).takeResult();
        QVERIFY(founded.has_value());
        m_founded = std::make_unique<FoundedTenant>(std::move(*founded));
        m_input.info.tenant = m_founded->sheet.tenant;
        m_session = sessionOf(*m_founded, m_input);
        m_manifest = {m_founded->request.manifest, 1};
        m_seals.items = m_founded->request.seals;
        const auto& record = m_founded->request.password;
        auto keys =
            splitTypedPassword(SecretString(kPassword),
                               parametersOf({record.salt, record.iterations, record.memoryKib}).value());
        QVERIFY(keys.has_value());
        QVERIFY(std::ranges::equal(keys->auth.reveal(), record.auth));
        m_wrapKey = std::move(keys->wrap);
        auto keyring = AdminKeyring::open({m_session, m_manifest, m_seals, m_wrapKey, "", 0});
        QVERIFY2(keyring.has_value(), keyring ? "" : keyring.error().detail.c_str());
        m_keyring = *keyring;
    }

    void founderLeavesEverySealAndASheet() {
        QStringList kinds;
        for (const auto& seal : m_founded->request.seals) {
            kinds << QString::fromStdString(seal.kind);
            QCOMPARE(seal.receiver, m_founded->request.ownerId.text());
        }
        kinds.sort();
        QCOMPARE(kinds.join(QLatin1Char(' ')),
                 QStringLiteral("emergency ev-diagnostics ev-image fk rk-owner rk-user-admin tr"));
        QCOMPARE(m_founded->request.code, std::string("ABCDEFGH"));
        const auto manifest =
            openManifest(m_manifest.record, m_input.info.tenant.text(), m_founded->sheet.rootFingerprint, 1);
        QVERIFY(manifest.has_value());
        QVERIFY(manifest->isDemo);
        QCOMPARE(manifest->tlsPins, std::vector<std::string>{m_input.info.tlsPin});
        const auto recovery = recoveryKeyFromSheet(m_founded->sheet.recoveryKey);
        QVERIFY(recovery.has_value());
        QCOMPARE(recovery->publicKey(), manifest->recoveryPublic);
    }

    void bothRecoveryPartsGiveTheRecoveryKey() {
        const auto* owner = m_keyring->sealedKey("rk-owner");
        const auto* admin = m_keyring->sealedKey("rk-user-admin");
        QVERIFY(owner != nullptr && admin != nullptr);
        const auto joined = crypto::BoxKey::fromSecret(crypto::joinKey(*owner, *admin).reveal());
        QCOMPARE(joined->publicKey(), m_keyring->manifest().recoveryPublic);
    }

    void vaultKeyOpensByPasswordAndByRecovery() {
        const auto byPassword = vaultKeyByPassword(m_session, m_wrapKey);
        QVERIFY(byPassword.has_value());
        const auto recovery = recoveryKeyFromSheet(m_founded->sheet.recoveryKey);
        const auto byRecovery = crypto::openVaultKey(m_session.vaultKeys.back().sealed, *recovery,
                                                     m_session.tenant.text(), m_session.user.id.text(), "rk");
        QVERIFY(byRecovery.has_value());
        QVERIFY(std::ranges::equal(byPassword->reveal(), byRecovery->reveal()));
    }

    void founderRefuses_data() {
        QTest::addColumn<QString>("what");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("field");
        const int invalid = static_cast<int>(ErrorCode::ValidationFailed);
        QTest::newRow("login") << "login" << invalid << "/login";
        QTest::newRow("name") << "name" << invalid << "/display_name";
        QTest::newRow("setting") << "setting" << invalid << "/settings/liveness_logon";
        QTest::newRow("password") << "password" << static_cast<int>(ErrorCode::PasswordTooWeak)
                                  << "/password";
    }
    void founderRefuses() {
        QFETCH(QString, what);
        QFETCH(int, code);
        QFETCH(QString, field);
        FoundingInput input = foundingInput();
        if (what == QLatin1String("login")) {
            input.login = "а b"; // Cyrillic
        } else if (what == QLatin1String("name")) {
            input.displayName.clear();
        } else if (what == QLatin1String("setting")) {
            input.settings = {{"liveness_logon", "99"}};
        } else {
            input.password = SecretString("short");
        }
        const auto founded = foundTenant(input, m_clock);
        QVERIFY(!founded);
        QCOMPARE(static_cast<int>(founded.error().code), code);
        QCOMPARE(QString::fromStdString(founded.error().field), field);
    }

    void keyringRefusesWhatDoesNotFit() {
        const auto codeOf = [](const KeyringInput& input) {
            const auto keyring = AdminKeyring::open(input);
            return keyring ? ErrorCode::Internal : keyring.error().code;
        };
        const auto other = crypto::SecretKey::generate();
        QCOMPARE(codeOf({m_session, m_manifest, m_seals, other, "", 0}), ErrorCode::DecryptionFailed);
        QCOMPARE(codeOf({m_session, m_manifest, m_seals, m_wrapKey, "", 2}), ErrorCode::ManifestRolledBack);
        QCOMPARE(codeOf({m_session, m_manifest, m_seals, m_wrapKey, "0000-0000", 0}),
                 ErrorCode::SignatureInvalid);
        wire::SessionReply fresh = m_session;
        fresh.identity.reset();
        QCOMPARE(codeOf({fresh, m_manifest, m_seals, m_wrapKey, "", 0}), ErrorCode::KeyUnavailable);

        // A server that swaps in a manifest of its own, under its own root, is found out by the sealed root.
        const auto root = crypto::SigningKey::generate();
        crypto::TenantManifest forged = m_keyring->manifest();
        forged.rootPublic = root.publicKey();
        const wire::ManifestDocument swapped{forged.sign(root).encode(), 1};
        QCOMPARE(codeOf({m_session, swapped, m_seals, m_wrapKey, "", 0}), ErrorCode::SignatureInvalid);
    }

    // Another owner, or the server, leaves something under this owner's name that nobody can open.
    void rubbishAmongSealsCostsNothingElse() {
        wire::KeySealList seals = m_seals;
        const std::string self = m_session.user.id.text();
        for (const char* kind : {"tr", "emergency-old", "fk"}) {
            seals.items.insert(seals.items.begin(), {kind, makeUuid(), self, crypto::randomBytes(80)});
        }
        const auto keyring = AdminKeyring::open({m_session, m_manifest, seals, m_wrapKey, "", 0});
        QVERIFY(keyring);
        QVERIFY((*keyring)->isRootHolder());
        QCOMPARE((*keyring)->sealedKeys("emergency").size(), m_keyring->sealedKeys("emergency").size());
        for (wire::KeySeal& seal : seals.items) {
            seal.sealed = seal.kind == "tr" ? crypto::randomBytes(80) : seal.sealed;
        }
        const auto without = AdminKeyring::open({m_session, m_manifest, seals, m_wrapKey, "", 0});
        QVERIFY(without && !(*without)->isRootHolder()); // what does not open is not there
    }

    void signedDocumentsVerify() {
        const auto first = m_keyring->openDocument(m_founded->request.policies.front());
        QVERIFY(first.has_value());
        QCOMPARE(wire::decode<wire::SettingsBody>(first->body)->settings.front().name,
                 std::string("liveness_logon"));
        const auto user = UserId::generate();
        auto links = m_keyring->signAccountLinks(user, {{"device", "taro"}}, 2, m_clock.now());
        QVERIFY(links.has_value());
        QCOMPARE(links->scope, "user:" + user.text());
        const auto opened = m_keyring->openDocument(*links);
        QVERIFY2(opened.has_value(), opened ? "" : opened.error().detail.c_str());
        QCOMPARE(opened->version, std::uint64_t{2});
        links->scope = "tenant";
        QCOMPARE(m_keyring->openDocument(*links).error().code, ErrorCode::PolicyUnsigned);
        QVERIFY(!m_keyring->signSettings("tenant", 2, {{{"no_such_setting", "1"}}}, m_clock.now()));
    }

    // A deletion is said in the person's next document and stays said in those that follow.
    void aDeletedFaceStaysNamed() {
        const auto user = UserId::generate();
        const auto face = TemplateId::generate();
        const auto links = m_keyring->signNextLinks(user, std::nullopt, {{"device", "taro"}}, m_clock.now());
        QVERIFY(links && links->version == 1);
        const auto removal = m_keyring->signFaceRemoval(user, *links, {face}, m_clock.now());
        QVERIFY(removal && removal->version == 2);
        const auto next = m_keyring->signNextLinks(user, *removal, {}, m_clock.now());
        QVERIFY(next && next->version == 3);
        const auto body = wire::decode<wire::AccountLinksBody>(m_keyring->openDocument(*next)->body);
        QVERIFY(body && body->links.empty());
        QCOMPARE(body->removedFaces.value().size(), std::size_t{1});
        QCOMPARE(body->removedFaces->front(), face);
        const auto other = m_keyring->signFaceRemoval(UserId::generate(), *links, {face}, m_clock.now());
        QCOMPARE(other.error().code, ErrorCode::PolicyUnsigned);
        std::vector<TemplateId> many(300);
        std::ranges::generate(many, [] { return TemplateId::generate(); });
        const auto full = m_keyring->signFaceRemoval(user, *removal, many, m_clock.now());
        const auto kept = wire::decode<wire::AccountLinksBody>(m_keyring->openDocument(*full)->body);
        QCOMPARE(kept->removedFaces->size(), std::size_t{200});
        QCOMPARE(kept->removedFaces->back(), many.back());
    }

    // What a provider proposed becomes one document a person, signed as the next version.
    void agreeingToProposals() {
        const GroupId first = GroupId::generate();
        const GroupId second = GroupId::generate();
        const std::vector<wire::GroupProposal> proposals{
            {UserId::generate(), "taro", "Taro", 0, {}, {first}},
            {UserId::generate(), "hana", "Hana", 4, {first}, {first, second}}};
        const auto request = agreeTo(proposals, *m_keyring, m_clock.now());
        QVERIFY(request.has_value());
        QCOMPARE(request->action, std::string("move"));
        QCOMPARE(request->rows.size(), std::size_t{2});
        for (std::size_t i = 0; i < proposals.size(); ++i) {
            QCOMPARE(request->rows[i].user, proposals[i].user);
            const auto opened = m_keyring->openDocument(*request->rows[i].document);
            QVERIFY(opened.has_value());
            QCOMPARE(static_cast<long long>(opened->version), proposals[i].version + 1);
            const auto body = wire::decode<wire::GroupMembersBody>(opened->body);
            QVERIFY(body && body->user == proposals[i].user && body->groups == proposals[i].wanted);
        }
    }

    void nextManifestHasTheNextVersion() {
        const auto next = m_keyring->signManifest(m_keyring->manifest(), m_clock.now());
        QVERIFY(next.has_value());
        QCOMPARE(next->version, 2LL);
        QVERIFY(openManifest(next->record, m_input.info.tenant.text(), m_keyring->rootFingerprint(), 2)
                    .has_value());
    }

    // The whole way of a new PC, up to a certificate that everybody accepts.
    void enrolmentCodeLetsAPcJoin() {
        const EnrolmentOrder order{"desk",   "", 2, m_clock.now() + 24h, "https://kaomon.example:8443",
                                   "Example"};
        const auto issued = m_keyring->makeEnrolmentCode(order);
        QVERIFY(issued.has_value());
        const auto bundle = EnrolmentBundle::parse(issued->bundle.reveal());
        QVERIFY(bundle.has_value());
        QCOMPARE(bundle->rootFingerprint, m_founded->sheet.rootFingerprint);
        const auto code = crypto::EnrolmentCode::parse(bundle->code.reveal());
        QCOMPARE(code->id(), issued->request.codeId);
        QVERIFY(std::ranges::equal(code->macKey().reveal(), issued->request.macKey));
        const auto secrets = crypto::openEnrolmentSecrets(*code, bundle->tenant.text(), issued->request.blob);
        QVERIFY(secrets.has_value());
        QCOMPARE(secrets->faceKeys.size(), std::size_t{1});

        const auto device = crypto::Identity::generate();
        const crypto::DeviceCertificate certificate{bundle->tenant.text(),        DeviceId::generate().text(),
                                                    issued->request.group.text(), device.signing.publicKey(),
                                                    device.box.publicKey(),       m_clock.now(),
                                                    secrets->delegateCertificate};
        const auto manifest =
            openManifest(m_manifest.record, bundle->tenant.text(), bundle->rootFingerprint, 1);
        QVERIFY(crypto::DeviceCertificate::verify(certificate.sign(code->id(), secrets->delegate), *manifest)
                    .has_value());
        EnrolmentOrder elsewhere = order;
        elsewhere.group = GroupId::generate().text();
        QCOMPARE(m_keyring->makeEnrolmentCode(elsewhere).error().code, ErrorCode::KeyUnavailable);
    }

    void onboardingMakesAndKeepsKeys() {
        const auto device = crypto::BoxKey::generate();
        const auto next = prepareNewPassword(SecretString("another Long-passw0rd"));
        QVERIFY(next.has_value());
        OnboardingInput input{.tenant = m_input.info.tenant,
                              .user = UserId::generate(),
                              .currentAuth = Bytes(32, 1),
                              .next = next->record,
                              .newWrapKey = next->keys.wrap,
                              .deviceId = DeviceId::generate().text(),
                              .deviceBoxPublic = device.publicKey(),
                              .recoveryPublic = m_keyring->manifest().recoveryPublic};
        const auto first = prepareOnboarding(input);
        QVERIFY(first.has_value());
        QCOMPARE(first->change.vaultKeys.size(), std::size_t{3});
        const auto byDevice = crypto::openVaultKey(first->change.vaultKeys[1].sealed, device,
                                                   input.tenant.text(), input.user.text(), input.deviceId);
        QVERIFY(std::ranges::equal(byDevice->reveal(), first->vaultKey.reveal()));

        input.identity = &first->identity;
        input.vaultKey = &first->vaultKey;
        const auto second = prepareOnboarding(input);
        QCOMPARE(second->change.identity.signPublic, first->change.identity.signPublic);
        QVERIFY(std::ranges::equal(second->vaultKey.reveal(), first->vaultKey.reveal()));
        input.recoveryPublic = Bytes(3, 0);
        QVERIFY(!prepareOnboarding(input));
    }

    void oneTimePasswordMayBeTypedLoosely() {
        const auto future = makeOneTimePasswordAsync();
        QTRY_VERIFY_WITH_TIMEOUT(future.isFinished(), 60000);
        const auto made = QFuture(future).takeResult();
        QVERIFY(made.has_value());
        QString typed = QString::fromStdString(made->text.reveal()).toLower();
        typed.replace(QLatin1Char('-'), QLatin1Char(' '));
        const auto parameters =
            parametersOf({made->record.salt, made->record.iterations, made->record.memoryKib});
        const auto keys = splitTypedPassword(SecretString(typed.toStdString()), *parameters);
        QVERIFY(std::ranges::equal(keys->auth.reveal(), made->record.auth));
    }

    void weakParametersAreRefused() {
        QCOMPARE(parametersOf({Bytes(16, 1), 1, 65536}).error().code, ErrorCode::WeakParameters);
        QCOMPARE(parametersOf({Bytes(16, 1), -3, 65536}).error().code, ErrorCode::WeakParameters);
        QCOMPARE(parametersOf({Bytes(4, 1), 3, 65536}).error().code, ErrorCode::WeakParameters);
    }

private:
    testing::ManualClock m_clock;
    FoundingInput m_input;
    std::unique_ptr<FoundedTenant> m_founded;
    wire::SessionReply m_session;
    wire::ManifestDocument m_manifest;
    wire::KeySealList m_seals;
    crypto::SecretKey m_wrapKey;
    std::shared_ptr<const AdminKeyring> m_keyring;
};

QTEST_GUILESS_MAIN(TestKeyFlows)
#include "tst_key_flows.moc"
