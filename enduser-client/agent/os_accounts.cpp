// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/os_accounts.h"

#include <array>

#include <pwd.h>

namespace kaomon::agent {

domain::OsAccount accountOf(const std::string& osUser, const std::string& device) {
    if (const auto slash = osUser.find('\\'); slash != std::string::npos) {
        return {osUser.substr(0, slash), osUser.substr(slash + 1)};
    }
    if (const auto at = osUser.find('@'); at != std::string::npos) {
        return {osUser.substr(at + 1), osUser.substr(0, at)};
    }
    return {device, osUser};
}

std::optional<std::string> nameOfUid(uid_t uid) {
    std::array<char, 16 * 1024> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr) {
        return std::nullopt;
    }
    return std::string(entry.pw_name);
}

std::optional<uid_t> uidOfName(const std::string& name) {
    std::array<char, 16 * 1024> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwnam_r(name.c_str(), &entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr) {
        return std::nullopt;
    }
    return entry.pw_uid;
}

} // namespace kaomon::agent
