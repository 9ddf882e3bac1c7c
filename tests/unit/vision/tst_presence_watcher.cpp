// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QTemporaryDir>

#include <random>

#include "unit/vision/made_up_pack.h"
#include "unit/vision/vision_fixture.h"
#include "vision/picture.h"
#include "vision/presence_watcher.h"

using namespace kaomon;
using namespace kaomon::vision;
using namespace kaomon::vision::test;
using namespace std::chrono_literals;

using Seen = domain::PresenceLook::Face;
using Check = PresenceWatcher::Check;

namespace {

const std::string kPerson = "John_Simm";
const std::string kOther = "John_Salley";

// One frame of a film: where and how large a person is, or nobody.
struct Shot {
    std::optional<std::string> person;
    int moveX = 0;
    std::optional<std::string> second = {}; // at the other side
    int secondFactor = 1;
};

} // namespace

// The eye of presence, with films made of photographs: a person who moves a little, leaves, comes back, is
// replaced, gets company; and with the state machine behind it, as an owner drives both.
class PresenceWatcherTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void thePersonIsRecognisedAndFollowed();
    void anEmptyChairIsNobody();
    void somebodyElseIsAStranger();
    void aQuickCheckNoticesTheExchange();
    void aSecondFaceThatLooksIsReported();
    void thePersonIsFoundBehindALargerFace();
    void aPoorPictureIsNoStranger();
    void aNewResolutionStartsAnew();
    void aFrozenStreamIsNotBelieved();
    void aCameraThatHungIsBelievedAgain();
    void withoutLivenessAStillPictureIsTaken();
    void aFlatFaceIsNobody_data();
    void aFlatFaceIsNobody();
    void templatesMustFitTheModel();
    void anInvalidFrameIsAnError();
    void aFilmDrivesTheMachine();

private:
    Frame frameOf(const Shot& shot, int width = 640, int height = 480);
    std::unique_ptr<PresenceWatcher> watcher(bool checksLiveness = true);
    PresenceWatcher::Sight seen(PresenceWatcher& watcher, const Shot& shot, Check check);

    std::unique_ptr<FaceEngine> m_engine;
    std::optional<Template> m_template;
    std::chrono::steady_clock::time_point m_now{1h};
    std::mt19937 m_noise{7};
};

void PresenceWatcherTest::initTestCase() {
    const Result<ModelPack> pack = ModelPack::open(modelsFolder());
    QVERIFY2(pack.has_value(), "no usable model pack: run packaging/models/fetch-models");
    auto engine = FaceEngine::create(*pack);
    QVERIFY2(engine.has_value(), engine ? "" : engine.error().detail.c_str());
    m_engine = std::move(*engine);
    std::vector<Embedding> embeddings;
    const auto pictures = picturesOf(kPerson);
    for (std::size_t i = 0; i < 6; ++i) {
        const Frame frame = placed(*loadPicture(pictures.at(i)));
        const auto analysis = m_engine->analyse(frame);
        QVERIFY(analysis && analysis->mainFace() != nullptr);
        embeddings.push_back(*m_engine->embed(frame, *analysis->mainFace()));
    }
    auto made = m_engine->makeTemplate(embeddings);
    QVERIFY(made.has_value());
    m_template = std::move(*made);
}

// With the noise of a sensor, and 200 ms after the frame before.
Frame PresenceWatcherTest::frameOf(const Shot& shot, int width, int height) {
    Frame scene = plainFrame(118, width, height);
    const auto put = [&](const std::string& person, int factor, int moveX) {
        const Frame picture = *loadPicture(picturesOf(person).at(7));
        const Frame alone = placed(picture, {.factor = factor, .moveX = moveX}, 118, width, height);
        scene = makeFrame(width, height, width * 3, [&](std::uint8_t* bytes, std::size_t size) {
            for (std::size_t i = 0; i < size; ++i) {
                const std::uint8_t there = alone.pixels.get()[i];
                bytes[i] = there != 118 ? there : scene.pixels.get()[i];
            }
        });
    };
    if (shot.person) {
        put(*shot.person, 2, shot.moveX);
    }
    if (shot.second) {
        put(*shot.second, shot.secondFactor, shot.moveX > 0 ? -width / 3 : width / 3);
    }
    Frame frame = makeFrame(width, height, width * 3, [&](std::uint8_t* bytes, std::size_t size) {
        std::uniform_int_distribution<int> grain(-3, 3);
        for (std::size_t i = 0; i < size; ++i) {
            bytes[i] = static_cast<std::uint8_t>(std::clamp(scene.pixels.get()[i] + grain(m_noise), 0, 255));
        }
    });
    m_now += 200ms;
    frame.capturedAt = m_now;
    return frame;
}

std::unique_ptr<PresenceWatcher> PresenceWatcherTest::watcher(bool checksLiveness) {
    auto made = PresenceWatcher::create(*m_engine, {*m_template}, {.checksLiveness = checksLiveness});
    return made ? std::move(*made) : nullptr;
}

