// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <memory>
#include <string_view>

#include <crypt.h>
#include <shadow.h>

#include "agent/os_secret_store.h"

namespace kaomon::agent {

std::optional<bool> isOsPassword(const std::string& account, const SecretString& password) {
    std::array<char, 4096> buffer{};
    spwd entry{};
    spwd* found = nullptr;
    if (::getspnam_r(account.c_str(), &entry, buffer.data(), buffer.size(), &found) != 0 ||
        found == nullptr || found->sp_pwdp == nullptr || *found->sp_pwdp != '$') {
        return std::nullopt;
    }
    const auto work = std::make_unique<crypt_data>();
    const char* hash = ::crypt_r(password.reveal().c_str(), found->sp_pwdp, work.get());
    const bool isSame = hash != nullptr && std::string_view(hash) == found->sp_pwdp;
    wipe(work.get(), sizeof(crypt_data));
    wipe(buffer.data(), buffer.size());
    return isSame;
}

} // namespace kaomon::agent
