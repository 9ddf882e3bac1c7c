// SPDX-License-Identifier: GPL-3.0-or-later
#include "more_commands.h"

#include <boost/json.hpp>

#include <cstdio>
#include <utility>

#include "base/clock.h"
#include "report.h"
#include "vision/bench/attack_simulation.h"
#include "vision/bench/blink_run.h"
#include "vision/bench/detection.h"
#include "vision/bench/gallery.h"
#include "vision/bench/identification.h"
#include "vision/bench/liveness_run.h"
#include "vision/bench/presence_run.h"
#include "vision/bench/search.h"
#include "vision/self_test.h"

namespace kaomon::bench {
namespace {

namespace json = boost::json;
using vision::bench::LivenessErrors;

struct Loaded {
    vision::ModelPack pack;
    std::unique_ptr<vision::FaceEngine> engine;
};

Result<Loaded> load(const std::string& models) {
    Result<vision::ModelPack> pack = vision::ModelPack::open(models);
    if (!pack) {
        return propagate(pack.error());
    }
    auto engine = vision::FaceEngine::create(*pack);
    if (!engine) {
        return propagate(engine.error());
    }
    std::printf("%s, pack %s\n", machineName().c_str(), pack->modelId().c_str());
    return Loaded{std::move(*pack), std::move(*engine)};
}

json::object describe(const char* title, const std::vector<vision::bench::LivenessScore>& scores,
                      float threshold) {
    const LivenessErrors errors = vision::bench::livenessErrors(scores, threshold);
    json::object section{{"threshold", threshold}};
    std::printf("%s at threshold %.2f\n", title, static_cast<double>(threshold));
    for (const auto& [attack, share] : errors.attacksAccepted) {
        std::printf("  APCER %-12s %s of %zu\n", attack.c_str(), percent(share).c_str(), share.trials);
        section["apcer"].is_null() ? section["apcer"] = json::object{{attack, toJson(share)}}
                                   : section["apcer"].as_object()[attack] = toJson(share);
    }
    for (const auto& [attack, share] : errors.attacksLetIn) {
        std::printf("  let in %-11s %s of %zu, quality judged as well\n", attack.c_str(),
                    percent(share).c_str(), share.trials);
        section["letIn"].is_null() ? section["letIn"] = json::object{{attack, toJson(share)}}
                                   : section["letIn"].as_object()[attack] = toJson(share);
    }
    std::printf("  BPCER %-12s %s of %zu\n", "", percent(errors.liveRefused).c_str(),
                errors.liveRefused.trials);
    section["bpcer"] = toJson(errors.liveRefused);
    std::printf("  live, but quality refused  %s of %zu\n", percent(errors.liveUnusable).c_str(),
                errors.liveUnusable.trials);
    section["liveUnusable"] = toJson(errors.liveUnusable);
    return section;
}

json::object reportOf(const vision::ModelPack& pack) {
    return {
        {"time", toRfc3339(SystemClock().now())}, {"machine", machineName()}, {"modelId", pack.modelId()}};
}

void print(json::object& report, const std::string& name, const std::string& title,
           const vision::bench::Proportion& share) {
    std::printf("  %-26s %s of %zu\n", title.c_str(), percent(share).c_str(), share.trials);
    report[name] = toJson(share);
}

Status timeSearches(const IdentifyOptions& options) {
    const auto times = vision::bench::measureSearch(options.templates, options.probes);
    if (!times) {
        return propagate(times.error());
    }
    std::printf("%s, %zu templates, one thread\n", machineName().c_str(), options.templates);
    json::object report{{"time", toRfc3339(SystemClock().now())},
                        {"machine", machineName()},
                        {"templates", options.templates}};
    for (const vision::bench::SearchTime& time : *times) {
        std::printf("  %-18s median %7.3f ms\n", time.how.c_str(), time.median);
        report[time.how] = time.median;
    }
    return writeJson(options.json, report);
}

Status measureMisses(const IdentifyOptions& options) {
    const Result<Loaded> loaded = load(options.models);
    if (!loaded) {
        return propagate(loaded.error());
    }
    vision::bench::Gallery gallery(*loaded->engine, options.pictures);
    if (const Status filled = gallery.addAll([](std::size_t, std::size_t) {}); !filled) {
        return filled;
    }
    json::object report = reportOf(loaded->pack);
    for (const auto& [name, preset] :
         {std::pair{"1e-4", vision::FmrPreset::Standard}, std::pair{"1e-5", vision::FmrPreset::High}}) {
        const auto shares = vision::bench::measureIdentification(gallery, loaded->pack.thresholds(), preset,
                                                                 options.sizes, options.draws);
        if (!shares) {
            return propagate(shares.error());
        }
        json::array rows;
        for (const auto& share : *shares) {
            std::printf("FMR %s, %zu people (%zu of them filled up)\n", name, share.people, share.filledUp);
            json::object row{{"people", share.people}, {"filledUp", share.filledUp}};
            print(row, "fnir", "not found (FNIR)", share.missed);
            print(row, "confused", "taken for another", share.confused);
            print(row, "fpir", "strangers taken in (FPIR)", share.letIn);
            rows.push_back(std::move(row));
        }
        report[name] = std::move(rows);
    }
    return writeJson(options.json, report);
}

} // namespace

Status runLiveness(const LivenessOptions& options) {
    const auto items = vision::bench::readLivenessList(options.list);
    if (!items) {
        return propagate(items.error());
    }
    const Result<Loaded> loaded = load(options.models);
    if (!loaded) {
        return propagate(loaded.error());
    }
    if (!loaded->pack.liveness().passive) {
        return fail(ErrorCode::LivenessUnavailable, "the pack has no passive network");
    }
    const auto scores = vision::bench::scoreLiveness(*loaded->engine, *items);
    if (!scores) {
        return propagate(scores.error());
    }
    const auto passive = *loaded->pack.liveness().passive;
    std::printf("passive score %s; %zu frames with a face, %zu without\n",
                passive.isAccepted ? "decides" : "is only a hint in this pack", scores->frames.size(),
                scores->withoutFace);
    json::object report{{"modelId", loaded->pack.modelId()}, {"withoutFace", scores->withoutFace}};
    for (const auto& [name, threshold] :
         {std::pair{"standard", passive.standard}, std::pair{"high", passive.high}}) {
        report[name] = {{"frames", describe("Single frames", scores->frames, threshold)},
                        {"means", describe("Means of five frames", scores->means, threshold)}};
    }
    return writeJson(options.json, report);
}

Status runSimulate(const SimulateOptions& options) {
    const Result<Loaded> loaded = load(options.models);
    if (!loaded) {
        return propagate(loaded.error());
    }
    const auto made =
        vision::bench::simulateAttacks(*loaded->engine, options.pictures, options.out, options.count);
    if (!made) {
        return propagate(made.error());
    }
    std::printf("  %zu people, films and list.tsv in %s\n", *made, options.out.c_str());
    return {};
}

Status runDetect(const DetectOptions& options) {
    const Result<Loaded> loaded = load(options.models);
    if (!loaded) {
        return propagate(loaded.error());
    }
    const auto shares =
        vision::bench::measureDetection(*loaded->engine, options.pictures, options.count, options.empty);
    if (!shares) {
        return propagate(shares.error());
    }
    json::object report = reportOf(loaded->pack);
    for (const vision::bench::DetectionShare& share : *shares) {
        print(report, share.condition, share.condition, share.found);
        json::array pictures;
        for (const auto& [picture, frames] : share.pictures) {
            std::printf("    %s: %zu of %zu frames\n", picture.c_str(), frames.hits, frames.trials);
            pictures.push_back({{"picture", picture}, {"alarms", frames.hits}, {"frames", frames.trials}});
        }
        if (!pictures.empty()) {
            report[share.condition + " by picture"] = std::move(pictures);
        }
    }
    return writeJson(options.json, report);
}

Status runBlink(const DetectOptions& options) {
    const Result<Loaded> loaded = load(options.models);
    if (!loaded) {
        return propagate(loaded.error());
    }
    const auto shares = vision::bench::measureBlinks(*loaded->engine, options.pictures, options.count);
    if (!shares) {
        return propagate(shares.error());
    }
    json::object report = reportOf(loaded->pack);
    print(report, "photographsPassed", "photographs passed", shares->photographsPassed);
    print(report, "passedWholeTry", "  in a whole try", shares->passedWholeTry);
    print(report, "passedTwice", "  twice in it", shares->passedTwice);
    print(report, "slideShowsPassed", "slide shows passed", shares->slideShowsPassed);
    print(report, "sheetsPassed", "turned sheets passed", shares->sheetsPassed);
    print(report, "blinksSeen", "made-up blinks seen", shares->blinksSeen);
    print(report, "turnsSeen", "made-up turns seen", shares->turnsSeen);
    std::printf("  unusable pictures %zu\n", shares->unusable);
    report["unusable"] = shares->unusable;
    return writeJson(options.json, report);
}

Status runIdentify(const IdentifyOptions& options) {
    return options.pictures.empty() ? timeSearches(options) : measureMisses(options);
}

Status runPresence(const PresenceOptions& options) {
    const Result<Loaded> loaded = load(options.models);
    if (!loaded) {
        return propagate(loaded.error());
    }
    const auto cost = vision::bench::measurePresence(*loaded->engine, options.pictures, options.people);
    if (!cost) {
        return propagate(cost.error());
    }
    std::printf("  %zu people, %zu more taken for pictures; processor time\n", cost->people,
                cost->takenForPictures);
    std::printf("  first check %6.2f ms\n  full check  %6.2f ms\n  quick check %6.2f ms\n", cost->firstMs,
                cost->fullMs, cost->quickMs);
    std::printf("  one full check a second %.2f %% of a core, with four quick ones %.2f %%\n",
                100.0 * cost->shareOfCore(0), 100.0 * cost->shareOfCore(4));
    json::object report = reportOf(loaded->pack);
    report["people"] = cost->people;
    report["takenForPictures"] = cost->takenForPictures;
    report["milliseconds"] = {{"first", cost->firstMs}, {"full", cost->fullMs}, {"quick", cost->quickMs}};
    report["shareOfCore"] = {{"full", cost->shareOfCore(0)}, {"withFourQuick", cost->shareOfCore(4)}};
    print(report, "followed", "faces followed", {cost->followed, cost->quickChecks});
    print(report, "noticed", "exchanges noticed at once", {cost->noticed, cost->exchanges});
    return writeJson(options.json, report);
}

Status runSelfTest(const std::string& models) {
    const Result<Loaded> loaded = load(models);
    if (!loaded) {
        return propagate(loaded.error());
    }
    const auto found = vision::measureSelfTest(*loaded->engine);
    if (!found) {
        return propagate(found.error());
    }
    std::printf("\"selftest\": { \"similarity\": %.4f", static_cast<double>(found->similarity));
    if (found->passive) {
        std::printf(", \"passive\": %.4f", static_cast<double>(*found->passive));
    }
    std::printf(" }\n");
    const auto tested = vision::selfTest(*loaded->engine, loaded->pack);
    return tested ? Status() : propagate(tested.error());
}

} // namespace kaomon::bench
