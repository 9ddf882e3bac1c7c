// SPDX-License-Identifier: GPL-3.0-or-later
#include "assisted_bench.h"

#include "agent/photo_confirmations.h"
#include "support/photos/office_photo.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace kaomon::agent::test;

// Faces that this PC makes of photographs, and what they may do before they are confirmed.
class TestAgentPhotos : public QObject {
    Q_OBJECT
private slots:
    void aPhotographMakesAFace() {
        Desk desk;
        Counter counter(desk);
        const UserId newcomer = UserId::generate();
        const auto pictures = enrolPictures(kStranger);
        const auto done =
            counter.make(counter.ticketFor(newcomer), {photo(pictures[0]), photo(pictures[1]), "no picture"});
        QCOMPARE(textOf(done), std::string("assistPhotoDone first"));
        QCOMPARE(done->text("frames"), std::string("2"));
        QCOMPARE(done->text("refused2"), std::string("validation_failed"));
        QVERIFY(!done->has("refused0") && !done->has("refused1"));
        QVERIFY(counter.give(counter.vouched(*done)));
        QCOMPARE(desk.state->templates().countOf(newcomer), std::size_t(1));
        const PhotoConfirmations confirmations(*desk.state, desk.clock);
        QVERIFY(confirmations.unconfirmed(newcomer, std::nullopt).has_value());
        QVERIFY(!confirmations.unconfirmed(desk.user, std::nullopt)); // a camera took his
    }

    void onePersonOnAll() {
        Desk desk;
        Counter counter(desk);
        QCOMPARE(textOf(counter.make(
                     counter.ticketFor(UserId::generate()),
                     {photo(enrolPictures(kStranger)[0]), photo(enrolPictures("John_Savage")[0])})),
                 std::string("face_inconsistent"));
        QCOMPARE(textOf(counter.make(counter.ticketFor(UserId::generate()), {"no picture"})),
                 std::string("validation_failed"));
    }

    // One face under two names, of which neither is enrolled yet.
    void oneFaceUnderTwoNames() {
        Desk desk;
        Counter counter(desk);
        const auto pictures = enrolPictures(kStranger);
        const UserId first = UserId::generate();
        QCOMPARE(textOf(counter.make(counter.ticketFor(first), {photo(pictures[0])})),
                 std::string("assistPhotoDone first"));
        QCOMPARE(textOf(counter.make(counter.ticketFor(UserId::generate()), {photo(pictures[1])}, false)),
                 std::string("duplicate_person"));
        QCOMPARE(textOf(counter.make(counter.ticketFor(first), {photo(pictures[1])}, false)),
                 std::string("assistPhotoDone first"));
        QCOMPARE(textOf(counter.make(counter.ticketFor(UserId::generate()), {photo(pictures[1])}, true)),
                 std::string("assistPhotoDone first")); // another file
        QCOMPARE(textOf(counter.make(counter.ticketFor(UserId::generate()),
                                     {photo(enrolPictures(kPerson)[0])}, false)),
                 std::string("duplicate_person")); // of somebody who is enrolled
        const auto told = eventsOf(desk, "DUPLICATE");
        QCOMPARE(told.size(), std::size_t(2)); // in the batch, and enrolled
        QVERIFY(std::ranges::all_of(told, [](const wire::Event& event) {
            return event.detail.method == "photo" && event.result == "ng";
        }));
    }

    void aPhotographThatIsTooSmallIsAnEvent() {
        Desk desk;
        Counter counter(desk);
        const auto frame = vision::loadPicture(enrolPictures(kStranger)[0]);
        QVERIFY(frame);
        const auto small = vision::encodeJpeg(*frame, {.quality = 90, .maxWidth = 75});
        QVERIFY(small);
        const UserId newcomer = UserId::generate();
        const Bytes& bytes = small->reveal();
        QCOMPARE(textOf(counter.make(counter.ticketFor(newcomer), {std::string(bytes.begin(), bytes.end())})),
                 std::string("face_too_small"));
        const auto told = eventsOf(desk, "QUALITY_LOW");
        QCOMPARE(told.size(), std::size_t(1));
        QCOMPARE(told[0].user, std::optional(newcomer));
        QCOMPARE(told[0].detail.reason, std::optional<std::string>("face_too_small"));
        QCOMPARE(told[0].detail.method, std::optional<std::string>("photo"));
    }

