// SPDX-License-Identifier: GPL-3.0-or-later
// Prints what Kaomon costs a PC while somebody works there, and how long an unlock takes from the question to
// the open session:
//   kaomon-pc-bench presence HOURS
//       the agent's processor time and memory over simulated hours of presence
//   kaomon-pc-bench client CLIENT SECONDS
//       the same of kaomon-client --session over real time
//   kaomon-pc-bench unlock HELPER MODULE N [off|warm]
//       pam_kaomon.so asked by pamtester, N times with the camera off before and N times with it warm, or
//       one of the two only, with the agent's processor time and memory; the camera that PipeWire has
#include <cstdio>
#include <fstream>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTimer>
#include <sys/resource.h>
#include <unistd.h>

#include "agent/agent_application.h"
#include "agent/presence_service.h"
#include "agent_fixture.h"
#include "base/log.h"
#include "capture/camera_source.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace kaomon::agent::test;

namespace {

struct Cost {
    double processor = 0.0; // seconds of all threads
    long residentKib = 0;
};

Cost costOf(qint64 process) {
    const std::string folder = "/proc/" + std::to_string(process);
    Cost cost;
    std::ifstream status(folder + "/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmRSS:")) {
            cost.residentKib = std::strtol(line.c_str() + 6, nullptr, 10);
        }
    }
    std::ifstream stat(folder + "/stat");
    std::string all((std::istreambuf_iterator<char>(stat)), {});
    all.erase(0, all.rfind(')') + 2); // the name may hold anything
    const QList<QByteArray> fields = QByteArray::fromStdString(all).split(' ');
    const auto ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
    cost.processor = (fields.value(11).toDouble() + fields.value(12).toDouble()) / ticks;
    return cost;
}

void printCost(const char* what, const Cost& before, const Cost& after, double hours, double scale) {
    const double used = after.processor - before.processor;
    std::printf(
        "%s: %.1f s of processor in %.2f h (scale 1:%.0f), %.2f %% of a core; resident %ld KiB before, %ld "
        "KiB after\n",
        what, used, hours, scale, used / (hours * 36.0), before.residentKib, after.residentKib);
}

