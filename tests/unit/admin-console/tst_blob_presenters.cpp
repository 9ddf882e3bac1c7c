// SPDX-License-Identifier: GPL-3.0-or-later
#include <QBuffer>
#include <QSignalSpy>
#include <QTest>

#include "base/log.h"
#include "crypto/sealed_blob.h"
#include "crypto/trust.h"
#include "diagnostics/bundle_writer.h"
#include "domain/ticket_number.h"
#include "pictures/pictures_presenter.h"
#include "session_fixture.h"
#include "support/gui_watchdog.h"
#include "tickets/bundle_presenter.h"
#include "tickets/tickets_presenter.h"

using namespace kaomon;
using models::ListState;
using testing::FakeServer;

namespace {

using Request = FakeServer::Request;

constexpr const char* kAttempt = "0193a000-0000-7000-8000-00000000002a";
constexpr const char* kOther = "0193a000-0000-7000-8000-00000000002b";

template<class Body>
FakeServer::Handler tells(Body body) {
    return [body = std::move(body)](const Request&) { return FakeServer::json(200, wire::encode(body)); };
}

Bytes jpeg() {
    QImage image(320, 240, QImage::Format_RGB32);
    image.fill(Qt::darkCyan);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "JPEG");
    return {bytes.begin(), bytes.end()};
}

constexpr double kLongestEvent = 50; // ms of the GUI thread

Bytes bundle(int further = 0) {
    Bytes file;
    const auto into = [&file](std::span<const std::uint8_t> bytes) -> Status {
        file.insert(file.end(), bytes.begin(), bytes.end());
        return {};
    };
    wire::DiagnosticsReport report{1, SystemClock().now(), "kaomon-agent", "0.1.0", "Debian", {}, {}};
    auto writer = diagnostics::BundleWriter::begin(report, into).value();
    const auto add = [&](const char* event, const char* attempt) {
        (void)writer.addLine(
            log::formatLine(log::Level::Info, event, {{"attempt", attempt}, {"text", "顔"}}));
    };
    (void)writer.beginLog("agent");
    add("agent.begin", kAttempt);
    add("agent.other", kOther);
    (void)writer.addLine(log::formatLine(log::Level::Error, "agent.failed", {{"reason", "Camera_Busy"}}));
    for (int i = 0; i < further; ++i) {
        add("agent.looked", kOther);
    }
    (void)writer.beginLog("client");
    add("client.asked", kAttempt);
    (void)writer.finish();
    return file;
}

} // namespace

// What a PC seals is opened here with the key that the administrator holds, and forgotten again.
class BlobPresentersTest final : public QObject {
    Q_OBJECT

    testing::SessionFixture m_fixture;
    FakeServer& m_server = *m_fixture.server;
    std::string m_role = "owner";

    // Signed in again with another role; the keys stay those of the owner.
    bool signInAs(const char* role) {
        m_server.handlers.clear();
        if (m_role == role) {
            return true;
        }
        m_role = m_server.role = role;
        m_fixture.session.signOut();
        return testing::signInOwner(m_fixture.server, m_fixture.clock, m_fixture.store, m_fixture.session);
    }

