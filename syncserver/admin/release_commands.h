// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "admin/command.h"
#include "duties/release_book.h"

namespace kaomon::admin {

struct ReleaseSigning {
    std::string version;
    std::string platform;
    std::vector<std::filesystem::path> files;
    std::filesystem::path keyFile;
};

// Prints the public half for --release-key. ErrorCode::Conflict (the file is there).
[[nodiscard]] Status makeReleaseKey(Surroundings& surroundings, const std::filesystem::path& keyFile);
// FILE.manifest beside each file. ErrorCode::StorageFailed, ValidationFailed, Conflict.
[[nodiscard]] Status signRelease(Surroundings& surroundings, const ReleaseSigning& signing);
// The manifests of files that fit them. ErrorCode::StorageFailed, SignatureInvalid, ValidationFailed.
[[nodiscard]] Result<std::vector<std::string>>
checkedManifests(const runtime::Config& config, const std::vector<std::filesystem::path>& files);
// Adds the release and copies its files into the release folder, in this order: nothing ever replaces the
// files of a release that is there. Errors of ReleaseBook::add(), and StorageFailed.
[[nodiscard]] Status storeRelease(const duties::Act& act, const duties::OperatorSettings& settings,
                                  const runtime::Config& config, const duties::ReleaseDraft& draft,
                                  const std::vector<std::filesystem::path>& files);

} // namespace kaomon::admin
