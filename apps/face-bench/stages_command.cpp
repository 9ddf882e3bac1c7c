// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages_command.h"

#include <charconv>
#include <cstdio>

#include "report.h"
#include "vision/bench/stage_times.h"

namespace kaomon::bench {
namespace {

struct Size {
    int width = 0;
    int height = 0;
};

Result<Size> parseSize(const std::string& text) {
    Size size;
    const char* end = text.data() + text.size();
    const auto width = std::from_chars(text.data(), end, size.width);
    if (width.ec != std::errc() || width.ptr == end || *width.ptr != 'x') {
        return fail(ErrorCode::ValidationFailed, "a frame size looks like 640x480");
    }
    const auto height = std::from_chars(width.ptr + 1, end, size.height);
    const bool isPossible =
        size.width >= 64 && size.width <= 4096 && size.height >= 64 && size.height <= 4096;
    if (height.ec != std::errc() || height.ptr != end || !isPossible) {
        return fail(ErrorCode::ValidationFailed, "a frame size lies between 64x64 and 4096x4096");
    }
    return size;
}

} // namespace

Status runStages(const StagesOptions& options) {
    const Result<Size> size = parseSize(options.frame);
    if (!size) {
        return propagate(size.error());
    }
    const Result<vision::ModelPack> pack = vision::ModelPack::open(options.models);
    if (!pack) {
        return propagate(pack.error());
    }
    std::printf("%s, pack %s, frames of %dx%d, milliseconds\n", machineName().c_str(),
                pack->modelId().c_str(), size->width, size->height);
    for (int threads = 1; threads <= options.threads; ++threads) {
        const Result<vision::bench::StageRun> run = vision::bench::measureStages(
            *pack, options.pictures, size->width, size->height, threads, options.count);
        if (!run) {
            return propagate(run.error());
        }
        std::printf("%d thread%s, %zu frames\n", threads, threads == 1 ? "" : "s", run->frames);
        for (const vision::bench::StageTime& time : run->times) {
            std::printf("  %-10s median %7.2f   p95 %7.2f\n", time.stage.c_str(), time.median,
                        time.percentile95);
        }
    }
    return {};
}

} // namespace kaomon::bench
