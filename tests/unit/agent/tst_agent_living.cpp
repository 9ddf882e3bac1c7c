// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent_fixture.h"

#include "support/camera/acting_face.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace kaomon::agent::test;
using testing::ActingFace;

namespace {

// The enrolled person before the camera, who does what the agent asks, or the other thing.
class LivingDesk {
public:
    LivingDesk(const std::string& level, ActingFace::Manner manner)
        : m_desk(true, {{"liveness_logon", level}, {"match_timeout_s", "30"}})
        , m_photograph(*vision::loadPicture(unlockPictures(kPerson).front()))
        , m_face(m_photograph, pointsOf(m_photograph), manner) {
        m_desk.pictures->stampBy(m_desk.clock);
        m_desk.pictures->showFilm([this] { return m_face.next(); });
    }
    ~LivingDesk() { m_desk.pictures->showFrames({}); } // before the face goes
    LivingDesk(const LivingDesk&) = delete;
    LivingDesk& operator=(const LivingDesk&) = delete;

    LogonAnswer attempt() {
        return m_desk.attempt("taro", domain::Scenario::Logon, [this] {
            m_desk.clock.advance(ActingFace::kStep);
            m_face.step(m_desk.states.back());
        });
    }

    // How often something of this kind was asked.
    [[nodiscard]] bool hasAsked(std::initializer_list<std::string_view> requests) const {
        return std::ranges::any_of(requests, [this](std::string_view request) {
            return std::ranges::find(m_desk.states, request) != m_desk.states.end();
        });
    }
    [[nodiscard]] bool hasAskedForBlink() const { return hasAsked({"please_blink"}); }
    [[nodiscard]] bool hasAskedForTurn() const {
        return hasAsked({"please_turn_left", "please_turn_right", "please_nod"});
    }
    // What was asked, for the report of a failure.
    [[nodiscard]] QString story(const LogonAnswer& answer) const {
        QStringList parts{QString::fromStdString(answer.outcome)};
        if (answer.code) {
            parts << QString::fromUtf8(wireName(*answer.code).data());
        }
        for (const std::string& state : m_desk.states) {
            parts << QString::fromStdString(state);
        }
        return parts.join(QLatin1Char(' '));
    }

private:
    static const vision::FacePoints& pointsOf(const vision::Frame& photograph) {
        static const vision::FacePoints points = pointsOnCanvas(photograph);
        return points;
    }

    Desk m_desk;
    const vision::Frame m_photograph;
    ActingFace m_face;
};

} // namespace

// Somebody who blinks and turns his head as he is asked gets in, and somebody who turns away does not. The
// moves are made up on a photograph; whether living people manage them is for a camera to show.
class TestAgentLiving : public QObject {
    Q_OBJECT
private slots:
    void whoDoesAsAskedIsAccepted_data() {
        QTest::addColumn<QString>("level");
        QTest::addColumn<bool>("isBlink");
        QTest::addColumn<bool>("isTurn");
        // The pack under test has no score that decides.
        QTest::newRow("level 1: the blink") << QStringLiteral("1") << true << false;
        QTest::newRow("level 2: the blink and a turn") << QStringLiteral("2") << true << true;
        QTest::newRow("level 3: a turn") << QStringLiteral("3") << false << true;
    }
    void whoDoesAsAskedIsAccepted() {
        QFETCH(QString, level);
        QFETCH(bool, isBlink);
        QFETCH(bool, isTurn);
        // Which turn is asked for is left to chance.
        LivingDesk desk(level.toStdString(), ActingFace::Manner::Obedient);
        const auto answer = desk.attempt();
        QVERIFY2(answer.outcome == "accepted", qPrintable(desk.story(answer)));
        QCOMPARE(answer.result.livenessLevel, level.toInt());
        QVERIFY(!answer.ticket.empty());
        QVERIFY2(desk.hasAskedForTurn() == isTurn, qPrintable(desk.story(answer)));
        QVERIFY2(isTurn || desk.hasAskedForBlink() == isBlink, qPrintable(desk.story(answer)));
    }

    void whoTurnsAwayIsRefused_data() {
        QTest::addColumn<QString>("level");
        QTest::newRow("level 2") << QStringLiteral("2");
        QTest::newRow("level 3") << QStringLiteral("3");
    }
    void whoTurnsAwayIsRefused() {
        QFETCH(QString, level);
        LivingDesk desk(level.toStdString(), ActingFace::Manner::Contrary);
        const auto answer = desk.attempt();
        QCOMPARE(answer.code, std::optional(ErrorCode::ChallengeFailed));
        QCOMPARE(answer.outcome, std::string("refused"));
        QVERIFY2(desk.hasAskedForTurn(), qPrintable(desk.story(answer)));
    }
};

QTEST_GUILESS_MAIN(TestAgentLiving)
#include "tst_agent_living.moc"
