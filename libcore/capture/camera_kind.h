// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include "capture/camera_info.h"
#include "capture/camera_wishes.h"

namespace kaomon::capture {

// internal_ir, internal_rgb, usb, network.
[[nodiscard]] std::string_view toWire(CameraKind kind);
[[nodiscard]] std::optional<CameraKind> cameraKindFromWire(std::string_view name);
// auto, off, on.
[[nodiscard]] std::string_view toWire(Compression compression);
[[nodiscard]] std::optional<Compression> compressionFromWire(std::string_view name);

// What the kernel says of the device behind a camera: fixed to the PC or not, an infrared one by its name. A
// camera that the kernel does not know is one of the network when its name or id says so, and else counts as
// a USB camera. Reads some files of `videoDevices`; any thread.
[[nodiscard]] CameraKind kindOf(const CameraInfo& camera,
                                const std::filesystem::path& videoDevices = "/sys/class/video4linux");

} // namespace kaomon::capture
