// SPDX-License-Identifier: GPL-3.0-or-later
#include "logon/pam/conversation.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include <security/pam_ext.h>

namespace kaomon::logon {
namespace {

// The caller's PAM environment first, then the process's; the first name that is set decides, as in
// setlocale().
Language languageFor(pam_handle_t* handle) {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = pam_getenv(handle, name);
        if (value == nullptr || *value == '\0') {
            value = std::getenv(name);
        }
        if (value != nullptr && *value != '\0') {
            return languageOf(value);
        }
    }
    return Language::English;
}

} // namespace

Conversation::Conversation(pam_handle_t* handle, Words words)
    : m_handle(handle)
    , m_words(words)
    , m_language(languageFor(handle)) {}

std::string Conversation::item(int type) const {
    const void* value = nullptr;
    if (pam_get_item(m_handle, type, &value) != PAM_SUCCESS || value == nullptr) {
        return {};
    }
    return static_cast<const char*>(value);
}

std::optional<std::string> Conversation::user() const {
    const char* name = nullptr;
    if (pam_get_user(m_handle, &name, nullptr) != PAM_SUCCESS || name == nullptr || *name == '\0') {
        return std::nullopt;
    }
    return std::string(name);
}

// Screen lockers such as xsecurelock name this machine; nobody comes through a lock screen over the network.
bool Conversation::isFromAnotherMachine(std::string_view scenario) const {
    const std::string host = item(PAM_RHOST);
    return !host.empty() && !(scenario == "unlock" && host == "localhost");
}

bool Conversation::isRemote(std::string_view scenario) const {
    if (isFromAnotherMachine(scenario)) {
        return true;
    }
    // su and sudo inside an SSH session leave PAM_RHOST empty. The environment can be changed by the person,
    // so it may only ever add a refusal.
    constexpr std::array kRemoteMarks = {"SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"};
    return std::ranges::any_of(kRemoteMarks, [this](const char* mark) {
        return std::getenv(mark) != nullptr || pam_getenv(m_handle, mark) != nullptr;
    });
}

void Conversation::showProgress(std::string_view state) {
    const auto text = progressText(state, m_language);
    if (text && m_lastState != state) {
        m_lastState = state;
        show(PAM_TEXT_INFO, *text);
    }
}

void Conversation::showRefusal(ErrorCode code) {
    if (isWorthTelling(code)) {
        show(PAM_ERROR_MSG, refusalText(code, m_language));
    }
}

void Conversation::showPhrase(Phrase words) {
    show(PAM_TEXT_INFO, phrase(words, m_language));
}

void Conversation::showRequest(const std::string& text) {
    const std::string words = phrase(Phrase::ReadOutRequest, m_language);
    const auto place = words.find("%s");
    const std::string shown = words.substr(0, place) + text + words.substr(place + 2);
    (void)pam_prompt(m_handle, PAM_TEXT_INFO, nullptr, "%s", shown.c_str());
}

std::optional<std::string> Conversation::ask(Phrase words) {
    char* typed = nullptr;
    const int result = pam_prompt(m_handle, PAM_PROMPT_ECHO_ON, &typed, "%s", phrase(words, m_language));
    if (result != PAM_SUCCESS || typed == nullptr) {
        return std::nullopt;
    }
    std::string text(typed);
    std::free(typed); // NOLINT: libpam made it with malloc
    return text;
}

std::optional<SecretString> Conversation::askSecret(Phrase words) {
    char* typed = nullptr;
    const int result = pam_prompt(m_handle, PAM_PROMPT_ECHO_OFF, &typed, "%s", phrase(words, m_language));
    if (result != PAM_SUCCESS || typed == nullptr) {
        return std::nullopt;
    }
    SecretString text{std::string(typed)};
    wipe(typed, text.reveal().size());
    std::free(typed); // NOLINT: libpam made it with malloc
    return text;
}

void Conversation::show(int style, const char* text) {
    if (m_words == Words::Shown) {
        (void)pam_prompt(m_handle, style, nullptr, "%s", text);
    }
}

} // namespace kaomon::logon
