// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "logon/pam/texts.h"

namespace kaomon::logon {

// What stands on the tile besides the sentences that it shares with PAM (logon/pam/texts.h).
enum class TileText {
    ProviderName,
    WhoeverTitle, // of the tile for whoever is in front of the camera
    UserNameLabel,
    PasswordLabel,
    SubmitLabel,
    TryAgainLink,
    AnotherWayLink,
    AnotherWayHint, // after the link was chosen
    TypePassword,   // nothing is to be said about the face
    UseLink,        // a program asks for credentials: the face is used when the person says so
    PasswordOnce,   // recognised, but the agent keeps no password yet
    Recognised,
    PinToo, // the face is recognised and the PIN of this PC is asked for as well
    Checking,
    PinWrong,
    CodeHint, // follows the code that is read out: where the answer goes
    AskingForCode,
    CodeWrong,
    CodeAccepted,
    PinAfterCode,
    NameMissing,
    NotSent, // Windows did not take what was to be sent
    OldPasswordLabel,
    NewPasswordLabel,
    AgainLabel,
    ChangeLabel,
    ChangeHint, // what to type to change a password
    NotTheSame,
    OldPasswordWrong,
    AgainstTheRules, // of the PC or its domain
};
[[nodiscard]] std::wstring tileText(TileText text, Language language);

} // namespace kaomon::logon
