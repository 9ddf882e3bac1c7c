// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "capture/camera_probe.h"
#include "localipc/message.h"

namespace kaomon::agent {

enum class Health { Good, Warning, Bad };

// What the doctor looks at, in this order.
enum class Subject {
    System,
    Agent,
    Enrolment,
    Server,
    Clock,
    Models,
    Camera,
    Light,
    Pam,
    Password,
    Provider
};

// One thing that was looked at. `code` names the finding for scripts and for the texts; `value` goes into the
// text where it has a place for one.
struct Finding {
    Subject subject = Subject::System;
    Health health = Health::Good;
    std::string code;
    std::string value;
};

// A file of /etc/pam.d with a line of pam_kaomon.so.
struct PamFile {
    std::string name;
    std::vector<std::string> lines;
};

// Of Windows' logon: the provider, as the registry has it.
struct ProviderFacts {
    bool isRegistered = false; // Windows asks it
    bool isThere = false;      // its DLL lies where the registry says
};

// What was found on this PC, before it is judged. Nothing secret.
struct DoctorFacts {
    std::string osRelease;                   // the text of /etc/os-release; of Windows in the same form
    std::optional<localipc::Message> status; // of the running agent
    std::optional<ErrorCode> modelFault;     // of the pack and its self-test
    capture::CameraState camera = capture::CameraState::Absent;
    std::optional<ErrorCode> pictureFault; // why the camera gave no picture
    std::optional<double> brightness;      // mean of a picture, 0..255
    std::vector<PamFile> pamFiles;
    bool isModuleInstalled = false;
    bool canChangePasswords = false;       // kaomon-passwd waits, and its PAM service is there
    std::optional<ProviderFacts> provider; // on Windows, in place of PAM
};

// Every subject once or more, good ones too. Pure.
[[nodiscard]] std::vector<Finding> examine(const DoctorFacts& facts);

enum class DoctorLanguage { English, Japanese };
struct DoctorText {
    std::string subject;
    std::string sentence;
    std::string nextStep; // empty for what is good
};
[[nodiscard]] DoctorText describe(const Finding& finding, DoctorLanguage language);

// good, warning, bad.
[[nodiscard]] std::string_view nameOf(Health health);

} // namespace kaomon::agent
