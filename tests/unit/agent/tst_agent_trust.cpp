// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent_files.h"

#include <fstream>

#include "agent/page_verifier.h"
#include "agent/permissions.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace kaomon::agent::test;
using localstore::LocalStore;

Q_DECLARE_METATYPE(kaomon::ErrorCode)

// What may enter this PC, who may ask it for what, and what becomes of its store.
class TestAgentTrust : public QObject {
    Q_OBJECT
private slots:
    void permissions_data() {
        QTest::addColumn<QString>("type");
        QTest::addColumn<bool>("mayUser");
        for (const char* type :
             {"takeOsSecret", "keepOsSecret", "emergencyBegin", "enrolDevice", "checkPin"}) {
            QTest::newRow(type) << type << false;
        }
        for (const char* type : {"authenticate", "passwordUsed", "status", "signIn", "enrolStart", "preview",
                                 "testFace", "changePassword"}) {
            QTest::newRow(type) << type << true;
        }
    }
    void permissions() {
        QFETCH(QString, type);
        QFETCH(bool, mayUser);
        const std::string name = type.toStdString();
        QVERIFY(checkPermission(name, 0, 0));
        QVERIFY(checkPermission(name, 500, 500));
        const auto user = checkPermission(name, 1000, 0);
        QCOMPARE(user.has_value(), mayUser);
        if (!mayUser) {
            QCOMPARE(user.error().code, ErrorCode::PeerDenied);
        }
        QCOMPARE(checkPermission(name + "x", 0, 0).error().code, ErrorCode::NotFound);
    }

    void anOlderManifestIsRefused() {
        Desk desk;
        QVERIFY(store(*desk.state, {desk.tenant.manifest(7)}));
        QCOMPARE(verify(desk, {desk.tenant.manifest(6)}).error().code, ErrorCode::ManifestRolledBack);
        QVERIFY(verify(desk, {desk.tenant.manifest(7)}));
        QVERIFY(verify(desk, {desk.tenant.manifest(8)}));
    }

    void anotherRootIsRefused() {
        Desk desk;
        const auto other = crypto::SigningKey::generate();
        QCOMPARE(verify(desk, {desk.tenant.manifest(2, &other)}).error().code, ErrorCode::SignatureInvalid);
    }

    void policyThatIsUnsignedOrOlderIsPassedOver() {
        Desk desk;
        const auto stranger = crypto::SigningKey::generate();
        QCOMPARE(verify(desk, {desk.tenant.settings({}, 9, &stranger)})->size(), std::size_t(0));
        QVERIFY(store(*desk.state, {desk.tenant.settings(Desk::livenessOff(), 5)}));
        QCOMPARE(verify(desk, {desk.tenant.settings({}, 4)})->size(), std::size_t(0));
        QCOMPARE(verify(desk, {desk.tenant.settings({}, 6)})->size(), std::size_t(1));
        // Even when it lies in the store, it does not count.
        QVERIFY(store(*desk.state, {desk.tenant.settings({{"match_attempts", "1"}}, 9, &stranger)}));
        QCOMPARE(desk.state->policies().policy().matchAttempts, domain::Policy().matchAttempts);
    }

    // A document that the PC may not believe, whichever way it came.
    void forgedPolicy_data() {
        QTest::addColumn<QString>("how");
        for (const char* how : {"unsigned", "help desk", "left the manifest", "another tenant", "older"}) {
            QTest::newRow(how) << QString::fromLatin1(how);
        }
    }
    void forgedPolicy() {
        QFETCH(QString, how);
        Desk desk;
        const auto helper = desk.tenant.addAdmin("helper", domain::Role::HelpDesk);
        const auto leaver = desk.tenant.addAdmin("leaver", domain::Role::UserAdmin);
        crypto::SignedPolicy said = desk.tenant.policy({{"match_attempts", "1"}}, 9);
        QVERIFY(store(*desk.state, {desk.tenant.manifest(2), desk.tenant.settings({}, 8)}));
        auto record = said.sign("leaver", leaver.signing);
        if (how == QLatin1String("unsigned")) {
            record.signature.clear();
        } else if (how == QLatin1String("help desk")) {
            record = said.sign("helper", helper.signing);
        } else if (how == QLatin1String("left the manifest")) {
            QVERIFY(verify(desk, {Tenant::document(said, record)})->size() == 1); // before he left
            desk.tenant.removeAdmin("leaver");
            QVERIFY(store(*desk.state, {desk.tenant.manifest(3)}));
        } else if (how == QLatin1String("another tenant")) {
            said.tenant = TenantId::generate().text();
            record = said.sign("leaver", leaver.signing);
        } else {
            said.version = 7;
            record = said.sign("leaver", leaver.signing);
        }
        const auto change = Tenant::document(said, record);
        QCOMPARE(verify(desk, {change})->size(), std::size_t(0));
        if (how != QLatin1String("older")) { // even when it lies in the store, it does not count
            QVERIFY(store(*desk.state, {change}));
            QCOMPARE(desk.state->policies().policy().matchAttempts, domain::Policy().matchAttempts);
        }
    }

