// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/superusers.h"

#include <array>
#include <cerrno>
#include <fstream>

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"

namespace kaomon::agent {

namespace {

bool isSuperuser(const std::string& account) {
    std::array<char, 16 * 1024> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    const int code = ::getpwnam_r(account.c_str(), &entry, buffer.data(), buffer.size(), &found);
    if (code != 0 && code != ENOENT) {
        return true; // cannot be told: the careful answer
    }
    return found != nullptr ? entry.pw_uid == 0 : account == "root";
}

bool isListed(const std::string& account, const std::string& filePath) {
    struct stat info {};
    if (::stat(filePath.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) {
        return false;
    }
    if ((info.st_uid != 0 && info.st_uid != ::geteuid()) || (info.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
        log::warning("agent.superusers_ignored", {{"reason", "the file may be written by others"}});
        return false;
    }
    std::ifstream file(filePath);
    for (std::string line; std::getline(file, line);) {
        line.erase(line.find_last_not_of(" \t\r") + 1);
        if (line == account && !line.starts_with('#')) {
            return true;
        }
    }
    return false;
}

} // namespace

Status checkSuperuser(const std::string& account, const std::string& filePath) {
    if (isSuperuser(account) && !isListed(account, filePath)) {
        return fail(ErrorCode::SuperuserDenied, "a face may not become root here");
    }
    return {};
}

} // namespace kaomon::agent
