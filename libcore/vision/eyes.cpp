// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/eyes.h"

#include <opencv2/imgproc.hpp>
#include <sodium.h>

#include <algorithm>

#include "vision/mat_impl.h"

namespace kaomon::vision {
namespace {

constexpr int kShift = 2; // pixels that the place of an eye may be wrong

// OpenCV takes no const pointer; nobody writes through this view.
cv::Mat patchOf(const EyeLook& look, std::size_t part) {
    return cv::Mat(EyeLook::kHeight, EyeLook::kWidth, CV_8U,
                   const_cast<std::uint8_t*>(look.patches.at(part).data()));
}

// The mean of what was remembered, without the latest frame: a lid takes more than one to come down.
cv::Mat meanOf(const std::deque<EyeLook>& looks, std::size_t part) {
    cv::Mat sum = cv::Mat::zeros(EyeLook::kHeight, EyeLook::kWidth, CV_32F);
    for (auto look = looks.begin(); look + 1 != looks.end(); ++look) {
        cv::accumulate(patchOf(*look, part), sum);
    }
    cv::Mat mean = sum / static_cast<double>(looks.size() - 1);
    return mean;
}

float likeness(const EyeLook& look, const std::deque<EyeLook>& before, std::size_t part) {
    cv::Mat fresh;
    patchOf(look, part).convertTo(fresh, CV_32F);
    const cv::Mat mean = meanOf(before, part);
    const cv::Rect inner(kShift, kShift, EyeLook::kWidth - 2 * kShift, EyeLook::kHeight - 2 * kShift);
    cv::Mat scores;
    cv::matchTemplate(fresh, mean(inner), scores, cv::TM_CCOEFF_NORMED);
    double best = -1.0;
    cv::minMaxLoc(scores, nullptr, &best);
    return static_cast<float>(best);
}

} // namespace

EyeLook::~EyeLook() {
    sodium_memzero(patches.data(), sizeof patches);
}

std::optional<EyeMemory::Likeness> EyeMemory::add(const EyeLook& look) {
    std::optional<Likeness> alike;
    if (m_looks.size() >= kFewest) {
        const Result<Likeness> parts = guarded(ErrorCode::Internal, [&]() -> Result<Likeness> {
            return Likeness{std::max(likeness(look, m_looks, 0), likeness(look, m_looks, 1)),
                            likeness(look, m_looks, 2)};
        });
        alike = parts.value_or(Likeness{});
    }
    m_looks.push_back(look);
    if (m_looks.size() > kMost) {
        m_looks.pop_front();
    }
    return alike;
}

} // namespace kaomon::vision
