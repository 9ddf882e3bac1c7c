// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "applogin/app_template.h"
#include "applogin/registration_draft.h"
#include "base/error.h"

namespace kaomon::applogin {

// The words of the registration, in the language of the program. GUI thread.
[[nodiscard]] QString useText(FieldUse use);
[[nodiscard]] QString contentText(FieldContent content);
[[nodiscard]] QString keyText(KeyPiece key);
// A text field "User", a button "OK", the second password field.
[[nodiscard]] QString controlText(const ControlLocator& control);
// What a window was to show and does not.
[[nodiscard]] QString missingText(const SignalRule& rule);
// Why a draft is no template, and what to do about it.
[[nodiscard]] QString draftProblemText(const Error& error);

} // namespace kaomon::applogin