    // Serves `plain` as the sealed blob `id` under `path`, in parts of `partSize`.
    void serve(const std::string& path, const BlobId& id, const std::string& kind, const Bytes& plain,
               std::size_t partSize) {
        const auto& manifest = m_fixture.session.keyring()->manifest();
        const Bytes& receiver =
            kind == "image" ? manifest.imageEvidencePublic : manifest.diagnosticsEvidencePublic;
        const crypto::BlobPlace place{m_server.tenant.text(), id.text(), kind};
        const auto key = crypto::makeBlobKey(receiver, place).value();
        wire::BlobAccess access;
        access.access = BlobAccessId::generate();
        access.id = id;
        access.until = SystemClock().now() + std::chrono::hours(1);
        access.device = DeviceId::generate();
        access.keyId = crypto::blobKeyId(receiver);
        access.sealedKey = key.sealed;
        access.parts = static_cast<int>((plain.size() + partSize - 1) / partSize);
        for (int part = 0; part < access.parts; ++part) {
            const auto from = static_cast<std::size_t>(part) * partSize;
            const auto size = std::min(partSize, plain.size() - from);
            const Bytes sealed = crypto::sealBlobPart(key.key, place, part, part + 1 == access.parts,
                                                      std::span(plain).subspan(from, size));
            access.size += static_cast<long long>(sealed.size());
            m_server.handlers["GET " + path + "/" + id.text() + "/parts/" + std::to_string(part)] =
                [sealed](const Request&) {
                    return client::HttpReply{200, {}, std::string(sealed.begin(), sealed.end())};
                };
        }
        m_server.handlers["POST " + path + "/" + id.text() + ":open"] = tells(access);
    }
    wire::Diagnostics ticketOf(const BlobId& id) {
        wire::Diagnostics ticket;
        ticket.id = id;
        ticket.ticket = "482-719-350-6";
        ticket.device = DeviceId::generate();
        ticket.state = "complete";
        return ticket;
    }

private slots:
    void initTestCase() { QVERIFY(m_fixture.open()); }

    // An owner holds the key, and does not see the list all the same.
    void picturesAreForImageViewers() {
        QVERIFY(signInAs("owner"));
        pictures::PicturesPresenter presenter(m_fixture.session);
        QVERIFY(!presenter.mayView());
        m_server.requests.clear();
        presenter.reload();
        QCOMPARE(presenter.state(), ListState::Empty);
        QVERIFY(m_server.requests.empty());
        pictures::AccessesPresenter accesses(m_fixture.session);
        QVERIFY(accesses.mayView());
    }

    void aPictureIsOpenedWithAReasonAndForgotten() {
        QVERIFY(signInAs("image_viewer"));
        const auto id = BlobId::generate();
        serve("/v1/evidence", id, "image", jpeg(), 700);
        pictures::PicturesPresenter presenter(m_fixture.session);
        QVERIFY(presenter.mayView());
        const QSignalSpy done(&presenter, &pictures::PicturesPresenter::commandDone);
        presenter.open(id, "who was at the reception");
        QTRY_COMPARE(done.count(), 1);
        QCOMPARE(presenter.image().size(), QSize(320, 240));
        QCOMPARE(presenter.opened(), id);
        const auto* opened = m_server.last("POST", "/v1/evidence/" + id.text() + ":open");
        QVERIFY(opened->body.find("who was at the reception") != std::string::npos);
        presenter.forget();
        QVERIFY(presenter.image().isNull() && presenter.opened().isEmpty());
    }

    void badPicturesAreRefused_data() {
        QTest::addColumn<int>("what");
        QTest::newRow("no picture") << 0;
        QTest::newRow("parts exchanged") << 1;
        QTest::newRow("of another blob") << 2;
    }
    void badPicturesAreRefused() {
        QFETCH(int, what);
        QVERIFY(signInAs("image_viewer"));
        const auto id = BlobId::generate();
        serve("/v1/evidence", id, "image", what == 0 ? Bytes(3000, 'x') : jpeg(), 700);
        const std::string parts = "GET /v1/evidence/" + id.text() + "/parts/";
        if (what == 1) {
            std::swap(m_server.handlers[parts + "0"], m_server.handlers[parts + "1"]);
        } else if (what == 2) {
            const auto other = BlobId::generate();
            serve("/v1/evidence", other, "image", jpeg(), 700);
            m_server.handlers[parts + "0"] =
                m_server.handlers["GET /v1/evidence/" + other.text() + "/parts/0"];
        }
        pictures::PicturesPresenter presenter(m_fixture.session);
        const QSignalSpy failed(&presenter, &pictures::PicturesPresenter::commandFailed);
        presenter.open(id, "why");
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(presenter.image().isNull());
        QVERIFY(failed.first().first().value<ErrorCode>() ==
                (what == 0 ? ErrorCode::ProtocolError : ErrorCode::DecryptionFailed));
        QVERIFY(!presenter.isBusy());
    }

