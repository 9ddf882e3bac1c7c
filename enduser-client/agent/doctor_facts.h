// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "agent/doctor.h"

namespace kaomon::agent {

// What can be read on this PC without the camera and without asking anybody. Blocks for as long as a few
// small files take; any thread.

// Empty for a file that cannot be read.
[[nodiscard]] std::string textOfFile(const std::filesystem::path& path);
// The files with a line of pam_kaomon.so, by name.
[[nodiscard]] std::vector<PamFile> pamFilesIn(const std::filesystem::path& folder);
// In one of the folders of PAM, or where one of these lines names it.
[[nodiscard]] bool isModuleInstalled(const std::vector<PamFile>& files);

// Whether kaomon-passwd waits behind its socket and its PAM service is there.
[[nodiscard]] bool canChangePasswords(const std::filesystem::path& pamFolder,
                                      const std::filesystem::path& helperSocket);

} // namespace kaomon::agent
