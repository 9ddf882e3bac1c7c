// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "applogin/app_template.h"
#include "applogin/window_facts.h"

namespace kaomon::applogin {

// What a control of the window is for.
enum class FieldUse { Nothing, UserName, Password, OneTimeCode, Button };

// A control that may be filled or pressed, on the page of the sign-in with this number.
struct DraftField {
    ControlLocator control;
    FieldUse use = FieldUse::Nothing;
    int page = 0;
    int handle = -1; // of the look that found it; none for one that comes from a template
    bool clearsFirst = true;
};

// One of the texts that a window is recognised by.
struct DraftSignal {
    bool isUsed = false;
    PatternMode mode = PatternMode::Literal;
    std::string text;
    int weight = 20;
    bool isRequired = true;
};

// What a person teaches of a program's sign-in, in the shape of a form to look over and change: which window,
// what goes where, when the face is asked for. A value; any thread.
//
// Made from a window it holds a guess; made from a template it holds all of it, what the form does not show
// too.
struct RegistrationDraft {
    AppTemplate base; // what the form does not show; its signals are those that have no place below
    bool isFromTemplate = false;
    DraftSignal executable;
    DraftSignal windowClass;
    DraftSignal title;
    DraftSignal arguments;
    DraftSignal address; // of the page, in a browser
    std::vector<DraftField> fields;
    std::vector<bool> endsWithReturn; // by page: the return key submits where no button is meant
    bool usesKeys = false;            // the keys count, not the fields
    std::vector<KeyPiece> keys;

    // The guess for a window. A window that tells nothing of its controls gets keys.
    [[nodiscard]] static RegistrationDraft suggest(const WindowFacts& window);
    [[nodiscard]] static RegistrationDraft from(const AppTemplate& appTemplate);

    // What a new look at the program's window says, in place of what the draft held; name, face and the rest
    // of `base` stay.
    void takeAgain(const WindowFacts& window);
    // The controls of the window as it is now, as one more page of the same sign-in.
    void addPage(const WindowFacts& window);
    [[nodiscard]] int pages() const { return static_cast<int>(endsWithReturn.size()); }
    [[nodiscard]] bool fills(FieldContent content) const;

    // ErrorCode::ValidationFailed with a field: "/title" (keys without a title), "/fields" (a page where
    // nothing is filled, or one thing twice), or the pointer into the template.
    [[nodiscard]] Result<AppTemplate> build() const;
};

// Which uses a control may be put to, Nothing always among them: a secret goes where it is not shown.
[[nodiscard]] std::vector<FieldUse> usesOf(ControlRole role);

} // namespace kaomon::applogin
