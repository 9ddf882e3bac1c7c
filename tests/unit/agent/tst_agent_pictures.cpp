// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent_fixture.h"

#include <QSignalSpy>

#include "agent/page_verifier.h"
#include "client/api_client.h"
#include "client/request_signer.h"
#include "crypto/sealed_blob.h"
#include "support/client/fake_transport.h"
#include "vision/picture.h"
#include "wire/evidence.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace kaomon::agent::test;
using testing::FakeTransport;

// Pictures of people who were refused: taken by the policy only, sealed at once, sent when somebody is there.
class TestAgentPictures : public QObject {
    Q_OBJECT
private slots:
    void takenByThePolicy_data() {
        QTest::addColumn<QString>("setting");
        QTest::addColumn<bool>("isStranger");
        QTest::addColumn<bool>("isKept");
        QTest::newRow("on") << "on" << true << true;
        QTest::newRow("blurred") << "blurred" << true << true;
        QTest::newRow("off") << "off" << true << false;
        QTest::newRow("not of the right one") << "on" << false << false;
    }
    void takenByThePolicy() {
        QFETCH(QString, setting);
        QFETCH(bool, isStranger);
        QFETCH(bool, isKept);
        auto settings = Desk::livenessOff();
        settings.push_back({"ng_image_store", setting.toStdString()});
        Desk desk(true, std::move(settings));
        QVERIFY(desk.pictures->show(unlockPictures(isStranger ? kStranger : kPerson)));
        QCOMPARE(desk.attempt().result.isAccepted, !isStranger);
        const auto waiting = desk.state->cache().list(kPendingPicture);
        QVERIFY(waiting);
        QCOMPARE(waiting->size(), std::size_t(isKept ? 1 : 0));
        const auto event = desk.outbox().back();
        QCOMPARE(event.detail.ticket.has_value(), isKept);
        if (!isKept) {
            return;
        }
        const auto [evidence, sealed] = read(waiting->front());
        QCOMPARE(evidence.event, std::optional(event.id));
        QCOMPARE(*event.detail.ticket, evidence.id.text());
        QCOMPARE(evidence.user, std::optional(desk.user));
        const auto picture = desk.tenant.openPicture(evidence, sealed);
        QVERIFY2(picture, picture ? "" : picture.error().detail.c_str());
        const auto frame = vision::decodePicture(picture->reveal());
        QVERIFY(frame);
        QCOMPARE(frame->width <= 24, setting == QLatin1String("blurred"));
    }

    // A test of one's own face is nobody else's business.
    void aTestIsNotTaken() {
        auto settings = Desk::livenessOff();
        settings.push_back({"ng_image_store", "on"});
        Desk desk(true, std::move(settings));
        QVERIFY(desk.pictures->show(unlockPictures(kStranger)));
        (void)desk.attempt("taro", domain::Scenario::EnrolTest);
        QVERIFY(desk.state->cache().list(kPendingPicture)->empty());
    }

    void onlySoManyWait() {
        Desk desk;
        std::string first;
        for (int i = 0; i < 22; ++i) {
            nextMillisecond(); // ids of one millisecond are in no order
            const BlobId id = keepOne(desk);
            first = i == 0 ? id.text() : first;
        }
        const auto waiting = desk.state->cache().list(kPendingPicture);
        QCOMPARE(waiting->size(), std::size_t(20));
        QVERIFY(waiting->front().id != first);
    }

    void sentInParts() {
        Desk desk;
        const BlobId id = keepOne(desk);
        auto transport = std::make_shared<FakeTransport>();
        const auto api = clientOf(transport, desk.clock);
        transport->answer(201, wire::encode(stateOf(id, 0)));
        transport->answer(200, wire::encode(stateOf(id, 1)));
        QVERIFY(sendAll(desk, api.get()));
        QCOMPARE(transport->requests.size(), std::size_t(2));
        QCOMPARE(transport->requests[0].method, std::string("POST"));
        QVERIFY(QString::fromStdString(transport->requests[1].target).endsWith(QLatin1String("/parts/0")));
        QVERIFY(desk.state->cache().list(kPendingPicture)->empty());
    }