    void settingsOfEveryPlace() {
        Desk desk;
        const std::string user = "user:" + desk.user.text();
        const std::string pcs = "device_group:" + desk.state->device()->group;
        const std::string others = "device_group:" + GroupId::generate().text();
        QVERIFY(store(*desk.state, {desk.tenant.settings({{"match_attempts", "2"}, {"pw_min", "20"}}, 2),
                                    desk.tenant.settingsAt(user, {{"match_attempts", "4"}}),
                                    desk.tenant.settingsAt(others, {{"match_attempts", "9"}})}));
        const auto& policies = desk.state->policies();
        QCOMPARE(policies.policy().matchAttempts, 2);
        QCOMPARE(policies.policy().password.minimumLength, 20);
        QCOMPARE(policies.policyFor(desk.user).matchAttempts, 4);
        QCOMPARE(policies.policyFor(UserId::generate()).matchAttempts, 2);
        QVERIFY(store(*desk.state, {desk.tenant.settingsAt(pcs, {{"match_attempts", "5"}})}));
        QCOMPARE(policies.policy().matchAttempts, 5);
        QCOMPARE(policies.policyFor(desk.user).matchAttempts, 5);
        QVERIFY(store(*desk.state, {desk.tenant.settings({{"match_attempts", "2", true}}, 3)}));
        QCOMPARE(policies.policy().matchAttempts, 2);
        QCOMPARE(policies.policyFor(desk.user).matchAttempts, 2);
        // what another version wrote does not take the rest with it
        QVERIFY(store(*desk.state, {desk.tenant.settings({{"of_a_newer_version", "1"},
                                                          {"match_timeout_s", "99"},
                                                          {"match_attempts", "7", true}},
                                                         4)}));
        QCOMPARE(policies.policy().matchAttempts, 7);
        QVERIFY(policies.policy().matchTimeout == domain::Policy().matchTimeout);
    }

    void settingsOfGroups() {
        Desk desk;
        const auto primary = GroupId::generate();
        const auto other = GroupId::generate();
        QVERIFY(store(*desk.state,
                      {desk.tenant.settings({{"match_attempts", "2"}}, 2),
                       desk.tenant.settingsAt("group:" + primary.text(), {{"match_attempts", "4"}}),
                       desk.tenant.settingsAt("group:" + other.text(),
                                              {{"match_attempts", "5"}, {"match_timeout_s", "9"}})}));
        const auto& policies = desk.state->policies();
        QCOMPARE(policies.policyFor(desk.user).matchAttempts, 2); // in no group yet
        QVERIFY(store(*desk.state, {desk.tenant.groups(desk.user, {primary, other})}));
        QCOMPARE(policies.policyFor(desk.user).matchAttempts, 4);
        QVERIFY(policies.policyFor(desk.user).matchTimeout == 9s);
        QCOMPARE(policies.policyFor(UserId::generate()).matchAttempts, 2);
        QVERIFY(store(*desk.state, {desk.tenant.groups(desk.user, {other, primary})}));
        QCOMPARE(policies.policyFor(desk.user).matchAttempts, 5);
    }