    void aBundleIsOpenedAndSearched() {
        QVERIFY(signInAs("help_desk"));
        const auto id = BlobId::generate();
        serve("/v1/diagnostics", id, "diagnostics", bundle(), 200);
        tickets::BundlePresenter presenter(m_fixture.session);
        presenter.open(ticketOf(id), "ticket");
        QCOMPARE(presenter.state(), ListState::Loading);
        QTRY_COMPARE(presenter.state(), ListState::Content);
        QCOMPARE(presenter.report().system, std::string("Debian"));
        QCOMPARE(presenter.sources(), (std::vector<std::string>{"agent", "client"}));
        QTRY_COMPARE(presenter.model().rowCount(), 4);
        presenter.setWords(QStringLiteral("camera_busy"));
        QTRY_COMPARE(presenter.model().rowCount(), 1);
        QCOMPARE(presenter.model().line(0)->event, std::string("agent.failed"));
        presenter.setWords({});
        presenter.setLevel("warning");
        QTRY_COMPARE(presenter.model().rowCount(), 1);
        presenter.setLevel({});
        presenter.setSource("client");
        QTRY_COMPARE(presenter.model().line(0)->source, std::string("client"));
        presenter.close();
        QVERIFY(!presenter.isOpen());
        QCOMPARE(presenter.model().rowCount(), 0);
    }

