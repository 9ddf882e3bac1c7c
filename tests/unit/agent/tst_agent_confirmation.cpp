// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent_files.h"

#include "agent/confirmation_watch.h"
#include "agent/page_verifier.h"
#include "wire/confirmations.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace kaomon::agent::test;
using localstore::LocalStore;
using std::chrono::days;
using Word = ConfirmationState::Word;

// A server that keeps newer documents from a PC: what an administrator's console confirmed tells of it, and
// without a fresh confirmation people are told as well. Nobody is kept out.
class TestAgentConfirmation : public QObject {
    Q_OBJECT
private slots:
    void init() {
        m_desk = std::make_unique<Desk>();
        m_helper = UserId::generate();
        m_key.emplace(m_desk->tenant.addAdmin(m_helper.text(), domain::Role::UserAdmin));
        m_watch = std::make_unique<ConfirmationWatch>(*m_desk->state, m_desk->events, m_desk->clock);
        QVERIFY(sync({m_desk->tenant.manifest(2), m_desk->tenant.settings(Desk::livenessOff()),
                      Tenant::user(m_desk->user), m_desk->tenant.links(m_desk->user, {})}));
    }
    void cleanup() {
        m_watch.reset();
        m_desk.reset();
    }

    // A11: the newer version is confirmed and does not come.
    void aHiddenDocumentIsNoticed_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<bool>("isMissed");
        const auto row = [](const char* name, const QString& id, bool isMissed) {
            QTest::newRow(name) << id << isMissed;
        };
        row("settings of the tenant", QStringLiteral("policy|tenant"), true);
        row("accounts of somebody here", QStringLiteral("account_links|user:%1"), true);
        row("groups of somebody here, the first ones", QStringLiteral("group_members|user:%1"), true);
        row("settings of this PC's group", QStringLiteral("policy|device_group:%2"), true);
        row("settings of a group of PCs elsewhere", QStringLiteral("policy|device_group:other"), false);
        row("accounts of somebody elsewhere", QStringLiteral("account_links|user:%3"), false);
        row("settings of a group that nobody here is in", QStringLiteral("policy|group:%3"), false);
    }
    void aHiddenDocumentIsNoticed() {
        QFETCH(QString, id);
        QFETCH(bool, isMissed);
        id.replace(QLatin1String("%1"), QString::fromStdString(m_desk->user.text()));
        id.replace(QLatin1String("%2"), QString::fromStdString(m_desk->state->device()->group));
        id.replace(QLatin1String("%3"), QString::fromStdString(UserId::generate().text()));
        QVERIFY(sync({confirmation({head(id.toStdString(), 7)})}));
        QCOMPARE(m_watch->state().word == Word::Withheld, isMissed);
        QCOMPARE(told("WITHHELD"), isMissed ? 1 : 0);
        m_watch->look();
        QCOMPARE(told("WITHHELD"), isMissed ? 1 : 0); // once
        // Whoever could log on still can.
        QVERIFY(m_desk->state->checkOffline());
        QCOMPARE(m_desk->state->templates().countOf(m_desk->user), std::size_t(1));
    }

    void whatCameIsNoGap() {
        QVERIFY(sync({confirmation({head("policy|tenant", 2)})}));
        QVERIFY(m_watch->state().word == Word::Withheld);
        QVERIFY(sync({m_desk->tenant.settings(Desk::livenessOff(), 3)})); // even newer
        QVERIFY(m_watch->state().word == Word::Good);
    }

    // The manifest that took an administrator's rights away is the one that is kept back.
    void aHiddenManifestIsNoticed() {
        QVERIFY(sync({confirmation({}, 1, 3)}));
        QCOMPARE(m_watch->state().withheld, std::vector<std::string>{"manifest"});
        QVERIFY(sync({m_desk->tenant.manifest(3)}));
        QVERIFY(m_watch->state().word == Word::Good);
    }

    // What somebody signed who has left the manifest counts on no PC.
    void wordsOfWhoLeftAreNoGap() {
        auto gone = head("policy|tenant", 9);
        gone.signer = UserId::generate().text();
        QVERIFY(sync({confirmation({gone})}));
        QVERIFY(m_watch->state().word == Word::Good);
    }

    // The server keeps every confirmation back, too: nobody's word is fresh any more.
    void anOldWordIsTold() {
        QVERIFY(sync({confirmation({})}));
        m_desk->clock.advance(days(14));
        QVERIFY(sync({}));
        QVERIFY(m_watch->state().word == Word::Good);
        m_desk->clock.advance(std::chrono::minutes(1));
        QVERIFY(sync({}));
        QVERIFY(m_watch->state().word == Word::Old);
        QCOMPARE(m_watch->state().age, days(14));
        m_watch->look();
        QCOMPARE(told("UNCONFIRMED"), 1);
        QVERIFY(m_desk->state->checkOffline());
        QVERIFY(sync({confirmation({}, 2)}));
        QVERIFY(m_watch->state().word == Word::Good);
    }

    // Neither a PC that never heard one nor one whose cache was made anew waits for ever.
    void silenceFromTheBeginningIsTold() {
        QVERIFY(m_watch->state().word == Word::Good);
        m_desk->clock.advance(days(15));
        QVERIFY(sync({m_desk->tenant.manifest(2)}, LocalStore::PageMode::ReplaceAll));
        QVERIFY(m_watch->state().word == Word::Old);
    }

    void theTenantMayNotWantIt() {
        auto settings = Desk::livenessOff();
        settings.push_back({"confirm_days", "0"});
        QVERIFY(sync({m_desk->tenant.settings(settings, 2)}));
        m_desk->clock.advance(days(400));
        QVERIFY(sync({}));
        QVERIFY(m_watch->state().word == Word::Good);
    }

    // Everything anew, without the confirmation or with the one before: it goes on counting.
    void theServerCannotTakeItBack() {
        const auto older = confirmation({});
        QVERIFY(sync({older}));
        QVERIFY(sync({confirmation({head("policy|tenant", 7)}, 2)}));
        QVERIFY(m_watch->state().word == Word::Withheld);
        for (const auto& changes : {std::vector<wire::Change>{}, std::vector<wire::Change>{older},
                                    std::vector<wire::Change>{removal()}}) {
            QVERIFY(sync(changes));
            QVERIFY(m_watch->state().word == Word::Withheld);
            std::vector<wire::Change> all{m_desk->tenant.manifest(2)};
            all.insert(all.end(), changes.begin(), changes.end());
            QVERIFY(sync(all, LocalStore::PageMode::ReplaceAll));
            QVERIFY(m_watch->state().word == Word::Withheld);
        }
    }

    // One that no owner or user administrator signed says nothing.
    void nobodyElseConfirms_data() {
        QTest::addColumn<QString>("by");
        for (const char* by : {"stranger", "help desk", "settings in its place"}) {
            QTest::newRow(by) << by;
        }
    }
    void nobodyElseConfirms() {
        QFETCH(QString, by);
        if (by == QLatin1String("settings in its place")) {
            auto settings = m_desk->tenant.settings(Desk::livenessOff(), 5);
            settings.kind = "confirmation";
            QVERIFY(sync({settings}));
        } else {
            const UserId id = UserId::generate();
            const auto identity = by == QLatin1String("stranger")
                                      ? crypto::Identity::generate()
                                      : m_desk->tenant.addAdmin(id.text(), domain::Role::HelpDesk);
            QVERIFY(sync({m_desk->tenant.manifest(3)}));
            QVERIFY(sync({signedBy(id, identity.signing, {head("policy|tenant", 7)}, 1, 3)}));
        }
        QVERIFY(m_watch->state().word == Word::Good);
        QVERIFY(m_desk->state->cache().list("confirmation")->empty());
    }

