// SPDX-License-Identifier: GPL-3.0-or-later
// New pairs of keys in the hands of two administrators: what is new opens for those who stay, what is old
// too.
#include <algorithm>

#include <QTest>

#include "crypto/two_person_act.h"
#include "owner_keyring.h"

using namespace kaomon;
using namespace kaomon::client;
using domain::KeyPair;
using domain::Role;
using Keyring = std::shared_ptr<const AdminKeyring>;

namespace {

// The owner of a new tenant and a user admin to whom he handed the keys over; `seals` is what the server has.
struct Two {
    SystemClock clock;
    Keyring owner = testing::ownerKeyring(clock);
    UserId helperId = UserId::generate();
    crypto::Identity helperIdentity = crypto::Identity::generate();
    crypto::SecretKey helperWrap = crypto::SecretKey::generate();
    wire::ManifestDocument document;
    wire::KeySealList ownerSeals;
    wire::KeySealList helperSeals;
    Keyring helper;

    Two() {
        const crypto::ManifestAdmin self = *owner->manifest().admin(owner->user().text());
        const crypto::ManifestAdmin admin{helperId.text(), Role::UserAdmin,
                                          helperIdentity.signing.publicKey(), helperIdentity.box.publicKey()};
        crypto::TenantManifest next = owner->manifest();
        next.admins.push_back(admin);
        document = owner->signManifest(next, clock.now()).value();
        ownerSeals = owner->sealKeysFor(self).value();
        // The founder keeps RK's other half, which is not of his role.
        crypto::ManifestAdmin asUserAdmin = self;
        asUserAdmin.role = Role::UserAdmin;
        const auto others = owner->sealKeysFor(asUserAdmin).value();
        for (const auto& seal : others.items) {
            if (seal.kind == "rk-user-admin") {
                ownerSeals.items.push_back(seal);
            }
        }
        helperSeals = owner->sealKeysFor(admin).value();
        signIn();
    }

    void signIn() {
        owner = owner->refreshed(document, ownerSeals).value();
        wire::SessionReply session;
        session.tenant = owner->tenant();
        session.user.id = helperId;
        session.identity = {helperIdentity.signing.publicKey(), helperIdentity.box.publicKey(),
                            helperIdentity.wrap(helperWrap, owner->tenant().text(), helperId.text())};
        helper = AdminKeyring::open({session, document, helperSeals, helperWrap, "", 0}).value();
    }

    [[nodiscard]] std::vector<wire::KeyHolder> holders(bool isHelperInOffice = true) const {
        std::vector<wire::KeyHolder> holders{
            {owner->user(), "Owner", "owner", {}, owner->manifest().admin(owner->user().text())->signPublic}};
        if (isHelperInOffice) {
            holders.push_back({helperId, "Helper", "user_admin", {}, helperIdentity.signing.publicKey()});
        }
        return holders;
    }

    // What the server does with a renewal: replaced seals are relabelled, new ones are added.
    void take(const wire::KeyRenewal& renewal) {
        document = renewal.manifest;
        for (auto* seals : {&ownerSeals, &helperSeals}) {
            for (auto& seal : seals->items) {
                const bool isReplaced =
                    std::ranges::count(renewal.seals, seal.kind, &wire::KeySeal::kind) > 0;
                seal.kind = isReplaced ? domain::oldKind(seal.kind) : seal.kind;
            }
            const std::string receiver = seals == &ownerSeals ? owner->user().text() : helperId.text();
            std::ranges::copy_if(renewal.seals, std::back_inserter(seals->items),
                                 [&](const auto& seal) { return seal.receiver == receiver; });
        }
        signIn();
    }

    [[nodiscard]] RenewedKeys renew(const std::vector<KeyPair>& pairs, bool isHelperInOffice = true) const {
        return owner->renewKeys(pairs, owner->manifest(), holders(isHelperInOffice), clock.now()).value();
    }
};

bool same(const crypto::SecretKey& a, const crypto::SecretKey& b) {
    return std::ranges::equal(a.reveal(), b.reveal());
}

} // namespace