    // Cut off after the announcement: it goes on where the server stands.
    void goesOnLater_data() {
        QTest::addColumn<int>("received");
        QTest::addColumn<int>("requests");
        QTest::newRow("the part is missing") << 0 << 2;
        QTest::newRow("only the answer was lost") << 1 << 1;
    }
    void goesOnLater() {
        QFETCH(int, received);
        QFETCH(int, requests);
        Desk desk;
        const BlobId id = keepOne(desk);
        auto transport = std::make_shared<FakeTransport>();
        const auto api = clientOf(transport, desk.clock);
        transport->answer(201, wire::encode(stateOf(id, 0)));
        transport->fail(ErrorCode::ServerUnreachable);
        QVERIFY(sendAll(desk, api.get()));
        QCOMPARE(desk.state->cache().list(kPendingPicture)->size(), std::size_t(1));
        transport->requests.clear();
        transport->answer(201, wire::encode(stateOf(id, received)));
        transport->answer(200, wire::encode(stateOf(id, 1)));
        QVERIFY(sendAll(desk, api.get()));
        QCOMPARE(transport->requests.size(), std::size_t(requests));
        QVERIFY(desk.state->cache().list(kPendingPicture)->empty());
    }

    void refusals_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::addColumn<bool>("isKept");
        QTest::newRow("full") << 507 << "quota_exceeded" << true;
        QTest::newRow("maintenance") << 503 << "unavailable" << true;
        QTest::newRow("wrong") << 422 << "validation_failed" << false;
    }
    void refusals() {
        QFETCH(int, status);
        QFETCH(QString, code);
        QFETCH(bool, isKept);
        Desk desk;
        keepOne(desk);
        auto transport = std::make_shared<FakeTransport>();
        const auto api = clientOf(transport, desk.clock);
        transport->answerProblem(status, code.toStdString());
        QVERIFY(sendAll(desk, api.get()));
        QCOMPARE(desk.state->cache().list(kPendingPicture)->size(), std::size_t(isKept ? 1 : 0));
    }

    void aResyncKeepsThem() {
        Desk desk;
        keepOne(desk);
        const auto changes = verifyChanges({}, *desk.state->device(), desk.state->cache(),
                                           localstore::LocalStore::PageMode::ReplaceAll);
        QVERIFY(changes);
        QCOMPARE(std::ranges::count(*changes, std::string(kPendingPicture), &localstore::Change::kind), 1);
    }

private:
    static void nextMillisecond() {
        const auto now = [] {
            return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
        };
        for (const auto before = now(); now() == before;) {
        }
    }

    static BlobId keepOne(Desk& desk) {
        const Bytes jpeg(1000, 7);
        const PictureOrder order{BlobId::generate(), EventId::generate(), desk.user, desk.clock.now()};
        if (!desk.kept.keep(order, jpeg, domain::PictureStore::On)) {
            qFatal("the picture was not kept");
        }
        return order.id;
    }

    static bool sendAll(Desk& desk, client::ApiClient* api) {
        QSignalSpy sent(&desk.kept, &IntruderPictures::sent);
        desk.kept.setApi(api);
        desk.kept.send();
        return sent.count() > 0 || sent.wait(30000);
    }

    // One that does not try again by itself.
    static std::unique_ptr<client::ApiClient> clientOf(std::shared_ptr<FakeTransport> transport,
                                                       const Clock& clock) {
        auto api = std::make_unique<client::ApiClient>(std::move(transport), clock,
                                                       client::ApiClientOptions{.maximumTries = 1});
        api->setSigner(std::make_shared<client::RequestSigner>("kid", crypto::SigningKey::generate(), clock));
        return api;
    }

    static wire::Evidence stateOf(const BlobId& id, int received) {
        wire::Evidence evidence;
        evidence.id = id;
        evidence.device = DeviceId::generate();
        evidence.state = received == 0 ? "uploading" : "complete";
        evidence.parts = 1;
        evidence.received = received;
        return evidence;
    }

    static std::pair<wire::NewEvidence, Bytes> read(const localstore::StoredObject& object) {
        const std::string text(object.bytes.begin(), object.bytes.end());
        const auto end = text.find('\n');
        return {wire::decode<wire::NewEvidence>(text.substr(0, end)).value(),
                Bytes(text.begin() + static_cast<std::ptrdiff_t>(end) + 1, text.end())};
    }
};

QTEST_GUILESS_MAIN(TestAgentPictures)
#include "tst_agent_pictures.moc"
