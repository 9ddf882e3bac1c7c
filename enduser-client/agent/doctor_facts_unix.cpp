// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/doctor_facts.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace kaomon::agent {

namespace {

bool isInstalled() {
    for (const char* folder : {"/usr/lib/x86_64-linux-gnu/security", "/usr/lib/aarch64-linux-gnu/security",
                               "/lib/x86_64-linux-gnu/security", "/usr/lib/security", "/lib/security"}) {
        if (std::filesystem::exists(std::filesystem::path(folder) / "pam_kaomon.so")) {
            return true;
        }
    }
    return false;
}

// A line that names the module by its path says itself where it is.
bool isNamedByPath(const std::vector<PamFile>& files) {
    for (const PamFile& file : files) {
        for (const std::string& line : file.lines) {
            const auto end = line.find("/pam_kaomon.so");
            const auto begin = end == std::string::npos ? end : line.find_last_of(" \t", end);
            if (begin != std::string::npos &&
                std::filesystem::exists(line.substr(begin + 1, end + 14 - begin - 1))) {
                return true;
            }
        }
    }
    return false;
}

std::vector<PamFile> pamFilesIn(const std::filesystem::path& folder) {
    std::vector<PamFile> found;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        std::ifstream file(entry->path());
        PamFile pam{entry->path().filename().string(), {}};
        bool isOurs = false;
        for (std::string line; std::getline(file, line);) {
            const auto hash = line.find('#');
            isOurs = isOurs || line.substr(0, hash).find("pam_kaomon.so") != std::string::npos;
            pam.lines.push_back(std::move(line));
        }
        if (isOurs) {
            found.push_back(std::move(pam));
        }
    }
    std::ranges::sort(found, {}, &PamFile::name);
    return found;
}

} // namespace

std::string systemRelease(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void addLogonFacts(DoctorFacts& facts, const std::filesystem::path& pamFolder,
                   const std::filesystem::path& helperSocket) {
    std::error_code ignored;
    facts.pamFiles = pamFilesIn(pamFolder);
    facts.isModuleInstalled = isInstalled() || isNamedByPath(facts.pamFiles);
    facts.canChangePasswords = std::filesystem::exists(helperSocket, ignored) &&
                               std::filesystem::exists(pamFolder / "kaomon-passwd", ignored);
}

} // namespace kaomon::agent
