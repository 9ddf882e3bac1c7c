// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/fill_engine.h"

#include <algorithm>
#include <utility>

#include "applogin/matcher.h"

namespace kaomon::applogin {
namespace {

using namespace std::chrono_literals;

constexpr auto kPoll = 50ms;
constexpr auto kKeyPoll = 10ms;
constexpr auto kKeyTime = 1000ms; // for a piece of keys to come to stand
constexpr std::chrono::milliseconds kSlowKey = 25ms;

// Characters of UTF-8 text: every byte that begins one.
std::size_t charactersIn(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool isSameProcess(const WindowFacts& one, const WindowFacts& other) {
    return one.process == other.process && one.startedAt == other.startedAt &&
           one.executable == other.executable;
}

} // namespace

bool FillEngine::isSecret(const FieldRule& rule) {
    return rule.content == FieldContent::Password;
}

std::string_view FillEngine::pieceOf(std::string_view text, std::size_t count) {
    std::size_t size = 0;
    for (std::size_t seen = 0; size < text.size(); ++size) {
        const bool isBegin = (static_cast<unsigned char>(text[size]) & 0xC0) != 0x80;
        if (isBegin && seen++ == count) {
            break;
        }
    }
    return text.substr(0, size);
}

FillEngine::Problem FillEngine::report(FillProblem problem, std::string detail) {
    m_report.detail = std::move(detail);
    return problem;
}

FillReport FillEngine::fill(const AppTemplate& appTemplate, const WindowFacts& window,
                            const FillValues& values) {
    m_report = {};
    m_window = window;
    m_values = &values;
    m_template = &appTemplate;
    m_ignoresText = false;
    m_code = SecretString();
    run(appTemplate, window);
    m_desktop.endTyping();
    m_before.clear();
    m_code = SecretString();
    return m_report;
}

void FillEngine::run(const AppTemplate& appTemplate, const WindowFacts& window) {
    if (window.isOthers) {
        m_report.problem =
            report(FillProblem::Elevated, "the program runs as another user, or with more rights");
        return;
    }
    m_desktop.wait(m_pace.start);
    // It was recognised some time ago: the person has looked into the camera meanwhile.
    const auto now = m_desktop.look(window.window);
    // Of a slow program not every control may be there at once: those are waited for with each step.
    if (!now || !isSameProcess(*now, window) ||
        !(score(appTemplate, *now).isMatch(appTemplate) || isSameSignIn(*now))) {
        m_report.problem = report(FillProblem::NoMatch, "the window is not the one that was recognised");
        return;
    }
    remember(*now);
    for (const Step& step : appTemplate.steps) {
        m_report.step = step.name;
        m_report.problem = runStep(step);
        if (m_report.problem) {
            clean();
            return;
        }
    }
    m_desktop.endTyping();
    m_report.outcome = watch(appTemplate);
    if (m_report.outcome == FillOutcome::Failure) {
        m_report.problem = report(FillProblem::AppRejected, "the program refused what was filled in");
    }
}

FillEngine::Problem FillEngine::takeWindow(WindowFacts now) {
    const bool isSame = isSameProcess(now, m_window) &&
                        std::ranges::all_of(m_template->signalRules, [&](const SignalRule& rule) {
                            const bool isTold = isOfTheWindow(rule) || rule.kind == SignalKind::Address;
                            return !rule.isRequired || !isTold || shows(now, rule);
                        });
    m_window = std::move(now);
    return isSame ? std::nullopt : report(FillProblem::FocusLost, "the window has become another one");
}

FillEngine::Problem FillEngine::waitForFields(const Step& step) {
    for (auto waited = 0ms;; waited += kPoll) {
        auto now = m_desktop.look(m_window.window);
        if (!now) {
            return report(FillProblem::FocusLost, "the window is gone");
        }
        const bool isThere = std::ranges::all_of(
            step.fields, [&](const FieldRule& rule) { return findControl(*now, rule.control) != nullptr; });
        if (isThere) {
            return takeWindow(std::move(*now));
        }
        if (waited >= step.wait) {
            const bool isAnyThere = std::ranges::any_of(step.fields, [&](const FieldRule& rule) {
                return findControl(*now, rule.control) != nullptr;
            });
            return isAnyThere ? report(FillProblem::FieldMissing, "not every field is there")
                              : report(FillProblem::NotReady, "no field is there");
        }
        m_desktop.wait(kPoll);
    }
}

FillEngine::Problem FillEngine::runStep(const Step& step) {
    if (!step.keys.empty()) {
        return runKeys(step);
    }
    if (const Problem problem = waitForFields(step)) {
        return problem;
    }
    for (const FieldRule& rule : step.fields) {
        std::string_view text = m_values->userName;
        if (rule.content == FieldContent::Password) {
            text = m_values->password.reveal();
        } else if (rule.content == FieldContent::OneTimeCode) {
            m_code = m_values->oneTimeCode ? m_values->oneTimeCode() : SecretString();
            text = m_code.reveal();
        }
        if (text.empty()) {
            return report(FillProblem::TemplateOutdated, "the entry has nothing for this field");
        }
        if (const Problem problem = fillField(rule, text)) {
            return problem;
        }
    }
    return submit(step);
}

bool FillEngine::isSameSignIn(const WindowFacts& now) const {
    return std::ranges::all_of(m_template->signalRules, [&](const SignalRule& rule) {
        return !isOfTheWindow(rule) || shows(now, rule) || (!rule.isRequired && !shows(m_window, rule));
    });
}

FillEngine::Problem FillEngine::notTyped(const Error& error) {
    return report(error.code == ErrorCode::Cancelled  ? FillProblem::FocusLost
                  : error.code == ErrorCode::NotFound ? FillProblem::FieldMissing
                                                      : FillProblem::ImeBlocked,
                  error.detail);
}

FillEngine::Problem FillEngine::guard(int handle, const FieldRule* rule, bool mustHaveFocus) {
    const auto now = m_desktop.stillIn(m_window);
    if (!now) {
        return report(FillProblem::FocusLost, now.error().detail);
    }
    if (!isSameSignIn(*now)) {
        return report(FillProblem::FocusLost, "the window is not the one that was recognised any more");
    }
    if (rule == nullptr) {
        return std::nullopt;
    }
    const auto control = m_desktop.controlIn(m_window, handle);
    if (!control && control.error().code == ErrorCode::Cancelled) {
        return report(FillProblem::FocusLost, "another window, or another process behind it");
    }
    if (!control || !control->isShown || !control->isEnabled) {
        return report(FillProblem::FieldMissing, "the field is gone");
    }
    if (control->role != rule->control.role) {
        return report(FillProblem::FieldMissing, "the field has become another one, or shows what is typed");
    }
    if (mustHaveFocus && !control->isFocused) {
        return report(FillProblem::FocusLost, "another field has the focus");
    }
    return std::nullopt;
}

FillEngine::Problem FillEngine::fillField(const FieldRule& rule, std::string_view text) {
    auto now = m_desktop.look(m_window.window);
    if (!now) {
        return report(FillProblem::FocusLost, "the window is gone");
    }
    const ControlFacts* control = findControl(*now, rule.control);
    if (control == nullptr) {
        return report(FillProblem::FieldMissing, "the field is not there");
    }
    if (!isSameField(*now, rule, *control)) {
        return report(FillProblem::FieldMissing, "the fields have changed places");
    }
    m_lastHandle = control->handle;
    if (Problem problem = putText(*control, rule, text)) {
        if (isSecret(rule)) {
            takeOut(m_lastHandle);
        }
        return problem;
    }
    return std::nullopt;
}

FillEngine::Problem FillEngine::putText(const ControlFacts& control, const FieldRule& rule,
                                        std::string_view text) {
    if (Problem problem = guard(control.handle, &rule, false)) {
        return problem;
    }
    const bool isTerminal = control.role == ControlRole::Terminal;
    const Status set = isTerminal || m_ignoresText ? Status(fail(ErrorCode::Unavailable, "keys only"))
                                                   : m_desktop.setText(control.handle, text);
    if (!set && set.error().code != ErrorCode::Unavailable) {
        return report(FillProblem::FieldMissing, set.error().detail);
    }
    if (set) {
        Problem problem = guard(control.handle, &rule, false);
        problem = problem ? problem : readBack(control.handle, rule, text);
        // Firefox takes a text with thanks and does nothing with it.
        m_ignoresText = problem == FillProblem::ReadbackDiff && m_desktop.readLength(control.handle) == 0U;
        if (!m_ignoresText) {
            return problem;
        }
        m_report.detail.clear();
    }
    return typeAndRead(control.handle, rule, text);
}

// A program that has much to do loses keys: what did not come to stand is typed once more, slowly, as long as
// everything else is as it was and no key of a secret went where it can be read.
FillEngine::Problem FillEngine::typeAndRead(int handle, const FieldRule& rule, std::string_view text) {
    const bool isTerminal = rule.control.role == ControlRole::Terminal;
    const auto once = [&]() -> Problem {
        if (Problem problem = typeText(m_lastHandle, rule, text)) {
            return problem;
        }
        if (Problem problem = guard(m_lastHandle, isTerminal ? nullptr : &rule, false)) {
            return problem;
        }
        return isTerminal ? std::nullopt : readBack(m_lastHandle, rule, text);
    };
    m_lastHandle = handle;
    Problem problem = once();
    if (problem != FillProblem::ReadbackDiff || !rule.clearsFirst || isTerminal) {
        return problem;
    }
    if (isSecret(rule) && clean()) {
        return report(FillProblem::FocusLost, "keys went to another field");
    }
    const auto now = m_desktop.look(m_window.window);
    const ControlFacts* again = now ? findControl(*now, rule.control) : nullptr;
    if (again == nullptr || !isSameField(*now, rule, *again)) {
        return report(FillProblem::FieldMissing, "the field is gone");
    }
    m_lastHandle = again->handle;
    const FillPace before = std::exchange(m_pace, {m_pace.start, std::max(m_pace.key, kSlowKey)});
    m_report.detail.clear();
    problem = once();
    m_pace = before;
    return problem;
}

bool FillEngine::waitFor(const std::function<bool()>& isSo, std::chrono::milliseconds most) {
    for (auto waited = 0ms;; waited += kKeyPoll) {
        if (isSo()) {
            return true;
        }
        if (waited >= most) {
            return false;
        }
        m_desktop.wait(kKeyPoll);
    }
}

FillEngine::Problem FillEngine::beginEmpty(int handle, const FieldRule& rule, bool& counts) {
    counts = false;
    if (!rule.clearsFirst || rule.control.role == ControlRole::Terminal) {
        return std::nullopt;
    }
    if (Problem problem = guard(handle, &rule, true)) {
        return problem;
    }
    if (const Status cleared = m_desktop.typeClear(m_window); !cleared) {
        return notTyped(cleared.error());
    }
    const bool tells = m_desktop.readLength(handle).has_value();
    counts = tells && waitFor([&] { return m_desktop.readLength(handle) == 0U; }, kKeyTime);
    return std::nullopt;
}

FillEngine::Problem FillEngine::typeText(int handle, const FieldRule& rule, std::string_view text) {
    m_report.usedKeys = true;
    if (rule.control.role != ControlRole::Terminal) {
        if (const Status focused = m_desktop.focus(handle); !focused) {
            return report(FillProblem::FocusLost, focused.error().detail);
        }
        static_cast<void>(
            waitFor([&] { return m_desktop.control(handle).value_or(ControlFacts()).isFocused; }, kKeyTime));
    }
    bool counts = false;
    if (Problem problem = beginEmpty(handle, rule, counts)) {
        return problem;
    }
    std::size_t typed = 0;
    for (std::string_view rest = text; !rest.empty();) {
        const std::string_view piece = pieceOf(rest, isPaced() ? 1 : kChunk);
        if (Problem problem = guard(handle, &rule, true)) {
            return problem;
        }
        if (const Status done = m_desktop.type(m_window, piece); !done) {
            return notTyped(done.error());
        }
        rest.remove_prefix(piece.size());
        typed += charactersIn(piece);
        if (counts &&
            !waitFor([&] { return m_desktop.readLength(handle).value_or(typed) >= typed; }, kKeyTime)) {
            return report(FillProblem::ReadbackDiff, "keys did not come to stand in the field");
        }
        m_desktop.wait(m_pace.key);
    }
    return std::nullopt;
}

// What a program shows of a secret is its length; a program that tells nothing of it is believed.
FillEngine::Problem FillEngine::readBack(int handle, const FieldRule& rule, std::string_view text) {
    bool isRight = false;
    for (auto waited = 0ms; !isRight && waited <= 1000ms; waited += kPoll) {
        if (isSecret(rule)) {
            const auto length = m_desktop.readLength(handle);
            if (!length && length.error().code == ErrorCode::Unavailable) {
                return std::nullopt;
            }
            isRight = length && *length == charactersIn(text);
        } else {
            const auto shown = m_desktop.readText(handle);
            isRight = shown && *shown == text;
        }
        if (!isRight) {
            m_desktop.wait(kPoll);
        }
    }
    return isRight ? std::nullopt
                   : report(FillProblem::ReadbackDiff, "the field does not hold what was put in");
}

} // namespace kaomon::applogin
