// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/os_secret_store.h"

namespace kaomon::agent {

// Windows shows its records to nobody. Trying the password would tell, but a wrong one counts as a failed
// logon of that person and may lock the account: the logon itself shows it, and the provider says so.
std::optional<bool> isOsPassword(const std::string&, const SecretString&) {
    return std::nullopt;
}

} // namespace kaomon::agent