    // Unpacked, read and searched on a worker.
    void aLongBundleDoesNotKeepTheWindow() {
        QVERIFY(signInAs("help_desk"));
        auto& app = *dynamic_cast<testing::WatchedApplication*>(qApp);
        const auto id = BlobId::generate();
        serve("/v1/diagnostics", id, "diagnostics", bundle(20'000), 200'000);
        tickets::BundlePresenter presenter(m_fixture.session);
        app.startOver();
        presenter.open(ticketOf(id), "ticket");
        QTRY_COMPARE(presenter.state(), ListState::Content);
        QTRY_COMPARE(presenter.model().rowCount(), 20'004);
        presenter.setWords(QStringLiteral("camera_busy"));
        QTRY_COMPARE(presenter.model().rowCount(), 1);
        presenter.close();
        qInfo("longest event %.1f ms in %s, longest wait %.1f ms", app.longestMilliseconds(),
              qPrintable(app.longestEvent()), app.longestWait());
        QVERIFY2(app.longestMilliseconds() <= kLongestEvent, qPrintable(app.longestEvent()));
        QVERIFY2(app.longestWait() <= testing::WatchedApplication::kLongestWait,
                 qPrintable(app.waitingEvent()));
    }

    void anAttemptIsFollowedThroughEveryProgram() {
        QVERIFY(signInAs("help_desk"));
        const auto ticket = ticketOf(BlobId::generate());
        serve("/v1/diagnostics", ticket.id, "diagnostics", bundle(), 5000);
        wire::StoredEvent event;
        event.event.id = EventId::generate();
        event.event.kind = "auth";
        event.event.code = "LOGON_NG";
        event.event.result = "ng";
        event.event.severity = "warning";
        event.event.at = SystemClock().now() + std::chrono::seconds(30);
        event.event.attempt = AttemptId::parse(kAttempt).value();
        event.device = ticket.device;
        wire::StoredEvent other = event;
        other.event.id = EventId::generate();
        other.event.attempt = AttemptId::parse(kOther).value();
        m_server.handlers["GET /v1/devices/" + ticket.device.text() + "/events"] =
            tells(wire::EventPage{{event, other}, {}});
        tickets::BundlePresenter presenter(m_fixture.session);
        presenter.open(ticket, "ticket");
        QTRY_COMPARE(presenter.state(), ListState::Content);
        presenter.follow(kAttempt);
        QTRY_COMPARE(presenter.model().rowCount(), 3);
        QStringList sources;
        for (int row = 0; row < 3; ++row) {
            sources.append(QString::fromStdString(presenter.model().line(row)->source));
        }
        QCOMPARE(sources,
                 (QStringList{QStringLiteral("agent"), QStringLiteral("client"), QStringLiteral("server")}));
        presenter.follow({});
        QTRY_COMPARE(presenter.model().rowCount(), 4);
    }

    void aBadBundleFailsAndCanBeTriedAgain() {
        QVERIFY(signInAs("help_desk"));
        const auto ticket = ticketOf(BlobId::generate());
        serve("/v1/diagnostics", ticket.id, "diagnostics", Bytes(900, 'x'), 200);
        tickets::BundlePresenter presenter(m_fixture.session);
        presenter.open(ticket, "ticket");
        QTRY_COMPARE(presenter.state(), ListState::Failed);
        QVERIFY(presenter.error() == ErrorCode::ValidationFailed);
        serve("/v1/diagnostics", ticket.id, "diagnostics", bundle(), 200);
        presenter.reload();
        QTRY_COMPARE(presenter.state(), ListState::Content);
    }

    void whatPcsWereAskedForIsTold() {
        QVERIFY(signInAs("help_desk"));
        m_server.handlers["GET /v1/diagnostics"] = tells(wire::DiagnosticsPage{});
        wire::DiagnosticsRequest waits;
        waits.id = "0193a000-0000-7000-8000-00000000002a";
        waits.device = DeviceId::generate();
        waits.deviceName = "pc-1";
        waits.requestedBy = "hana";
        wire::DiagnosticsRequest answered = waits;
        answered.deviceName = "pc-2";
        answered.state = "answered";
        answered.ticket = domain::ticketText(482'719'350);
        m_server.handlers["GET /v1/diagnostics-requests"] =
            tells(wire::DiagnosticsRequestList{{waits, answered}});
        tickets::TicketsPresenter presenter(m_fixture.session);
        presenter.reload();
        QTRY_COMPARE(presenter.requestsText().count(QLatin1Char('\n')), 1);
        const QStringList lines = presenter.requestsText().split(QLatin1Char('\n'));
        QVERIFY(lines[0].contains(QStringLiteral("hana")) &&
                lines[0].contains(QStringLiteral("not answered yet")));
        QVERIFY(lines[1].contains(QString::fromStdString(*answered.ticket)));
    }

    void ticketsAreFoundAsTheyAreReadOut() {
        QVERIFY(signInAs("help_desk"));
        m_server.handlers["GET /v1/diagnostics"] =
            tells(wire::DiagnosticsPage{{ticketOf(BlobId::generate())}, {}});
        tickets::TicketsPresenter presenter(m_fixture.session);
        presenter.reload();
        QTRY_COMPARE(presenter.state(), ListState::Content);
        QVERIFY(presenter.mayOpen());
        const std::string ticket = domain::ticketText(482'719'350);
        QString typed = QString::fromStdString(ticket).replace(QLatin1Char('-'), QLatin1Char(' '));
        QString misheard = typed;
        misheard[0] = QLatin1Char('5');
        QVERIFY(!presenter.setTicket(misheard));
        QVERIFY(!presenter.isFiltered());
        QVERIFY(presenter.setTicket(typed));
        QTRY_VERIFY(m_server.last("GET", "/v1/diagnostics")->query.find("ticket=" + ticket) !=
                    std::string::npos);
        QTRY_COMPARE(presenter.state(), ListState::Content);
        QVERIFY(presenter.setTicket({}));
    }
};

int main(int argc, char** argv) {
    testing::WatchedApplication app(argc, argv);
    BlobPresentersTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_blob_presenters.moc"
