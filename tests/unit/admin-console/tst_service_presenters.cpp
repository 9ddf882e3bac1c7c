// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUrlQuery>

#include "alerts/alerts_presenter.h"
#include "crypto/secret_key.h"
#include "crypto/signed_text.h"
#include "notices/notices_presenter.h"
#include "service/service_presenter.h"
#include "session_fixture.h"
#include "shell/service_watch.h"
#include "software/file_download.h"
#include "software/software_presenter.h"

using namespace kaomon;
using models::ListState;
using testing::FakeServer;

namespace {

using Request = FakeServer::Request;

template<class Body>
FakeServer::Handler tells(Body body) {
    return [body = std::move(body)](const Request&) { return FakeServer::json(200, wire::encode(body)); };
}

QString item(const std::string& query, const char* name) {
    return QUrlQuery(QString::fromStdString(query)).queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
}

wire::Notice noticeOf(const std::string& id) {
    wire::Notice notice;
    notice.id = id;
    notice.kind = "other";
    notice.audience = {"console"};
    notice.titleJa = "件名";
    notice.titleEn = "Title";
    notice.state = "active";
    notice.rev = 7;
    notice.readCount = 1;
    return notice;
}

} // namespace

class ServicePresentersTest final : public QObject {
    Q_OBJECT

    testing::SessionFixture m_fixture;
    FakeServer& m_server = *m_fixture.server;

    [[nodiscard]] int asked(const std::string& path) {
        return static_cast<int>(
            std::ranges::count_if(m_server.requests, [&](const Request& seen) { return seen.path == path; }));
    }

    static QByteArray contentOf(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    // A file of 9 MiB and 5 bytes, served in the stretches that are asked for.
    static std::string programFile() {
        std::string bytes(9 * 1024 * 1024 + 5, '\0');
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            bytes[i] = static_cast<char>(i * 31 >> 7);
        }
        return bytes;
    }
    static std::string sha256Of(const std::string& bytes) {
        return QCryptographicHash::hash(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())),
                                        QCryptographicHash::Sha256)
            .toHex()
            .toStdString();
    }
    void serveFile(const std::string& bytes) {
        m_server.handlers["GET /v1/releases/1.2.3/files/a.deb"] = [bytes](const Request& request) {
            const QString range = QString::fromStdString(request.range).section(QLatin1Char('='), 1);
            const auto from = range.section(QLatin1Char('-'), 0, 0).toULongLong();
            const auto to = range.section(QLatin1Char('-'), 1, 1).toULongLong();
            return client::HttpReply{206, {}, bytes.substr(from, to - from + 1)};
        };
    }

