// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/os_accounts.h"

#include <array>

#include <pwd.h>
#include <unistd.h>

namespace kaomon::agent {

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

uid_t ownUid() {
    return ::geteuid();
}

bool isNameOfThisPc(const std::string&) {
    return false;
}

} // namespace kaomon::agent
