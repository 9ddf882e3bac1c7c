// SPDX-License-Identifier: GPL-3.0-or-later
// The part of FillEngine that comes when the fields are filled: what submits them, what came of it, and what
// is taken out again where it went wrong.
#include <algorithm>

#include "applogin/fill_engine.h"
#include "applogin/matcher.h"

namespace kaomon::applogin {
namespace {

using namespace std::chrono_literals;

constexpr auto kPoll = 50ms;
constexpr auto kReaderTime = 1500ms;
constexpr auto kHeldTime = 1000ms;

bool showsOutcome(const WindowFacts& window, const OutcomeRule& rule) {
    return !(rule.title && !rule.title->matches(window.title)) &&
           !(rule.control && findControl(window, *rule.control) == nullptr) && (rule.title || rule.control);
}

} // namespace

void FillEngine::waitForReader(int handle) {
    for (auto waited = 0ms; waited < kReaderTime; waited += kPoll) {
        const auto prompt = m_desktop.control(handle);
        if (!prompt || !prompt->isEnabled) {
            return; // it shows again what is typed: the next prompt is waited for
        }
        m_desktop.wait(kPoll);
    }
}

// The step's last field, where every secret of it still stands hidden: pressed now, the program gets what was
// meant for it and shows nothing of it.
Result<int> FillEngine::lookBeforeSubmit(const Step& step, WindowFacts& now) {
    auto seen = m_desktop.look(m_window.window);
    if (!seen) {
        return propagate(seen.error());
    }
    now = std::move(*seen);
    int last = -1;
    for (const FieldRule& rule : step.fields) {
        const ControlFacts* control = findControl(now, rule.control);
        if (control == nullptr && isSecret(rule)) {
            return fail(ErrorCode::NotFound, "the field of the secret is gone, or shows it");
        }
        if (control != nullptr && !isSameField(now, rule, *control)) {
            return fail(ErrorCode::NotFound, "the fields have changed places");
        }
        last = control != nullptr ? control->handle : -1;
    }
    return tracesIn(now).empty() ? Result<int>(last)
                                 : Result<int>(fail(ErrorCode::NotFound, "another field shows the secret"));
}

FillEngine::Problem FillEngine::submit(const Step& step) {
    if (step.submit == SubmitKind::Nothing) {
        return std::nullopt;
    }
    const FieldRule& last = step.fields.back();
    if (last.control.role == ControlRole::Terminal) {
        if (Problem problem = guard(m_lastHandle, nullptr, false)) {
            return problem;
        }
        const Status typed = m_desktop.typeReturn(m_window);
        waitForReader(m_lastHandle);
        return typed ? std::nullopt : notTyped(typed.error());
    }
    WindowFacts now;
    const auto handle = lookBeforeSubmit(step, now);
    if (!handle) {
        return report(FillProblem::FieldMissing, handle.error().detail);
    }
    if (step.submit == SubmitKind::Return) {
        if (!m_desktop.focus(*handle)) {
            return report(FillProblem::FocusLost, "the field takes no focus");
        }
        if (Problem problem = guard(*handle, &last, false)) {
            return problem;
        }
        const Status typed = m_desktop.typeReturn(m_window);
        return typed ? std::nullopt : notTyped(typed.error());
    }
    const ControlFacts* button = findControl(now, *step.button);
    if (button == nullptr) {
        return report(FillProblem::FieldMissing, "the button is not there");
    }
    if (Problem problem = guard(button->handle, nullptr, false)) {
        return problem;
    }
    const Status pressed = m_desktop.press(button->handle);
    return pressed ? std::nullopt : report(FillProblem::FieldMissing, pressed.error().detail);
}

FillOutcome FillEngine::outcomeIn(const AppTemplate& appTemplate, const WindowFacts& now) const {
    const auto isSeen = [&](const OutcomeRule& rule) { return showsOutcome(now, rule); };
    if (std::ranges::any_of(appTemplate.failure, isSeen)) {
        return FillOutcome::Failure;
    }
    return std::ranges::any_of(appTemplate.success, isSeen) ? FillOutcome::Success : FillOutcome::Unknown;
}

// Until it is known what came of it, and as long as the secret stands hidden in a field that the program may
// still show.
FillOutcome FillEngine::watch(const AppTemplate& appTemplate) {
    const bool endsWithWindow =
        appTemplate.success.empty() ||
        std::ranges::any_of(appTemplate.success, [](const OutcomeRule& rule) { return rule.windowCloses; });
    const bool failsWithWindow =
        std::ranges::any_of(appTemplate.failure, [](const OutcomeRule& rule) { return rule.windowCloses; });
    for (auto waited = 0ms;; waited += kPoll) {
        const auto now = m_desktop.look(m_window.window);
        if (!now) {
            return failsWithWindow  ? FillOutcome::Failure
                   : endsWithWindow ? FillOutcome::Success
                                    : FillOutcome::Unknown;
        }
        const FillOutcome outcome = outcomeIn(appTemplate, *now);
        if (!tracesIn(*now).empty()) {
            clean();
            if (outcome != FillOutcome::Failure) {
                m_report.problem = report(FillProblem::FieldMissing, "the program shows the secret");
                return FillOutcome::Unknown;
            }
        }
        const bool isHeld = std::ranges::any_of(now->controls, [&](const ControlFacts& control) {
            return control.role == ControlRole::Password &&
                   m_desktop.readLength(control.handle).value_or(0) > 0;
        });
        const bool isOver = waited >= appTemplate.outcomeWait && (waited >= kHeldTime || !isHeld);
        if (outcome != FillOutcome::Unknown || isOver) {
            return outcome;
        }
        m_desktop.wait(kPoll);
    }
}

} // namespace kaomon::applogin
