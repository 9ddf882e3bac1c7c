// SPDX-License-Identifier: GPL-3.0-or-later
#include "assisted_bench.h"

#include "agent/os_secret_store.h"
#include "agent/permissions.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace kaomon::agent::test;

namespace {

// A photograph as a camera without light would take it.
vision::Frame darkened(const std::filesystem::path& path) {
    const auto frame = vision::loadPicture(path).value_or(vision::Frame());
    std::vector<std::uint8_t> rows;
    for (int y = 0; y < frame.height; ++y) {
        rows.insert(rows.end(), frame.row(y), frame.row(y) + frame.stride);
    }
    std::ranges::for_each(rows, [](std::uint8_t& byte) { byte = static_cast<std::uint8_t>(byte / 6); });
    return vision::copyFrame(frame.width, frame.height, frame.stride, rows);
}

} // namespace

// Faces that this PC takes for other people on an administrator's ticket.
class TestAgentAssisted : public QObject {
    Q_OBJECT
private slots:
    void aNewcomersFaceCountsOnceVouchedFor() {
        Desk desk;
        Counter counter(desk);
        QVERIFY(desk.pictures->show(enrolPictures(kStranger)));
        const UserId newcomer = UserId::generate();
        const auto done = counter.take(counter.ticketFor(newcomer));
        QCOMPARE(textOf(done), std::string("assistEnrolDone first"));
        QCOMPARE(desk.state->templates().countOf(newcomer), std::size_t(0)); // nothing is kept here
        auto face = counter.vouched(*done);
        QVERIFY(face.needsApproval.value_or(false));
        auto without = face;
        without.approval.reset();
        QVERIFY(counter.give(without));
        QCOMPARE(desk.state->templates().countOf(newcomer), std::size_t(0));
        QVERIFY(counter.give(face));
        QCOMPARE(desk.state->templates().countOf(newcomer), std::size_t(1));
        const auto events = desk.outbox();
        QVERIFY(std::ranges::any_of(events, [&](const wire::Event& event) {
            return event.code == "ENROLL_ASSISTED" && event.user == newcomer;
        }));
    }

    void aFaceOfHisIsKnown() {
        Desk desk;
        Counter counter(desk);
        QVERIFY(desk.pictures->show(enrolPictures(kPerson)));
        QCOMPARE(textOf(counter.take(counter.ticketFor(desk.user, true))),
                 std::string("assistEnrolDone own"));
    }

    // Somebody else's face for a person who has one: one administrator cannot make it count.
    void anotherFaceNeedsTwo() {
        Desk desk;
        Counter counter(desk);
        QVERIFY(desk.pictures->show(enrolPictures(kStranger)));
        const auto done = counter.take(counter.ticketFor(desk.user)); // the ticket says nothing of secrets
        QCOMPARE(textOf(done), std::string("assistEnrolDone other"));
        auto face = counter.vouched(*done);
        QVERIFY(counter.give(face));
        QCOMPARE(desk.state->templates().countOf(desk.user), std::size_t(1));
        QVERIFY(desk.state->templates().waitingOf(desk.user).contains(face.id.text()));
        auto voucher = crypto::FaceVoucher::decode(*face.approval).value();
        voucher.second = desk.tenant.approval(face, counter.adminId, &counter.admin.signing);
        face.approval = voucher.encode(); // the same administrator twice
        QVERIFY(counter.give(face));
        QCOMPARE(desk.state->templates().countOf(desk.user), std::size_t(1));
        voucher.second = desk.tenant.approval(face);
        face.approval = voucher.encode();
        QVERIFY(counter.give(face));
        QCOMPARE(desk.state->templates().countOf(desk.user), std::size_t(2));
    }

