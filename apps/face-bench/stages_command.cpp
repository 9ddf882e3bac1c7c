// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages_command.h"

#include <boost/json.hpp>

#include <chrono>
#include <cstdio>
#include <utility>

#include <sys/resource.h>

#include "base/clock.h"
#include "report.h"
#include "vision/bench/stage_times.h"

namespace kaomon::bench {
namespace {

namespace json = boost::json;

long peakMemoryMiB() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

json::object toJson(const vision::bench::StageRun& run, int threads) {
    json::object stages;
    for (const vision::bench::StageTime& time : run.times) {
        stages[time.stage] = {{"median", time.median}, {"p95", time.percentile95}};
    }
    return {{"threads", threads}, {"frames", run.frames}, {"milliseconds", std::move(stages)}};
}

} // namespace

Status runStages(const StagesOptions& options) {
    const Result<vision::bench::FrameSize> size = vision::bench::parseFrameSize(options.frame);
    if (!size) {
        return propagate(size.error());
    }
    const Result<vision::ModelPack> pack = vision::ModelPack::open(options.models);
    if (!pack) {
        return propagate(pack.error());
    }
    const auto start = std::chrono::steady_clock::now();
    if (const auto engine = vision::FaceEngine::create(*pack); !engine) {
        return propagate(engine.error());
    }
    const std::chrono::duration<double, std::milli> ready = std::chrono::steady_clock::now() - start;
    std::printf("engine ready after %.0f ms\n", ready.count());
    json::array runs;
    std::printf("%s, pack %s, frames of %dx%d, milliseconds\n", machineName().c_str(),
                pack->modelId().c_str(), size->width, size->height);
    for (int threads = 1; threads <= options.threads; ++threads) {
        const Result<vision::bench::StageRun> run =
            vision::bench::measureStages(*pack, options.pictures, *size, threads, options.count);
        if (!run) {
            return propagate(run.error());
        }
        std::printf("%d thread%s, %zu frames\n", threads, threads == 1 ? "" : "s", run->frames);
        for (const vision::bench::StageTime& time : run->times) {
            std::printf("  %-10s median %7.2f   p95 %7.2f\n", time.stage.c_str(), time.median,
                        time.percentile95);
        }
        runs.push_back(toJson(*run, threads));
    }
    std::printf("largest resident memory %ld MiB\n", peakMemoryMiB());
    return writeJson(options.json, {{"time", toRfc3339(SystemClock().now())},
                                    {"machine", machineName()},
                                    {"modelId", pack->modelId()},
                                    {"frame", options.frame},
                                    {"readyMs", ready.count()},
                                    {"peakMemoryMiB", peakMemoryMiB()},
                                    {"runs", std::move(runs)}});
}

} // namespace kaomon::bench