private:
    [[nodiscard]] wire::ConfirmedHead head(const std::string& id, long long version) const {
        return {id, version, m_helper.text(), m_desk->clock.now()};
    }
    [[nodiscard]] wire::Change signedBy(const UserId& signer, const crypto::SigningKey& key,
                                        const std::vector<wire::ConfirmedHead>& heads, std::uint64_t version,
                                        long long manifest) const {
        const crypto::SignedPolicy said{m_desk->tenant.tenant.text(),
                                        "confirmation",
                                        "tenant",
                                        version,
                                        wire::encode(wire::ConfirmationBody{manifest, heads}),
                                        m_desk->clock.now()};
        auto change = Tenant::document(said, said.sign(signer.text(), key));
        change.kind = "confirmation";
        change.id = m_desk->tenant.tenant.text();
        return change;
    }
    [[nodiscard]] wire::Change confirmation(const std::vector<wire::ConfirmedHead>& heads,
                                            std::uint64_t version = 1, long long manifest = 2) const {
        return signedBy(m_helper, m_key->signing, heads, version, manifest);
    }
    [[nodiscard]] wire::Change removal() const {
        return {"confirmation", m_desk->tenant.tenant.text(), 2, "delete", {}};
    }
    // A round with the server, as the syncer does it.
    bool sync(const std::vector<wire::Change>& changes,
              LocalStore::PageMode mode = LocalStore::PageMode::Delta) {
        auto& cache = m_desk->state->cache();
        const auto verified = verifyChanges(changes, *m_desk->state->device(), cache, mode);
        const bool isGood = verified && cache.applyPage(*verified, "token", mode) && m_desk->state->reload();
        m_watch->look();
        return isGood;
    }
    [[nodiscard]] int told(const std::string& code) const {
        const auto events = m_desk->outbox();
        return static_cast<int>(std::ranges::count(events, code, &wire::Event::code));
    }

    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<ConfirmationWatch> m_watch;
    UserId m_helper = UserId::generate();
    std::optional<crypto::Identity> m_key;
};

QTEST_GUILESS_MAIN(TestAgentConfirmation)
#include "tst_agent_confirmation.moc"
