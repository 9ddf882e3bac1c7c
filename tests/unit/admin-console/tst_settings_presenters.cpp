// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "session_fixture.h"
#include "settings/settings_explain_presenter.h"
#include "settings/settings_history_presenter.h"
#include "settings/settings_presenter.h"

using namespace kaomon;
using models::ListState;
using settings::SettingsPresenter;
using testing::FakeServer;

namespace {

wire::ExplainedSetting explained(const std::string& name, const std::string& value, const std::string& source,
                                 bool isLocked = false) {
    wire::ExplainedSetting setting;
    setting.name = name;
    setting.value = value;
    setting.source = source;
    setting.locked = isLocked;
    return setting;
}

const domain::SettingDefinition& definition(const char* name) {
    return *domain::findSetting(name);
}

} // namespace

class SettingsPresentersTest final : public QObject {
    Q_OBJECT

    testing::SessionFixture m_fixture;
    FakeServer& m_server = *m_fixture.server;

    void load(SettingsPresenter& presenter) {
        presenter.reload();
        QTRY_COMPARE(presenter.state(), ListState::Content);
    }

private slots:
    void initTestCase() { QVERIFY(m_fixture.open()); }
    void init() {
        m_server.settings = {explained("match_timeout_s", "9", "tenant"),
                             explained("match_attempts", "3", "default"),
                             explained("mask_policy", "deny", "tenant", true)};
        wire::SettingsVersion version;
        version.scope = "tenant";
        version.version = 4;
        version.settings = {{"match_timeout_s", "9"}, {"mask_policy", "deny", true}};
        m_server.settingsVersions = {version};
        m_server.policies.clear();
        m_server.requests.clear();
    }

    void showsWhatIsSaidAndWhatIsInherited() {
        SettingsPresenter presenter(m_fixture.session);
        load(presenter);
        QCOMPARE(presenter.version(), 4LL);
        const auto said = presenter.row(definition("match_timeout_s"));
        QCOMPARE(said.value(), std::string("9"));
        QVERIFY(said.shown.has_value());
        QCOMPARE(said.inherited, std::string("5")); // the default
        const auto inherited = presenter.row(definition("match_attempts"));
        QVERIFY(!inherited.shown.has_value());
        QCOMPARE(inherited.source, std::string("default"));
    }

    void aNarrowerPlaceCannotTouchWhatIsLocked() {
        m_server.settings = {explained("match_timeout_s", "9", "tenant", true)};
        m_server.settingsVersions.clear();
        SettingsPresenter presenter(m_fixture.session);
        presenter.setScope("user:" + UserId::generate().text());
        QTRY_COMPARE(presenter.state(), ListState::Content);
        const auto row = presenter.row(definition("match_timeout_s"));
        QVERIFY(row.isLockedAbove);
        QCOMPARE(row.source, std::string("tenant"));
        QCOMPARE(presenter.version(), 0LL);
        // Only what may be given to a person is shown for one.
        for (const auto& shown : presenter.rows({}, {})) {
            QVERIFY((shown.definition->scopes & domain::setting_scope::kUser) != 0);
        }
    }

    void whatIsStagedBackIsNoChange() {
        SettingsPresenter presenter(m_fixture.session);
        load(presenter);
        presenter.stage("match_timeout_s", "7", false);
        presenter.stage("match_attempts", "4", false);
        QCOMPARE(presenter.stagedCount(), 2);
        presenter.stage("match_timeout_s", "9", false);
        QCOMPARE(presenter.stagedCount(), 1);
        presenter.stageInherited("match_timeout_s");
        QCOMPARE(presenter.stagedCount(), 2);
        QVERIFY(!presenter.row(definition("match_timeout_s")).shown.has_value());
        presenter.discard();
        QCOMPARE(presenter.stagedCount(), 0);
    }

    void searchesTitlesHelpAndNames_data() {
        QTest::addColumn<QString>("search");
        QTest::addColumn<bool>("isFound");
        QTest::newRow("name") << QStringLiteral("match_timeout") << true;
        QTest::newRow("every word") << QStringLiteral("match timeout nonsense") << false;
        QTest::newRow("nothing") << QStringLiteral("zzzz") << false;
    }
    void searchesTitlesHelpAndNames() {
        QFETCH(QString, search);
        SettingsPresenter presenter(m_fixture.session);
        const auto rows = presenter.rows({}, search);
        QTEST(std::ranges::any_of(rows,
                                  [](const auto& row) { return row.definition->name == "match_timeout_s"; }),
              "isFound");
    }

