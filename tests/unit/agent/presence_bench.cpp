// SPDX-License-Identifier: GPL-3.0-or-later
// How often presence locks somebody out who is there, and how long it takes to lock when he has left or
// another person sits down: working days made of the sample photographs, told by a fixed generator, seen by
// the real networks and judged by the machine that the agent uses. Time is simulated: eight hours take as
// long as the looks at the few hundred different pictures.
#include <cstdio>
#include <random>

#include <QCoreApplication>

#include "agent_fixture.h"
#include "base/log.h"
#include "domain/presence.h"
#include "vision/presence_watcher.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace kaomon::agent::test;
using domain::PresenceAct;
using domain::PresenceMachine;

namespace {

using Looks = std::vector<domain::PresenceLook>;
using Pixels = std::vector<std::uint8_t>;

Pixels pixelsOf(const vision::Frame& frame) {
    Pixels pixels;
    for (int y = 0; y < frame.height; ++y) {
        pixels.insert(pixels.end(), frame.row(y), frame.row(y) + std::ptrdiff_t{3} * frame.width);
    }
    return pixels;
}

vision::Frame darkened(const vision::Frame& frame) {
    Pixels pixels = pixelsOf(frame);
    for (auto& value : pixels) {
        value = static_cast<std::uint8_t>(value / 9);
    }
    return vision::copyFrame(frame.width, frame.height, frame.width * 3, pixels);
}

// The head goes down and out of the picture by this part of its height.
vision::Frame sunk(const vision::Frame& frame, double part) {
    const Pixels pixels = pixelsOf(frame);
    Pixels moved(pixels.size(), 128);
    const auto stride = std::size_t{3} * static_cast<std::size_t>(frame.width);
    const auto rows = static_cast<std::size_t>(part * frame.height);
    std::copy(pixels.begin(), pixels.end() - static_cast<std::ptrdiff_t>(rows * stride),
              moved.begin() + static_cast<std::ptrdiff_t>(rows * stride));
    return vision::copyFrame(frame.width, frame.height, frame.width * 3, moved);
}

// Somebody at half the size at the edge.
vision::Frame withPasser(const vision::Frame& frame, const vision::Frame& passer) {
    Pixels pixels = pixelsOf(frame);
    const int left = frame.width - passer.width / 2;
    for (int y = 0; y < passer.height / 2; ++y) {
        for (int x = 0; x < passer.width / 2; ++x) {
            for (int c = 0; c < 3; ++c) {
                pixels[static_cast<std::size_t>((y * frame.width + left + x) * 3 + c)] =
                    passer.row(2 * y)[6 * x + c];
            }
        }
    }
    return vision::copyFrame(frame.width, frame.height, frame.width * 3, pixels);
}

struct Scenes {
    Looks working, lookingDown, passing, dark, stranger, empty;
};

class Studio {
public:
    explicit Studio(const vision::Template& person)
        : m_engine(*vision::FaceEngine::create(*vision::ModelPack::open(modelsFolder())))
        , m_person(person) {}

    [[nodiscard]] Scenes shoot() {
        Scenes scenes;
        const auto frames = framesOf(unlockPictures(kPerson));
        const auto others = framesOf(unlockPictures(kStranger));
        for (std::size_t i = 0; i < frames.size(); ++i) {
            scenes.working.push_back(look(frames[i]));
            scenes.lookingDown.push_back(look(sunk(frames[i], 0.35)));
            scenes.passing.push_back(look(withPasser(frames[i], others[i % others.size()])));
            scenes.dark.push_back(look(darkened(frames[i])));
        }
        for (const auto& frame : others) {
            scenes.stranger.push_back(look(frame));
        }
        scenes.empty.push_back(look(testing::PictureComposer(vision::Frame{}).compose(0ms)));
        return scenes;
    }

private:
    static std::vector<vision::Frame> framesOf(const std::vector<std::filesystem::path>& files) {
        std::vector<vision::Frame> frames;
        for (const auto& file : files) {
            const testing::PictureComposer composer(vision::loadPicture(file).value_or(vision::Frame()));
            for (const auto moment : {0ms, 400ms, 900ms}) {
                frames.push_back(composer.compose(moment));
            }
        }
        return frames;
    }

    // Each picture by itself, as at a full check.
    domain::PresenceLook look(const vision::Frame& frame) {
        const auto watcher =
            vision::PresenceWatcher::create(*m_engine, {m_person}, {vision::FmrPreset::High, false, {}});
        return (*watcher)->look(frame, vision::PresenceWatcher::Check::Full)->look;
    }

