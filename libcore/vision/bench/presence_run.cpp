// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/bench/presence_run.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>
#include <optional>
#include <vector>

#include <time.h>

#include "vision/bench/canvas.h"
#include "vision/mat_impl.h"
#include "vision/picture.h"
#include "vision/presence_watcher.h"

namespace kaomon::vision::bench {
namespace {

namespace fs = std::filesystem;
using Check = PresenceWatcher::Check;
using Seen = domain::PresenceLook::Face;

constexpr FrameSize kFrame{640, 480};
constexpr std::size_t kEnrolled = 5;
constexpr int kQuick = 10;
// Full checks of one who stays: past those that are all scored for liveness, then whole rounds of the rest.
constexpr int kSettling = static_cast<int>(PresenceWatcher::kPassiveChecks);
constexpr int kStaying = 3 * PresenceWatcher::kPassiveEvery;
constexpr double kNoise = 4.0;
constexpr double kPace = 4.0; // pixels that the face moves from one frame to the next, at most

double processorMs() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double medianOf(std::vector<double>& values) {
    std::ranges::sort(values);
    return values.empty() ? 0.0 : values[values.size() / 2];
}

double meanOf(const std::vector<double>& values) {
    const double sum = std::accumulate(values.begin(), values.end(), 0.0);
    return values.empty() ? 0.0 : sum / static_cast<double>(values.size());
}

std::vector<fs::path> picturesOf(const fs::path& person) {
    std::vector<fs::path> pictures;
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(person, problem)) {
        if (entry.path().extension() == ".jpg" || entry.path().extension() == ".png") {
            pictures.push_back(entry.path());
        }
    }
    std::ranges::sort(pictures);
    return pictures;
}

std::vector<std::vector<fs::path>> peopleOf(const fs::path& folder, std::size_t most) {
    std::vector<fs::path> folders;
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(folder, problem)) {
        folders.push_back(entry.path());
    }
    std::ranges::sort(folders);
    std::vector<std::vector<fs::path>> people;
    for (const fs::path& person : folders) {
        auto pictures = picturesOf(person);
        if (pictures.size() > kEnrolled && people.size() < most) {
            people.push_back(std::move(pictures));
        }
    }
    return people;
}

// A film of one photograph: what the face does is made up, what the camera adds too.
class Film {
public:
    Frame next(const Frame& picture) {
        m_time += std::chrono::milliseconds(200);
        const double t = static_cast<double>(m_time.count()) / 1000.0;
        const Frame scene = onCanvas(picture, kFrame, Placing::Filling);
        Frame frame =
            makeFrame(kFrame.width, kFrame.height, kFrame.width * 3, [&](std::uint8_t* bytes, std::size_t) {
                cv::Mat canvas(kFrame.height, kFrame.width, CV_8UC3, bytes);
                const cv::Matx23d move(1.0, 0.0, 2.0 * kPace * std::sin(t), //
                                       0.0, 1.0, kPace * std::sin(1.7 * t));
                cv::warpAffine(viewOf(scene), canvas, move, canvas.size(), cv::INTER_LINEAR,
                               cv::BORDER_REPLICATE);
                cv::Mat noise(canvas.size(), CV_16SC3);
                m_random.fill(noise, cv::RNG::NORMAL, 0.0, kNoise);
                cv::Mat sum;
                cv::add(canvas, noise, sum, cv::noArray(), CV_8UC3);
                sum.copyTo(canvas);
            });
        frame.capturedAt = std::chrono::steady_clock::time_point(m_time);
        return frame;
    }

private:
    std::chrono::milliseconds m_time{1000};
    cv::RNG m_random{3};
};

