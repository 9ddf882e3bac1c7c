// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent_fixture.h"

#include <future>

#include "agent/emergency_service.h"
#include "agent/local_server.h"
#include "agent/logon_handlers.h"
#include "agent/pin_store.h"
#include "agent_pack.h"
#include "localipc/blocking_client.h"
#include "unit/vision/vision_fixture.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace kaomon::agent::test;
using localipc::Message;

namespace {

localipc::Deadline soon() {
    return std::chrono::steady_clock::now() + 40s;
}

constexpr std::size_t kMasked = 6;
constexpr int kFilm = 120; // pictures, 40 ms each: longer than an attempt

// The pictures over and over, none of which is quite like another: no stream that repeats itself.
std::vector<vision::Frame> filmOf(const std::vector<vision::Frame>& pictures) {
    std::vector<vision::Frame> film;
    for (int i = 0; i < kFilm; ++i) {
        const vision::Frame& from = pictures[static_cast<std::size_t>(i) % pictures.size()];
        film.push_back(vision::makeFrame(from.width, from.height, from.stride,
                                         [&](std::uint8_t* bytes, std::size_t size) {
                                             std::copy_n(from.pixels.get(), size, bytes);
                                             bytes[0] = static_cast<std::uint8_t>(i);
                                         }));
    }
    return film;
}

// Photographs of the person with cloth drawn from the nose to the chin; only those of which the mask is what
// is wrong.
std::vector<vision::Frame> maskedFrames() {
    const auto pack = vision::ModelPack::open(vision::test::modelsFolder());
    const auto engine = pack ? vision::FaceEngine::create(*pack)
                             : Result<std::unique_ptr<vision::FaceEngine>>(propagate(pack.error()));
    std::vector<vision::Frame> frames;
    for (const auto& path : picturesOf(kPerson)) {
        const testing::PictureComposer composer(*vision::loadPicture(path));
        for (int i = 0; engine && i < 2 && frames.size() < kMasked; ++i) {
            const vision::Frame frame = composer.compose(60ms * i);
            const auto bare = (*engine)->analyse(frame);
            if (!bare || !bare->isUsable()) {
                continue;
            }
            const vision::Frame masked = vision::test::masked(frame, bare->mainFace()->points);
            vision::AnalyseOptions other; // all but the mouth
            other.limits.minMouth = 0.0F;
            const auto covered = (*engine)->analyse(masked);
            const auto allowed = (*engine)->analyse(masked, other);
            if (covered && covered->verdict == ErrorCode::FaceMasked && allowed && allowed->isUsable()) {
                frames.push_back(masked);
            }
        }
    }
    return frames;
}

} // namespace

// What the policy says of masks, and what the agent tells the screen of darkness.
class TestAgentAssist : public QObject {
    Q_OBJECT

    std::vector<vision::Frame> m_masked;
    const BelievingPack m_pack;

private slots:
    void initTestCase() {
        m_masked = maskedFrames();
        QVERIFY2(m_masked.size() >= 3, qPrintable(QString::number(m_masked.size())));
    }

    void masksAreRefusedWhereThePolicySaysSo_data() {
        QTest::addColumn<QString>("policy");
        QTest::addColumn<QString>("liveness");
        QTest::newRow("deny") << QStringLiteral("deny") << QStringLiteral("0");
        QTest::newRow("with another factor") << QStringLiteral("allow_factor") << QStringLiteral("0");
        // A mask deceives the passive score, so that alone never lets one in; this pack would believe
        // anything.
        QTest::newRow("allowed, passive score alone") << QStringLiteral("allow") << QStringLiteral("1");
        QTest::newRow("deny, passive score alone") << QStringLiteral("deny") << QStringLiteral("1");
    }
    void masksAreRefusedWhereThePolicySaysSo() {
        QFETCH(QString, policy);
        QFETCH(QString, liveness);
        Desk desk(true,
                  {{"liveness_logon", liveness.toStdString()},
                   {"mask_policy", policy.toStdString()},
                   {"match_timeout_s", "4"}},
                  m_pack.folder());
        desk.pictures->showFrames(filmOf(m_masked));
        const auto answer = desk.attempt();
        QCOMPARE(answer.outcome, std::string("refused"));
        QCOMPARE(answer.code, std::optional(ErrorCode::FaceMasked));
        QCOMPARE(answer.result.frames, 0); // none was even compared
        QVERIFY(std::ranges::find(desk.states, "face_masked") != desk.states.end());
        QVERIFY(desk.pictures->show(unlockPictures(kPerson))); // the mask taken off
        QCOMPARE(desk.attempt().outcome, std::string("accepted"));
    }

