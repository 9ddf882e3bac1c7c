// SPDX-License-Identifier: GPL-3.0-or-later
#include "agentlink/preview_frame.h"

#include <QStringList>

namespace kaomon::agentlink {
namespace {

constexpr qsizetype kBoxNumbers = 4;

std::optional<QRect> boxOf(const localipc::Message& message) {
    const QStringList parts = QString::fromStdString(message.text("box")).split(u',');
    if (parts.size() != kBoxNumbers) {
        return std::nullopt;
    }
    int numbers[kBoxNumbers] = {};
    for (qsizetype i = 0; i < kBoxNumbers; ++i) {
        bool isNumber = false;
        numbers[i] = parts[i].toInt(&isNumber);
        if (!isNumber) {
            return std::nullopt;
        }
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

localipc::Message previewRequest(bool isOn) {
    localipc::Message message{.type = "preview", .id = 0, .fields = {}};
    message.setFlag("on", isOn);
    return message;
}

} // namespace kaomon::agentlink
