// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/format_choice.h"

#include <tuple>

namespace kaomon::capture {
namespace {

constexpr int kWantedWidth = 640;
constexpr int kWantedHeight = 480;
constexpr float kLeastRate = 15.0F;

auto rank(const FormatFacts& format, Compression compression) {
    const bool isWished =
        compression == Compression::Auto || format.isCompressed == (compression == Compression::On);
    const bool isLarge = format.width >= kWantedWidth && format.height >= kWantedHeight;
    const bool isFast = format.rate >= kLeastRate;
    const int area = format.width * format.height;
    return std::tuple(isWished, isFast, isLarge, isLarge ? -area : area, format.rate);
}

} // namespace

std::optional<std::size_t> bestFormat(std::span<const FormatFacts> formats, Compression compression) {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < formats.size(); ++i) {
        if (!best || rank(formats[i], compression) > rank(formats[*best], compression)) {
            best = i;
        }
    }
    return best;
}

} // namespace kaomon::capture