    // No document opens what the agent keeps shut, whoever signed it and wherever it is said.
    void floorsHoldAtEveryPlace() {
        Desk desk(false);
        const std::vector<wire::SettingValue> off{
            {"liveness_logon", "0"}, {"liveness_unlock", "0"}, {"liveness_appfill", "0"}};
        QVERIFY(store(*desk.state,
                      {desk.tenant.settings(off, 2), desk.tenant.settingsAt("user:" + desk.user.text(), off),
                       desk.tenant.settingsAt("device_group:" + desk.state->device()->group, off)}));
        for (const auto scenario : {domain::Scenario::Logon, domain::Scenario::Unlock,
                                    domain::Scenario::Elevation, domain::Scenario::AppFill}) {
            QCOMPARE(desk.state->policies().policy().liveness(scenario), 1);
            QCOMPARE(desk.state->policies().policyFor(desk.user).liveness(scenario), 1);
        }
    }

    void aFaceOfAnUnknownDeviceIsLeftOut() {
        Desk desk;
        const auto made = templateOf(enrolPictures(kStranger));
        QVERIFY(made);
        const auto forger = desk.tenant.makeDevice();
        QVERIFY(store(*desk.state, {desk.tenant.face(desk.user, forger, *made)}));
        QCOMPARE(desk.state->templates().countOf(desk.user), std::size_t(1));
    }

    // A11: the server gives one person's face to another.
    void aFaceOfSomebodyElseIsLeftOut() {
        Desk desk;
        const auto made = templateOf(enrolPictures(kStranger));
        QVERIFY(made);
        auto change = desk.tenant.face(UserId::generate(), *desk.state->device(), *made);
        auto face = wire::decode<wire::FaceTemplate>(change.body->text).value();
        face.user = desk.user;
        change.body->text = wire::encode(face);
        QVERIFY(store(*desk.state, {change}));
        QCOMPARE(desk.state->templates().countOf(desk.user), std::size_t(1));
        face.version = 2; // nor as a newer one
        change.body->text = wire::encode(face);
        QVERIFY(store(*desk.state, {change}));
        QCOMPARE(desk.state->templates().countOf(desk.user), std::size_t(1));
    }

    // A11: the server makes a PC of its own, with a certificate from a delegate that no administrator signed.
    void aPcOfTheServersMakingIsNotBelieved() {
        Desk desk;
        const auto made = templateOf(enrolPictures(kStranger));
        QVERIFY(made);
        const auto forger = desk.tenant.makeDevice();
        const auto server = crypto::SigningKey::generate();
        const auto delegate = crypto::SigningKey::generate();
        const crypto::DelegateCertificate permit{.tenant = desk.tenant.tenant.text(),
                                                 .codeId = "code",
                                                 .delegatePublic = delegate.publicKey(),
                                                 .deviceGroup = forger.group,
                                                 .useCount = 1,
                                                 .notAfter = desk.clock.now() + 1h};
        const crypto::DeviceCertificate certificate{
            .tenant = desk.tenant.tenant.text(),
            .deviceId = forger.id.text(),
            .deviceGroup = forger.group,
            .signPublic = forger.signing.publicKey(),
            .boxPublic = forger.box.publicKey(),
            .issuedAt = desk.clock.now(),
            .delegateRecord = permit.sign(desk.tenant.adminId.text(), server).encode()};
        const wire::SyncedDeviceKey key{forger.id.text(), "active",
                                        toBase64Url(certificate.sign("code", delegate).encode())};
        QVERIFY(store(*desk.state, {Tenant::change("device_key", forger.id.text(), wire::encode(key)),
                                    desk.tenant.face(desk.user, forger, *made)}));
        QCOMPARE(desk.state->templates().countOf(desk.user), std::size_t(1));
    }

