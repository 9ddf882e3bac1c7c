// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/bench/made_up_moves.h"

#include <opencv2/imgproc.hpp>

#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

#include "vision/mat_impl.h"

namespace kaomon::vision::bench {
namespace {

constexpr float kRadians = std::numbers::pi_v<float> / 180.0F;
// Depth in eye distances: of the head before its rim, and of the tip of the nose before that.
constexpr float kHeadDepth = 0.8F;
constexpr float kNoseDepth = 0.5F;
constexpr float kNoseWidth = 0.35F;
constexpr float kHeadHalfWidth = 1.15F;
constexpr float kHeadHalfHeight = 1.5F;
constexpr float kReach = 2.2F;   // beyond this many half widths nothing moves
constexpr int kSolving = 6;      // steps towards the place a pixel came from
constexpr double kFocal = 600.0; // pixels, of a usual webcam with 640 across

Frame asFrame(const cv::Mat& picture) {
    return makeFrame(picture.cols, picture.rows, picture.cols * 3, [&](std::uint8_t* bytes, std::size_t) {
        picture.copyTo(cv::Mat(picture.rows, picture.cols, CV_8UC3, bytes));
    });
}

void closeEye(cv::Mat& picture, const Point& eye, float eyeDistance, float closed) {
    const cv::Rect all(0, 0, picture.cols, picture.rows);
    const cv::Rect part(cvRound(eye.x - 0.32F * eyeDistance), cvRound(eye.y - 0.16F * eyeDistance),
                        cvRound(0.64F * eyeDistance), cvRound(0.36F * eyeDistance));
    if ((part & all) != part || part.area() < 16) {
        return;
    }
    const float lid = 0.09F * eyeDistance; // where the open lid ends, from the top of the part
    const float edge = lid + 0.15F * eyeDistance * closed;
    cv::Mat fromX(part.size(), CV_32F);
    cv::Mat fromY(part.size(), CV_32F);
    for (int y = 0; y < part.height; ++y) {
        for (int x = 0; x < part.width; ++x) {
            const auto down = static_cast<float>(y);
            fromX.at<float>(y, x) = static_cast<float>(x);
            fromY.at<float>(y, x) = down < edge ? down * lid / edge : down;
        }
    }
    cv::Mat moved;
    cv::remap(picture(part), moved, fromX, fromY, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    cv::Mat mask = cv::Mat::zeros(part.size(), CV_8U);
    cv::ellipse(mask, cv::Point(part.width / 2, part.height / 2), cv::Size(part.width / 2, part.height / 2),
                0, 0, 360, cv::Scalar(255), cv::FILLED);
    moved.copyTo(picture(part), mask);
}

// How far each place of a head stands before its rim, in pixels.
class HeadShape {
public:
    explicit HeadShape(const FacePoints& points)
        : m_unit(points.eyeDistance())
        , m_nose(points.nose)
        , m_middle{(points.leftEye.x + points.rightEye.x + 2.0F * points.mouth.x) / 4.0F,
                   (points.leftEye.y + points.rightEye.y + 2.0F * points.mouth.y) / 4.0F} {}

    [[nodiscard]] float depthAt(float x, float y) const {
        const float u = (x - m_middle.x) / (kHeadHalfWidth * m_unit);
        const float v = (y - m_middle.y) / (kHeadHalfHeight * m_unit);
        const float head = std::exp(-(u * u + v * v));
        const float nose = std::hypot(x - m_nose.x, y - m_nose.y) / (kNoseWidth * m_unit);
        return m_unit * (kHeadDepth * head + kNoseDepth * std::exp(-nose * nose));
    }
    [[nodiscard]] cv::Rect reach() const {
        const float width = kReach * kHeadHalfWidth * m_unit;
        const float height = kReach * kHeadHalfHeight * m_unit;
        return {cvFloor(m_middle.x - width), cvFloor(m_middle.y - height), cvCeil(2.0F * width),
                cvCeil(2.0F * height)};
    }

private:
    float m_unit;
    Point m_nose;
    Point m_middle;
};

// A corner of a sheet, turned about the middle of the picture and seen from as far away as it was.
cv::Point2f seen(double x, double y, double yaw, double pitch) {
    const double farther = x * std::sin(yaw) + y * std::sin(pitch);
    const double scale = kFocal / (kFocal + farther);
    return {static_cast<float>(x * std::cos(yaw) * scale), static_cast<float>(y * std::cos(pitch) * scale)};
}

} // namespace

Frame withLids(const Frame& picture, const FacePoints& points, float closed) {
    cv::Mat copy = viewOf(picture).clone();
    closeEye(copy, points.leftEye, points.eyeDistance(), closed);
    closeEye(copy, points.rightEye, points.eyeDistance(), closed);
    return asFrame(copy);
}

Frame withHeadTurned(const Frame& picture, const FacePoints& points, float yaw, float pitch) {
    const HeadShape shape(points);
    cv::Mat copy = viewOf(picture).clone();
    const cv::Rect part = shape.reach() & cv::Rect(0, 0, copy.cols, copy.rows);
    if (part.area() == 0) {
        return asFrame(copy);
    }
    const float across = std::sin(yaw * kRadians);
    const float down = std::sin(pitch * kRadians);
    cv::Mat fromX(part.size(), CV_32F);
    cv::Mat fromY(part.size(), CV_32F);
    for (int y = 0; y < part.height; ++y) {
        for (int x = 0; x < part.width; ++x) {
            const auto toX = static_cast<float>(x + part.x);
            const auto toY = static_cast<float>(y + part.y);
            float sourceX = toX;
            float sourceY = toY;
            for (int i = 0; i < kSolving; ++i) {
                const float depth = shape.depthAt(sourceX, sourceY);
                sourceX = toX - depth * across;
                sourceY = toY - depth * down;
            }
            fromX.at<float>(y, x) = sourceX;
            fromY.at<float>(y, x) = sourceY;
        }
    }
    cv::Mat turned;
    cv::remap(viewOf(picture), turned, fromX, fromY, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    turned.copyTo(copy(part));
    return asFrame(copy);
}

Frame withCloth(const Frame& picture, const FacePoints& points) {
    const float unit = points.eyeDistance();
    const auto at = [&](float aside, float down) {
        return cv::Point(cvRound(points.nose.x + aside * unit), cvRound(points.nose.y + down * unit));
    };
    // From the bridge of the nose to the chin.
    const std::vector<cv::Point> cloth{at(-0.9F, -0.15F), at(0.0F, -0.35F), at(0.9F, -0.15F),
                                       at(0.75F, 0.75F),  at(0.0F, 1.15F),  at(-0.75F, 0.75F)};
    cv::Mat out = viewOf(picture).clone();
    cv::fillPoly(out, std::vector<std::vector<cv::Point>>{cloth}, cv::Scalar(224, 205, 178), cv::LINE_AA);
    for (int fold = 1; fold <= 3; ++fold) {
        const float down = 0.2F * static_cast<float>(fold);
        cv::line(out, at(-0.75F, down), at(0.75F, down), cv::Scalar(196, 180, 158), 2, cv::LINE_AA);
    }
    cv::GaussianBlur(out, out, {}, 0.8);
    return asFrame(out);
}

Frame withSheetTurned(const Frame& picture, float yaw, float pitch) {
    const double halfWidth = picture.width / 2.0;
    const double halfHeight = picture.height / 2.0;
    std::vector<cv::Point2f> from;
    std::vector<cv::Point2f> to;
    for (const auto& [x, y] :
         {std::pair{-1.0, -1.0}, std::pair{1.0, -1.0}, std::pair{1.0, 1.0}, std::pair{-1.0, 1.0}}) {
        const cv::Point2f middle(static_cast<float>(halfWidth), static_cast<float>(halfHeight));
        from.push_back(middle +
                       cv::Point2f(static_cast<float>(x * halfWidth), static_cast<float>(y * halfHeight)));
        to.push_back(middle + seen(x * halfWidth, y * halfHeight, yaw * kRadians, pitch * kRadians));
    }
    cv::Mat turned;
    cv::warpPerspective(viewOf(picture), turned, cv::getPerspectiveTransform(from, to),
                        {picture.width, picture.height}, cv::INTER_LINEAR, cv::BORDER_CONSTANT,
                        cv::Scalar(128, 130, 130));
    return asFrame(turned);
}

} // namespace kaomon::vision::bench
