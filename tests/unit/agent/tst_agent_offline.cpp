// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent_files.h"

#include "vision/picture_tuning.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace kaomon::agent::test;

// What a tenant may choose about logons without the server, and about the pictures of its cameras.
class TestAgentOffline : public QObject {
    Q_OBJECT
private slots:
    // offline_allowed=false: a face counts only while the server is heard; the password gets in otherwise.
    void notAllowed() {
        Desk desk(true, with({{"offline_allowed", "false"}}));
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        QCOMPARE(desk.attempt().outcome, std::string("accepted"));
        desk.clock.advance(14min);
        QCOMPARE(desk.attempt().outcome, std::string("accepted")); // a missed round or two is not "away"
        desk.clock.advance(2min);
        const auto away = desk.attempt();
        QVERIFY(away.code == ErrorCode::OfflineExpired);
        QVERIFY(away.instead == domain::InsteadOfFace::Password);
        QVERIFY(desk.state->setLastSync(desk.clock.now()));
        QCOMPARE(desk.attempt().outcome, std::string("accepted"));
    }

    void allowedByDefault() {
        Desk desk;
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        desk.clock.advance(std::chrono::hours(24 * 29));
        QCOMPARE(desk.attempt().outcome, std::string("accepted"));
    }

    void onlySoOften() {
        Desk desk(true, with({{"offline_max_count", "2"}}));
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        QCOMPARE(desk.attempt().outcome, std::string("accepted")); // with the server: not counted
        desk.clock.advance(1h);
        QCOMPARE(desk.attempt().outcome, std::string("accepted"));
        QVERIFY(desk.pictures->show(unlockPictures(kStranger)));
        QCOMPARE(desk.attempt().outcome, std::string("refused")); // nor is somebody who was not let in
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        QCOMPARE(desk.attempt().outcome, std::string("accepted"));
        QVERIFY(desk.attempt().code == ErrorCode::OfflineExpired);
        QVERIFY(desk.state->setLastSync(desk.clock.now()));
        desk.clock.advance(1h);
        QCOMPARE(desk.attempt().outcome, std::string("accepted")); // begins anew
    }

    // The count is beside the device's keys: an older copy of the cache gives nothing back.
    void theCountOutlivesTheCache() {
        Desk desk(true, with({{"offline_max_count", "1"}}));
        desk.clock.advance(1h);
        QVERIFY(desk.state->checkOffline());
        QVERIFY(desk.state->noteUse());
        QCOMPARE(desk.state->checkOffline().error().code, ErrorCode::OfflineExpired);
        const auto reopened = AgentState::open(copyOf(desk), desk.clock);
        QVERIFY(reopened);
        QCOMPARE((*reopened)->checkOffline().error().code, ErrorCode::OfflineExpired);
    }

    // A camera that hangs on its head or on its side, and one whose pictures are larger than wanted.
    void turnedPictures_data() {
        QTest::addColumn<int>("mounted"); // degrees clockwise
        QTest::newRow("on its head") << 180;
        QTest::newRow("on its right side") << 90;
        QTest::newRow("on its left side") << 270;
    }
    void turnedPictures() {
        QFETCH(int, mounted);
        Desk desk(true, with({{"camera_rotate", std::to_string((360 - mounted) % 360)},
                              {"camera_max_height", "600"}}));
        std::vector<vision::Frame> frames;
        for (const auto& path : unlockPictures(kPerson)) {
            const testing::PictureComposer composer(vision::loadPicture(path).value_or(vision::Frame()));
            frames.push_back(vision::tuned(composer.compose(200ms), {mounted, 0}));
        }
        desk.pictures->showFrames(frames);
        if (mounted == 180) { // one is enough: it takes as long as an attempt may
            QVERIFY(desk.attempt().outcome != "accepted");
        }
        desk.camera.setTuning([&desk] {
            const auto& policy = desk.state->policies().policy();
            return vision::PictureTuning{policy.cameraRotation, policy.cameraHeight};
        });
        QCOMPARE(desk.attempt().outcome, std::string("accepted"));
    }

private:
    static std::vector<wire::SettingValue> with(std::vector<wire::SettingValue> more) {
        auto all = Desk::livenessOff();
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }
    // The PC's files as they are on the disk now; the agent keeps running.
    std::string copyOf(const Desk& desk) {
        const auto to = m_copy.filePath(QStringLiteral("pc")).toStdString();
        std::filesystem::copy(desk.folder.path().toStdString(), to, std::filesystem::copy_options::recursive);
        return to;
    }

    QTemporaryDir m_copy;
};

QTEST_GUILESS_MAIN(TestAgentOffline)
#include "tst_agent_offline.moc"