PresenceWatcher::Sight PresenceWatcherTest::seen(PresenceWatcher& watcher, const Shot& shot, Check check) {
    const auto sight = watcher.look(frameOf(shot), check);
    return sight ? *sight : PresenceWatcher::Sight{{}, false, sight.error().code};
}

void PresenceWatcherTest::thePersonIsRecognisedAndFollowed() {
    const auto eye = watcher();
    const auto full = seen(*eye, {kPerson}, Check::Full);
    QCOMPARE(full.look.face, Seen::Match);
    QVERIFY(full.wasFull && !full.reason);
    for (int i = 1; i <= 6; ++i) {
        const auto quick = seen(*eye, {kPerson, 3 * i}, Check::Quick);
        QCOMPARE(quick.look.face, Seen::Tracked);
        QVERIFY(!quick.wasFull);
    }
}

void PresenceWatcherTest::anEmptyChairIsNobody() {
    const auto eye = watcher();
    QCOMPARE(seen(*eye, {}, Check::Full).look.face, Seen::None);
    QCOMPARE(seen(*eye, {kPerson}, Check::Quick).look.face, Seen::Match); // nothing to follow: looked fully
    const auto gone = seen(*eye, {}, Check::Quick);
    QCOMPARE(gone.look.face, Seen::None);
    QVERIFY(gone.wasFull);
    QCOMPARE(gone.reason, std::optional(ErrorCode::NoFace));
}

void PresenceWatcherTest::somebodyElseIsAStranger() {
    const auto eye = watcher();
    const auto sight = seen(*eye, {kOther}, Check::Full);
    QCOMPARE(sight.look.face, Seen::Stranger);
    QCOMPARE(sight.reason, std::optional(ErrorCode::FaceNoMatch));
}

// Somebody sits down in the place of the person between two full checks.
void PresenceWatcherTest::aQuickCheckNoticesTheExchange() {
    const auto eye = watcher();
    QCOMPARE(seen(*eye, {kPerson}, Check::Full).look.face, Seen::Match);
    const auto exchanged = seen(*eye, {kOther}, Check::Quick);
    QVERIFY(exchanged.wasFull);
    QCOMPARE(exchanged.look.face, Seen::Stranger);
}

void PresenceWatcherTest::aSecondFaceThatLooksIsReported() {
    const auto eye = watcher();
    const auto alone = seen(*eye, {kPerson, -120}, Check::Full);
    QVERIFY(!alone.look.isSecondFaceLooking);
    const auto watched = seen(*eye, {kPerson, -120, kOther, 1}, Check::Full);
    QCOMPARE(watched.look.face, Seen::Match);
    QVERIFY(watched.look.isSecondFaceLooking);
    QVERIFY(watched.look.secondFacePixels > 40);
    QVERIFY(watched.look.secondFacePixels < 200);
}

// The colleague bends over the desk: nearer to the camera than the person, who is still there.
void PresenceWatcherTest::thePersonIsFoundBehindALargerFace() {
    const auto eye = watcher();
    const auto sight = seen(*eye, {kOther, -120, kPerson, 1}, Check::Full);
    QCOMPARE(sight.look.face, Seen::Match);
    QVERIFY(sight.look.isSecondFaceLooking);
}

void PresenceWatcherTest::aPoorPictureIsNoStranger() {
    const auto eye = watcher();
    const Frame light = frameOf({kOther});
    Frame dark =
        makeFrame(light.width, light.height, light.stride, [&](std::uint8_t* bytes, std::size_t size) {
            for (std::size_t i = 0; i < size; ++i) {
                bytes[i] = static_cast<std::uint8_t>(light.pixels.get()[i] / 8);
            }
        });
    dark.capturedAt = m_now;
    const auto sight = eye->look(dark, Check::Full);
    QVERIFY(sight.has_value());
    QVERIFY(sight->look.face == Seen::Unclear || sight->look.face == Seen::None);
}

void PresenceWatcherTest::aNewResolutionStartsAnew() {
    const auto eye = watcher();
    QCOMPARE(seen(*eye, {kPerson}, Check::Full).look.face, Seen::Match);
    const auto wide = eye->look(frameOf({kPerson}, 1280, 720), Check::Quick);
    QVERIFY(wide.has_value());
    QVERIFY(wide->wasFull);
    QCOMPARE(wide->look.face, Seen::Match);
    QCOMPARE(eye->look(frameOf({kPerson}, 1280, 720), Check::Quick)->look.face, Seen::Tracked);
}

void PresenceWatcherTest::aFrozenStreamIsNotBelieved() {
    const auto eye = watcher();
    Frame still = frameOf({kPerson});
    QCOMPARE(eye->look(still, Check::Full)->look.face, Seen::Match);
    std::optional<PresenceWatcher::Sight> last;
    for (int i = 0; i < 8; ++i) {
        m_now += 200ms;
        still.capturedAt = m_now;
        last = *eye->look(still, Check::Quick);
    }
    // Nobody, not an unclear face: any face is enough to call a warning off.
    QCOMPARE(last->look.face, Seen::None);
    QCOMPARE(last->reason, std::optional(ErrorCode::StreamSuspect));
}