Result<Template> enrol(FaceEngine& engine, const std::vector<fs::path>& pictures) {
    std::vector<Embedding> embeddings;
    for (std::size_t i = 0; i < kEnrolled; ++i) {
        const Result<Frame> picture = loadPicture(pictures[i]);
        if (!picture) {
            return propagate(picture.error());
        }
        const Frame frame = onCanvas(*picture, kFrame, Placing::AsItIs);
        const Result<FrameAnalysis> analysis = engine.analyse(frame);
        if (!analysis || analysis->mainFace() == nullptr) {
            return fail(ErrorCode::NoFace, pictures[i].string());
        }
        Result<Embedding> embedding = engine.embed(frame, *analysis->mainFace());
        if (!embedding) {
            return propagate(embedding.error());
        }
        embeddings.push_back(std::move(*embedding));
    }
    return Template::fromEmbeddings(embeddings);
}

struct Times {
    std::vector<double> first;
    std::vector<double> full;
    std::vector<double> quick;
};

Status playOne(FaceEngine& engine, const std::vector<fs::path>& person, const fs::path& other, Times& times,
               PresenceCost& cost) {
    const auto made = enrol(engine, person);
    const auto own = loadPicture(person[kEnrolled]);
    const auto stranger = loadPicture(other);
    if (!made || !own || !stranger) {
        return {}; // a picture without a face says nothing of presence
    }
    const auto watcher = PresenceWatcher::create(engine, {*made}, {});
    if (!watcher) {
        return propagate(watcher.error());
    }
    Film film;
    const auto look = [&](const Frame& picture, Check check, double& spent) {
        const Frame frame = film.next(picture);
        const double start = processorMs();
        auto sight = (*watcher)->look(frame, check);
        spent = processorMs() - start;
        return sight;
    };
    double spent = 0.0;
    const auto first = look(*own, Check::Full, spent);
    if (!first || first->look.face != Seen::Match) {
        return first ? Status() : propagate(first.error());
    }
    const double firstMs = spent;
    std::vector<double> fullMs;
    for (int i = 0; i < kSettling + kStaying; ++i) {
        const auto sight = look(*own, Check::Full, spent);
        if (!sight) {
            return propagate(sight.error());
        }
        if (sight->reason == ErrorCode::SpoofSuspected) { // a photograph after all: nobody to go on watching
            ++cost.takenForPictures;
            return {};
        }
        if (i >= kSettling) {
            fullMs.push_back(spent);
        }
    }
    ++cost.people;
    times.first.push_back(firstMs);
    times.full.insert(times.full.end(), fullMs.begin(), fullMs.end());
    for (int i = 0; i < kQuick; ++i) {
        const auto sight = look(*own, Check::Quick, spent);
        if (!sight) {
            return propagate(sight.error());
        }
        ++cost.quickChecks;
        cost.followed += sight->look.face == Seen::Tracked ? 1 : 0;
        if (!sight->wasFull) {
            times.quick.push_back(spent);
        }
    }
    const auto exchanged = look(*stranger, Check::Quick, spent);
    if (!exchanged) {
        return propagate(exchanged.error());
    }
    ++cost.exchanges;
    cost.noticed += exchanged->look.face != Seen::Tracked && exchanged->look.face != Seen::Match ? 1 : 0;
    return {};
}

} // namespace

Result<PresenceCost> measurePresence(FaceEngine& engine, const fs::path& pictures, std::size_t maxPeople) {
    const auto people = peopleOf(pictures, maxPeople);
    if (people.size() < 2) {
        return fail(ErrorCode::NotFound, "fewer than two people with six pictures in " + pictures.string());
    }
    PresenceCost cost;
    Times times;
    for (std::size_t i = 0; i < people.size(); ++i) {
        const fs::path& other = people[(i + 1) % people.size()].front();
        if (const Status played = playOne(engine, people[i], other, times, cost); !played) {
            return propagate(played.error());
        }
    }
    cost.firstMs = medianOf(times.first);
    cost.fullMs = meanOf(times.full);
    cost.quickMs = medianOf(times.quick);
    return cost;
}

} // namespace kaomon::vision::bench
