// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace kaomon::logon {

// What a PAM module asks for while a password is changed. Modules say it in words only, in the language of
// the process.
enum class PromptKind { CurrentPassword, NewPassword };

// By the words that Linux-PAM, sssd and Kerberos use in English and Japanese. A prompt that names neither is
// the current password as long as none was asked for (`hasAskedForCurrent`), then the new one: the order that
// pam_chauthtok() itself prescribes. Pure.
[[nodiscard]] PromptKind promptKindOf(std::string_view prompt, bool hasAskedForCurrent);

} // namespace kaomon::logon
