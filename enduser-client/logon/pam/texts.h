// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "base/error.h"

namespace kaomon::logon {

enum class Language { English, Japanese };

// Japanese for names such as "ja_JP.UTF-8"; English for all others and for none.
[[nodiscard]] Language languageOf(std::string_view localeName);

// What to tell the person while the agent works; nullopt for a state that needs no words or is not known.
// States are those of authProgress: starting_camera, looking, checking, and the wire name of whatever is in
// the way (no_face, face_too_dark, ...).
[[nodiscard]] std::optional<const char*> progressText(std::string_view state, Language language);

// Why it came to nothing, and the next step.
[[nodiscard]] const char* refusalText(ErrorCode code, Language language);

// Sentences that belong to no refusal.
enum class Phrase {
    AskIntent,   // a prompt: may the face do this?
    PasswordToo, // the face is recognised and the password is asked for as well
    TypePin,     // a prompt
    PinWrong,
    PinPaused,      // too many wrong ones: wait, or set a new one
    PasswordStale,  // the password was changed elsewhere: once more, please
    NoOtherWay,     // the policy lets nothing else in
    ReadOutRequest, // %s is the request code
    TypeAnswer,     // a prompt: the administrator's answer
    AnswerWrong,
    AnswerAccepted,
};
[[nodiscard]] const char* phrase(Phrase phrase, Language language);

// False for reasons with which the person has nothing to do and the password prompt says enough: no face
// enrolled, face logon not meant for this account, PC or place.
[[nodiscard]] bool isWorthTelling(ErrorCode code);

} // namespace kaomon::logon
