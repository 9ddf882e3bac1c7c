// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace kaomon::agent {

// A machine's own sources of packages, as sources of source packages: every "deb" becomes "deb-src", what is
// commented out and everything else stays out. The machine's set-up is only read. Pure function of two texts
// in the one-line and in the deb822 form.
[[nodiscard]] std::string sourceLinesOf(const std::string& list);
[[nodiscard]] std::string sourceStanzasOf(const std::string& sources);

// Downloads the archives of a Debian source package ("name=version") into `folder`, through apt-get with a
// private list of sources and a private state; whole archives that are there already are kept by apt.
// ErrorCode::ModelMissing when apt-get cannot, with its words; on Windows, where there is none, what to do
// instead. Blocks.
[[nodiscard]] Status downloadDebianSource(const std::string& package, const std::filesystem::path& folder);

} // namespace kaomon::agent
