// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/camera_probe.h"

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <linux/videodev2.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace kaomon::capture {
namespace {

std::vector<std::filesystem::path> videoDevices() {
    std::vector<std::filesystem::path> found;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator("/dev", ignored)) {
        if (entry.path().filename().string().starts_with("video")) {
            found.push_back(entry.path());
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

bool isCapture(const v4l2_capability& capability) {
    const auto flags = (capability.capabilities & V4L2_CAP_DEVICE_CAPS) != 0 ? capability.device_caps
                                                                             : capability.capabilities;
    return (flags & V4L2_CAP_VIDEO_CAPTURE) != 0 && (flags & V4L2_CAP_STREAMING) != 0;
}

int tryCapture(int device) {
    v4l2_capability capability{};
    if (::ioctl(device, VIDIOC_QUERYCAP, &capability) != 0 || !isCapture(capability)) {
        return ENOTTY;
    }
    v4l2_requestbuffers request{};
    request.count = 1;
    request.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    request.memory = V4L2_MEMORY_MMAP;
    if (::ioctl(device, VIDIOC_REQBUFS, &request) != 0) {
        return errno == EBUSY ? EBUSY : 0;
    }
    request.count = 0;
    ::ioctl(device, VIDIOC_REQBUFS, &request);
    return 0;
}

int tryOpenDevice(const std::filesystem::path& path) {
    const int device = ::open(path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (device < 0) {
        return errno;
    }
    const int result = tryCapture(device);
    ::close(device);
    return result;
}

} // namespace

ProbeSystem systemsOwn() {
    return {&videoDevices, &tryOpenDevice};
}

} // namespace kaomon::capture
