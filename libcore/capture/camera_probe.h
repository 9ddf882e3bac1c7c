// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace kaomon::capture {

// What the system says about the cameras of this PC.
enum class CameraState {
    Absent, // no capture device at all
    Denied, // there is one, but this process may not open it
    Busy,   // another program is streaming from every one that may be opened
    Free,   // at least one could be used
};

// How the probe touches the system; tests answer in its place.
struct ProbeSystem {
    std::function<std::vector<std::filesystem::path>()> devices; // /dev/video*
    // 0, or the errno of opening the device; ENOTTY for one that does not capture video; EBUSY when its
    // buffers belong to another program. Leaves no trace on the device.
    std::function<int(const std::filesystem::path&)> tryOpen;
};

// By V4L2, or by what Windows lists.
[[nodiscard]] ProbeSystem systemsOwn();

// Qt 6.4 reports every camera problem as one and the same error; asking the kernel tells absent, denied and
// busy apart. PipeWire shares its cameras between programs, so Busy is about direct V4L2 use. Blocks some
// milliseconds.
class CameraProbe {
public:
    explicit CameraProbe(ProbeSystem system = systemsOwn())
        : m_system(std::move(system)) {}
    [[nodiscard]] CameraState state() const;

private:
    ProbeSystem m_system;
};

} // namespace kaomon::capture
