// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "agent/doctor.h"
#include "capture/frame_source.h"

namespace kaomon::agent {

struct DoctorOptions {
    std::string socketPath;
    std::string modelsFolder;
    std::filesystem::path pamFolder = "/etc/pam.d";
    std::filesystem::path osRelease = "/etc/os-release";
    std::filesystem::path passwordHelper = "/run/kaomon-passwd.sock";
    std::function<std::unique_ptr<capture::FrameSource>()> makeCamera;
    DoctorLanguage language = DoctorLanguage::English;
    bool isForScripts = false; // health, subject and code, tab-separated
};

// Looks at this PC, changes nothing and turns the camera on for a moment; prints each finding with its next
// step. 0 when nothing is bad, else 1.
[[nodiscard]] int runDoctor(const DoctorOptions& options);

} // namespace kaomon::agent
