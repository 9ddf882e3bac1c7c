// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUrlQuery>

#include "logs/event_export.h"
#include "logs/events_page.h"
#include "logs/events_presenter.h"
#include "session_fixture.h"

using namespace kaomon;
using logs::EventsPresenter;
using models::ListState;
using testing::FakeServer;
using Request = FakeServer::Request;

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

template<class Body>
FakeServer::Handler tells(Body body) {
    return [body = std::move(body)](const Request&) { return FakeServer::json(200, wire::encode(body)); };
}

QString item(const std::string& query, const char* name) {
    return QUrlQuery(QString::fromStdString(query)).queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
}

QPushButton* buttonIn(const QWidget& in, const char* name) {
    for (auto* button : in.findChildren<QPushButton*>()) {
        if (button->accessibleName() == QLatin1String(name)) {
            return button;
        }
    }
    return nullptr;
}

class NoPrompts final : public ui::Prompts {
public:
    void confirm(const ui::Question&, std::function<void(bool)> answer) override { answer(false); }
    void saveFile(const ui::FileRequest&, std::function<void(const QString&)> answer) override { answer({}); }
    void openFile(const ui::FileRequest&, std::function<void(const QString&)> answer) override { answer({}); }
};

} // namespace

class EventsPresenterTest final : public QObject {
    Q_OBJECT

    testing::SessionFixture m_fixture;
    testing::FakeServer& m_server = *m_fixture.server;

    [[nodiscard]] std::string query() { return m_server.last("GET", "/v1/events")->query; }

    [[nodiscard]] int asked(const std::string& path) {
        return static_cast<int>(
            std::ranges::count_if(m_server.requests, [&](const Request& seen) { return seen.path == path; }));
    }

    // 45,000 events, a line each, as the server tells them: from behind `after` to `upto`.
    void serveExport() {
        wire::EventExportHeader header;
        header.tenant = m_server.tenant;
        header.madeBy = m_server.founded->ownerId;
        header.upto = 45'000;
        m_server.handlers["GET /v1/exports/events:describe"] = tells(header);
        m_server.handlers["GET /v1/exports/events"] = [](const Request& request) {
            const long long after = item(request.query, "after").toLongLong();
            const long long upto = item(request.query, "upto").toLongLong();
            std::string lines = after == 0 ? "head\n" : "";
            for (long long number = after + 5'000; number <= upto; number += 5'000) {
                lines += std::to_string(number) + "\n";
            }
            return client::HttpReply{200, {}, lines};
        };
    }
    static QByteArray wholeExport() {
        QByteArray lines = "head\n";
        for (int number = 5'000; number <= 45'000; number += 5'000) {
            lines += QByteArray::number(number) + "\n";
        }
        return lines;
    }
    static QByteArray contentOf(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    void initTestCase() { QVERIFY(m_fixture.open()); }
    void init() {
        m_server.events.clear();
        m_server.handlers.clear();
        m_server.requests.clear();
    }

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

    // What arrives is told by the request that waits, in front of what was there.
    void eventsAreToldAsTheyCome() {
        m_server.events = {eventOf("LOGON_OK")};
        int calls = 0;
        const auto news = eventOf("LOGON_OK");
        m_server.handlers["GET /v1/events:tail"] = [&](const Request& request) {
            wire::EventTail tail;
            tail.after = 1;
            if (!item(request.query, "after").isEmpty() && ++calls == 1) {
                tail.items = {news};
                tail.after = 2;
            }
            return FakeServer::json(200, wire::encode(tail));
        };
        logs::EventsPresenter presenter(m_fixture.session);
        presenter.start();
        QTRY_COMPARE_WITH_TIMEOUT(presenter.model().rowCount(), 2, 15000);
        QCOMPARE(presenter.model().row(0)->event.id, news.event.id);
        QVERIFY(presenter.isTold());
        QTRY_VERIFY(asked("/v1/events:tail") >= 2);
        QCOMPARE(item(m_server.last("GET", "/v1/events:tail")->query, "wait"), QStringLiteral("20"));
        presenter.stop();
        QVERIFY(!presenter.isTold());
    }

    void aTimelineShowsWhatIsMissing() {
        const auto device = DeviceId::generate();
        const std::string path = "/v1/devices/" + device.text();
        m_server.handlers["GET " + path + "/events"] = tells(wire::EventPage{{eventOf("LOGON_OK")}, {}});
        m_server.handlers["GET " + path + "/event-gaps"] =
            tells(wire::EventMark{device, "pc-1", 4, 9, 2, 1, {{5, 6}}});
        m_server.handlers["GET /v1/events:counts"] = tells(
            wire::EventCounts{{{TimePoint(), "LOGON_OK", "ok", 5}, {TimePoint(), "LOGON_NG", "ng", 2}}});
        logs::EventsPresenter presenter(m_fixture.session);
        presenter.setAutoRefresh(false);
        presenter.setDevice({device.text(), QStringLiteral("pc-1")});
        presenter.setOldestFirst(true);
        QTRY_COMPARE(presenter.state(), ListState::Content);
        QTRY_VERIFY(presenter.mark() && presenter.mark()->missing == 2);
        QTRY_COMPARE(presenter.days().size(), std::size_t(1));
        QCOMPARE(presenter.days().front().refused, 2LL);
        QCOMPARE(item(m_server.last("GET", path + "/events")->query, "order"), QStringLiteral("oldest"));
        QVERIFY(presenter.isFiltered());
        presenter.setDevice({});
        QTRY_VERIFY(!presenter.mark());
    }

    void exportsAreWholeAlsoAfterAPause() {
        serveExport();
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("events.csv"));
        logs::EventExport writing(m_fixture.session);
        const QSignalSpy finished(&writing, &logs::EventExport::finished);
        client::EventExport how;
        how.encoding = "utf-8-bom";
        int pauses = 0;
        connect(&writing, &logs::EventExport::changed, this, [&] {
            if (writing.percent() > 0 && pauses == 0) {
                ++pauses;
                writing.pause();
            }
        });
        writing.start(file, how);
        QTRY_VERIFY(writing.state() == logs::EventExport::State::Paused && !writing.error());
        QVERIFY(writing.percent() < 100);
        QVERIFY(!QFile::exists(file));
        writing.resume();
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(contentOf(file), wholeExport());
        QVERIFY(contentOf(file + QStringLiteral(".json")).contains("\"upto\":45000"));
    }