class TestKeyRenewal final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(crypto::initialise()); }

    void theManifestNamesTheNewHalf() {
        const Two two;
        const auto made = two.renew({KeyPair::Emergency});
        const auto next = two.owner->readManifest(made.request.manifest);
        QVERIFY(next);
        QCOMPARE(next->version, two.owner->manifest().version + 1);
        QVERIFY(next->emergencyPublic != two.owner->manifest().emergencyPublic);
        QCOMPARE(next->imageEvidencePublic, two.owner->manifest().imageEvidencePublic);
        QCOMPARE(next->admins.size(), std::size_t(2));
        QVERIFY(!made.recoveryKey);
        QCOMPARE(made.request.seals.size(), std::size_t(2)); // both may answer emergencies
    }

    // Whoever is out of office gets nothing, though the manifest still names him.
    void whoIsOutOfOfficeGetsNoSeal() {
        const Two two;
        const auto pairs = domain::allKeyPairs();
        const auto made = two.renew({pairs.begin(), pairs.end()}, false);
        for (const auto& seal : made.request.seals) {
            QCOMPARE(seal.receiver, two.owner->user().text());
        }
        QCOMPARE(made.request.seals.size(), std::size_t(5)); // RK in its two halves
    }

    // The manifest names the key that he had before the reissue: he could not open what is sealed to it.
    void whoWasReissuedGetsNoSeal() {
        const Two two;
        auto holders = two.holders();
        for (const Bytes& since : {Bytes(), crypto::SigningKey::generate().publicKey()}) {
            holders.back().signPublic = since;
            const auto made = two.owner->renewKeys(std::vector{KeyPair::Emergency}, two.owner->manifest(),
                                                   holders, two.clock.now());
            QVERIFY(made);
            QCOMPARE(made->request.seals.size(), std::size_t(1));
            QCOMPARE(made->request.seals.front().receiver, two.owner->user().text());
        }
    }

    void onlyOwnersRenew() {
        const Two two;
        const std::vector pairs{KeyPair::Emergency};
        const auto made =
            two.helper->renewKeys(pairs, two.helper->manifest(), two.holders(), two.clock.now());
        QVERIFY(!made);
        QCOMPARE(made.error().code, ErrorCode::KeyUnavailable);
    }

    void theKeyOfTodayComesFirst() {
        Two two;
        const auto old = two.helper->sealedKey("emergency")->clone();
        two.take(two.renew({KeyPair::Emergency}).request);
        const auto keys = two.helper->sealedKeys("emergency");
        QCOMPARE(keys.size(), std::size_t(2));
        QVERIFY(same(*keys[1], old));
        QCOMPARE(crypto::BoxKey::fromSecret(keys[0]->reveal())->publicKey(),
                 two.helper->manifest().emergencyPublic);
    }

    // The labels are the server's; which key is today's is the manifest's to say.
    void swappedLabelsDeceiveNobody() {
        Two two;
        two.take(two.renew({KeyPair::Emergency}).request);
        for (auto& seal : two.helperSeals.items) {
            if (domain::baseKind(seal.kind) == "emergency") {
                seal.kind = "emergency";
            }
        }
        std::ranges::reverse(two.helperSeals.items);
        two.signIn();
        QCOMPARE(crypto::BoxKey::fromSecret(two.helper->sealedKey("emergency")->reveal())->publicKey(),
                 two.helper->manifest().emergencyPublic);
        QCOMPARE(two.helper->sealedKeys("emergency").size(), std::size_t(2));
    }

    void aNewcomerGetsTheOldOnesToo() {
        Two two;
        two.take(two.renew({KeyPair::DiagnosticsEvidence}).request);
        const auto handed = two.owner->sealKeysFor({UserId::generate().text(), Role::HelpDesk,
                                                    crypto::SigningKey::generate().publicKey(),
                                                    crypto::BoxKey::generate().publicKey()});
        QVERIFY(handed);
        QCOMPARE(std::ranges::count(handed->items, std::string("ev-diagnostics"), &wire::KeySeal::kind), 1);
        QCOMPARE(std::ranges::count(handed->items, std::string("ev-diagnostics-old"), &wire::KeySeal::kind),
                 1);
    }

    void recoversVaultsOfBeforeAndAfter_data() {
        QTest::addColumn<int>("renewals"); // since the vault was sealed for recovery
        QTest::newRow("under the key of today") << 0;
        QTest::newRow("under the one before") << 1;
        QTest::newRow("under the one before that") << 2;
    }
    void recoversVaultsOfBeforeAndAfter() {
        QFETCH(int, renewals);
        Two two;
        const UserId person = UserId::generate();
        const auto vaultKey = crypto::SecretKey::generate();
        const std::string tenant = two.owner->tenant().text();
        if (renewals == 0) {
            two.take(two.renew({KeyPair::Recovery}).request);
        }
        const auto wrap =
            crypto::sealVaultKey(vaultKey, two.owner->manifest().recoveryPublic, tenant, person.text(), "rk");
        for (int i = 0; i < renewals; ++i) {
            const auto made = two.renew({KeyPair::Recovery});
            QVERIFY(made.recoveryKey.has_value());
            two.take(made.request);
        }
        // The user admin asks, the owner agrees: neither has the other's half.
        QVERIFY(two.helper->sealedKeys("rk-owner").empty());
        const auto asked = two.helper->requestAct(
            {crypto::ActKind::VaultRecovery, person, {}, "forgot everything"}, two.clock.now());
        wire::TwoPersonAct act;
        act.request = asked.record;
        const auto record = crypto::SignedRecord::decode(asked.record);
        act.id = crypto::verifyAct(*record, two.owner->manifest())->id;
        act.kind = crypto::toWire(crypto::ActKind::VaultRecovery);
        act.subject = person;
        act.requester = two.helperId;
        act.reason = "forgot everything";
        const auto agreed = two.owner->approveAct(act, two.owner->manifest());
        QVERIFY(agreed);
        QVERIFY(agreed->sealedPart.size() <= 1024); // what the server takes
        act.sealedPart = agreed->sealedPart;
        wire::UserKeys keys{person, std::nullopt, {{"recovery", "rk", *wrap}}};
        const auto oneTime = crypto::SecretKey::generate();
        const auto recovered = two.helper->recoverVault(act, keys, oneTime, two.helper->manifest());
        QVERIFY2(recovered, recovered ? "" : recovered.error().detail.c_str());
        const auto opened =
            crypto::unwrapVaultKeyByPassword(recovered->sealed, oneTime, tenant, person.text());
        QVERIFY(opened && same(*opened, vaultKey));
        act.sealedPart.clear(); // alone he opens nothing
        QVERIFY(!two.helper->recoverVault(act, keys, oneTime, two.helper->manifest()));
    }
};

QTEST_GUILESS_MAIN(TestKeyRenewal)
#include "tst_key_renewal.moc"
