// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent_fixture.h"

#include "agent/camera_desk.h"
#include "agent/local_server.h"
#include "agentlink/agent_link.h"
#include "cameras/camera_presenter.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace kaomon::agent::test;

namespace {

// Shows nothing; remembers what it was told to begin with and whether it is on.
class NamedSource final : public capture::FrameSource {
public:
    struct Seen {
        std::vector<std::string> preferred;
        capture::CameraWishes wished;
        int starts = 0;
        int stops = 0;
    };
    explicit NamedSource(Seen& seen)
        : m_seen(seen) {}
    Status start() override {
        ++m_seen.starts;
        m_isRunning = true;
        return {};
    }
    void stop() override {
        ++m_seen.stops;
        m_isRunning = false;
        m_frames.fail(Error(ErrorCode::Cancelled, "stopped"));
    }
    void prefer(const std::vector<std::string>& cameras) override { m_seen.preferred = cameras; }
    void wish(const capture::CameraWishes& wishes) override { m_seen.wished = wishes; }
    bool isRunning() const override { return m_isRunning; }
    capture::LatestFrame& frames() override { return m_frames; }

private:
    Seen& m_seen;
    capture::LatestFrame m_frames;
    bool m_isRunning = false;
};

// The agent's desk and the client's presenter at the two ends of a real socket.
struct Counter {
    Counter(Desk& desk, Result<std::vector<capture::CameraInfo>> present)
        : camera([this] { return std::make_unique<NamedSource>(seen); }, modelsFolder(), 1h)
        , cameras(*desk.state, camera, [present] { return present; })
        , server(LocalServer::listen(folder.filePath(QStringLiteral("agent.sock")).toStdString()).value())
        , link(folder.filePath(QStringLiteral("agent.sock")).toStdString()) {
        cameras.addTo(router);
        QObject::connect(server.get(), &LocalServer::requested, server.get(),
                         [this](const Caller& caller, const localipc::Message& message) {
                             router.route(caller, message);
                         });
        link.start();
    }

    QTemporaryDir folder;
    NamedSource::Seen seen;
    FaceCamera camera;
    CameraDesk cameras;
    Router router;
    std::unique_ptr<LocalServer> server;
    agentlink::AgentLink link;
    kaomon::cameras::CameraPresenter presenter{link};
};

const std::vector<capture::CameraInfo> kPresent{{"/dev/video0", "Built-in"},
                                                {"/dev/video2", "ManyCam Video"}};

} // namespace

// The people at a PC choose which of its cameras face logon looks through.
class TestAgentCameras : public QObject {
    Q_OBJECT
private slots:
    void whatIsThereIsListed() {
        Desk desk;
        Counter counter(desk, kPresent);
        counter.presenter.refresh();
        QTRY_COMPARE(counter.presenter.cameras().size(), std::size_t(2));
        QCOMPARE(counter.presenter.cameras()[0].name, QStringLiteral("Built-in"));
        QVERIFY(!counter.presenter.cameras()[0].isRefused);
        QVERIFY(counter.presenter.cameras()[1].isRefused); // by the default of camera_refused
        QVERIFY(counter.presenter.isOffered());
        QVERIFY(counter.presenter.chosen().isEmpty());
    }

    void oneCameraIsNoChoice() {
        Desk desk;
        Counter counter(desk, std::vector{kPresent.front()});
        counter.presenter.refresh();
        QTRY_COMPARE(counter.presenter.cameras().size(), std::size_t(1));
        QVERIFY(!counter.presenter.isOffered());
    }

    void theChoiceHoldsAfterARestart() {
        Desk desk;
        {
            Counter counter(desk, kPresent);
            QVERIFY(counter.seen.preferred.empty());
            const int stops = counter.seen.stops;
            counter.presenter.choose(QStringLiteral("Built-in"));
            QTRY_COMPARE(counter.presenter.chosen(), QStringLiteral("Built-in"));
            QCOMPARE(counter.seen.preferred, (std::vector<std::string>{"Built-in"}));
            QVERIFY(counter.seen.stops > stops); // a camera that is kept warm is let go
        }
        Counter later(desk, std::vector<capture::CameraInfo>());
        QCOMPARE(later.seen.preferred, (std::vector<std::string>{"Built-in"}));
        later.presenter.refresh();
        QTRY_VERIFY(later.presenter.isOffered()); // it is not there: the person sees that, and may let it be
        later.presenter.choose(QString());
        QTRY_VERIFY(!later.presenter.isBusy() && later.presenter.chosen().isEmpty());
        QVERIFY(later.seen.preferred.empty());
    }

