// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "applogin/text_pattern.h"
#include "base/result.h"

namespace kaomon::applogin {

// What a control is, whichever toolkit drew it. Password: what is typed into it cannot be read on the screen.
enum class ControlRole { Text, Password, Button, Label, CheckBox, ComboBox, Terminal, Other };

// Which control: the `index`-th of those that have this role and, where given, this name.
struct ControlLocator {
    ControlRole role = ControlRole::Other;
    std::optional<TextPattern> name;
    int index = 0;
};

// By what a window is recognised.
// Address: of the page that a browser shows, with scheme and host; any page can call itself what it likes.
enum class SignalKind { Executable, Arguments, WindowClass, Title, Toolkit, Address, Control };

struct SignalRule {
    SignalKind kind = SignalKind::Title;
    TextPattern pattern;                   // of everything but Control
    std::optional<ControlLocator> control; // of Control
    int weight = 10;                       // 1 to 100
    bool isRequired = false;               // without it the window is another one, whatever the rest says
};

enum class FieldContent { UserName, Password, OneTimeCode };

struct FieldRule {
    FieldContent content = FieldContent::UserName;
    ControlLocator control;
    bool clearsFirst = true;
};

// What is done when the fields are filled.
enum class SubmitKind { Nothing, Button, Return };

// What is typed where a program tells nothing of its controls.
enum class KeyPiece { UserName, Password, OneTimeCode, Tab, Return };

// One page of a sign-in: a name and password at once, or one after the other. It has either fields or keys.
struct Step {
    std::string name;
    std::vector<FieldRule> fields;
    SubmitKind submit = SubmitKind::Nothing;
    std::optional<ControlLocator> button;
    std::chrono::milliseconds wait{10'000}; // until the fields are there
    std::vector<KeyPiece> keys;
};

// How the program says what came of it.
struct OutcomeRule {
    bool windowCloses = false;             // its window goes
    std::optional<TextPattern> title;      // its window is called so
    std::optional<ControlLocator> control; // this is on it
};

enum class ReauthMode { Always, AfterMinutes, WhilePresent };

// A program's sign-in: which window it is, what goes where, and how to tell that it worked. Read from JSON of
// a person or an administrator, so every member is bounded. A value.
struct AppTemplate {
    std::string name;
    int version = 1;
    bool isEnabled = true;
    std::vector<SignalRule> signalRules;
    int threshold = 1; // sum of the weights that must be reached
    std::vector<Step> steps;
    std::vector<OutcomeRule> success; // any of them
    std::vector<OutcomeRule> failure; // any of them, and before success
    std::chrono::milliseconds outcomeWait{10'000};
    ReauthMode reauth = ReauthMode::Always;
    std::chrono::minutes reauthAfter{5};
    bool startsByItself = false; // when its window comes to the front, where the policy allows that too

    // ErrorCode::MalformedRequest for what is no JSON of at most 32 KiB; StorageTooNew for a format of a
    // newer version; ValidationFailed with the pointer of the member that is missing, unknown, of a wrong
    // type or out of its range.
    [[nodiscard]] static Result<AppTemplate> parse(std::string_view json);
    [[nodiscard]] std::string toJson() const;
};

// Whether a page of it is filled by keys alone.
[[nodiscard]] bool hasKeys(const AppTemplate& appTemplate);
// Whether a signal is seen in what the window system alone tells, without the controls of the window.
[[nodiscard]] bool isOfTheWindow(const SignalRule& rule);

} // namespace kaomon::applogin
