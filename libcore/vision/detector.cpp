// SPDX-License-Identifier: GPL-3.0-or-later
#include <opencv2/imgproc.hpp>

#include <array>
#include <cmath>

#include "vision/blaze_face_impl.h"
#include "vision/detector_impl.h"
#include "vision/dlib_networks_impl.h"
#include "vision/yunet_impl.h"

namespace kaomon::vision {
namespace {

constexpr double kGamma = 0.45;

template<class Network>
Result<std::unique_ptr<Detector>> loaded(const Bytes& model) {
    Result<std::unique_ptr<Network>> network = Network::load(model);
    if (!network) {
        return propagate(network.error());
    }
    return std::unique_ptr<Detector>(std::move(*network));
}

} // namespace

Result<std::unique_ptr<Detector>> makeDetector(const ModelFile& file, const Bytes& model) {
    if (file.preprocessing == BlazeFace::kPreprocessing) {
        return loaded<BlazeFace>(model);
    }
    if (file.preprocessing == YuNet::kPreprocessing) {
        return loaded<YuNet>(model);
    }
    if (file.preprocessing == HogDetector::kPreprocessing) {
        return loaded<HogDetector>(model);
    }
    return fail(ErrorCode::ModelCorrupt, "unknown preprocessing " + file.preprocessing);
}

cv::Mat brightened(const cv::Mat& bgr) {
    std::array<std::uint8_t, 256> curve{};
    for (std::size_t i = 0; i < curve.size(); ++i) {
        curve[i] =
            static_cast<std::uint8_t>(std::lround(255.0 * std::pow(static_cast<double>(i) / 255.0, kGamma)));
    }
    // Averaging first keeps the noise of a dark frame from being lifted with it.
    cv::Mat smooth;
    cv::GaussianBlur(bgr, smooth, {}, 1.0);
    cv::Mat result;
    cv::LUT(smooth, cv::Mat(1, 256, CV_8U, curve.data()), result);
    return result;
}

} // namespace kaomon::vision
