// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>

#include "logon/pam/texts.h"

namespace kaomon::logon {

inline constexpr const wchar_t* kProviderKey = LR"(SOFTWARE\Kaomon\CredentialProvider)";

// What the administrator of the PC set; only administrators may write to the key (HKLM). A value that is
// absent or out of bounds is the default.
struct ProviderSettings {
    std::string endpoint;                  // Pipe and AgentImage; default: kaomon-agent.exe beside this DLL
    std::chrono::seconds timeout{12};      // TimeoutSeconds, 1 to 60: of one attempt
    bool isForCredUi = false;              // CredUi: also where a program asks for credentials (UAC)
    bool isSharedPc = false;               // SharedPc: a tile that takes whoever is in front of the camera
    Language language = Language::English; // Language "ja" or "en"; default: the system's
};

[[nodiscard]] ProviderSettings readProviderSettings();

} // namespace kaomon::logon
