// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/doctor.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <sstream>

namespace kaomon::agent {

namespace {

constexpr double kDark = 40.0;
constexpr double kBright = 220.0;
constexpr std::int64_t kTolerableClockSeconds = 60;

Finding good(Subject subject, std::string code, std::string value = {}) {
    return {subject, Health::Good, std::move(code), std::move(value)};
}
Finding warning(Subject subject, std::string code, std::string value = {}) {
    return {subject, Health::Warning, std::move(code), std::move(value)};
}
Finding bad(Subject subject, std::string code, std::string value = {}) {
    return {subject, Health::Bad, std::move(code), std::move(value)};
}

std::string valueOf(const std::string& osRelease, const std::string& key) {
    std::istringstream text(osRelease);
    for (std::string line; std::getline(text, line);) {
        if (line.starts_with(key + '=')) {
            std::string value = line.substr(key.size() + 1);
            std::erase(value, '"');
            return value;
        }
    }
    return {};
}

Finding examineSystem(const DoctorFacts& facts) {
    const std::string name = valueOf(facts.osRelease, "PRETTY_NAME");
    const std::string id = valueOf(facts.osRelease, "ID"), version = valueOf(facts.osRelease, "VERSION_ID");
    const bool isSupported =
        (id == "debian" && version == "12") || (id == "windows" && (version == "10" || version == "11"));
    return isSupported ? good(Subject::System, "system_supported", name)
                       : warning(Subject::System, "system_unsupported", name.empty() ? "?" : name);
}

Finding examineEnrolment(const localipc::Message& status) {
    const std::string state = status.text("state");
    if (state == "active") {
        return good(Subject::Enrolment, "enrolled", status.text("tenant_name"));
    }
    return state == "pending" ? warning(Subject::Enrolment, "enrolment_pending")
                              : bad(Subject::Enrolment, state.empty() ? "not_enrolled" : state);
}

Finding examineServer(const localipc::Message& status) {
    if (status.flag("online")) {
        return good(Subject::Server, "server_reached", status.text("server"));
    }
    const std::string why = status.text("sync_error");
    if (why == "certificate_pin_mismatch" || why == "tls_failed") {
        return bad(Subject::Server, "server_certificate", status.text("server"));
    }
    return warning(Subject::Server, "server_away", why.empty() ? status.text("server") : why);
}

Finding examineClock(const localipc::Message& status) {
    const std::int64_t lead = status.integer("clock_offset_s").value_or(0);
    return std::llabs(lead) <= kTolerableClockSeconds
               ? good(Subject::Clock, "clock_right")
               : warning(Subject::Clock, "clock_wrong", std::to_string(lead));
}

Finding examineCamera(const DoctorFacts& facts) {
    if (!facts.pictureFault) {
        return good(Subject::Camera, "camera_works");
    }
    const ErrorCode fault = *facts.pictureFault;
    if (fault == ErrorCode::CameraBusy || facts.camera == capture::CameraState::Busy) {
        return warning(Subject::Camera, "camera_busy");
    }
    if (fault == ErrorCode::CameraDenied || facts.camera == capture::CameraState::Denied) {
        return bad(Subject::Camera, "camera_denied");
    }
    return fault == ErrorCode::CameraMissing
               ? bad(Subject::Camera, "camera_missing")
               : bad(Subject::Camera, "camera_failed", std::string(wireName(fault)));
}

Finding examineLight(double brightness) {
    const std::string value = std::to_string(static_cast<int>(brightness));
    if (brightness < kDark) {
        return warning(Subject::Light, "light_dark", value);
    }
    return brightness > kBright ? warning(Subject::Light, "light_bright", value)
                                : good(Subject::Light, "light_good", value);
}

struct PamLine {
    std::string type;
    std::string control;
    std::string rest; // module and its arguments
};

std::optional<PamLine> parseLine(std::string line) {
    line = line.substr(0, line.find('#'));
    std::istringstream text(line);
    PamLine parsed;
    if (!(text >> parsed.type >> parsed.control)) {
        return std::nullopt;
    }
    if (parsed.control.starts_with('[')) {
        for (std::string word; !parsed.control.ends_with(']') && text >> word;) {
            parsed.control += ' ' + word;
        }
    }
    std::getline(text, parsed.rest);
    if (parsed.type.starts_with('@')) {
        return PamLine{parsed.type, {}, parsed.control};
    }
    return parsed;
}

bool asksForPassword(const PamLine& line) {
    return line.rest.find("pam_unix.so") != std::string::npos ||
           (line.type == "@include" && line.rest.find("common-auth") != std::string::npos) ||
           ((line.control == "include" || line.control == "substack") &&
            line.rest.find("auth") != std::string::npos);
}

Finding examinePamFile(const PamFile& file) {
    bool hasPassword = false;
    bool hasFace = false;
    for (const std::string& text : file.lines) {
        const auto line = parseLine(text);
        if (!line || (line->type != "auth" && line->type != "-auth" && line->type != "@include")) {
            continue;
        }
        if (asksForPassword(*line)) {
            hasPassword = true;
        }
        const bool isOurs = line->rest.find("pam_kaomon.so") != std::string::npos;
        const bool isCapture = isOurs && line->rest.find("capture") != std::string::npos;
        if (isCapture && !hasPassword) {
            return bad(Subject::Pam, "pam_capture_first", file.name);
        }
        if (!isOurs || isCapture) {
            continue;
        }
        hasFace = true;
        if (hasPassword) {
            return bad(Subject::Pam, "pam_behind_password", file.name);
        }
        if (line->control == "required" || line->control == "requisite" ||
            (line->control.starts_with('[') && line->control.find("default=ignore") == std::string::npos)) {
            return bad(Subject::Pam, "pam_no_way_on", file.name);
        }
        if (line->control.find("perm_denied=die") == std::string::npos) {
            return warning(Subject::Pam, "pam_refusal_ignored", file.name);
        }
    }
    return hasFace && !hasPassword ? bad(Subject::Pam, "pam_no_password", file.name)
                                   : good(Subject::Pam, "pam_good", file.name);
}

void addPam(const DoctorFacts& facts, std::vector<Finding>& findings) {
    if (!facts.isModuleInstalled) {
        findings.push_back(bad(Subject::Pam, "pam_module_missing"));
    }
    if (facts.pamFiles.empty()) {
        findings.push_back(warning(Subject::Pam, "pam_unused"));
    }
    for (const PamFile& file : facts.pamFiles) {
        findings.push_back(examinePamFile(file));
    }
}

Finding examineProvider(const ProviderFacts& provider) {
    if (!provider.isRegistered) {
        return warning(Subject::Provider, "provider_unused");
    }
    return provider.isThere ? good(Subject::Provider, "provider_good")
                            : bad(Subject::Provider, "provider_missing");
}

} // namespace

std::string_view nameOf(Health health) {
    switch (health) {
    case Health::Good:
        return "good";
    case Health::Warning:
        return "warning";
    case Health::Bad:
        return "bad";
    }
    return {};
}

std::vector<Finding> examine(const DoctorFacts& facts) {
    std::vector<Finding> findings{examineSystem(facts)};
    if (facts.status) {
        findings.push_back(facts.status->flag("unsupported")
                               ? warning(Subject::Agent, "agent_unsupported", facts.status->text("version"))
                               : good(Subject::Agent, "agent_runs", facts.status->text("version")));
        findings.push_back(examineEnrolment(*facts.status));
        if (facts.status->text("state") == "active" || facts.status->text("state") == "pending") {
            findings.push_back(examineServer(*facts.status));
            findings.push_back(examineClock(*facts.status));
        }
    } else {
        findings.push_back(bad(Subject::Agent, facts.provider ? "service_away" : "agent_away"));
    }
    findings.push_back(facts.modelFault
                           ? bad(Subject::Models, "models_bad", std::string(wireName(*facts.modelFault)))
                           : good(Subject::Models, "models_good"));
    findings.push_back(examineCamera(facts));
    if (facts.brightness) {
        findings.push_back(examineLight(*facts.brightness));
    }
    if (facts.provider) {
        findings.push_back(examineProvider(*facts.provider));
    } else {
        addPam(facts, findings);
    }
    findings.push_back(facts.canChangePasswords ? good(Subject::Password, "password_good")
                                                : warning(Subject::Password, "password_helper_away"));
    return findings;
}

} // namespace kaomon::agent