void PresenceWatcherTest::aCameraThatHungIsBelievedAgain() {
    const auto eye = watcher();
    Frame still = frameOf({kPerson});
    std::optional<PresenceWatcher::Sight> last;
    for (int i = 0; i < 8; ++i) {
        m_now += 200ms;
        still.capturedAt = m_now;
        last = *eye->look(still, Check::Full);
    }
    QCOMPARE(last->reason, std::optional(ErrorCode::StreamSuspect));
    QCOMPARE(seen(*eye, {kPerson}, Check::Full).look.face, Seen::Match);
    QCOMPARE(seen(*eye, {kPerson}, Check::Quick).look.face, Seen::Tracked);
}

void PresenceWatcherTest::withoutLivenessAStillPictureIsTaken() {
    const auto eye = watcher(false);
    Frame still = frameOf({kPerson});
    for (int i = 0; i < 8; ++i) {
        m_now += 200ms;
        still.capturedAt = m_now;
        QCOMPARE(eye->look(still, Check::Full)->look.face, Seen::Match);
    }
}

void PresenceWatcherTest::aFlatFaceIsNobody_data() {
    QTest::addColumn<QByteArray>("least"); // passive score that the pack asks for
    QTest::addColumn<int>("checks");       // full checks that still believe the photograph; -1: all
    QTest::newRow("decides") << QByteArray("0.999") << static_cast<int>(PresenceWatcher::kPassiveChecks) - 1;
    QTest::newRow("is content with photographs") << QByteArray("0.000000001") << -1;
}

// In a pack whose passive score decides, a photograph is found out by the fifth check, and stays found out.
void PresenceWatcherTest::aFlatFaceIsNobody() {
    QFETCH(QByteArray, least);
    QFETCH(int, checks);
    const QTemporaryDir folder;
    const auto pack = packThatDecides(folder, least);
    QVERIFY2(pack.has_value(), pack ? "" : pack.error().detail.c_str());
    const auto engine = FaceEngine::create(*pack);
    QVERIFY(engine.has_value());
    const auto eye = PresenceWatcher::create(**engine, {*m_template}, {});
    QVERIFY(eye.has_value());
    for (int i = 0; i < 12; ++i) {
        const auto sight = seen(**eye, {kPerson}, Check::Full);
        const bool isBelieved = checks < 0 || i < checks;
        QCOMPARE(sight.look.face, isBelieved ? Seen::Match : Seen::None);
        QCOMPARE(sight.reason, isBelieved ? std::optional<ErrorCode>() : ErrorCode::SpoofSuspected);
    }
}

void PresenceWatcherTest::templatesMustFitTheModel() {
    QCOMPARE(PresenceWatcher::create(*m_engine, {}, {}).error().code, ErrorCode::NotEnrolled);
    const Embedding foreign = madeUpEmbedding(1);
    const auto other = Template::fromEmbeddings({&foreign, 1});
    QCOMPARE(PresenceWatcher::create(*m_engine, {*other}, {}).error().code, ErrorCode::ModelMismatch);
}

void PresenceWatcherTest::anInvalidFrameIsAnError() {
    const auto eye = watcher();
    QCOMPARE(eye->look(Frame(), Check::Full).error().code, ErrorCode::ValidationFailed);
    QCOMPARE(seen(*eye, {kPerson}, Check::Full).look.face, Seen::Match);
}

// The person works, is looked over the shoulder, and is followed by somebody else: the machine warns of the
// onlooker and locks for the stranger, by what the watcher saw.
void PresenceWatcherTest::aFilmDrivesTheMachine() {
    domain::PresenceRules rules;
    rules.onlookerAfter = 400ms;
    rules.strangerAfter = 400ms;
    domain::PresenceMachine machine(rules);
    const auto eye = watcher();
    machine.begin(std::chrono::duration_cast<std::chrono::milliseconds>(m_now.time_since_epoch()));
    std::vector<domain::PresenceAct> acts;
    const auto play = [&](const Shot& shot, int frames, Check check) {
        for (int i = 0; i < frames; ++i) {
            const auto sight = seen(*eye, shot, check);
            const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(m_now.time_since_epoch());
            if (const auto act = machine.look(sight.look, now)) {
                acts.push_back(*act);
            }
        }
    };
    play({kPerson, -120}, 1, Check::Full);
    play({kPerson, -120}, 4, Check::Quick);
    QCOMPARE(machine.state(), domain::PresenceState::Present);
    QVERIFY(acts.empty());
    play({kPerson, -120, kOther, 1}, 4, Check::Full);
    QCOMPARE(acts, std::vector{domain::PresenceAct::TellOnlooker});
    play({kPerson, -120}, 1, Check::Full);
    play({kOther, -120}, 4, Check::Quick);
    QCOMPARE(acts, (std::vector{domain::PresenceAct::TellOnlooker, domain::PresenceAct::WithdrawOnlooker,
                                domain::PresenceAct::LockForStranger}));
    QCOMPARE(machine.state(), domain::PresenceState::Stranger);
}

QTEST_APPLESS_MAIN(PresenceWatcherTest)
#include "tst_presence_watcher.moc"