    // Where something is asked for besides the passive score, or nothing at all, a mask is compared like a
    // face, by the stricter threshold.
    void masksAreComparedWhereAllowed() {
        Desk desk(true, {{"liveness_logon", "0"}, {"mask_policy", "allow"}, {"match_timeout_s", "2"}});
        desk.pictures->showFrames(filmOf(m_masked));
        const auto answer = desk.attempt();
        QVERIFY(answer.code != ErrorCode::FaceMasked);
        QVERIFY(answer.result.frames > 0);
        QVERIFY(!answer.result.scoreBand.empty());
    }

    void darknessAsksForLight_data() {
        QTest::addColumn<QString>("setting");
        QTest::addColumn<QString>("assist");
        QTest::newRow("on") << QStringLiteral("true") << QStringLiteral("bright_screen");
        QTest::newRow("off") << QStringLiteral("false") << QString();
    }
    void darknessAsksForLight() {
        QFETCH(QString, setting);
        QFETCH(QString, assist);
        Desk desk(
            true,
            {{"liveness_logon", "0"}, {"match_timeout_s", "2"}, {"dark_assist", setting.toStdString()}});
        const vision::Frame face = *vision::loadPicture(unlockPictures(kPerson).front());
        desk.pictures->showFrames({vision::test::placed(face, {.factor = 2, .gain = 0.2})});
        const auto messages = authenticated(desk);
        const auto dark = std::ranges::find_if(
            messages, [](const Message& m) { return m.text("state") == "face_too_dark"; });
        QVERIFY(dark != messages.end());
        QCOMPARE(dark->text("assist"), assist.toStdString());
        QCOMPARE(messages.back().type, std::string("authResult"));
        QCOMPARE(messages.back().text("code"), std::string("face_too_dark"));
        for (const Message& message : messages) { // of nothing but darkness
            QVERIFY(message.text("assist").empty() || message.text("state") == "face_too_dark");
        }
    }

private:
    // Everything that a front-end hears of one attempt, by the socket.
    static std::vector<Message> authenticated(Desk& desk) {
        EmergencyService emergency(*desk.state, desk.events, desk.clock);
        UserSessions sessions(*desk.state, desk.events, desk.clock);
        OsSecretStore secrets(*desk.state, desk.events);
        PreviewStream preview;
        PinStore pins(*desk.state, desk.clock);
        LogonHandlers handlers({desk.logon, desk.runner, desk.tickets, sessions, preview, secrets, emergency,
                                *desk.state, pins, desk.events});
        Router router;
        handlers.addTo(router);
        const std::string path = desk.folder.filePath(QStringLiteral("agent.sock")).toStdString();
        const auto server = LocalServer::listen(path);
        if (!server) {
            qFatal("no socket");
        }
        connect(server->get(), &LocalServer::requested,
                [&router](const Caller& caller, const Message& message) { router.route(caller, message); });
        auto heard = std::async(std::launch::async, [path] {
            std::vector<Message> all;
            auto client = localipc::BlockingClient::connect(path, soon());
            Message request{"authenticate", 0, {{"scenario", "logon"}, {"user", "taro"}}};
            if (client && client->send(request, soon())) {
                while (all.empty() || all.back().type == "authProgress") {
                    auto message = client->receive(soon());
                    if (!message) {
                        break;
                    }
                    all.push_back(std::move(*message));
                }
            }
            return all;
        });
        if (!QTest::qWaitFor([&] { return heard.wait_for(0s) == std::future_status::ready; }, 60000)) {
            qFatal("the agent never answered");
        }
        return heard.get();
    }
};

QTEST_GUILESS_MAIN(TestAgentAssist)
#include "tst_agent_assist.moc"