    // What was kept of him before must not open by a face that one administrator took for him.
    void anOlderSecretIsNotHandedOut() {
        Desk desk;
        Counter counter(desk);
        const auto held = desk.state->cache().list("template");
        for (const auto& object : *held) {
            QVERIFY(desk.state->cache().remove("template", object.id));
        }
        QVERIFY(desk.state->reload());
        OsSecretStore secrets(*desk.state, desk.events,
                              [](const std::string&, const SecretString&) { return std::optional(true); });
        QVERIFY(secrets.keep("taro", SecretString("kept before")));
        QVERIFY(secrets.take("taro"));
        QVERIFY(desk.pictures->show(enrolPictures(kStranger)));
        const auto done = counter.take(counter.ticketFor(desk.user));
        QCOMPARE(textOf(done), std::string("assistEnrolDone first"));
        QVERIFY(counter.give(counter.vouched(*done)));
        QCOMPARE(secrets.take("taro").error().code, ErrorCode::NotFound);
        QVERIFY(!secrets.isKept("taro")); // gone, not only hidden
        QVERIFY(secrets.keep("taro", SecretString("typed once more")));
        QCOMPARE(secrets.take("taro")->reveal(), std::string("typed once more"));
    }

    void aFaceOfSomebodyElseIsRefused() {
        Desk desk;
        Counter counter(desk);
        QVERIFY(desk.pictures->show(enrolPictures(kPerson)));
        const UserId other = UserId::generate();
        QCOMPARE(textOf(counter.take(counter.ticketFor(other))), std::string("duplicate_person"));
        const auto told = eventsOf(desk, "DUPLICATE");
        QCOMPARE(told.size(), std::size_t(1));
        QCOMPARE(told[0].user, std::optional(other)); // whose face it is in truth is nobody's business here
        QCOMPARE(told[0].detail.method, std::optional<std::string>("camera"));
        QCOMPARE(told[0].detail.reason, std::optional<std::string>("duplicate_person"));
        QVERIFY(told[0].detail.cameraId.has_value());
        QVERIFY(eventsOf(desk, "ENROLL_ASSISTED").empty());
    }

    // Whoever gives up before a camera that shows too little leaves what was wrong with the last picture.
    void picturesThatAreNotGoodEnoughAreAnEvent() {
        Desk desk;
        Counter counter(desk);
        desk.pictures->showFrames(
            {testing::PictureComposer(darkened(enrolPictures(kStranger)[0])).compose(0ms)});
        const UserId newcomer = UserId::generate();
        localipc::Message message{"assistEnrolStart", 0, {}};
        message.set("ticket", toBase64Url(counter
                                              .signedTicket(counter.ticketFor(newcomer), counter.adminId,
                                                            counter.admin.signing)
                                              .encode()));
        auto taken = counter.link.request(std::move(message), {}, 120s);
        QVERIFY(QTest::qWaitFor([&] { return counter.enrolments.course().fault.has_value(); }, 60000));
        counter.enrolments.cancel();
        QVERIFY(QTest::qWaitFor([&] { return taken.isFinished(); }, 60000));
        QCOMPARE(textOf(taken.result()), std::string("cancelled"));
        const auto told = eventsOf(desk, "QUALITY_LOW");
        QCOMPARE(told.size(), std::size_t(1));
        QCOMPARE(told[0].user, std::optional(newcomer));
        QCOMPARE(told[0].detail.reason, std::optional<std::string>("face_too_dark"));
        QCOMPARE(told[0].detail.frames, std::optional(0));
        QVERIFY(told[0].detail.cameraId.has_value());
        // Nobody who gives up before a good picture is reproached for it.
        QVERIFY(desk.pictures->show({}));
        message = {"assistEnrolStart", 0, {}};
        message.set("ticket", toBase64Url(counter
                                              .signedTicket(counter.ticketFor(newcomer), counter.adminId,
                                                            counter.admin.signing)
                                              .encode()));
        taken = counter.link.request(std::move(message), {}, 120s);
        QVERIFY(QTest::qWaitFor(
            [&] { return counter.enrolments.course().fault == std::optional(ErrorCode::NoFace); }, 60000));
        counter.enrolments.cancel();
        QVERIFY(QTest::qWaitFor([&] { return taken.isFinished(); }, 60000));
        QCOMPARE(eventsOf(desk, "QUALITY_LOW").size(), std::size_t(1));
    }

