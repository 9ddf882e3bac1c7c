// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <security/pam_modules.h>

#include "logon/pam/face_logon.h"
#include "logon/pam/texts.h"

namespace kaomon::logon {

// The person on the other side of one pam_handle_t: what PAM knows about the attempt, and the words shown.
// Lives within one call of pam_sm_authenticate on the caller's thread. A caller whose conversation fails is
// no reason to fail: it then just shows nothing.
class Conversation {
public:
    enum class Words { Shown, Hidden };

    Conversation(pam_handle_t* handle, Words words);

    // Text of a PAM item (PAM_SERVICE, PAM_TTY, PAM_RHOST); empty when it is not set.
    [[nodiscard]] std::string item(int type) const;
    // nullopt when PAM cannot say who wants to log on.
    [[nodiscard]] std::optional<std::string> user() const;
    // The program names the machine that the person is at.
    [[nodiscard]] bool isFromAnotherMachine(std::string_view scenario) const;
    // True when the person is, or may be, at another machine and so not in front of this camera.
    [[nodiscard]] bool isRemote(std::string_view scenario) const;

    // Each state once in a row.
    void showProgress(std::string_view state);
    void showRefusal(ErrorCode code);
    void showPhrase(Phrase words);
    // With `text` in its place; shown also where nothing else is, since nobody could go on without it.
    void showRequest(const std::string& text);
    // What the person types in the clear; nullopt when nobody can be asked.
    [[nodiscard]] std::optional<std::string> ask(Phrase words);
    // The same for what nobody else may read.
    [[nodiscard]] std::optional<SecretString> askSecret(Phrase words);

private:
    void show(int style, const char* text);

    pam_handle_t* m_handle;
    Words m_words;
    Language m_language;
    std::string m_lastState;
};

} // namespace kaomon::logon