private slots:
    void initTestCase() { QVERIFY(m_fixture.open()); }
    void init() {
        m_server.handlers.clear();
        m_server.requests.clear();
    }

    void noticesAreReadOnceAndAcknowledged() {
        const std::string id = "3f2504e0-4f89-41d3-9a0c-0305e82c3311";
        m_server.handlers["GET /v1/notices"] = tells(wire::NoticePage{{noticeOf(id)}, {}});
        m_server.handlers["POST /v1/notices/" + id + ":read"] = [](const Request&) {
            return client::HttpReply{204, {}, {}};
        };
        m_server.handlers["POST /v1/notices/" + id + ":acknowledge"] = [](const Request&) {
            return client::HttpReply{204, {}, {}};
        };
        notices::NoticesPresenter presenter(m_fixture.session);
        presenter.reload();
        QTRY_COMPARE(presenter.state(), ListState::Content);
        presenter.noteRead(*presenter.model().row(0));
        QTRY_VERIFY(presenter.model().row(0)->readAt.has_value());
        QCOMPARE(*presenter.model().row(0)->readCount, 2LL);
        presenter.noteRead(*presenter.model().row(0));
        QCOMPARE(asked("/v1/notices/" + id + ":read"), 1);
        const QSignalSpy done(&presenter, &notices::NoticesPresenter::commandDone);
        presenter.acknowledge(id);
        QTRY_COMPARE(done.count(), 1);
    }

    void aNoticeIsChangedAtTheRevisionThatWasRead() {
        const std::string id = "3f2504e0-4f89-41d3-9a0c-0305e82c3311";
        m_server.handlers["GET /v1/notices"] = tells(wire::NoticePage{{noticeOf(id)}, {}});
        m_server.handlers["PUT /v1/notices/" + id] = [](const Request&) {
            return FakeServer::problem(412, "stale_revision");
        };
        notices::NoticesPresenter presenter(m_fixture.session);
        presenter.reload();
        QTRY_COMPARE(presenter.state(), ListState::Content);
        const QSignalSpy failed(&presenter, &notices::NoticesPresenter::commandFailed);
        wire::NoticeDraft draft;
        draft.kind = "other";
        draft.audience = {"client"};
        draft.titleEn = "Other";
        presenter.change(*presenter.model().row(0), draft);
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(m_server.last("PUT", "/v1/notices/" + id)->ifMatch, std::string("\"r7\""));
        QVERIFY(asked("/v1/notices") >= 2); // what the other one did is fetched
    }

    void theWatchKnowsWhatCounts() {
        wire::ServiceStatus status;
        wire::Maintenance later;
        later.id = "1";
        later.phase = "announced";
        later.startsAt = TimePoint(std::chrono::hours(20));
        wire::Maintenance sooner = later;
        sooner.id = "2";
        sooner.startsAt = TimePoint(std::chrono::hours(10));
        wire::IncidentStatus over;
        over.state = "resolved";
        wire::IncidentStatus open = over;
        open.state = "confirmed";
        open.id = "3";
        status.maintenance = {later, sooner};
        status.incidents = {over, open};
        m_server.handlers["GET /v1/service-status"] = tells(status);
        wire::Notice read = noticeOf("4");
        read.readAt = TimePoint();
        wire::Notice elsewhere = noticeOf("5");
        elsewhere.audience = {"client"};
        m_server.handlers["GET /v1/notices"] = tells(wire::NoticePage{{read, elsewhere, noticeOf("6")}, {}});
        shell::ServiceWatch watch(m_fixture.session);
        QVERIFY(watch.incident() == nullptr && watch.maintenance() == nullptr && watch.unread() == nullptr);
        watch.reload();
        QTRY_VERIFY(watch.incident() != nullptr && watch.unread() != nullptr);
        QCOMPARE(watch.incident()->id, std::string("3"));
        QCOMPARE(watch.maintenance()->id, std::string("2"));
        QCOMPARE(watch.unread()->id, std::string("6"));
        QCOMPARE(watch.unreadCount(), 1);
        watch.clear();
        QVERIFY(watch.incident() == nullptr && watch.unread() == nullptr);
    }

    void latenessIsCountedInDays() {
        wire::Maintenance window;
        window.announcedAt = TimePoint(std::chrono::hours(23));
        window.startsAt = TimePoint(std::chrono::hours(24 * 14 + 1));
        QCOMPARE(service::ServicePresenter::leadDays(window), 14);
        window.announcedAt = TimePoint(std::chrono::hours(24));
        QCOMPARE(service::ServicePresenter::leadDays(window), 13);
    }

    void filesComeInStretchesAndGoOn() {
        const std::string bytes = programFile();
        serveFile(bytes);
        const wire::ReleaseFile file{
            "a.deb", "debian12", static_cast<long long>(bytes.size()), sha256Of(bytes), {}};
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.deb"));
        software::FileDownload download(m_fixture.session);
        const QSignalSpy finished(&download, &software::FileDownload::finished);
        m_server.refuse("GET /v1/releases/1.2.3/files/a.deb", 403, "forbidden");
        download.start(path, "1.2.3", file);
        QTRY_VERIFY(download.error() == ErrorCode::Forbidden);
        int pauses = 0;
        connect(&download, &software::FileDownload::changed, this, [&] {
            if (download.percent() > 40 && pauses == 0) {
                ++pauses;
                download.pause();
            }
        });
        download.resume();
        QTRY_COMPARE(pauses, 1);
        QVERIFY(download.state() == software::FileDownload::State::Paused);
        QVERIFY(!QFile::exists(path));
        download.resume();
        QTRY_COMPARE(finished.count(), 1);
        QVERIFY(contentOf(path).toStdString() == bytes);
        QVERIFY(!QFile::exists(path + QStringLiteral(".part")));
    }

    void otherBytesGetNoName() {
        const std::string bytes = programFile();
        serveFile(bytes);
        const wire::ReleaseFile file{
            "a.deb", "debian12", static_cast<long long>(bytes.size()), std::string(64, '0'), {}};
        const QTemporaryDir folder;
        software::FileDownload download(m_fixture.session);
        download.start(folder.filePath(QStringLiteral("a.deb")), "1.2.3", file);
        QTRY_VERIFY(download.error() == ErrorCode::SignatureInvalid);
        QVERIFY(QDir(folder.path()).isEmpty());
    }

    void signaturesAreComparedWithTheFile() {
        const auto key = crypto::SigningKey::generate();
        wire::Release release;
        release.version = "1.2.3";
        release.state = "released";
        wire::ReleaseFile file{"a.deb", "debian12", 100, std::string(64, 'a'), {}};
        file.manifest = crypto::SignedText("KAOMON RELEASE 1", {{"version", "1.2.3"},
                                                                {"file", "a.deb"},
                                                                {"platform", "debian12"},
                                                                {"size", "100"},
                                                                {"sha256", file.sha256}})
                            .sign("release-file", key);
        wire::ReleaseFile other = file;
        other.name = "b.deb";
        release.files = {file, other};
        m_server.handlers["GET /v1/releases:fleet"] = tells(wire::FleetStatistics{});
        m_server.handlers["GET /v1/releases"] =
            tells(wire::ReleaseList{{release}, {crypto::keyName(key.publicKey())}});
        software::SoftwarePresenter presenter(m_fixture.session);
        presenter.reload();
        QTRY_COMPARE(presenter.state(), ListState::Content);
        presenter.select(presenter.releases().row(0));
        using software::Signature;
        QVERIFY(presenter.signatureOf(file) == Signature::Matches);
        QVERIFY(presenter.signatureOf(other) == Signature::Differs);
        const auto textOf = [](const Bytes& bytes) {
            return QByteArray(reinterpret_cast<const char*>(bytes.data()),
                              static_cast<qsizetype>(bytes.size()))
                .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
                .toStdString();
        };
        QVERIFY(!presenter.useKey("hello"));
        QVERIFY(presenter.useKey("release-key = " + textOf(key.publicKey()) + "\n").has_value());
        QVERIFY(presenter.signatureOf(file) == Signature::Verified);
        QVERIFY(presenter.useKey(textOf(crypto::SigningKey::generate().publicKey())).has_value());
        QVERIFY(presenter.signatureOf(file) == Signature::Wrong);
    }

    void aWebhookHasASecretOfItsOwn() {
        m_server.handlers["GET /v1/webhooks"] = tells(wire::WebhookList{});
        m_server.handlers["GET /v1/deliveries"] = tells(
            wire::DeliveryStateList{{{"syslog:log.example.com:6514", "active", 0, 0, 0, 5, 0, {}, {}, {}}}});
        std::vector<Bytes> secrets;
        m_server.handlers["POST /v1/webhooks"] = [&](const Request& request) {
            const auto asked = wire::decode<wire::NewWebhook>(request.body).value();
            secrets.push_back(asked.secret);
            wire::Webhook made;
            made.id = asked.id;
            made.name = asked.name;
            made.createdBy = m_server.founded->ownerId;
            return FakeServer::json(201, wire::encode(made));
        };
        alerts::TargetsPresenter presenter(m_fixture.session);
        presenter.reload();
        QTRY_COMPARE(presenter.state(), ListState::Content);
        QVERIFY(!presenter.model().row(0)->webhook); // the operator's syslog server is told, not changed
        const QSignalSpy made(&presenter, &alerts::TargetsPresenter::secretMade);
        for (int i = 1; i <= 2; ++i) {
            wire::NewWebhook webhook;
            webhook.id = WebhookId::generate();
            webhook.name = "hook";
            webhook.url = "https://example.com/";
            webhook.sends = "both";
            presenter.create(webhook);
            QTRY_COMPARE(made.count(), i);
        }
        QCOMPARE(secrets.size(), std::size_t(2));
        QCOMPARE(secrets[0].size(), std::size_t(32));
        QVERIFY(secrets[0] != secrets[1]);
    }

    void rulesAreTheOwnersAndAuditors() {
        m_server.handlers["GET /v1/alert-rules"] = tells(wire::AlertRuleList{});
        m_server.handlers["GET /v1/alerts"] =
            tells(wire::EventAlertPage{{{1, "event_burst", "", "", {}, {}, {}, 5}}, {}});
        m_server.refuse("GET /v1/alerts", 403, "forbidden");
        alerts::AlertsPresenter presenter(m_fixture.session);
        presenter.reload();
        QTRY_COMPARE(presenter.state(), ListState::Failed);
        presenter.reload();
        QTRY_COMPARE(presenter.state(), ListState::Content);
        QVERIFY(presenter.maySeeRules());
        presenter.clear();
        QCOMPARE(presenter.alerts().rowCount(), 0);
    }

    void mailsAreFilteredByTheServer() {
        m_server.handlers["GET /v1/mails"] = tells(wire::MailPage{false, {}, {}});
        service::MailsPresenter presenter(m_fixture.session);
        presenter.reload();
        QTRY_COMPARE(presenter.state(), ListState::Empty);
        QVERIFY(!presenter.isConfigured());
        presenter.setWanted("bounced");
        QTRY_VERIFY(item(m_server.last("GET", "/v1/mails")->query, "state") == QStringLiteral("bounced"));
    }
};

QTEST_MAIN(ServicePresentersTest)
#include "tst_service_presenters.moc"
