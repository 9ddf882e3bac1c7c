// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/os_password_rules.h"

namespace kaomon::agent {

std::string toWire(const std::vector<OsPasswordRule>& rules) {
    std::string text;
    for (const OsPasswordRule& rule : rules) {
        text += (text.empty() ? "" : ",") + rule.name + '=' + std::to_string(rule.value);
    }
    return text;
}

} // namespace kaomon::agent