    void aBrokenExportGoesOnWhereItStood() {
        serveExport();
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("events.csv"));
        logs::EventExport writing(m_fixture.session);
        const QSignalSpy finished(&writing, &logs::EventExport::finished);
        const auto answer = m_server.handlers["GET /v1/exports/events"];
        bool isBroken = true;
        m_server.handlers["GET /v1/exports/events"] = [&](const Request& request) {
            const bool fails = isBroken && item(request.query, "after") == QStringLiteral("20000");
            return fails ? FakeServer::problem(403, "forbidden") : answer(request);
        };
        writing.start(file, {});
        QTRY_VERIFY(writing.error() == ErrorCode::Forbidden);
        QVERIFY(writing.state() == logs::EventExport::State::Paused);
        QVERIFY(!QFile::exists(file));
        isBroken = false;
        writing.resume();
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(contentOf(file), wholeExport());
    }

    // The head that the server puts before a part knows the part only.
    void jsonLinesBeginWithWhatTheWholeFileHolds() {
        serveExport();
        m_server.handlers["GET /v1/exports/events:jsonl"] = [](const Request& request) {
            const QString after = item(request.query, "after");
            const std::string upto = item(request.query, "upto").toStdString();
            return client::HttpReply{
                200, {}, (after.isEmpty() ? "{\"upto\":" + upto + "}\n" : "") + "{\"line\":" + upto + "}\n"};
        };
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("events.jsonl"));
        logs::EventExport writing(m_fixture.session);
        const QSignalSpy finished(&writing, &logs::EventExport::finished);
        client::EventExport how;
        how.isJsonLines = true;
        writing.start(file, how);
        QTRY_COMPARE(finished.count(), 1);
        const QList<QByteArray> lines = contentOf(file).split('\n');
        QCOMPARE(lines.size(), 5); // head, three parts, the end
        QVERIFY(lines[0].contains("\"upto\":45000"));
        QCOMPARE(lines[3], QByteArray("{\"line\":45000}"));
        QVERIFY(!QFile::exists(file + QStringLiteral(".json")));
    }

    void aDiscardedExportLeavesNothing() {
        serveExport();
        const QTemporaryDir folder;
        logs::EventExport writing(m_fixture.session);
        connect(&writing, &logs::EventExport::changed, this, [&] {
            if (writing.percent() > 0 && writing.state() == logs::EventExport::State::Running) {
                writing.discard();
            }
        });
        const QSignalSpy finished(&writing, &logs::EventExport::finished);
        writing.start(folder.filePath(QStringLiteral("events.csv")), {});
        QTRY_VERIFY(writing.state() == logs::EventExport::State::Idle);
        QCOMPARE(finished.count(), 0);
        QVERIFY(QDir(folder.path()).isEmpty());
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

    // What is filtered by is kept by name, and choosing the name brings back that and nothing else.
    void aViewIsKeptAndFoundAgain() {
        m_server.handlers["GET /v1/events"] = tells(wire::EventPage{{eventOf("LOGON_NG")}, {}});
        m_server.savedFilters = {{makeUuid(), "users", "of another list", "state=locked", true, {}}};
        NoPrompts prompts;
        logs::EventsPage page(m_fixture.session, prompts);
        page.show();
        page.activate();
        auto* bar = page.findChild<shell::SavedFilterBar*>();
        auto* names = bar->findChild<QComboBox*>(QStringLiteral("savedFilters"));
        QVERIFY(!bar->isVisible()); // nothing kept, nothing to keep
        const QString user = QString::fromStdString(UserId::generate().text());
        page.openQuery(QStringLiteral("kind=auth&result=ng&severity=warning&days=7&q=%E5%8F%97%E4%BB%98&"
                                      "user=%1&name=%E5%B1%B1%E7%94%B0&order=oldest")
                           .arg(user));
        QTRY_COMPARE(item(query(), "q"), QStringLiteral("受付"));
        const std::string asked = query();
        auto* save = buttonIn(*bar, "Save filter");
        QTRY_VERIFY(save != nullptr && save->isVisible());
        save->click();
        auto* dialog = bar->findChild<shell::SaveFilterDialog*>();
        QVERIFY(dialog != nullptr && !dialog->acceptButton()->isEnabled());
        dialog->findChild<QLineEdit*>()->setText(QStringLiteral("受付の拒否"));
        dialog->findChild<QCheckBox*>()->setChecked(true);
        QVERIFY(dialog->acceptButton()->isEnabled());
        dialog->acceptButton()->click();
        QTRY_COMPARE(m_server.savedFilters.size(), std::size_t(2));
        const wire::SavedFilter& kept = m_server.savedFilters.back();
        QCOMPARE(kept.resource, std::string("events"));
        QCOMPARE(kept.name, std::string("受付の拒否"));
        QVERIFY(kept.shared);
        QTRY_COMPARE(names->count(), 2); // the heading and this one; not the one of another list
        QTRY_COMPARE(names->currentIndex(), 0);
        page.openQuery({});
        QTRY_VERIFY(item(query(), "kind").isEmpty() && item(query(), "user").isEmpty());
        names->setCurrentIndex(1);
        emit names->activated(1);
        for (const char* name : {"kind", "result", "severity", "user", "order"}) {
            QTRY_COMPARE(item(query(), name), item(asked, name));
        }
        QTRY_COMPARE(item(query(), "q"), QStringLiteral("受付"));
        QVERIFY(!item(query(), "from").isEmpty() && item(query(), "to").isEmpty());
        QCOMPARE(names->currentIndex(), 1);
        auto* forget = buttonIn(*bar, "Delete saved filter");
        QVERIFY(forget->isVisible());
        forget->click();
        QTRY_COMPARE(m_server.savedFilters.size(), std::size_t(1));
        QTRY_COMPARE(names->count(), 1);
        page.deactivate();
    }
};

QTEST_MAIN(EventsPresenterTest)
#include "tst_events_presenter.moc"
