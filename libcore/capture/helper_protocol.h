// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "capture/camera_info.h"
#include "vision/frame.h"

namespace kaomon::capture {

// What kaomon-camera writes to its standard output, each message with a header of magic, type and length.
struct CameraList {
    std::vector<CameraInfo> cameras;
};
struct CameraOpened {
    CameraInfo camera; // the frames after this message come from it
};
struct HelperFailure {
    ErrorCode code = ErrorCode::CameraFailed;
    std::string detail;
};
using HelperMessage = std::variant<CameraList, CameraOpened, vision::Frame, HelperFailure>;

// The bytes of one message; of a frame only the pixels that belong to the picture are sent.
[[nodiscard]] std::vector<std::uint8_t> encodeMessage(const HelperMessage& message);

// Cuts the byte stream into messages again. Not thread-safe. A stream that breaks the rules (wrong magic, a
// length above 4 MiB, sizes that contradict each other) gives ProtocolError once and for all.
class HelperMessageReader {
public:
    void append(std::span<const std::uint8_t> bytes);
    // nullopt: more bytes are needed.
    [[nodiscard]] Result<std::optional<HelperMessage>> next();

private:
    std::vector<std::uint8_t> m_buffer;
    std::size_t m_consumed = 0;
};

} // namespace kaomon::capture
