// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages_command.h"

#include <chrono>
#include <cstdio>

#include <sys/resource.h>

#include "report.h"
#include "vision/bench/stage_times.h"

namespace kaomon::bench {
namespace {

long peakMemoryMiB() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
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
    }
    std::printf("largest resident memory %ld MiB\n", peakMemoryMiB());
    return {};
}

} // namespace kaomon::bench
