// SPDX-License-Identifier: GPL-3.0-or-later
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

#include "vision/blaze_face_impl.h"

namespace kaomon::vision {
namespace {

constexpr int kInput = 128;
constexpr std::size_t kAnchors = 896;
constexpr int kValues = 16; // centre, size, six points
constexpr float kMinScore = 0.6F;
constexpr float kBlendOverlap = 0.3F;
// Side of the second crop in box widths; near the scale the network likes best.
constexpr double kSecondLook = 2.4;
constexpr double kMiddlePart = 0.6; // of the longer side

using Values = std::array<float, kValues>;

struct Candidate {
    Values values{}; // in input pixels: x, y, width, height, then x and y of the points
    float score = 0.0F;
};

std::array<Point, kAnchors> makeAnchors() {
    std::array<Point, kAnchors> anchors{};
    std::size_t next = 0;
    const auto addGrid = [&](int cells, int perCell) {
        for (int row = 0; row < cells; ++row) {
            for (int column = 0; column < cells; ++column) {
                const Point centre{(static_cast<float>(column) + 0.5F) / static_cast<float>(cells),
                                   (static_cast<float>(row) + 0.5F) / static_cast<float>(cells)};
                for (int i = 0; i < perCell; ++i) {
                    anchors[next++] = centre;
                }
            }
        }
    };
    addGrid(16, 2);
    addGrid(8, 6);
    return anchors;
}

void collect(const cv::Mat& scores, const cv::Mat& boxes, std::size_t firstAnchor,
             std::vector<Candidate>& out) {
    static const std::array<Point, kAnchors> kAnchorCentres = makeAnchors();
    const auto* score = scores.ptr<float>();
    const auto* value = boxes.ptr<float>();
    for (std::size_t i = 0; i < scores.total(); ++i, value += kValues) {
        const float probability = 1.0F / (1.0F + std::exp(-score[i]));
        if (!(probability >= kMinScore)) {
            continue;
        }
        Candidate candidate;
        candidate.score = probability;
        const Point anchor = kAnchorCentres[firstAnchor + i];
        for (std::size_t k = 0; k < kValues; k += 2) {
            const bool isSize = k == 2;
            candidate.values[k] = value[k] + (isSize ? 0.0F : anchor.x * kInput);
            candidate.values[k + 1] = value[k + 1] + (isSize ? 0.0F : anchor.y * kInput);
        }
        out.push_back(candidate);
    }
}

float overlap(const Values& a, const Values& b) {
    const float width =
        std::min(a[0] + a[2] / 2, b[0] + b[2] / 2) - std::max(a[0] - a[2] / 2, b[0] - b[2] / 2);
    const float height =
        std::min(a[1] + a[3] / 2, b[1] + b[3] / 2) - std::max(a[1] - a[3] / 2, b[1] - b[3] / 2);
    if (width <= 0.0F || height <= 0.0F) {
        return 0.0F;
    }
    const float both = width * height;
    return both / (a[2] * a[3] + b[2] * b[3] - both);
}

// Candidates that overlap the best one are averaged, each weighing its score: steadier than keeping the best
// alone.
std::vector<Candidate> blend(std::vector<Candidate> candidates) {
    std::ranges::sort(candidates, std::greater<>(), &Candidate::score);
    std::vector<Candidate> faces;
    while (!candidates.empty()) {
        const Candidate best = candidates.front();
        Candidate mean;
        float weight = 0.0F;
        std::vector<Candidate> others;
        for (const Candidate& one : candidates) {
            if (overlap(one.values, best.values) <= kBlendOverlap && &one != &candidates.front()) {
                others.push_back(one);
                continue;
            }
            for (std::size_t k = 0; k < kValues; ++k) {
                mean.values[k] += one.values[k] * one.score;
            }
            weight += one.score;
        }
        for (float& value : mean.values) {
            value /= weight;
        }
        mean.score = best.score;
        faces.push_back(mean);
        candidates = std::move(others);
    }
    return faces;
}

Point mapped(const cv::Matx23d& matrix, float x, float y) {
    return {static_cast<float>(matrix(0, 0) * x + matrix(0, 1) * y + matrix(0, 2)),
            static_cast<float>(matrix(1, 0) * x + matrix(1, 1) * y + matrix(1, 2))};
}

// The network's boxes are square and end at the brows; a head's box reaches from the hair line to the chin:
// the medians of both over the same pictures.
Box fullHead(const Box& box) {
    const float width = box.width * 0.89F;
    const float height = box.width * 1.23F;
    const Point centre = box.centre();
    return {centre.x - width / 2.0F, centre.y - box.width * 0.13F - height / 2.0F, width, height};
}

Face toFace(const Candidate& candidate, const cv::Matx23d& toPicture) {
    const Values& v = candidate.values;
    const auto point = [&](std::size_t k) { return mapped(toPicture, v[4 + 2 * k], v[5 + 2 * k]); };
    const auto scale = static_cast<float>(std::hypot(toPicture(0, 0), toPicture(1, 0)));
    const Point centre = mapped(toPicture, v[0], v[1]);
    const float width = v[2] * scale;
    const float height = v[3] * scale;
    Face face;
    face.box = {centre.x - width / 2.0F, centre.y - height / 2.0F, width, height};
    face.head = fullHead(face.box);
    face.points.leftEye = point(0);
    face.points.rightEye = point(1);
    face.points.nose = point(2);
    face.points.mouth = point(3);
    face.points.leftEar = point(4);
    face.points.rightEar = point(5);
    face.score = candidate.score;
    return face;
}

} // namespace

Result<std::unique_ptr<BlazeFace>> BlazeFace::load(const Bytes& model) {
    std::unique_ptr<BlazeFace> detector(new BlazeFace(cv::dnn::readNetFromONNX(model)));
    detector->m_net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
    // A blank picture shows whether the network has the expected outputs, and pays the cost of the first run
    // now.
    const cv::Mat blank(kInput, kInput, CV_8UC3, cv::Scalar::all(128));
    static_cast<void>(detector->detect(blank));
    return detector;
}

std::vector<Face> BlazeFace::run(const cv::Mat& bgr, const cv::Matx23d& toInput) {
    cv::Mat square;
    const bool isShrunk = std::hypot(toInput(0, 0), toInput(1, 0)) < 0.5;
    if (isShrunk && toInput(0, 1) == 0.0) {
        // warpAffine would skip pixels; averaging them keeps small faces and dark, noisy pictures readable.
        cv::Mat small;
        const cv::Size size(std::max(1, cvRound(bgr.cols * toInput(0, 0))),
                            std::max(1, cvRound(bgr.rows * toInput(1, 1)))); // a line stays a line
        cv::resize(bgr, small, size, 0, 0, cv::INTER_AREA);
        square = cv::Mat::zeros(kInput, kInput, CV_8UC3);
        const int left = (kInput - std::min(kInput, small.cols)) / 2;
        const int top = (kInput - std::min(kInput, small.rows)) / 2;
        const cv::Rect part(left, top, std::min(kInput, small.cols), std::min(kInput, small.rows));
        small(cv::Rect(0, 0, part.width, part.height)).copyTo(square(part));
    } else {
        cv::warpAffine(bgr, square, toInput, {kInput, kInput}, cv::INTER_LINEAR, cv::BORDER_CONSTANT);
    }
    cv::Mat rgb;
    cv::cvtColor(square, rgb, cv::COLOR_BGR2RGB);
    cv::Mat input;
    rgb.convertTo(input, CV_32FC3, 1.0 / 127.5, -1.0);
    const std::array<int, 4> shape{1, kInput, kInput, 3};
    m_net.setInput(cv::Mat(4, shape.data(), CV_32F, input.data));

    const std::vector<cv::String> names{"Identity:0", "Identity_1:0", "Identity_2:0", "Identity_3:0"};
    std::vector<cv::Mat> outputs;
    m_net.forward(outputs, names);
    CV_Assert(outputs.size() == 4 && outputs[0].total() == 512 && outputs[1].total() == 384);
    CV_Assert(outputs[2].total() == 512 * kValues && outputs[3].total() == 384 * kValues);
    std::vector<Candidate> candidates;
    collect(outputs[0], outputs[2], 0, candidates);
    collect(outputs[1], outputs[3], 512, candidates);

    cv::Matx23d toPicture;
    cv::invertAffineTransform(toInput, toPicture);
    std::vector<Face> faces;
    for (const Candidate& candidate : blend(std::move(candidates))) {
        faces.push_back(toFace(candidate, toPicture));
    }
    return faces;
}

std::vector<Face> BlazeFace::detect(const cv::Mat& bgr) {
    std::vector<Face> faces = detectIn(bgr, cv::Rect(0, 0, bgr.cols, bgr.rows));
    if (faces.empty()) {
        // A face too far away for the whole frame may still be found in its middle.
        const int side = cvRound(kMiddlePart * std::max(bgr.cols, bgr.rows));
        const cv::Size size(std::min(side, bgr.cols), std::min(side, bgr.rows));
        faces = detectIn(
            bgr, cv::Rect(cv::Point((bgr.cols - size.width) / 2, (bgr.rows - size.height) / 2), size));
    }
    std::ranges::sort(faces, std::greater<>(), [](const Face& face) { return face.box.area(); });
    return faces;
}

std::vector<Face> BlazeFace::detectIn(const cv::Mat& bgr, const cv::Rect& part) {
    const double scale = static_cast<double>(kInput) / std::max(part.width, part.height);
    const int width = cvRound(part.width * scale);
    const int height = cvRound(part.height * scale);
    const cv::Matx23d toInput(scale, 0.0, (kInput - width) / 2, 0.0, scale, (kInput - height) / 2);
    std::vector<Face> faces = run(bgr(part), toInput);
    const auto move = [&part](Point& point) {
        point.x += static_cast<float>(part.x);
        point.y += static_cast<float>(part.y);
    };
    for (Face& face : faces) {
        for (Box* box : {&face.box, &face.head}) {
            box->x += static_cast<float>(part.x);
            box->y += static_cast<float>(part.y);
        }
        FacePoints& points = face.points;
        for (Point* point : {&points.leftEye, &points.rightEye, &points.nose, &points.mouth, &points.leftEar,
                             &points.rightEar}) {
            move(*point);
        }
    }
    return faces;
}

Face BlazeFace::refine(const cv::Mat& bgr, const Face& face) {
    const FacePoints& points = face.points;
    const double angle =
        std::atan2(points.rightEye.y - points.leftEye.y, points.rightEye.x - points.leftEye.x);
    const double scale = kInput / (kSecondLook * std::max(face.box.width, face.box.height));
    const Point centre = face.box.centre();
    const double a = scale * std::cos(angle);
    const double b = scale * std::sin(angle);
    const cv::Matx23d toInput(a, b, kInput / 2.0 - a * centre.x - b * centre.y, //
                              -b, a, kInput / 2.0 + b * centre.x - a * centre.y);
    const std::vector<Face> again = run(bgr, toInput);
    const auto distance = [&](const Face& one) {
        return std::hypot(one.box.centre().x - centre.x, one.box.centre().y - centre.y);
    };
    const auto nearest = std::ranges::min_element(again, {}, distance);
    if (nearest == again.end() || distance(*nearest) > face.box.width / 2.0F) {
        return face;
    }
    return *nearest;
}

} // namespace kaomon::vision