    // A PC that was revoked after it had made a face: the face stays usable until an administrator has looked
    // at it, since the PC's certificate still leads to the root; without the certificate nothing counts.
    void aFaceOfARevokedDeviceStaysUntilItsReview() {
        Desk desk;
        const auto made = templateOf(enrolPictures(kPerson));
        QVERIFY(made);
        const auto other = desk.tenant.makeDevice();
        QVERIFY(store(*desk.state, {desk.tenant.face(desk.user, other, *made)}));
        QCOMPARE(desk.state->templates().countOf(desk.user), std::size_t(1));
        QVERIFY(store(*desk.state, {desk.tenant.deviceKey(other, "revoked")}));
        QCOMPARE(desk.state->templates().countOf(desk.user), std::size_t(2));
        auto impostor = desk.tenant.makeDevice();
        impostor.id = other.id; // the same name with other keys
        QVERIFY(store(*desk.state, {desk.tenant.deviceKey(impostor, "active", false)}));
        QCOMPARE(desk.state->templates().countOf(desk.user), std::size_t(1));
    }

    void aFaceThatWaitsSurvivesAResync() {
        Desk desk;
        const Bytes body{'x'};
        QVERIFY(desk.state->cache().put(kPendingTemplate, "a", 0, body));
        const auto changes =
            verifyChanges({}, *desk.state->device(), desk.state->cache(), LocalStore::PageMode::ReplaceAll);
        QVERIFY(changes);
        QCOMPARE(changes->size(), std::size_t(1));
        QCOMPARE(changes->front().kind, std::string(kPendingTemplate));
    }

    void aDamagedCacheIsMadeAnewUnderTheSameIdentity() {
        QTemporaryDir folder;
        const testing::ManualClock clock;
        const Tenant tenant(clock);
        const DeviceId id = makePc(folder, clock, tenant);
        {
            std::ofstream file(cacheFile(folder), std::ios::binary | std::ios::trunc);
            file << "this is no database";
        }
        const auto state = AgentState::open(folder.path().toStdString(), clock);
        QVERIFY(state);
        QVERIFY((*state)->wasReset());
        QVERIFY((*state)->device() != nullptr);
        QCOMPARE((*state)->device()->id, id);
        QCOMPARE((*state)->cache().token().value_or("?"), std::string());
        QVERIFY(!(*state)->sequenceBase());
    }

    void anOlderCopyOfTheCacheIsNoticed() {
        QTemporaryDir folder;
        const testing::ManualClock clock;
        const Tenant tenant(clock);
        const DeviceId id = makePc(folder, clock, tenant);
        const std::string copy = folder.filePath(QStringLiteral("copy")).toStdString();
        std::filesystem::copy_file(cacheFile(folder), copy);
        {
            const auto state = AgentState::open(folder.path().toStdString(), clock);
            QVERIFY(state);
            QVERIFY(!(*state)->wasReset());
            QVERIFY((*state)->cache().setState("cooldown.x", Bytes{'1'}));
        }
        std::filesystem::copy_file(copy, cacheFile(folder),
                                   std::filesystem::copy_options::overwrite_existing);
        const auto state = AgentState::open(folder.path().toStdString(), clock);
        QVERIFY(state);
        QVERIFY((*state)->wasReset());
        QCOMPARE((*state)->device()->id, id);
    }

    void eventsSurviveTheEndOfTheProcess() {
        QTemporaryDir folder;
        const testing::ManualClock clock;
        const Tenant tenant(clock);
        makePc(folder, clock, tenant);
        {
            const auto state = AgentState::open(folder.path().toStdString(), clock);
            QVERIFY(state);
            EventLog events(**state, clock);
            events.note("device", "ONLINE", "info");
        }
        const auto state = AgentState::open(folder.path().toStdString(), clock);
        QVERIFY(state);
        const auto pending = (*state)->cache().pending(10);
        QCOMPARE(pending->size(), std::size_t(1));
        QCOMPARE(*(*state)->sequenceBase() + pending->front().seq, std::uint64_t(1)); // dense from 1
    }

private:
    static Result<std::vector<localstore::Change>> verify(const Desk& desk,
                                                          const std::vector<wire::Change>& changes) {
        auto verified =
            verifyChanges(changes, *desk.state->device(), desk.state->cache(), LocalStore::PageMode::Delta);
        if (verified) { // what the PC remembers for itself beside them
            std::erase_if(*verified, [](const auto& change) { return change.kind == "policy_floor"; });
        }
        return verified;
    }
};

QTEST_GUILESS_MAIN(TestAgentTrust)
#include "tst_agent_trust.moc"
