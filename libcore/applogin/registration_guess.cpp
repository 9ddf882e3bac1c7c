// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/registration_guess_impl.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace kaomon::applogin::detail {
namespace {

constexpr std::size_t kMostShown = 60;

bool isFillable(ControlRole role) {
    return role == ControlRole::Text || role == ControlRole::Password || role == ControlRole::ComboBox ||
           role == ControlRole::Terminal;
}

std::string lowered(std::string_view text) {
    std::string out(text);
    std::ranges::transform(
        out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

bool isLetter(char c) {
    return c >= 'a' && c <= 'z';
}

// As a whole word: tokens are not OK. Japanese sets no spaces and is found anywhere.
bool holdsWord(const std::string& text, std::string_view word) {
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        const auto end = at + word.size();
        const bool isBegun = at == 0 || !isLetter(text[at - 1]) || !isLetter(word.front());
        const bool isEnded = end == text.size() || !isLetter(text[end]) || !isLetter(word.back());
        if (isBegun && isEnded) {
            return true;
        }
    }
    return false;
}

template<std::size_t Count>
bool holdsAny(const std::string& name, const std::array<std::string_view, Count>& words) {
    const std::string text = lowered(name);
    return std::ranges::any_of(words, [&](std::string_view word) { return holdsWord(text, word); });
}

constexpr std::array<std::string_view, 10> kCodeWords{
    "one-time",   "one time",   "otp",    "verification", "認証コード",
    "確認コード", "ワンタイム", "二段階", "2fa",          "token"};
constexpr std::array<std::string_view, 13> kAcceptWords{
    "ok",       "log in", "login",    "log on",     "sign in",  "signin", "unlock",
    "continue", "next",   "ログイン", "サインイン", "ログオン", "次へ"};

// By its name where it has one that can be compared, else by its place among those of its kind.
ControlLocator locatorOf(const WindowFacts& window, std::size_t at) {
    const ControlFacts& meant = window.controls[at];
    ControlLocator locator;
    locator.role = meant.role;
    if (!meant.name.empty()) {
        if (auto name = TextPattern::make(PatternMode::Literal, meant.name, {})) {
            locator.name = std::move(*name);
        }
    }
    for (std::size_t i = 0; i < at; ++i) {
        const ControlFacts& other = window.controls[i];
        const bool isAlike = other.role == meant.role && other.isShown && other.isEnabled &&
                             (!locator.name || locator.name->matches(other.name));
        locator.index += isAlike ? 1 : 0;
    }
    return locator;
}

std::string nameOf(const DraftField& field) {
    return field.control.name ? field.control.name->text() : std::string();
}

void guessCode(std::vector<DraftField>& fields) {
    const auto found = std::ranges::find_if(fields, [](const DraftField& field) {
        const ControlRole role = field.control.role;
        return (role == ControlRole::Text || role == ControlRole::Password) &&
               holdsAny(nameOf(field), kCodeWords);
    });
    if (found != fields.end()) {
        found->use = FieldUse::OneTimeCode;
    }
}

// The text in front of the password; without a password, the first one.
void guessUserName(std::vector<DraftField>& fields, const DraftField* password) {
    DraftField* best = nullptr;
    for (DraftField& field : fields) {
        if (&field == password || (password == nullptr && best != nullptr)) {
            break;
        }
        const ControlRole role = field.control.role;
        if ((role == ControlRole::Text || role == ControlRole::ComboBox) && field.use == FieldUse::Nothing) {
            best = &field;
        }
    }
    if (best != nullptr) {
        best->use = FieldUse::UserName;
    }
}

// A button that cannot be told by its name is left alone: the return key submits then.
void guessButton(std::vector<DraftField>& fields) {
    const auto found = std::ranges::find_if(fields, [](const DraftField& field) {
        return field.control.role == ControlRole::Button && holdsAny(nameOf(field), kAcceptWords);
    });
    if (found != fields.end()) {
        found->use = FieldUse::Button;
    }
}

} // namespace

std::vector<DraftField> guessFields(const WindowFacts& window, int page) {
    std::vector<DraftField> fields;
    for (std::size_t i = 0; i < window.controls.size() && fields.size() < kMostShown; ++i) {
        const ControlFacts& control = window.controls[i];
        const bool isTerminal = control.role == ControlRole::Terminal; // its prompt may come later
        if (control.isShown && (control.isEnabled || isTerminal) &&
            (isFillable(control.role) || (control.role == ControlRole::Button && !control.name.empty()))) {
            fields.push_back({locatorOf(window, i), FieldUse::Nothing, page, control.handle});
        }
    }
    guessCode(fields);
    const auto isSecret = [](const DraftField& field) {
        return field.use == FieldUse::Nothing &&
               (field.control.role == ControlRole::Password || field.control.role == ControlRole::Terminal);
    };
    const auto password = std::ranges::find_if(fields, isSecret);
    if (password != fields.end()) {
        password->use = FieldUse::Password;
    }
    guessUserName(fields, password != fields.end() ? &*password : nullptr);
    if (std::ranges::any_of(fields, [](const DraftField& field) { return field.use != FieldUse::Nothing; })) {
        guessButton(fields);
    }
    return fields;
}

} // namespace kaomon::applogin::detail
