// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"
#include "logon/windows/credential_provider_abi.h"

namespace kaomon::logon {

// An account as Windows' logon takes it. Of "DOMAIN\name", "name@domain" (no domain then: the name says it),
// or "name" (an account of this PC).
struct Account {
    std::wstring domain;
    std::wstring name;
};
[[nodiscard]] Account accountOf(std::wstring_view qualifiedName);

// KERB_INTERACTIVE_UNLOCK_LOGON in one block, with the texts behind it and offsets in the place of pointers.
// ErrorCode::ValidationFailed when a text is too long for it. Wiped by whoever owns it.
[[nodiscard]] Result<SecretBytes> packLogon(const Account& account, std::string_view password,
                                            CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario);

// The same for KERB_CHANGEPASSWORD_REQUEST, by which Windows changes the password.
[[nodiscard]] Result<SecretBytes> packPasswordChange(const Account& account, std::string_view oldPassword,
                                                     std::string_view newPassword);

// The number of the package that checks the logon (Negotiate), asked of the LSA. Injected because Wine's LSA
// does not know it. ErrorCode::Unavailable.
using PackageLookup = std::function<Result<ULONG>()>;
[[nodiscard]] Result<ULONG> lookUpNegotiate();

} // namespace kaomon::logon
