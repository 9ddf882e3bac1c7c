// SPDX-License-Identifier: GPL-3.0-or-later
#include "agentlink/preview_frame.h"

#include <array>

namespace kaomon::agentlink {
namespace {

std::optional<QRect> boxOf(const localipc::Message& message) {
    constexpr std::int64_t kLargest = 16384;
    std::array<int, 4> numbers{};
    constexpr std::array kKeys{"x", "y", "w", "h"};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const auto number = message.integer(kKeys[i]);
        if (!number || *number < -kLargest || *number > kLargest) {
            return std::nullopt;
        }
        numbers[i] = static_cast<int>(*number);
    }
    const QRect box(numbers[0], numbers[1], numbers[2], numbers[3]);
    const QRect picture(0, 0, static_cast<int>(message.integer("width").value_or(0)),
                        static_cast<int>(message.integer("height").value_or(0)));
    return box.isValid() && picture.intersects(box) ? std::optional(box) : std::nullopt;
}

} // namespace

PreviewFrame readPreviewFrame(const localipc::Message& message) {
    return {QByteArray::fromStdString(message.text("jpeg")), boxOf(message), message.flag("good")};
}

bool asksForLight(const localipc::Message& report) {
    return report.text("assist") == "bright_screen";
}

localipc::Message previewRequest(bool isOn) {
    localipc::Message message{.type = "preview", .id = 0, .fields = {}};
    message.setFlag("on", isOn);
    return message;
}

} // namespace kaomon::agentlink