    void onlyOnAnAdministratorsTicket_data() {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QString>("code");
        QTest::newRow("help desk") << "help desk"
                                   << "signature_invalid";
        QTest::newRow("stranger") << "stranger"
                                  << "signature_invalid";
        QTest::newRow("another PC") << "another PC"
                                    << "forbidden";
        QTest::newRow("himself") << "himself"
                                 << "forbidden";
        QTest::newRow("old") << "old"
                             << "ticket_invalid";
        QTest::newRow("photograph") << "photograph"
                                    << "validation_failed";
        QTest::newRow("no record") << "no record"
                                   << "validation_failed";
    }
    void onlyOnAnAdministratorsTicket() {
        QFETCH(QString, fault);
        QFETCH(QString, code);
        Desk desk;
        Counter counter(desk);
        auto ticket = counter.ticketFor(UserId::generate());
        auto record = counter.signedTicket(ticket, counter.adminId, counter.admin.signing);
        if (fault == QLatin1String("help desk")) {
            const std::string id = UserId::generate().text();
            const auto helper = desk.tenant.addAdmin(id, domain::Role::HelpDesk);
            QVERIFY(store(*desk.state, {desk.tenant.manifest(3)}));
            record = counter.signedTicket(ticket, id, helper.signing);
        } else if (fault == QLatin1String("stranger")) {
            record = counter.signedTicket(ticket, counter.adminId, crypto::SigningKey::generate());
        } else if (fault == QLatin1String("another PC")) {
            ticket.device = DeviceId::generate().text();
            record = counter.signedTicket(ticket, counter.adminId, counter.admin.signing);
        } else if (fault == QLatin1String("himself")) {
            ticket.user = counter.adminId;
            record = counter.signedTicket(ticket, counter.adminId, counter.admin.signing);
        } else if (fault == QLatin1String("old")) {
            desk.clock.advance(20min);
        } else if (fault == QLatin1String("photograph")) {
            ticket.source = crypto::FaceSource::Photo;
            record = counter.signedTicket(ticket, counter.adminId, counter.admin.signing);
        } else {
            record.payload = crypto::randomBytes(40);
            record.signature = counter.admin.signing.sign("policy", record.payload);
        }
        const auto answer = counter.take(record);
        QVERIFY(!answer);
        QCOMPARE(QString::fromUtf8(wireName(answer.error().code).data()), code);
        QVERIFY(!desk.camera.isInUse());
    }

    // The console goes away in the middle: the camera is free again.
    void goesWithItsConsole() {
        Desk desk;
        Counter counter(desk);
        desk.pictures->showFrames({}); // an empty room, so that it goes on
        localipc::Message message{"assistEnrolStart", 0, {}};
        const auto ticket = counter.ticketFor(UserId::generate());
        message.set(
            "ticket",
            toBase64Url(counter.signedTicket(ticket, counter.adminId, counter.admin.signing).encode()));
        auto console = std::make_unique<agentlink::AgentLink>(
            counter.folder.filePath(QStringLiteral("agent.sock")).toStdString());
        console->start();
        const auto future = console->request(std::move(message), {}, 120s);
        QTRY_VERIFY_WITH_TIMEOUT(desk.camera.isInUse(), 30000);
        console.reset();
        QTRY_VERIFY_WITH_TIMEOUT(!desk.camera.isInUse(), 30000);
        QCOMPARE(textOf(future.result()), std::string("cancelled"));
    }

    void everyUserOfThePcMaySendATicket() {
        QVERIFY(checkPermission("assistEnrolStart", 1000, 0));
        QVERIFY(checkPermission("assistEnrolCancel", 1000, 0));
        QVERIFY(checkPermission("assistPhotoBegin", 1000, 0));
    }
};

QTEST_GUILESS_MAIN(TestAgentAssisted)
#include "tst_agent_assisted.moc"
