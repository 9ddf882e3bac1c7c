// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/registration_draft.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "applogin/registration_guess_impl.h"

namespace kaomon::applogin {
namespace {

constexpr int kExecutableWeight = 40;
constexpr int kControlWeight = 10;
// One executable runs many programs: what it runs is told by its arguments.
constexpr std::array<std::string_view, 8> kInterpreters{"python", "java", "perl", "ruby",
                                                        "node",   "wish", "mono", "electron"};

// A text that is too long for a pattern is cut where a character begins, and may go on as it likes.
DraftSignal signalOf(std::string text) {
    DraftSignal signal;
    signal.isUsed = !text.empty();
    if (text.size() > TextPattern::kLongest) {
        std::size_t size = TextPattern::kLongest - 1;
        while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) {
            --size;
        }
        text.resize(size);
        text += '*';
        signal.mode = PatternMode::Wildcard;
    }
    signal.text = std::move(text);
    return signal;
}

// The script or class that an interpreter runs: its first argument that is no option.
DraftSignal argumentsOf(const WindowFacts& window) {
    const std::string program = std::filesystem::path(window.executable).filename().string();
    DraftSignal signal;
    signal.mode = PatternMode::Wildcard;
    if (std::ranges::none_of(kInterpreters,
                             [&](std::string_view name) { return program.starts_with(name); })) {
        return signal;
    }
    const auto end = window.arguments.find(' ');
    const std::string first = window.arguments.substr(0, end);
    if (!first.empty() && !first.starts_with('-') && first.size() < TextPattern::kLongest - 1) {
        signal.text = first + '*';
        signal.isUsed = true;
    }
    return signal;
}

std::optional<FieldContent> contentOf(FieldUse use) {
    switch (use) {
    case FieldUse::UserName:
        return FieldContent::UserName;
    case FieldUse::Password:
        return FieldContent::Password;
    case FieldUse::OneTimeCode:
        return FieldContent::OneTimeCode;
    case FieldUse::Nothing:
    case FieldUse::Button:
        break;
    }
    return std::nullopt;
}

FieldUse useOf(FieldContent content) {
    return content == FieldContent::UserName   ? FieldUse::UserName
           : content == FieldContent::Password ? FieldUse::Password
                                               : FieldUse::OneTimeCode;
}

Status add(AppTemplate& out, SignalKind kind, const DraftSignal& signal) {
    if (!signal.isUsed) {
        return {};
    }
    const std::string field = kind == SignalKind::Title ? "/title" : "/signals";
    if (signal.text.empty()) {
        return fail(ErrorCode::ValidationFailed, "empty", field);
    }
    auto pattern = TextPattern::make(signal.mode, signal.text, field);
    if (!pattern) {
        return propagate(pattern.error());
    }
    out.signalRules.push_back({kind, std::move(*pattern), {}, signal.weight, signal.isRequired});
    return {};
}

Result<Step> stepOf(const RegistrationDraft& draft, int page) {
    const auto index = static_cast<std::size_t>(page);
    Step step;
    if (index < draft.base.steps.size()) {
        step.name = draft.base.steps[index].name;
        step.wait = draft.base.steps[index].wait;
    } else {
        step.name = "page " + std::to_string(page + 1);
    }
    for (const DraftField& field : draft.fields) {
        const auto content = contentOf(field.use);
        if (field.page != page) {
            continue;
        }
        if (content) {
            if (std::ranges::find(step.fields, *content, &FieldRule::content) != step.fields.end()) {
                return fail(ErrorCode::ValidationFailed, "the same twice on one page", "/fields");
            }
            step.fields.push_back({*content, field.control, field.clearsFirst});
        } else if (field.use == FieldUse::Button) {
            if (step.button) {
                return fail(ErrorCode::ValidationFailed, "two buttons on one page", "/fields");
            }
            step.button = field.control;
            step.submit = SubmitKind::Button;
        }
    }
    if (step.fields.empty()) {
        return fail(ErrorCode::ValidationFailed, "nothing is filled on a page", "/fields");
    }
    if (!step.button && draft.endsWithReturn[index]) {
        step.submit = SubmitKind::Return;
    }
    return step;
}

Status addSteps(const RegistrationDraft& draft, AppTemplate& out) {
    out.steps.clear();
    if (draft.usesKeys) {
        Step step;
        step.name = "keys";
        step.keys = draft.keys;
        out.steps.push_back(std::move(step));
        return draft.title.isUsed ? Status()
                                  : Status(fail(ErrorCode::ValidationFailed,
                                                "keys go to a window that its title tells too", "/title"));
    }
    for (int page = 0; page < draft.pages(); ++page) {
        auto step = stepOf(draft, page);
        if (!step) {
            return propagate(step.error());
        }
        out.steps.push_back(std::move(*step));
    }
    return {};
}

// A window of the same name without these fields is another one. A terminal's prompt comes when it likes.
void addControlSignals(const RegistrationDraft& draft, AppTemplate& out) {
    for (const DraftField& field : draft.fields) {
        const bool isMeant = field.page == 0 && contentOf(field.use) && !draft.usesKeys &&
                             field.control.role != ControlRole::Terminal;
        if (isMeant) {
            out.signalRules.push_back({SignalKind::Control, {}, field.control, kControlWeight, true});
        }
    }
}

void takeStep(const Step& step, int page, RegistrationDraft& draft) {
    for (const FieldRule& field : step.fields) {
        draft.fields.push_back({field.control, useOf(field.content), page, -1, field.clearsFirst});
    }
    if (step.button) {
        draft.fields.push_back({*step.button,
                                step.submit == SubmitKind::Button ? FieldUse::Button : FieldUse::Nothing,
                                page, -1, true});
    }
    draft.endsWithReturn.push_back(step.submit == SubmitKind::Return);
    if (!step.keys.empty()) {
        draft.usesKeys = true;
        draft.keys = step.keys;
    }
}

} // namespace