    std::unique_ptr<vision::FaceEngine> m_engine;
    vision::Template m_person;
};

struct Figures {
    std::chrono::milliseconds there{0};
    int falseLocks = 0;
    int warnings = 0;
    std::vector<double> toLockAbsent; // seconds
    std::vector<double> toLockStranger;
    long looks = 0;
};

class Day {
public:
    Day(const Scenes& scenes, const domain::PresenceRules& rules)
        : m_scenes(scenes)
        , m_machine(rules) {
        m_machine.begin(m_now);
    }

    Figures run(std::chrono::hours length) {
        while (m_figures.there < length) {
            there(m_scenes.working, 20, 120);
            const Looks* episodes[] = {&m_scenes.lookingDown, &m_scenes.empty, &m_scenes.passing,
                                       &m_scenes.dark};
            there(*episodes[pick(0, 3)], 2, 8); // gone with the head only: he is there all the time
            if (pick(0, 19) == 0) {
                gone(m_scenes.empty, m_figures.toLockAbsent);
            } else if (pick(0, 39) == 0) {
                gone(m_scenes.stranger, m_figures.toLockStranger);
            }
        }
        return m_figures;
    }

private:
    int pick(int from, int to) { return std::uniform_int_distribution(from, to)(m_chance); }

    // True when this stretch ended in a lock.
    bool show(const Looks& looks, std::chrono::milliseconds length) {
        const auto until = m_now + length;
        while (m_now < until) {
            m_now += 100ms;
            auto act = m_machine.tick(m_now);
            const auto interval = m_machine.nextCheck(m_now);
            if (!act && interval > 0ms && m_now - m_lastLook >= interval) {
                m_lastLook = m_now;
                ++m_figures.looks;
                act = m_machine.look(
                    looks[static_cast<std::size_t>(pick(0, static_cast<int>(looks.size()) - 1))], m_now);
            }
            m_figures.warnings += act == PresenceAct::Warn ? 1 : 0;
            if (act == PresenceAct::Lock || act == PresenceAct::LockForStranger) {
                return true;
            }
        }
        return false;
    }

    void there(const Looks& looks, int from, int to) {
        const auto length = std::chrono::seconds(pick(from, to));
        m_figures.there += length;
        if (show(looks, length)) {
            ++m_figures.falseLocks;
            m_machine.begin(m_now);
        }
    }

    void gone(const Looks& looks, std::vector<double>& times) {
        const auto left = m_now;
        if (show(looks, 5min)) {
            times.push_back(std::chrono::duration<double>(m_now - left).count());
        }
        m_machine.begin(m_now);
    }

    const Scenes& m_scenes;
    PresenceMachine m_machine;
    Figures m_figures;
    PresenceMachine::Time m_now{1h};
    PresenceMachine::Time m_lastLook{0};
    std::mt19937 m_chance{20261129}; // NOLINT: the same days each time
};

void printTimes(const char* name, std::vector<double> times) {
    if (times.empty()) {
        std::printf("  %s: never locked\n", name);
        return;
    }
    std::ranges::sort(times);
    std::printf("  %s: %zu times, median %.1f s, longest %.1f s\n", name, times.size(),
                times[times.size() / 2], times.back());
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    kaomon::log::setLevel(kaomon::log::Level::Error);
    const auto person = templateOf(enrolPictures(kPerson));
    if (!person) {
        std::fprintf(stderr, "no template could be made\n");
        return 1;
    }
    Studio studio(*person);
    const Scenes scenes = studio.shoot();
    std::printf(
        "pictures: %zu at work, as many looking down, with a passer, in the dark; %zu of a stranger\n",
        scenes.working.size(), scenes.stranger.size());
    for (const auto absent : {5s, 10s, 20s}) {
        domain::PresenceRules rules;
        rules.absentAfter = absent;
        Day day(scenes, rules);
        const Figures figures = day.run(8h);
        const double hours = std::chrono::duration<double, std::ratio<3600>>(figures.there).count();
        std::printf(
            "locked after %lld s, a check every %.0f s: %.2f false locks and %.1f warnings per hour (%.1f h, "
            "%.0f looks per hour)\n",
            static_cast<long long>(absent.count()), 3.0, figures.falseLocks / hours, figures.warnings / hours,
            hours, static_cast<double>(figures.looks) / hours);
        printTimes("left", figures.toLockAbsent);
        printTimes("another person", figures.toLockStranger);
    }
    return 0;
}
