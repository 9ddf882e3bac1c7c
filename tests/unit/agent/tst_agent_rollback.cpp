// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent_files.h"

#include "agent/cooldown_store.h"
#include "agent/page_verifier.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace kaomon::agent::test;
using localstore::LocalStore;

// A server, or somebody with the PC's files, who brings back what was before.
class TestAgentRollback : public QObject {
    Q_OBJECT
private slots:
    // A11: the server hides that a face was deleted, or gives it out again later, also to a PC that begins
    // anew.
    void aDeletedFaceDoesNotComeBack() {
        Desk desk;
        const auto face = desk.state->cache().list("template").value().front();
        const auto again = Tenant::change("template", face.id, {face.bytes.begin(), face.bytes.end()});
        const auto id = TemplateId::parse(face.id).value();
        const auto removal = desk.tenant.linksWithout(desk.user, {id}, 2);
        QCOMPARE(desk.state->templates().countOf(desk.user), std::size_t(1));
        QVERIFY(sync(desk, {removal})); // and no word of the face itself
        QCOMPARE(desk.state->templates().countOf(desk.user), std::size_t(0));
        QVERIFY(desk.state->templates().servedThoughRemoved().contains(face.id));
        QVERIFY(sync(desk, {again}));
        QCOMPARE(desk.state->templates().countOf(desk.user), std::size_t(0));
        // Everything anew, with the document from before: the later one is remembered.
        std::vector<wire::Change> older{desk.tenant.manifest(), Tenant::user(desk.user), again,
                                        desk.tenant.links(desk.user, {}),
                                        desk.tenant.seal(*desk.state->device())};
        QVERIFY(sync(desk, older, LocalStore::PageMode::ReplaceAll));
        QCOMPARE(desk.state->templates().countOf(desk.user), std::size_t(0));
        // Or without any document, and the old one in a later round.
        std::erase_if(older, [](const auto& change) { return change.kind == "policy"; });
        QVERIFY(sync(desk, older, LocalStore::PageMode::ReplaceAll));
        QVERIFY(sync(desk, {desk.tenant.links(desk.user, {{desk.state->device()->id.text(), "taro"}})}));
        const domain::OsAccount account{desk.state->device()->id.text(), "taro"};
        QVERIFY(!desk.state->policies().linkedUser(account)); // so the face opens nothing
        QVERIFY(
            sync(desk, {desk.tenant.linksWithout(desk.user, {id}, 3, {{account.authority, account.name}})}));
        QVERIFY(desk.state->policies().linkedUser(account));
        QCOMPARE(desk.state->templates().countOf(desk.user), std::size_t(0));
    }

    // A11: the server rolls a face back to an older version.
    void anOlderFaceIsPassedOver_data() {
        QTest::addColumn<bool>("isResync");
        QTest::newRow("in the ordinary way") << false;
        QTest::newRow("everything anew") << true;
    }
    void anOlderFaceIsPassedOver() {
        QFETCH(bool, isResync);
        Desk desk;
        const auto held = desk.state->cache().list("template").value().front();
        auto face =
            wire::decode<wire::FaceTemplate>(std::string(held.bytes.begin(), held.bytes.end())).value();
        const std::string older = wire::encode(face);
        face.version = 2;
        const std::string newer = wire::encode(face);
        QVERIFY(store(*desk.state, {Tenant::change("template", held.id, newer)}));
        const auto mode = isResync ? LocalStore::PageMode::ReplaceAll : LocalStore::PageMode::Delta;
        QVERIFY(sync(desk, {desk.tenant.manifest(), Tenant::change("template", held.id, older)}, mode));
        const auto kept = desk.state->cache().get("template", held.id).value();
        QCOMPARE(std::string(kept.bytes.begin(), kept.bytes.end()), newer);
    }

    // A18: an older copy of the cache forgives no misses.
    void anOlderCacheForgivesNothing() {
        QTemporaryDir folder;
        const testing::ManualClock clock;
        const Tenant tenant(clock);
        makePc(folder, clock, tenant);
        const std::string copy = folder.filePath(QStringLiteral("copy")).toStdString();
        std::filesystem::copy_file(cacheFile(folder), copy);
        const UserId user = UserId::generate();
        const domain::FaceCooldownRule rule;
        {
            const auto state = AgentState::open(folder.path().toStdString(), clock);
            QVERIFY(state);
            CooldownStore store((*state)->identity());
            domain::FaceCooldown cooldown;
            for (int i = 0; i < rule.missesBeforePause; ++i) {
                cooldown.recordMiss(domain::FaceMiss::NoMatch, clock.now(), rule);
            }
            QVERIFY(store.save(user, cooldown));
            QVERIFY(!store.admit(user, clock.now(), rule));
            QVERIFY((*state)->cache().setState("anything", Bytes{'1'}));
        }
        std::filesystem::copy_file(copy, cacheFile(folder),
                                   std::filesystem::copy_options::overwrite_existing);
        const auto state = AgentState::open(folder.path().toStdString(), clock);
        QVERIFY(state);
        QVERIFY((*state)->wasReset());
        QVERIFY(!CooldownStore((*state)->identity()).admit(user, clock.now(), rule));
    }

    // And of the store that holds the misses itself: then it is no PC of the tenant any more.
    void anOlderIdentityOpensNothing() {
        QTemporaryDir folder;
        const testing::ManualClock clock;
        const Tenant tenant(clock);
        makePc(folder, clock, tenant);
        const std::string file = databaseIn(folder.filePath(QStringLiteral("identity")).toStdString());
        const std::string copy = folder.filePath(QStringLiteral("copy")).toStdString();
        std::filesystem::copy_file(file, copy);
        {
            const auto state = AgentState::open(folder.path().toStdString(), clock);
            QVERIFY(state);
            QVERIFY(CooldownStore((*state)->identity()).save(UserId::generate(), domain::FaceCooldown()));
        }
        std::filesystem::copy_file(copy, file, std::filesystem::copy_options::overwrite_existing);
        const auto state = AgentState::open(folder.path().toStdString(), clock);
        QVERIFY(state);
        QVERIFY((*state)->device() == nullptr);
    }

private:
    // As a round with the server does it.
    static bool sync(const Desk& desk, const std::vector<wire::Change>& changes,
                     LocalStore::PageMode mode = LocalStore::PageMode::Delta) {
        const auto verified = verifyChanges(changes, *desk.state->device(), desk.state->cache(), mode);
        return verified && desk.state->cache().applyPage(*verified, "token", mode) && desk.state->reload();
    }
};

QTEST_GUILESS_MAIN(TestAgentRollback)
#include "tst_agent_rollback.moc"