std::vector<FieldUse> usesOf(ControlRole role) {
    switch (role) {
    case ControlRole::Text:
        return {FieldUse::Nothing, FieldUse::UserName, FieldUse::OneTimeCode};
    case ControlRole::ComboBox:
        return {FieldUse::Nothing, FieldUse::UserName};
    case ControlRole::Password:
    case ControlRole::Terminal:
        return {FieldUse::Nothing, FieldUse::Password, FieldUse::OneTimeCode};
    case ControlRole::Button:
        return {FieldUse::Nothing, FieldUse::Button};
    default:
        return {FieldUse::Nothing};
    }
}

RegistrationDraft RegistrationDraft::suggest(const WindowFacts& window) {
    RegistrationDraft draft;
    const std::string program = std::filesystem::path(window.executable).filename().string();
    draft.base.name = window.windowClass.empty() ? program : window.windowClass;
    draft.takeAgain(window);
    return draft;
}

void RegistrationDraft::takeAgain(const WindowFacts& window) {
    isFromTemplate = false;
    base.signalRules.clear();
    base.steps.clear();
    executable = signalOf(window.executable);
    executable.weight = kExecutableWeight;
    windowClass = signalOf(window.windowClass);
    title = signalOf(window.title);
    arguments = argumentsOf(window);
    address = signalOf(window.address);
    fields = detail::guessFields(window, 0);
    endsWithReturn = {true};
    usesKeys = window.controls.empty();
    keys = {KeyPiece::UserName, KeyPiece::Tab, KeyPiece::Password, KeyPiece::Return};
}

RegistrationDraft RegistrationDraft::from(const AppTemplate& appTemplate) {
    RegistrationDraft draft;
    draft.base = appTemplate;
    draft.base.signalRules.clear();
    draft.isFromTemplate = true;
    draft.arguments.mode = PatternMode::Wildcard;
    for (const SignalRule& rule : appTemplate.signalRules) {
        DraftSignal* place = rule.kind == SignalKind::Executable    ? &draft.executable
                             : rule.kind == SignalKind::WindowClass ? &draft.windowClass
                             : rule.kind == SignalKind::Title       ? &draft.title
                             : rule.kind == SignalKind::Arguments   ? &draft.arguments
                             : rule.kind == SignalKind::Address     ? &draft.address
                                                                    : nullptr;
        if (place == nullptr || place->isUsed) {
            draft.base.signalRules.push_back(rule);
        } else {
            *place = {true, rule.pattern.mode(), rule.pattern.text(), rule.weight, rule.isRequired};
        }
    }
    for (std::size_t i = 0; i < appTemplate.steps.size(); ++i) {
        takeStep(appTemplate.steps[i], static_cast<int>(i), draft);
    }
    return draft;
}

void RegistrationDraft::addPage(const WindowFacts& window) {
    const auto more = detail::guessFields(window, pages());
    fields.insert(fields.end(), more.begin(), more.end());
    endsWithReturn.push_back(true);
    usesKeys = false;
}

bool RegistrationDraft::fills(FieldContent content) const {
    const KeyPiece key = content == FieldContent::UserName   ? KeyPiece::UserName
                         : content == FieldContent::Password ? KeyPiece::Password
                                                             : KeyPiece::OneTimeCode;
    return usesKeys ? std::ranges::find(keys, key) != keys.end()
                    : std::ranges::find(fields, useOf(content), &DraftField::use) != fields.end();
}

Result<AppTemplate> RegistrationDraft::build() const {
    AppTemplate out = base;
    out.signalRules.clear();
    for (const auto& [kind, signal] : std::initializer_list<std::pair<SignalKind, const DraftSignal&>>{
             {SignalKind::Executable, executable},
             {SignalKind::WindowClass, windowClass},
             {SignalKind::Title, title},
             {SignalKind::Arguments, arguments},
             {SignalKind::Address, address}}) {
        if (const Status added = add(out, kind, signal); !added) {
            return propagate(added.error());
        }
    }
    out.signalRules.insert(out.signalRules.end(), base.signalRules.begin(), base.signalRules.end());
    if (const Status added = addSteps(*this, out); !added) {
        return propagate(added.error());
    }
    if (!isFromTemplate) {
        addControlSignals(*this, out);
    }
    int reachable = 0;
    int required = 0;
    for (const SignalRule& rule : out.signalRules) {
        reachable += rule.weight;
        required += rule.isRequired ? rule.weight : 0;
    }
    out.threshold = std::max(1, isFromTemplate ? std::min(base.threshold, reachable) : required);
    return AppTemplate::parse(out.toJson()); // whatever was typed, only a template that is one is kept
}

} // namespace kaomon::applogin