    void photographsHaveBounds() {
        Desk desk;
        Counter counter(desk);
        QCOMPARE(textOf(counter.ask({"assistPhotoMake", 0, {}})), std::string("not_found"));
        QCOMPARE(textOf(counter.ask({"assistPhotoAdd", 0, {{"picture", "0"}, {"bytes", "x"}}})),
                 std::string("not_found"));
        QCOMPARE(textOf(counter.make(counter.ticketFor(UserId::generate()), {})), std::string("not_found"));
        for (const char* number : {"1", "-1", "5", "x"}) {
            QCOMPARE(textOf(counter.ask({"assistPhotoAdd", 0, {{"picture", number}, {"bytes", "x"}}})),
                     std::string("validation_failed"));
        }
        const std::string large(std::size_t{512} * 1024, 'x');
        agentlink::Answer last = counter.ask({"assistPhotoAdd", 0, {{"picture", "0"}, {"bytes", large}}});
        for (int i = 0; i < 20 && last; ++i) {
            last = counter.ask({"assistPhotoAdd", 0, {{"picture", "0"}, {"bytes", large}}});
        }
        QCOMPARE(textOf(last), std::string("payload_too_large"));
        auto ticket = counter.ticketFor(UserId::generate()); // for the camera
        localipc::Message begin{"assistPhotoBegin", 0, {}};
        begin.set("ticket",
                  toBase64Url(counter.signedTicket(ticket, counter.adminId, counter.admin.signing).encode()));
        QCOMPARE(textOf(counter.ask(std::move(begin))), std::string("validation_failed"));
    }

    // The first logon with such a face asks for the password too, and nothing else is opened by it before.
    void aPhotographIsConfirmedByThePassword() {
        Desk desk;
        Counter counter(desk);
        const auto pictures = enrolPictures(kPerson);
        const auto held = desk.state->cache().list("template");
        for (const auto& object : *held) { // no face of a camera
            QVERIFY(desk.state->cache().remove("template", object.id));
        }
        QVERIFY(desk.state->reload());
        const auto done = counter.make(counter.ticketFor(desk.user),
                                       {photo(pictures[0]), photo(pictures[1]), photo(pictures[2])});
        QCOMPARE(textOf(done), std::string("assistPhotoDone first"));
        QVERIFY(counter.give(counter.vouched(*done)));
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        const auto first = desk.attempt();
        QCOMPARE(first.outcome, std::string("accepted"));
        QVERIFY(first.needsPassword);
        QVERIFY(desk.attempt("taro", domain::Scenario::Unlock).needsPassword);
        QVERIFY(desk.logon.passwordAccepted("somebody else"));
        QVERIFY(desk.attempt().needsPassword);
        desk.clock.advance(10min); // too late: whoever typed it may be somebody else
        QVERIFY(desk.logon.passwordAccepted("taro"));
        QVERIFY(desk.attempt().needsPassword);
        QVERIFY(desk.logon.passwordAccepted("taro"));
        QVERIFY(!desk.attempt().needsPassword);
    }

    void aTenantMayTrustPhotographs() {
        auto settings = Desk::livenessOff();
        settings.push_back({"photo_face_confirm", "none"});
        Desk desk(true, settings);
        Counter counter(desk);
        const UserId newcomer = UserId::generate();
        const auto done = counter.make(counter.ticketFor(newcomer), {photo(enrolPictures(kStranger)[0])});
        QVERIFY(done && counter.give(counter.vouched(*done)));
        QVERIFY(!PhotoConfirmations(*desk.state, desk.clock).unconfirmed(newcomer, std::nullopt));
    }

private:
    static std::string photo(const std::filesystem::path& path) { return testing::officePhoto(path); }
};

QTEST_GUILESS_MAIN(TestAgentPhotos)
#include "tst_agent_photos.moc"
