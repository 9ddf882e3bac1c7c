// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/os_accounts.h"

namespace kaomon::agent {

domain::OsAccount accountOf(const std::string& osUser, const std::string& device) {
    if (const auto slash = osUser.find('\\'); slash != std::string::npos) {
        const std::string domain = osUser.substr(0, slash);
        return {isNameOfThisPc(domain) ? device : domain, osUser.substr(slash + 1)};
    }
    if (const auto at = osUser.find('@'); at != std::string::npos) {
        return {osUser.substr(at + 1), osUser.substr(0, at)};
    }
    return {device, osUser};
}

} // namespace kaomon::agent
