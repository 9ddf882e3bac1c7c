// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/debian_source.h"

#include <sstream>

namespace kaomon::agent {

std::string sourceLinesOf(const std::string& list) {
    std::istringstream lines(list);
    std::string out;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("deb ") || line.starts_with("deb\t") || line.starts_with("deb[")) {
            out += "deb-src" + line.substr(3) + '\n';
        }
    }
    return out;
}

std::string sourceStanzasOf(const std::string& sources) {
    std::istringstream lines(sources);
    std::string out;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with('#')) {
            continue;
        }
        out += (line.starts_with("Types:") ? "Types: deb-src" : line) + '\n';
    }
    return out;
}

} // namespace kaomon::agent
