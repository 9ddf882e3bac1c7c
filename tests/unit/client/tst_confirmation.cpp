// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "client/confirmation_service.h"
#include "owner_keyring.h"
#include "support/manual_clock.h"
#include "wire/codec.h"

using namespace kaomon;
using namespace kaomon::client;
using std::chrono::days;
using std::chrono::hours;

// What a console confirms, and when it refuses to.
class TestConfirmation final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QVERIFY(crypto::initialise());
        m_keyring = testing::ownerKeyring(m_clock);
        QVERIFY(m_keyring);
    }

    void theFirstNamesWhatTheServerShows() {
        const auto first = confirmed({{}, {settings(3), links(2)}});
        QCOMPARE(first.version, 1LL);
        const auto body = bodyOf(first);
        QCOMPARE(body.manifest, 1LL);
        QCOMPARE(versionIn(body, "policy|tenant"), 3LL);
        QCOMPARE(versionIn(body, "account_links|user:" + m_user.text()), 2LL);
        QCOMPARE(body.heads.front().signer, m_keyring->user().text());
    }

    void whatIsConfirmedStaysConfirmed() {
        const auto first = confirmed({{}, {settings(3), links(2)}});
        const auto second = confirmed({first, {links(3)}});
        QCOMPARE(second.version, 2LL);
        QCOMPARE(versionIn(bodyOf(second), "policy|tenant"), 3LL);
        QCOMPARE(versionIn(bodyOf(second), "account_links|user:" + m_user.text()), 3LL);
    }

    void nothingNewIsSaidOnceADay() {
        const auto first = confirmed({{}, {settings(3)}});
        m_clock.advance(hours(19));
        const auto soon = nextConfirmation({first, {}}, *m_keyring, m_clock.now());
        QVERIFY(soon && !*soon);
        m_clock.advance(hours(2));
        QCOMPARE(confirmed({first, {}}).version, 2LL);
    }

    // The server shows this console an older state than another one has confirmed.
    void aRollBackIsRefused() {
        const auto first = confirmed({{}, {settings(3)}});
        const auto older = nextConfirmation({first, {settings(2)}}, *m_keyring, m_clock.now());
        QVERIFY(!older && older.error().code == ErrorCode::PolicyRolledBack);
        const auto ahead = m_keyring->signDocument(
            "confirmation", "tenant", 1, wire::encode(wire::ConfirmationBody{2, {}}), m_clock.now());
        const auto manifest = nextConfirmation({*ahead, {}}, *m_keyring, m_clock.now());
        QVERIFY(!manifest && manifest.error().code == ErrorCode::ManifestRolledBack);
    }

    // What nobody signed is nobody's word; and the server cannot make the numbers run out.
    void madeUpByTheServer() {
        auto forged = settings(9);
        forged.record.back() ^= 1;
        QCOMPARE(bodyOf(confirmed({{}, {forged}})).heads.size(), std::size_t(0));
        auto confirmation = confirmed({{}, {settings(3)}});
        confirmation.record.back() ^= 1;
        QCOMPARE(bodyOf(confirmed({confirmation, {}})).heads.size(), std::size_t(0));
        confirmation.version = std::numeric_limits<long long>::max();
        QVERIFY(!nextConfirmation({confirmation, {}}, *m_keyring, m_clock.now()));
    }

    void boundedByNumberAndAge() {
        std::vector<wire::PolicyDocument> documents;
        for (int i = 0; i < 1001; ++i) {
            m_clock.advance(std::chrono::seconds(1));
            documents.push_back(
                m_keyring->signAccountLinks(UserId::generate(), {}, 1, m_clock.now()).value());
        }
        const auto many = bodyOf(confirmed({{}, documents}));
        QCOMPARE(many.heads.size(), std::size_t(1000));
        QCOMPARE(versionIn(many, "account_links|" + documents.front().scope), 0LL); // the oldest
        const auto old = settings(1);
        m_clock.advance(days(401));
        QCOMPARE(bodyOf(confirmed({{}, {old}})).heads.size(), std::size_t(0));
    }

private:
    [[nodiscard]] wire::PolicyDocument settings(long long version) const {
        return m_keyring->signSettings("tenant", version, {}, m_clock.now()).value();
    }
    [[nodiscard]] wire::PolicyDocument links(long long version) const {
        return m_keyring->signAccountLinks(m_user, {}, version, m_clock.now()).value();
    }
    [[nodiscard]] wire::PolicyDocument confirmed(const wire::ConfirmationBasis& basis) const {
        const auto next = nextConfirmation(basis, *m_keyring, m_clock.now());
        return next && *next ? **next : wire::PolicyDocument();
    }
    [[nodiscard]] wire::ConfirmationBody bodyOf(const wire::PolicyDocument& document) const {
        const auto opened = m_keyring->openDocument(document);
        return opened ? wire::decode<wire::ConfirmationBody>(opened->body).value_or(wire::ConfirmationBody())
                      : wire::ConfirmationBody{-1, {}};
    }
    // 0: not named.
    [[nodiscard]] static long long versionIn(const wire::ConfirmationBody& body, const std::string& id) {
        const auto found = std::ranges::find(body.heads, id, &wire::ConfirmedHead::id);
        return found == body.heads.end() ? 0 : found->version;
    }

    testing::ManualClock m_clock;
    std::shared_ptr<const AdminKeyring> m_keyring;
    const UserId m_user = UserId::generate();
};

QTEST_GUILESS_MAIN(TestConfirmation)
#include "tst_confirmation.moc"