// The person sits there all the time and types now and then; time goes on as fast as the looks are done. The
// pictures are made beforehand, so that making them costs nothing.
int measurePresence(double hours) {
    auto settings = Desk::livenessOff();
    settings.insert(settings.end(), {{"liveness_continuous", "0"}});
    Desk desk(true, settings);
    std::vector<vision::Frame> frames;
    for (const auto& file : unlockPictures(kPerson)) {
        const testing::PictureComposer composer(vision::loadPicture(file).value_or(vision::Frame()));
        for (const auto moment : {0ms, 400ms, 900ms}) {
            frames.push_back(composer.compose(moment));
        }
    }
    desk.pictures->showFrames(std::move(frames), 2000ms);
    PresenceService presence(
        {*desk.state, desk.camera, desk.events, desk.clock, PowerFacts(desk.folder.path().toStdString())});
    int locks = 0;
    long looks = 0;
    if (!presence.watch(1000, "taro", [&](const localipc::Message& message) {
            locks += message.text("act") == "lock" ? 1 : 0;
        })) {
        return 1;
    }
    presence.report(1000, {});
    const auto lookOnce = [&] {
        desk.clock.advance(100ms);
        presence.step();
        looks += presence.isLooking() ? 1 : 0;
        static_cast<void>(QTest::qWaitFor([&] { return !presence.isLooking(); }, 60000));
    };
    for (int i = 0; i < 300; ++i) { // half a minute to be warm
        lookOnce();
    }
    looks = 0;
    const auto begun = std::chrono::steady_clock::now();
    const Cost before = costOf(QCoreApplication::applicationPid());
    const auto steps = static_cast<long>(hours * 36000.0);
    for (long i = 0; i < steps; ++i) {
        lookOnce();
        if (i % 100 == 0) {
            QCoreApplication::processEvents();
        }
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    printCost("agent, presence", before, costOf(QCoreApplication::applicationPid()), hours,
              hours * 3600.0 / took.count());
    std::printf("%ld looks, %d locks\n", looks, locks);
    return 0;
}

// The agent of a PC whose person may open root by his face, in real time.
struct RealPc {
    explicit RealPc(FrameSourceFactory camera, std::chrono::milliseconds warmTime) {
        auto settings = Desk::livenessOff();
        settings.push_back({"match_timeout_s", "30"});
        desk = std::make_unique<Desk>(true, settings);
        QFile superusers(QString::fromStdString(desk->superuserFile()));
        if (!superusers.open(QIODevice::WriteOnly) || superusers.write("root\n") < 0) {
            qFatal("the list of superusers cannot be written");
        }
        superusers.close();
        superusers.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        options.stateFolder = desk->folder.path().toStdString();
        options.socketPath = options.stateFolder + "/agent.sock";
        options.modelsFolder = modelsFolder();
        options.superuserFile = desk->superuserFile();
        options.makeCamera = std::move(camera);
        options.warmTime = warmTime;
        desk->state.reset(); // the agent opens it now
        QObject::connect(&ticks, &QTimer::timeout, &ticks, [this] { desk->clock.advance(20ms); });
        ticks.start(20);
        auto made = AgentApplication::create(options, desk->clock);
        if (!made) {
            qFatal("the agent does not start");
        }
        agent = std::move(*made);
    }

    std::unique_ptr<Desk> desk;
    QTimer ticks;
    AgentOptions options;
    std::unique_ptr<AgentApplication> agent;
};

int measureClient(const QString& program, int seconds) {
    RealPc pc([] { return std::make_unique<testing::PictureSource>(); }, 5000ms);
    QProcess client;
    client.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    client.start(program, {QStringLiteral("--session"), QStringLiteral("--socket"),
                           QString::fromStdString(pc.options.socketPath)});
    if (!client.waitForStarted()) {
        return 1;
    }
    const auto wait = [](int time) {
        QEventLoop loop;
        QTimer::singleShot(time * 1000, &loop, &QEventLoop::quit);
        loop.exec();
    };
    wait(10); // its start is another figure
    const Cost before = costOf(client.processId());
    wait(seconds);
    printCost("client, a session", before, costOf(client.processId()), seconds / 3600.0, 1.0);
    client.terminate();
    client.waitForFinished(10000);
    return 0;
}

int measureUnlock(const std::string& helper, const QString& module, int count,
                  const std::vector<bool>& whetherWarm) {
    for (const bool isWarm : whetherWarm) {
        RealPc pc(
            [&] {
                capture::CameraOptions options;
                options.helperPath = helper;
                return std::make_unique<capture::CameraSource>(options);
            },
            isWarm ? 60000ms : 0ms);
        const QString service = pc.desk->folder.filePath(QStringLiteral("service"));
        QFile file(service);
        if (!file.open(QIODevice::WriteOnly)) {
            return 1;
        }
        file.write("auth required " + module.toLocal8Bit() + " scenario=unlock timeout=30 socket=" +
                   QByteArray::fromStdString(pc.options.socketPath) + "\naccount required pam_permit.so\n");
        file.close();
        std::vector<double> times;
        int misses = 0;
        Cost before;
        for (int i = 0; i <= count; ++i) {
            const auto begun = std::chrono::steady_clock::now();
            QProcess asking;
            asking.setProcessChannelMode(QProcess::MergedChannels);
            // A service of Debian's own is lent its name.
            asking.start(
                QStringLiteral("unshare"),
                {QStringLiteral("-m"), QStringLiteral("sh"), QStringLiteral("-c"),
                 QStringLiteral("mount --bind '%1' /etc/pam.d/other && exec pamtester kaomon-bench root "
                                "authenticate")
                     .arg(service)});
            const bool isDone =
                QTest::qWaitFor([&] { return asking.state() == QProcess::NotRunning; }, 60000);
            const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begun;
            if (!isDone) {
                std::fprintf(stderr, "no answer: %s\n", asking.readAll().constData());
                return 1;
            }
            if (i == 0) { // starts the engine, or warms the camera
                before = costOf(QCoreApplication::applicationPid());
            } else if (asking.exitCode() != 0) {
                std::fprintf(stderr, "not unlocked: %s\n", asking.readAll().constData());
                ++misses;
            } else {
                times.push_back(took.count());
            }
        }
        const Cost after = costOf(QCoreApplication::applicationPid());
        std::ranges::sort(times);
        const auto at = [&](double part) {
            return times.empty()
                       ? -1.0
                       : times[static_cast<std::size_t>(part * static_cast<double>(times.size() - 1))];
        };
        std::printf(
            "question to open session, camera %s: median %.0f ms, 99 %% within %.0f ms, longest %.0f ms "
            "of %zu; %d not opened; agent: %.0f ms of processor each, resident %ld KiB after the first, "
            "%ld KiB after the last\n",
            isWarm ? "warm" : "off before", at(0.5), at(0.99), at(1.0), times.size(), misses,
            (after.processor - before.processor) * 1000.0 / count, before.residentKib, after.residentKib);
    }
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    log::setLevel(log::Level::Warning);
    const std::span words(argv, static_cast<std::size_t>(argc));
    const std::string_view mode = argc > 2 ? words[1] : "";
    if (mode == "presence" && argc == 3) {
        return measurePresence(std::atof(words[2]));
    }
    if (mode == "client" && argc == 4) {
        return measureClient(QString::fromLocal8Bit(words[2]), std::atoi(words[3]));
    }
    const std::string_view camera = argc == 6 ? words[5] : "";
    const bool isKnown = camera == "off" || camera == "warm";
    if (mode == "unlock" && (argc == 5 || (argc == 6 && isKnown))) {
        return measureUnlock(words[2], QString::fromLocal8Bit(words[3]), std::atoi(words[4]),
                             isKnown ? std::vector{camera == "warm"} : std::vector{false, true});
    }
    std::fprintf(stderr, "usage: kaomon-pc-bench presence HOURS | client PROGRAM SECONDS | unlock HELPER "
                         "MODULE N [off|warm]\n");
    return 2;
}