    void whatMayNotBeChosen_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("code");
        QTest::newRow("a program") << QStringLiteral("ManyCam Video") << int(ErrorCode::StreamSuspect);
        QTest::newRow("too long") << QString(300, u'x') << int(ErrorCode::ValidationFailed);
        QTest::newRow("no text") << QStringLiteral("a\nb") << int(ErrorCode::ValidationFailed);
    }
    void whatMayNotBeChosen() {
        QFETCH(QString, name);
        QFETCH(int, code);
        Desk desk;
        Counter counter(desk, kPresent);
        counter.presenter.choose(name);
        QTRY_VERIFY(counter.presenter.fault().has_value());
        QCOMPARE(int(*counter.presenter.fault()), code);
        QVERIFY(counter.cameras.chosen().empty());
        QVERIFY(counter.seen.preferred.empty());
    }

    void camerasThatCannotBeListedAreNoChoice() {
        Desk desk;
        Counter counter(desk, kaomon::fail(ErrorCode::CameraDenied, "not for this account"));
        const auto answered = counter.link.request({.type = "cameras", .id = 0, .fields = {}});
        QTRY_VERIFY(answered.isFinished());
        QVERIFY(answered.result().error().code == ErrorCode::CameraDenied);
        QVERIFY(!counter.presenter.isOffered());
    }

    void whoIsOnlyWatchedGivesWay() {
        Desk desk;
        Counter counter(desk, kPresent);
        std::optional<ErrorCode> ended;
        QVERIFY(counter.camera.begin(FaceCamera::Use::Presence, {},
                                     {[](const Look&) {}, [&](const Error& error) { ended = error.code; }}));
        const int stops = counter.seen.stops;
        counter.presenter.choose(QStringLiteral("Built-in"));
        QTRY_COMPARE(counter.presenter.chosen(), QStringLiteral("Built-in"));
        QTRY_VERIFY(ended == ErrorCode::AgentBusy); // and looks again, through the chosen one
        QVERIFY(counter.seen.stops > stops);
    }

    // The settings for cameras: from the next use on, also while the camera is kept warm.
    void settingsSayHowACameraIsUsed() {
        Desk desk(true,
                  {{"camera_order", "usb,internal_rgb"}, {"camera_exposure", "80"}, {"camera_mjpeg", "off"}});
        Counter counter(desk, kPresent);
        counter.camera.setWishes([&] { return wishesOf(desk.state->policies().policy()); });
        const auto useOnce = [&] {
            const auto turn =
                counter.camera.begin(FaceCamera::Use::Logon, {}, {[](const Look&) {}, [](const Error&) {}});
            QVERIFY(turn);
            counter.camera.end(*turn);
        };
        useOnce();
        using capture::CameraKind;
        QCOMPARE(counter.seen.wished.order, (std::vector{CameraKind::Usb, CameraKind::InternalColour}));
        QCOMPARE(counter.seen.wished.exposure, 80);
        QVERIFY(counter.seen.wished.compression == capture::Compression::Off);
        useOnce();
        QCOMPARE(counter.seen.starts, 1); // it was warm, and nothing has changed
        QVERIFY(store(*desk.state, {desk.tenant.settings({{"camera_mjpeg", "on"}}, 2)}));
        useOnce();
        QCOMPARE(counter.seen.starts, 2);
        QVERIFY(counter.seen.wished.compression == capture::Compression::On);
        QCOMPARE(counter.seen.wished.exposure, 0);
    }

    void notInTheMiddleOfALook() {
        Desk desk;
        Counter counter(desk, kPresent);
        const auto turn =
            counter.camera.begin(FaceCamera::Use::Logon, {}, {[](const Look&) {}, [](const Error&) {}});
        QVERIFY(turn);
        counter.presenter.choose(QStringLiteral("Built-in"));
        QTRY_VERIFY(counter.presenter.fault().has_value());
        QVERIFY(*counter.presenter.fault() == ErrorCode::AgentBusy);
        counter.camera.end(*turn);
        counter.presenter.choose(QStringLiteral("Built-in"));
        QTRY_COMPARE(counter.presenter.chosen(), QStringLiteral("Built-in"));
    }
};

QTEST_GUILESS_MAIN(TestAgentCameras)
#include "tst_agent_cameras.moc"
