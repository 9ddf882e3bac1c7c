// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "logs/events_presenter.h"
#include "session_fixture.h"

using namespace kaomon;
using logs::EventsPresenter;
using models::ListState;

namespace {

wire::StoredEvent eventOf(const std::string& code) {
    wire::StoredEvent stored;
    stored.event.id = EventId::generate();
    stored.event.kind = "auth";
    stored.event.code = code;
    stored.event.result = "ok";
    stored.event.severity = "info";
    stored.device = DeviceId::generate();
    stored.deviceName = "pc-1";
    return stored;
}

} // namespace

class EventsPresenterTest final : public QObject {
    Q_OBJECT

    testing::SessionFixture m_fixture;
    testing::FakeServer& m_server = *m_fixture.server;

    [[nodiscard]] std::string query() { return m_server.last("GET", "/v1/events")->query; }

private slots:
    void initTestCase() { QVERIFY(m_fixture.open()); }
    void init() { m_server.events.clear(); }

    void showsEachState() {
        EventsPresenter presenter(m_fixture.session);
        presenter.start();
        QCOMPARE(presenter.state(), ListState::Loading);
        QTRY_COMPARE(presenter.state(), ListState::Empty);
        m_server.refuse("GET /v1/events", 403, "forbidden");
        presenter.reload();
        QTRY_COMPARE(presenter.state(), ListState::Failed);
        m_server.events = {eventOf("LOGON_OK")};
        presenter.reload();
        QTRY_COMPARE(presenter.state(), ListState::Content);
        QVERIFY(!presenter.error());
    }

    void keepsWhatItShowsWhenARefreshFails() {
        m_server.events = {eventOf("LOGON_OK"), eventOf("LOGON_NG")};
        EventsPresenter presenter(m_fixture.session);
        presenter.start();
        QTRY_COMPARE(presenter.model().rowCount(), 2);
        m_server.refuse("GET /v1/events", 403, "forbidden");
        presenter.reload();
        QTRY_VERIFY(presenter.error() == ErrorCode::Forbidden);
        QCOMPARE(presenter.state(), ListState::Content);
        QCOMPARE(presenter.model().rowCount(), 2);
    }

    void refreshesByItself() {
        EventsPresenter presenter(m_fixture.session);
        presenter.start();
        QTRY_COMPARE(presenter.state(), ListState::Empty);
        m_server.events = {eventOf("LOGON_OK")};
        QTRY_COMPARE_WITH_TIMEOUT(presenter.model().rowCount(), 1, 15000);
    }

    void filtersOnTheServer() {
        EventsPresenter presenter(m_fixture.session);
        presenter.setKind("auth");
        QTRY_COMPARE(presenter.state(), ListState::Empty);
        QVERIFY(query().find("kind=auth") != std::string::npos);
        presenter.setResult("ng");
        QTRY_VERIFY(query().find("result=ng") != std::string::npos);
        presenter.setText(QStringLiteral("pc-1"));
        QTRY_VERIFY(query().find("q=pc-1") != std::string::npos);
        QVERIFY(presenter.isFiltered());
    }

    void forgetsEverythingWithTheSession() {
        m_server.events = {eventOf("LOGON_OK")};
        EventsPresenter presenter(m_fixture.session);
        presenter.start();
        QTRY_COMPARE(presenter.model().rowCount(), 1);
        presenter.clear();
        QCOMPARE(presenter.model().rowCount(), 0);
        QCOMPARE(presenter.state(), ListState::Loading);
    }
};

QTEST_MAIN(EventsPresenterTest)
#include "tst_events_presenter.moc"
