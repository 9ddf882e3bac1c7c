// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify_command.h"

#include <boost/json.hpp>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <span>
#include <utility>

#include "base/clock.h"
#include "report.h"
#include "vision/bench/gallery.h"
#include "vision/bench/plot.h"

namespace kaomon::bench {
namespace {

namespace json = boost::json;
using namespace vision;
using vision::bench::Comparison;
using vision::bench::Gallery;

constexpr unsigned kSplits = 5;

// Accuracy, equal error rate and what each false match rate costs; rates that too few comparisons could show
// are null.
json::object describe(const char* title, std::span<const Comparison> comparisons,
                      std::span<const double> rates) {
    json::object section;
    std::printf("\n%s: %zu comparisons\n", title, comparisons.size());
    section["comparisons"] = comparisons.size();
    if (const auto rate = vision::bench::equalErrorRate(comparisons)) {
        std::printf("  equal error rate   %.2f %%\n", 100.0 * *rate);
        section["equalErrorRate"] = *rate;
    }
    json::object points;
    for (const double rate : rates) {
        char name[16];
        std::snprintf(name, sizeof(name), "%.0e", rate);
        const auto point = vision::bench::pointAtFmr(comparisons, rate);
        if (!point) {
            std::printf("  TAR at FMR %s   too few impostor comparisons\n", name);
            points[name] = nullptr;
            continue;
        }
        std::printf("  TAR at FMR %s   %s, threshold %.3f\n", name, percent(point->trueAccepts).c_str(),
                    point->threshold);
        points[name] = toJson(*point);
    }
    section["atFmr"] = std::move(points);
    return section;
}

// What the thresholds in the pack's manifest do on these comparisons.
json::object atShippedThresholds(std::span<const Comparison> comparisons, const ThresholdTable& table,
                                 TemplateKind kind) {
    json::object section;
    for (const auto& [name, preset] :
         {std::pair{"1e-4", FmrPreset::Standard}, std::pair{"1e-5", FmrPreset::High}}) {
        const auto point = vision::bench::pointAtThreshold(comparisons, table.threshold(preset, kind));
        std::printf("  shipped threshold %.3f (for FMR %s): TAR %s, FMR %s\n", point.threshold, name,
                    percent(point.trueAccepts).c_str(), percent(point.falseMatches).c_str());
        section[name] = toJson(point);
    }
    return section;
}

Status fill(Gallery& gallery, const VerifyOptions& options,
            const std::vector<vision::bench::PicturePair>& pairs) {
    for (const vision::bench::PicturePair& pair : pairs) {
        for (const std::string* picture : {&pair.one, &pair.other}) {
            if (const Status added = gallery.add(*picture); !added) {
                return added;
            }
        }
    }
    if (!options.allPairs) {
        return {};
    }
    return gallery.addAll([](std::size_t done, std::size_t all) {
        if (done % 100 == 0 || done == all) {
            std::fprintf(stderr, "\r%zu of %zu pictures", done, all);
        }
    });
}

json::object pairsSection(const Gallery& gallery, const std::vector<vision::bench::PicturePair>& pairs,
                          const ModelPack& pack) {
    const std::vector<Comparison> comparisons = vision::bench::comparePairs(gallery, pairs);
    json::object section = describe("Pairs", comparisons, std::array{1e-2, 1e-3, 1e-4});
    if (const auto accuracy = vision::bench::crossValidatedAccuracy(comparisons)) {
        std::printf("  10-fold accuracy   %.2f +- %.2f %%\n", 100.0 * accuracy->mean,
                    100.0 * accuracy->deviation);
        section["accuracy"] = {{"mean", accuracy->mean}, {"deviation", accuracy->deviation}};
    }
    section["shipped"] = atShippedThresholds(comparisons, pack.thresholds(), TemplateKind::Single);
    return section;
}

void addAllPairs(json::object& report, const Gallery& gallery, const ModelPack& pack) {
    const std::array rates{1e-2, 1e-3, 1e-4, 1e-5};
    const std::vector<Comparison> single = gallery.allPairs();
    json::object all = describe("Every picture with every other", single, rates);
    all["shipped"] = atShippedThresholds(single, pack.thresholds(), TemplateKind::Single);
    report["allPairs"] = std::move(all);
    const std::vector<Comparison> mean = gallery.meanTemplates(kFramesPerTemplate, kSplits);
    json::object templates = describe("Templates of five pictures", mean, rates);
    templates["shipped"] = atShippedThresholds(mean, pack.thresholds(), TemplateKind::Mean);
    report["templates"] = std::move(templates);
}

Status write(const std::string& path, const json::object& report) {
    std::ofstream file(path);
    file << json::serialize(report) << '\n';
    if (!file.flush()) {
        return fail(ErrorCode::StorageFailed, "cannot write " + path);
    }
    return {};
}

// Of every picture with every other where that was asked for, because the listed pairs are few.
Status drawPlots(const Gallery& gallery, const std::vector<vision::bench::PicturePair>& pairs,
                 const VerifyOptions& options) {
    std::error_code problem;
    std::filesystem::create_directories(options.plots, problem);
    if (problem) {
        return fail(ErrorCode::StorageFailed, options.plots + ": " + problem.message());
    }
    const std::vector<Comparison> comparisons =
        options.allPairs ? gallery.allPairs() : vision::bench::comparePairs(gallery, pairs);
    const std::filesystem::path folder = options.plots;
    const Status drawn = vision::bench::plotDet(comparisons, folder / "det.png");
    return drawn ? vision::bench::plotRoc(comparisons, folder / "roc.png") : drawn;
}

Result<std::optional<vision::bench::FrameSize>> frameSizeOf(const VerifyOptions& options) {
    if (options.frame.empty()) {
        return std::optional<vision::bench::FrameSize>();
    }
    const Result<vision::bench::FrameSize> size = vision::bench::parseFrameSize(options.frame);
    if (!size) {
        return propagate(size.error());
    }
    return std::optional(*size);
}

json::object makeReport(const Gallery& gallery, const std::vector<vision::bench::PicturePair>& pairs,
                        const ModelPack& pack, const VerifyOptions& options) {
    std::printf("\n%s, pack %s\n%zu pictures, %zu without a face\n", machineName().c_str(),
                pack.modelId().c_str(), gallery.size(), gallery.withoutFace());
    json::object report{{"time", toRfc3339(SystemClock().now())},
                        {"machine", machineName()},
                        {"modelId", pack.modelId()},
                        {"frame", options.frame},
                        {"pictures", gallery.size()},
                        {"withoutFace", gallery.withoutFace()}};
    if (!pairs.empty()) {
        report["pairs"] = pairsSection(gallery, pairs, pack);
    }
    if (options.allPairs) {
        addAllPairs(report, gallery, pack);
    }
    return report;
}

} // namespace

Status runVerify(const VerifyOptions& options) {
    if (options.pairs.empty() && !options.allPairs) {
        return fail(ErrorCode::ValidationFailed, "give --pairs FILE, --all-pairs, or both");
    }
    const auto size = frameSizeOf(options);
    if (!size) {
        return propagate(size.error());
    }
    const Result<ModelPack> pack = ModelPack::open(options.models);
    if (!pack) {
        return propagate(pack.error());
    }
    const auto pairs = options.pairs.empty() ? Result<std::vector<vision::bench::PicturePair>>()
                                             : vision::bench::readPairs(options.pairs);
    if (!pairs) {
        return propagate(pairs.error());
    }
    const Result<std::unique_ptr<FaceEngine>> engine = FaceEngine::create(*pack);
    if (!engine) {
        return propagate(engine.error());
    }
    Gallery gallery(**engine, options.pictures, *size);
    if (const Status filled = fill(gallery, options, *pairs); !filled) {
        return filled;
    }
    if (!options.plots.empty()) {
        if (const Status drawn = drawPlots(gallery, *pairs, options); !drawn) {
            return drawn;
        }
    }
    return write(options.json, makeReport(gallery, *pairs, *pack, options));
}

} // namespace kaomon::bench
