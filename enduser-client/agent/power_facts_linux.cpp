// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/power_facts.h"

#include <fstream>
#include <string>
#include <system_error>
#include <vector>

namespace kaomon::agent {

namespace {

std::string firstLine(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    return line;
}

std::vector<std::filesystem::path> foldersIn(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> found;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        found.push_back(entry->path());
    }
    return found;
}

} // namespace

bool PowerFacts::isOnBattery() const {
    bool hasBattery = false;
    for (const auto& supply : foldersIn(m_root / "sys/class/power_supply")) {
        const std::string type = firstLine(supply / "type");
        if (type != "Battery") {
            if (firstLine(supply / "online") == "1") {
                return false;
            }
        } else if (firstLine(supply / "scope") != "Device") { // not the battery of a mouse
            hasBattery = true;
        }
    }
    return hasBattery;
}

bool PowerFacts::isLidClosed() const {
    for (const auto& lid : foldersIn(m_root / "proc/acpi/button/lid")) {
        if (firstLine(lid / "state").ends_with("closed")) {
            return true;
        }
    }
    return false;
}

} // namespace kaomon::agent
