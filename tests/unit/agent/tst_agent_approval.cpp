// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent_fixture.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace kaomon::agent::test;
using domain::InsteadOfFace;

// Faces that count only when an administrator has approved them.
class TestAgentApproval : public QObject {
    Q_OBJECT
private slots:
    void opensNothingUntilApproved() {
        Desk desk;
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        auto face = waiting(desk);
        QVERIFY(give(desk, face));
        QCOMPARE(desk.state->templates().countOf(desk.user), std::size_t(0));
        QVERIFY(desk.state->templates().waitingOf(desk.user).contains(face.id.text()));
        const auto before = desk.attempt();
        QCOMPARE(before.outcome, std::string("unavailable"));
        QVERIFY(before.code == ErrorCode::ApprovalRequired);
        QVERIFY(before.instead == InsteadOfFace::Password);
        face.approval = desk.tenant.approval(face).encode();
        QVERIFY(give(desk, face));
        QVERIFY(desk.state->templates().waitingOf(desk.user).empty());
        QCOMPARE(desk.attempt().outcome, std::string("accepted"));
    }

    void nobodyElseMayApprove_data() {
        QTest::addColumn<QString>("by");
        for (const char* by :
             {"help desk", "stranger", "server", "person himself", "for another face", "flag taken off"}) {
            QTest::newRow(by) << by;
        }
    }
    void nobodyElseMayApprove() {
        QFETCH(QString, by);
        Desk desk;
        auto face = waiting(desk);
        const auto key = crypto::SigningKey::generate();
        auto record = desk.tenant.approval(face, {}, &key);
        if (by == QLatin1String("help desk") || by == QLatin1String("person himself")) {
            const bool isSelf = by == QLatin1String("person himself");
            const std::string id = isSelf ? desk.user.text() : UserId::generate().text();
            const auto admin =
                desk.tenant.addAdmin(id, isSelf ? domain::Role::Owner : domain::Role::HelpDesk);
            QVERIFY(store(*desk.state, {desk.tenant.manifest(2)}));
            record = desk.tenant.approval(face, id, &admin.signing);
        } else if (by == QLatin1String("stranger")) {
            record = desk.tenant.approval(face, UserId::generate().text(), &key);
        } else if (by == QLatin1String("for another face")) {
            record = desk.tenant.approval(waiting(desk));
        } else if (by == QLatin1String("flag taken off")) {
            face.needsApproval.reset();
        }
        face.approval = record.encode();
        QVERIFY(give(desk, face));
        QCOMPARE(desk.state->templates().countOf(desk.user), std::size_t(0));
    }

    void goesWithTheAdministrator() {
        Desk desk;
        const std::string id = UserId::generate().text();
        const auto admin = desk.tenant.addAdmin(id, domain::Role::UserAdmin);
        QVERIFY(store(*desk.state, {desk.tenant.manifest(2)}));
        auto face = waiting(desk);
        face.approval = desk.tenant.approval(face, id, &admin.signing).encode();
        QVERIFY(give(desk, face));
        QCOMPARE(desk.state->templates().countOf(desk.user), std::size_t(1));
        desk.tenant.removeAdmin(id);
        QVERIFY(store(*desk.state, {desk.tenant.manifest(3)}));
        QCOMPARE(desk.state->templates().countOf(desk.user), std::size_t(0));
        face.approval = desk.tenant.approval(face).encode(); // by somebody who is still there
        QVERIFY(give(desk, face));
        QCOMPARE(desk.state->templates().countOf(desk.user), std::size_t(1));
    }

    // Whose face is known already needs nobody's word for one more picture of it.
    void aFaceThatFitsIsOwn() {
        Desk desk;
        const auto& templates = desk.state->templates();
        const auto& thresholds = desk.camera.models()->thresholds();
        const auto same = templateOf(unlockPictures(kPerson));
        const auto other = templateOf(enrolPictures(kStranger));
        QVERIFY(same && other);
        QCOMPARE(templates.isOwn(desk.user, *same, thresholds).value(), true);
        QCOMPARE(templates.isOwn(desk.user, *other, thresholds).value(), false);
        QCOMPARE(templates.isOwn(UserId::generate(), *same, thresholds).value(), false);
        QVERIFY(give(desk, waiting(desk))); // what waits itself vouches for nothing
        QCOMPARE(templates.isOwn(desk.user, *same, thresholds).value(), false);
    }

    void oldFacesAskForNewOnesAndGoOn() {
        Desk desk(true, with({{"template_age_days", "30"}}));
        QVERIFY(!desk.state->areFacesOld(desk.user));
        desk.clock.advance(std::chrono::hours(24 * 29));
        QVERIFY(!desk.state->areFacesOld(desk.user));
        desk.clock.advance(std::chrono::hours(24 * 2));
        QVERIFY(desk.state->areFacesOld(desk.user));
        QVERIFY(desk.state->setLastSync(desk.clock.now()));
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        QCOMPARE(desk.attempt().outcome, std::string("accepted"));
        static const auto made = templateOf(enrolPictures(kPerson));
        QVERIFY(store(*desk.state, {desk.tenant.face(desk.user, *desk.state->device(), *made)}));
        QVERIFY(!desk.state->areFacesOld(desk.user)); // one new face is enough
        QVERIFY(!desk.state->areFacesOld(UserId::generate()));
    }

    void anyAgeWillDoWithNought() {
        Desk desk(true, with({{"template_age_days", "0"}}));
        desk.clock.advance(std::chrono::hours(24 * 4000));
        QVERIFY(!desk.state->areFacesOld(desk.user));
    }

private:
    static std::vector<wire::SettingValue> with(std::vector<wire::SettingValue> more) {
        auto all = Desk::livenessOff();
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }
    // The desk's own face, taken anew on a PC whose policy wants approval.
    static wire::FaceTemplate waiting(const Desk& desk) {
        static const auto made = templateOf(enrolPictures(kPerson));
        const auto change = desk.tenant.face(desk.user, *desk.state->device(), *made, true);
        return wire::decode<wire::FaceTemplate>(change.body->text).value();
    }
    // The only face that the server has of him.
    static Status give(const Desk& desk, const wire::FaceTemplate& face) {
        const auto held = desk.state->cache().list("template");
        for (const auto& object : *held) {
            if (const auto removed = desk.state->cache().remove("template", object.id); !removed) {
                return removed;
            }
        }
        return store(*desk.state, {Tenant::change("template", face.id.text(), wire::encode(face))});
    }
};

QTEST_GUILESS_MAIN(TestAgentApproval)
#include "tst_agent_approval.moc"
