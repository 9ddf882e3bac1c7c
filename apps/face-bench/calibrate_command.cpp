// SPDX-License-Identifier: GPL-3.0-or-later
#include "calibrate_command.h"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <span>
#include <utility>

#include "base/clock.h"
#include "report.h"
#include "vision/bench/gallery.h"

namespace kaomon::bench {
namespace {

namespace json = boost::json;
using namespace vision;
using vision::bench::Comparison;
using vision::bench::OperatingPoint;

constexpr unsigned kSplits = 5;

struct Rate {
    const char* name;
    double value;
    FmrPreset preset;
};
constexpr std::array kRates{Rate{"1e-4", 1e-4, FmrPreset::Standard}, Rate{"1e-5", 1e-5, FmrPreset::High}};

// What is said of one threshold. `suggested` is never below what ships.
struct Advice {
    float suggested = 1.0F;
    const char* why = "";
};

Advice adviseOn(std::span<const Comparison> comparisons, const Rate& rate, float shipped,
                const OperatingPoint& found) {
    if (found.falseMatches.trials == 0) {
        return {shipped, "no two people to compare: keep"};
    }
    if (found.falseMatches.low() > rate.value) { // surely more false matches than promised
        const auto needed = vision::bench::pointAtFmr(comparisons, rate.value);
        if (needed && needed->threshold > shipped) {
            return {std::ceil(needed->threshold * 1000.0F) / 1000.0F, "too many false matches: raise"};
        }
        return {shipped, "too many false matches, too few pictures to say which threshold: add pictures"};
    }
    const bool isShown = found.falseMatches.high() <= rate.value;
    return {shipped,
            isShown ? "holds: keep" : "nothing speaks against it, too few pictures to show it: keep"};
}

json::object adviseOnKind(const char* title, std::span<const Comparison> comparisons,
                          const ThresholdTable& table, TemplateKind kind) {
    json::object section;
    std::printf("\n%s: %zu comparisons\n", title, comparisons.size());
    for (const Rate& rate : kRates) {
        const float shipped = table.threshold(rate.preset, kind);
        const OperatingPoint found = vision::bench::pointAtThreshold(comparisons, shipped);
        const Advice advice = adviseOn(comparisons, rate, shipped, found);
        const vision::bench::Proportion refused{found.trueAccepts.trials - found.trueAccepts.hits,
                                                found.trueAccepts.trials};
        std::printf("  %s at %.3f: false matches %s of %zu, refused %s of %zu\n    %s (%.3f)\n", rate.name,
                    static_cast<double>(shipped), percent(found.falseMatches).c_str(),
                    found.falseMatches.trials, percent(refused).c_str(), refused.trials, advice.why,
                    static_cast<double>(advice.suggested));
        section[rate.name] = {{"shipped", shipped},
                              {"suggested", advice.suggested},
                              {"advice", advice.why},
                              {"falseMatches", toJson(found.falseMatches)},
                              {"refused", toJson(refused)}};
    }
    return section;
}

} // namespace

Status runCalibrate(const CalibrateOptions& options) {
    const Result<ModelPack> pack = ModelPack::open(options.models);
    if (!pack) {
        return propagate(pack.error());
    }
    const Result<std::unique_ptr<FaceEngine>> engine = FaceEngine::create(*pack);
    if (!engine) {
        return propagate(engine.error());
    }
    vision::bench::Gallery gallery(**engine, options.pictures);
    if (const Status filled = gallery.addAll([](std::size_t, std::size_t) {}); !filled) {
        return filled;
    }
    std::printf("%s, pack %s\n%zu pictures, %zu without a face\n", machineName().c_str(),
                pack->modelId().c_str(), gallery.size(), gallery.withoutFace());
    json::object report{{"time", toRfc3339(SystemClock().now())},
                        {"modelId", pack->modelId()},
                        {"pictures", gallery.size()},
                        {"withoutFace", gallery.withoutFace()}};
    report["single"] =
        adviseOnKind("Single pictures", gallery.allPairs(), pack->thresholds(), TemplateKind::Single);
    report["mean"] =
        adviseOnKind("Templates of five pictures", gallery.meanTemplates(kFramesPerTemplate, kSplits),
                     pack->thresholds(), TemplateKind::Mean);
    std::ofstream file(options.out);
    file << json::serialize(report) << '\n';
    if (!file.flush()) {
        return fail(ErrorCode::StorageFailed, "cannot write " + options.out);
    }
    std::printf("\nThe pack was not changed. The suggestion is in %s.\n", options.out.c_str());
    return {};
}

} // namespace kaomon::bench
