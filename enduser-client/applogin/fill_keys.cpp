// SPDX-License-Identifier: GPL-3.0-or-later
// The part of FillEngine for programs that tell nothing of their controls: keys in the order that the person
// has taught, with as much looked at before each as can be.
#include <algorithm>

#include "applogin/fill_engine.h"

namespace kaomon::applogin {

namespace {

bool isInSight(const ControlFacts& control) {
    const bool isShownPrompt = control.role == ControlRole::Terminal && !control.isEnabled;
    const bool isShownText = control.role != ControlRole::Password && control.role != ControlRole::Terminal &&
                             control.isFocused && control.isEditable;
    return isShownPrompt || isShownText;
}

} // namespace

FillEngine::Problem FillEngine::guardKeys(bool isSecret) {
    if (Problem problem = guard(-1, nullptr, false)) {
        return problem;
    }
    if (!isSecret) {
        return std::nullopt;
    }
    // It told nothing when it was taught; what it tells now counts.
    const auto now = m_desktop.look(m_window.window);
    if (!now) {
        return report(FillProblem::FocusLost, "the window is gone");
    }
    return std::ranges::any_of(now->controls, isInSight)
               ? report(FillProblem::FieldMissing, "the field that has the focus shows what is typed")
               : std::nullopt;
}

FillEngine::Problem FillEngine::typeValue(std::string_view text, bool isSecret) {
    m_report.usedKeys = true;
    if (text.empty()) {
        return report(FillProblem::TemplateOutdated, "the entry has nothing for this key step");
    }
    while (!text.empty()) {
        const std::string_view piece = pieceOf(text, isPaced() ? 1 : kChunk);
        if (Problem problem = guardKeys(isSecret)) {
            return problem;
        }
        if (const Status typed = m_desktop.type(m_window, piece); !typed) {
            return notTyped(typed.error());
        }
        text.remove_prefix(piece.size());
        m_desktop.wait(m_pace.key);
    }
    return std::nullopt;
}

FillEngine::Problem FillEngine::runKeys(const Step& step) {
    auto window = m_desktop.look(m_window.window);
    if (!window) {
        return report(FillProblem::FocusLost, "the window is gone");
    }
    if (Problem problem = takeWindow(std::move(*window))) {
        return problem;
    }
    for (const KeyPiece key : step.keys) {
        Problem problem;
        if (key == KeyPiece::UserName) {
            problem = typeValue(m_values->userName, false);
        } else if (key == KeyPiece::Password) {
            problem = typeValue(m_values->password.reveal(), true);
        } else if (key == KeyPiece::OneTimeCode) {
            m_code = m_values->oneTimeCode ? m_values->oneTimeCode() : SecretString();
            problem = typeValue(m_code.reveal(), false);
        } else if (problem = guardKeys(false); !problem) {
            const Status typed =
                key == KeyPiece::Tab ? m_desktop.typeTab(m_window) : m_desktop.typeReturn(m_window);
            problem = typed ? std::nullopt : notTyped(typed.error());
            m_desktop.wait(m_pace.key);
        }
        if (problem) {
            return problem;
        }
    }
    return std::nullopt;
}

} // namespace kaomon::applogin
