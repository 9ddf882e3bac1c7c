// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/yunet_impl.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace kaomon::vision {
namespace {

constexpr int kNearSide = 320;
constexpr int kFarSide = 640;
constexpr int kGrid = 32; // both sides of the input are multiples of it
constexpr std::array kStrides{8, 16, 32};
constexpr std::size_t kOutputs = 4 * kStrides.size();
constexpr float kMinScore = 0.6F;
constexpr float kMaxOverlap = 0.3F;
constexpr float kMaxExponent = 6.0F; // exp() of it times the stride is larger than any input

int roundUp(int value) {
    return (value + kGrid - 1) / kGrid * kGrid;
}

float overlap(const Box& a, const Box& b) {
    const float width = std::min(a.x + a.width, b.x + b.width) - std::max(a.x, b.x);
    const float height = std::min(a.y + a.height, b.y + b.height) - std::max(a.y, b.y);
    if (width <= 0.0F || height <= 0.0F) {
        return 0.0F;
    }
    return width * height / (a.area() + b.area() - width * height);
}

// One cell of one grid: row-major outputs of `cls`, `obj`, `bbox` (4 values) and `kps` (10 values).
struct Grid {
    const float* cls = nullptr;
    const float* obj = nullptr;
    const float* box = nullptr;
    const float* points = nullptr;
    int columns = 0;
    int rows = 0;
    float stride = 0.0F;
};

Face faceOf(const Grid& grid, int cell, float score, float toPicture) {
    const auto column = static_cast<float>(cell % grid.columns);
    const auto row = static_cast<float>(cell / grid.columns);
    const float unit = grid.stride * toPicture;
    const float* box = grid.box + static_cast<std::ptrdiff_t>(cell) * 4;
    const float* kps = grid.points + static_cast<std::ptrdiff_t>(cell) * 10;
    const auto point = [&](int k) {
        return Point{(column + kps[2 * k]) * unit, (row + kps[2 * k + 1]) * unit};
    };
    Face face;
    face.score = score;
    const float width = std::exp(std::min(box[2], kMaxExponent)) * unit;
    const float height = std::exp(std::min(box[3], kMaxExponent)) * unit;
    face.box = {(column + box[0]) * unit - width / 2.0F, (row + box[1]) * unit - height / 2.0F, width,
                height};
    face.head = face.box;
    FacePoints& points = face.points;
    points.leftEye = point(0);
    points.rightEye = point(1);
    points.nose = point(2);
    points.mouthLeft = point(3);
    points.mouthRight = point(4);
    points.hasMouthCorners = true;
    points.mouth = {(points.mouthLeft.x + points.mouthRight.x) / 2.0F,
                    (points.mouthLeft.y + points.mouthRight.y) / 2.0F};
    // The network gives no ears; the sides of the box are where they are on a face that looks ahead.
    points.leftEar = {face.box.x, points.leftEye.y};
    points.rightEar = {face.box.x + width, points.rightEye.y};
    return face;
}

bool isPossible(const Face& face) {
    const Box& box = face.box;
    return std::isfinite(box.x) && std::isfinite(box.y) && std::isfinite(box.width) &&
           std::isfinite(box.height) && box.width >= 1.0F && box.height >= 1.0F &&
           std::isfinite(face.points.eyeDistance()) &&
           std::isfinite(face.points.nose.x + face.points.nose.y) &&
           std::isfinite(face.points.mouth.x + face.points.mouth.y);
}

void collect(const Grid& grid, float toPicture, std::vector<Face>& faces) {
    for (int cell = 0; cell < grid.columns * grid.rows; ++cell) {
        const float cls = std::clamp(grid.cls[cell], 0.0F, 1.0F);
        const float obj = std::clamp(grid.obj[cell], 0.0F, 1.0F);
        const float score = std::sqrt(cls * obj);
        if (!(score >= kMinScore)) {
            continue;
        }
        const Face face = faceOf(grid, cell, score, toPicture);
        if (isPossible(face)) {
            faces.push_back(face);
        }
    }
}

std::vector<Face> withoutDoubles(std::vector<Face> faces) {
    std::ranges::sort(faces, std::greater<>(), &Face::score);
    std::vector<Face> kept;
    for (const Face& face : faces) {
        const auto isSame = [&](const Face& other) { return overlap(face.box, other.box) > kMaxOverlap; };
        if (std::ranges::none_of(kept, isSame)) {
            kept.push_back(face);
        }
    }
    std::ranges::sort(kept, std::greater<>(), [](const Face& face) { return face.box.area(); });
    return kept;
}

} // namespace

Result<std::unique_ptr<YuNet>> YuNet::load(const Bytes& model) {
    std::unique_ptr<YuNet> detector(new YuNet(cv::dnn::readNetFromONNX(model)));
    detector->m_net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
    // A blank frame shows whether the outputs are the expected ones, and pays the cost of the first run now.
    static_cast<void>(detector->run(cv::Mat(480, 640, CV_8UC3, cv::Scalar::all(128)), kNearSide));
    return detector;
}

std::vector<Face> YuNet::run(const cv::Mat& bgr, int longSide) {
    const double scale = static_cast<double>(longSide) / std::max(bgr.cols, bgr.rows);
    const cv::Size size(std::max(1, cvRound(bgr.cols * scale)), std::max(1, cvRound(bgr.rows * scale)));
    cv::Mat input = cv::Mat::zeros(roundUp(size.height), roundUp(size.width), CV_8UC3);
    cv::Mat scaled;
    cv::resize(bgr, scaled, size, 0, 0, scale < 1.0 ? cv::INTER_AREA : cv::INTER_LINEAR);
    scaled.copyTo(input(cv::Rect(cv::Point(0, 0), size)));
    m_net.setInput(cv::dnn::blobFromImage(input));

    // The order in the file is another one in each export, so they are asked for by name.
    std::vector<cv::String> names;
    for (const char* kind : {"cls_", "obj_", "bbox_", "kps_"}) {
        for (const int stride : kStrides) {
            names.push_back(kind + std::to_string(stride));
        }
    }
    std::vector<cv::Mat> outputs;
    m_net.forward(outputs, names);
    CV_Assert(outputs.size() == kOutputs);
    std::vector<Face> faces;
    const auto toPicture = static_cast<float>(1.0 / scale);
    for (std::size_t i = 0; i < kStrides.size(); ++i) {
        Grid grid;
        grid.columns = input.cols / kStrides[i];
        grid.rows = input.rows / kStrides[i];
        grid.stride = static_cast<float>(kStrides[i]);
        const auto cells = static_cast<std::size_t>(grid.columns) * static_cast<std::size_t>(grid.rows);
        const auto at = [&](std::size_t kind, std::size_t values) {
            const cv::Mat& output = outputs[kind * kStrides.size() + i];
            CV_Assert(output.depth() == CV_32F && output.isContinuous() && output.total() == cells * values);
            return output.ptr<float>();
        };
        grid.cls = at(0, 1);
        grid.obj = at(1, 1);
        grid.box = at(2, 4);
        grid.points = at(3, 10);
        collect(grid, toPicture, faces);
    }
    return withoutDoubles(std::move(faces));
}

std::vector<Face> YuNet::detect(const cv::Mat& bgr) {
    std::vector<Face> faces = run(bgr, kNearSide);
    if (faces.empty() && std::max(bgr.cols, bgr.rows) > kNearSide) {
        faces = run(bgr, kFarSide);
    }
    return faces;
}

Face YuNet::refine(const cv::Mat& /*bgr*/, const Face& face) {
    return face;
}

} // namespace kaomon::vision
