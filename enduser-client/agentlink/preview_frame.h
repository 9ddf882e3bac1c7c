// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QByteArray>
#include <QRect>

#include "localipc/message.h"

namespace kaomon::agentlink {

// One picture of the camera as the agent sends it while an enrolment or a test runs.
struct PreviewFrame {
    QByteArray jpeg;
    std::optional<QRect> face; // in pixels of the picture
    bool isGood = false;
};

// A box that is malformed or outside the picture is left out. Pure; any thread.
[[nodiscard]] PreviewFrame readPreviewFrame(const localipc::Message& message);

// Whether the agent asks for more light, in what it reports of an attempt or an enrolment. Pure; any thread.
[[nodiscard]] bool asksForLight(const localipc::Message& report);

// The request that turns the preview on or off.
[[nodiscard]] localipc::Message previewRequest(bool isOn);

} // namespace kaomon::agentlink
