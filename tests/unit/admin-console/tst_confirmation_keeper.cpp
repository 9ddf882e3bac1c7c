// SPDX-License-Identifier: GPL-3.0-or-later
// The console of whoever may sign confirms by itself what is the newest, once, and says when the server shows
// less than was confirmed.
#include <algorithm>

#include <QSignalSpy>
#include <QTest>

#include "session_fixture.h"
#include "shell/confirmation_keeper.h"
#include "wire/codec.h"

using namespace kaomon;
using testing::FakeServer;

namespace {

constexpr const char* kPath = "/v1/confirmation";

} // namespace

class ConfirmationKeeperTest final : public QObject {
    Q_OBJECT

    testing::SessionFixture m_fixture;
    FakeServer& m_server = *m_fixture.server;
    wire::ConfirmationBasis m_basis; // what the server shows

private slots:
    void initTestCase() { QVERIFY(m_fixture.open()); }

    void init() {
        m_server.requests.clear();
        m_server.handlers.clear();
        m_basis = {};
        m_server.handlers[std::string("GET ") + kPath] = [this](const FakeServer::Request&) {
            return FakeServer::json(200, wire::encode(m_basis));
        };
        m_server.handlers[std::string("PUT ") + kPath] = [this](const FakeServer::Request& request) {
            m_basis.confirmation = wire::decode<wire::PolicyDocument>(request.body).value();
            return FakeServer::json(200, request.body);
        };
    }

    void whatIsNewIsConfirmedOnce() {
        m_basis.documents = {settings(3)};
        shell::MessageBar bar;
        shell::ConfirmationKeeper keeper(m_fixture.session, bar);
        QVERIFY(confirm(keeper));
        QCOMPARE(keeper.error(), std::optional<ErrorCode>());
        const auto* put = m_server.last("PUT", kPath);
        QVERIFY(put != nullptr);
        const auto document =
            m_fixture.session.keyring()->openDocument(wire::decode<wire::PolicyDocument>(put->body).value());
        QVERIFY(document);
        const auto body = wire::decode<wire::ConfirmationBody>(document->body);
        QVERIFY(body);
        QCOMPARE(body->heads.size(), std::size_t(1));
        QCOMPARE(body->heads.front().id, std::string("policy|tenant"));
        QCOMPARE(body->heads.front().version, 3LL);

        m_server.requests.clear();
        QVERIFY(confirm(keeper));
        QVERIFY(m_server.last("PUT", kPath) == nullptr);
        QVERIFY(bar.messages().empty());
    }

    void anOlderStateThanTheConfirmedOneIsTold() {
        m_basis.documents = {settings(3)};
        shell::MessageBar bar;
        shell::ConfirmationKeeper keeper(m_fixture.session, bar);
        QVERIFY(confirm(keeper));
        m_server.requests.clear();
        m_basis.documents = {settings(2)};
        QVERIFY(confirm(keeper));
        QCOMPARE(keeper.error(), std::optional(ErrorCode::PolicyRolledBack));
        QVERIFY(m_server.last("PUT", kPath) == nullptr);
        QCOMPARE(bar.messages().size(), std::size_t(1));
        QCOMPARE(bar.messages().front().tone, ui::Tone::Bad);

        m_basis.documents = {settings(3)}; // explained
        QVERIFY(confirm(keeper));
        QVERIFY(bar.messages().empty());
    }

    // Another owner may have changed the manifest since this one signed in: asked for once, before it is
    // told.
    void aNewerManifestIsFetchedBeforeItIsARollBack() {
        const auto& keyring = *m_fixture.session.keyring();
        const auto version = static_cast<long long>(keyring.manifest().version);
        m_basis.confirmation =
            keyring
                .signDocument("confirmation", "tenant", 1,
                              wire::encode(wire::ConfirmationBody{version + 1, {}}), m_fixture.clock.now())
                .value();
        shell::MessageBar bar;
        shell::ConfirmationKeeper keeper(m_fixture.session, bar);
        QVERIFY(confirm(keeper));
        QCOMPARE(keeper.error(), std::optional(ErrorCode::StaleRevision));
        QVERIFY(bar.messages().empty());
        QTRY_VERIFY(m_server.last("GET", "/v1/manifest") != nullptr);
        QVERIFY(confirm(keeper));
        QCOMPARE(keeper.error(), std::optional(ErrorCode::ManifestRolledBack));
        QCOMPARE(bar.messages().size(), std::size_t(1));
    }

    void anotherConsoleThatWasFasterIsNoTrouble() {
        m_basis.documents = {settings(3)};
        m_server.handlers[std::string("PUT ") + kPath] = [](const FakeServer::Request&) {
            return FakeServer::problem(409, "stale_revision");
        };
        shell::MessageBar bar;
        shell::ConfirmationKeeper keeper(m_fixture.session, bar);
        QVERIFY(confirm(keeper));
        QVERIFY(m_server.last("PUT", kPath) != nullptr);
        QCOMPARE(keeper.error(), std::optional<ErrorCode>());
    }

    void aServerThatCannotBeReachedIsAskedAgain() {
        m_basis.documents = {settings(3)};
        m_server.beUnreachableFor(std::string("GET ") + kPath);
        shell::MessageBar bar;
        shell::ConfirmationKeeper keeper(m_fixture.session, bar);
        QVERIFY(confirm(keeper));
        QVERIFY(keeper.error().has_value());
        QVERIFY(bar.messages().empty()); // the console says by itself that the server is away
        QVERIFY(confirm(keeper));
        QCOMPARE(keeper.error(), std::optional<ErrorCode>());
        QVERIFY(m_server.last("PUT", kPath) != nullptr);
    }

    // A second call while one runs does not sign twice.
    void oneAtATime() {
        m_basis.documents = {settings(3)};
        shell::MessageBar bar;
        shell::ConfirmationKeeper keeper(m_fixture.session, bar);
        QSignalSpy ended(&keeper, &shell::ConfirmationKeeper::ended);
        keeper.confirmNow();
        keeper.confirmNow();
        QTRY_COMPARE(ended.count(), 1);
        QCOMPARE(std::ranges::count_if(m_server.requests,
                                       [](const auto& request) { return request.method == "PUT"; }),
                 std::ptrdiff_t(1));
    }

    // Whoever may not sign asks nothing. Last: the session stays of that role.
    void nobodyElseSigns() {
        m_fixture.session.signOut();
        m_server.role = "auditor";
        QVERIFY(testing::signInOwner(m_fixture.server, m_fixture.clock, m_fixture.store, m_fixture.session));
        QVERIFY(!m_fixture.session.mayManage());
        m_server.requests.clear();
        shell::MessageBar bar;
        shell::ConfirmationKeeper keeper(m_fixture.session, bar);
        keeper.confirmNow();
        QVERIFY(m_server.last("GET", kPath) == nullptr);
    }

private:
    [[nodiscard]] wire::PolicyDocument settings(long long version) const {
        return m_fixture.session.keyring()
            ->signSettings("tenant", version, {}, m_fixture.clock.now())
            .value();
    }
    // A try, to its end.
    [[nodiscard]] static bool confirm(shell::ConfirmationKeeper& keeper) {
        QSignalSpy ended(&keeper, &shell::ConfirmationKeeper::ended);
        keeper.confirmNow();
        return ended.count() > 0 || ended.wait(60000);
    }
};

QTEST_MAIN(ConfirmationKeeperTest)
#include "tst_confirmation_keeper.moc"
