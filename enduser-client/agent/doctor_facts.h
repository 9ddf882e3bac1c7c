// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "agent/doctor.h"

namespace kaomon::agent {

// What can be read on this PC without the camera and without asking anybody. Blocks for as long as a few
// small files take; any thread.

// What this system calls itself, as os-release(5) writes it: the text of that file, or the same of Windows.
// Empty for a file that cannot be read.
[[nodiscard]] std::string systemRelease(const std::filesystem::path& file);

// How a logon gets to the agent: the files with a line of pam_kaomon.so by name, whether the module is in one
// of the folders of PAM or where one of these lines names it, and whether kaomon-passwd waits behind its
// socket with its PAM service there; on Windows the provider in the registry.
void addLogonFacts(DoctorFacts& facts, const std::filesystem::path& pamFolder,
                   const std::filesystem::path& helperSocket);

} // namespace kaomon::agent