    void refusesWhatDoesNotFit_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("isRight");
        QTest::newRow("in range") << QByteArray("match_timeout_s") << QByteArray("30") << true;
        QTest::newRow("too much") << QByteArray("match_timeout_s") << QByteArray("31") << false;
        QTest::newRow("no number") << QByteArray("match_timeout_s") << QByteArray("soon") << false;
        QTest::newRow("choice") << QByteArray("mask_policy") << QByteArray("deny") << true;
        QTest::newRow("no choice") << QByteArray("mask_policy") << QByteArray("perhaps") << false;
    }
    void refusesWhatDoesNotFit() {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QTEST(!SettingsPresenter::fault(definition(name.constData()), value.toStdString()).has_value(),
              "isRight");
    }

    // Whoever waits for the act is told that nothing came of it.
    void nothingToApplyIsSaid() {
        SettingsPresenter presenter(m_fixture.session);
        load(presenter);
        const QSignalSpy failed(&presenter, &SettingsPresenter::commandFailed);
        presenter.apply(QStringLiteral("for no change"));
        QCOMPARE(failed.count(), 1);
        QCOMPARE(failed.front().front().value<ErrorCode>(), ErrorCode::StaleRevision);
    }

    void signsTheWholeDocumentAsTheNextVersion() {
        SettingsPresenter presenter(m_fixture.session);
        load(presenter);
        presenter.stage("match_attempts", "4", true);
        const QSignalSpy previewed(&presenter, &SettingsPresenter::previewed);
        presenter.preview();
        QTRY_COMPARE(previewed.count(), 1);
        const auto proposal =
            wire::decode<wire::SettingsProposal>(m_server.last("POST", "/v1/settings:preview")->body).value();
        QCOMPARE(proposal.settings.size(), std::size_t(3)); // what stays said is part of it
        const QSignalSpy applied(&presenter, &SettingsPresenter::applied);
        presenter.apply(QStringLiteral("fewer tries"));
        QTRY_COMPARE(applied.count(), 1);
        QCOMPARE(m_server.policies.front().version, 5LL);
        const auto opened = m_fixture.session.keyring()->openDocument(m_server.policies.front());
        QVERIFY(opened.has_value());
        const auto body = wire::decode<wire::SettingsBody>(opened->body).value();
        QCOMPARE(body.reason, std::optional<std::string>("fewer tries"));
        QCOMPARE(wire::valuesOf(body).at("match_attempts").isLocked, true);
        QCOMPARE(presenter.stagedCount(), 0);
    }

    void somebodyElsesChangeLosesNothing() {
        SettingsPresenter presenter(m_fixture.session);
        load(presenter);
        presenter.stage("match_attempts", "4", false);
        m_server.refuse("PUT /v1/policies", 412, "stale_revision");
        m_server.settingsVersions.front().version = 5;
        const QSignalSpy failed(&presenter, &SettingsPresenter::commandFailed);
        presenter.apply(QStringLiteral("fewer tries"));
        QTRY_COMPARE(failed.count(), 1);
        QTRY_COMPARE(presenter.version(), 5LL); // the newer state is shown
        QCOMPARE(presenter.stagedCount(), 1);   // and what was staged is still there
    }

    void aFailedLoadSaysSo() {
        SettingsPresenter presenter(m_fixture.session);
        m_server.refuse("GET /v1/settings/versions", 503, "unavailable");
        m_server.refuse("GET /v1/settings/explain", 403, "forbidden");
        presenter.reload();
        QTRY_COMPARE(presenter.state(), ListState::Failed);
        QVERIFY(presenter.error() == ErrorCode::Forbidden);
    }

    void tellsTheHistory() {
        m_server.settingChanges = {{"match_timeout_s", "5", "9", false, true}};
        settings::SettingsHistoryPresenter history(m_fixture.session);
        const QAbstractItemModelTester tester(&history.versions());
        history.reload();
        QTRY_COMPARE(history.state(), ListState::Content);
        history.showChanges(4);
        QTRY_COMPARE(history.changes().rowCount(), 1);
        QVERIFY(m_server.last("GET", "/v1/settings/diff")->query.find("from=3") != std::string::npos);
        QVERIFY(history.changes().index(0, 2).data().toString().contains(QStringLiteral("9")));
    }

    void explainsAndFilters() {
        settings::SettingsExplainPresenter explain(m_fixture.session);
        const auto user = UserId::generate();
        explain.ask(user.text(), {});
        QTRY_COMPARE(explain.model().rowCount(), 3);
        QVERIFY(m_server.last("GET", "/v1/settings/explain")->query.find("user=" + user.text()) !=
                std::string::npos);
        explain.setFilter(QStringLiteral("mask_policy"));
        QCOMPARE(explain.model().rowCount(), 1);
    }
};

QTEST_MAIN(SettingsPresentersTest)
#include "tst_settings_presenters.moc"
