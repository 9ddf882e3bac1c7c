// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

#include "base/result.h"

namespace kaomon::runtime {

struct ConfigFault {
    int line = 0;
    std::string key; // empty when the line is none of a key
    std::string text;
};

// Everything that is wrong with a configuration file, by line: keys that do not exist or stand twice, values
// that an option refuses, lines that are no TOML of this file's kind (key = value; strings, numbers, arrays
// of strings). ErrorCode::NotFound when it cannot be read.
[[nodiscard]] Result<std::vector<ConfigFault>> checkConfigFile(const std::filesystem::path& file);

// Prints the faults, or that there are none. The exit code: 0, 1 for faults.
[[nodiscard]] int printConfigCheck(const std::filesystem::path& file, std::ostream& out);

} // namespace kaomon::runtime
