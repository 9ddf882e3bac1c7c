// SPDX-License-Identifier: GPL-3.0-or-later
// kaomon-attempt-bench [--level 0|1|2|3] [--pack FOLDER] [ATTEMPTS]: what an attempt costs, from the request
// to the decision, with the camera off and warm, and the memory after many of them. The camera is the tests'
// source of photographs, which starts at once: a real camera adds its own start to the cold figure. From
// level 1 on the person does what he is asked (ActingFace), and the time from the first request to the end of
// his moves is his and not counted; a pack whose score decides takes a photograph for what it is, so that
// such levels can only be measured with one whose score is a hint.
#include <cstdio>
#include <fstream>

#include <QCoreApplication>
#include <sys/resource.h>

#include "agent_fixture.h"
#include "base/log.h"
#include "support/camera/acting_face.h"

using namespace kaomon;
using namespace kaomon::agent::test;
using testing::ActingFace;
using Steady = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

namespace {

constexpr int kCold = 5;

struct Options {
    int level = 0;
    std::string pack = modelsFolder();
    int attempts = 100;
};

Options optionsOf(const QStringList& arguments) {
    Options options;
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        const bool hasValue = i + 1 < arguments.size();
        if (arguments[i] == QLatin1String("--level") && hasValue) {
            options.level = std::clamp(arguments[++i].toInt(), 0, 3);
        } else if (arguments[i] == QLatin1String("--pack") && hasValue) {
            options.pack = arguments[++i].toStdString();
        } else {
            options.attempts = std::max(1, arguments[i].toInt());
        }
    }
    return options;
}

long residentKib() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmRSS:")) {
            return std::strtol(line.c_str() + 6, nullptr, 10);
        }
    }
    return 0;
}

// Of every thread of this process.
double processorSeconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// A desk with the enrolled person before the camera: on photographs at level 0, acting from level 1 on.
class Place {
public:
    explicit Place(const Options& options)
        : m_desk(true, settingsFor(options.level), options.pack)
        , m_face(faceFor(options)) {
        if (m_face) {
            m_desk.pictures->showFilm([this] { return m_face->next(); });
        } else if (!m_desk.pictures->show(unlockPictures(kPerson))) {
            qFatal("there are no photographs");
        }
    }
    ~Place() { m_desk.pictures->showFrames({}); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    // Without the person's time; below 0 when he was not accepted.
    double attempt() {
        std::optional<Steady::time_point> movingSince;
        Milliseconds own(0);
        m_desk.states.clear();
        const auto begin = Steady::now();
        const auto answer = m_desk.attempt("taro", domain::Scenario::Logon, [&] {
            if (!m_face) {
                return;
            }
            m_face->step(m_desk.states.back());
            const auto now = Steady::now();
            if (m_face->isStill() && movingSince) {
                own += now - *movingSince;
                movingSince.reset();
            } else if (!m_face->isStill() && !movingSince) {
                movingSince = now;
            }
        });
        const Milliseconds elapsed = Steady::now() - begin;
        return answer.outcome == "accepted" ? (elapsed - own).count() : -1.0;
    }

private:
    static std::vector<wire::SettingValue> settingsFor(int level) {
        const auto text = std::to_string(level);
        return {{"liveness_logon", text}, {"liveness_unlock", text}, {"match_timeout_s", "30"}};
    }
    static std::unique_ptr<ActingFace> faceFor(const Options& options) {
        if (options.level == 0) {
            return nullptr;
        }
        const auto photograph = vision::loadPicture(unlockPictures(kPerson).front());
        return std::make_unique<ActingFace>(*photograph, pointsOnCanvas(*photograph));
    }

    Desk m_desk;
    std::unique_ptr<ActingFace> m_face;
};

void print(const char* name, std::vector<double> values) {
    const auto failed = std::erase_if(values, [](double value) { return value < 0.0; });
    std::ranges::sort(values);
    if (values.empty()) {
        std::printf("%s: nobody was recognised\n", name);
        return;
    }
    std::printf("%s: median %.0f ms, p90 %.0f ms, %zu accepted, %zu not\n", name, values[values.size() / 2],
                values[values.size() * 9 / 10], values.size(), failed);
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    kaomon::log::setLevel(kaomon::log::Level::Error);
    const Options options = optionsOf(QCoreApplication::arguments());
    std::printf("level %d, pack %s\n", options.level, options.pack.c_str());
    std::vector<double> cold;
    for (int i = 0; i < kCold; ++i) {
        cold.push_back(Place(options).attempt());
    }
    print("first attempt (camera off before)", cold);
    Place place(options);
    static_cast<void>(place.attempt());
    const long before = residentKib();
    const double processorBefore = processorSeconds();
    std::vector<double> warm;
    for (int i = 0; i < options.attempts; ++i) {
        warm.push_back(place.attempt());
    }
    print("warm", warm);
    std::printf("processor: %.0f ms an attempt, all threads together\n",
                (processorSeconds() - processorBefore) * 1000.0 / options.attempts);
    std::printf("resident memory: %ld KiB after 1 attempt, %ld KiB after %d\n", before, residentKib(),
                options.attempts + 1);
    return 0;
}
