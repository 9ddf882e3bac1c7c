// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/registration/trial_run.h"

#include "applogin/fill_text.h"
#include "applogin/matcher.h"
#include "applogin/registration/registration_text.h"
#include "ui/error_text.h"

namespace kaomon::applogin {

namespace {

constexpr int kTries = 4;
constexpr std::chrono::milliseconds kBetween{300};

// A prompt in a terminal may come later.
bool isThere(const WindowFacts& window, const ControlLocator& control) {
    return control.role == ControlRole::Terminal || findControl(window, control) != nullptr;
}

} // namespace

TrialRun::TrialRun(agentlink::AgentLink& link, std::shared_ptr<DesktopThread> desktop, QObject* parent)
    : QObject(parent)
    , m_link(link)
    , m_desktop(std::move(desktop)) {}

TrialRun::Seen TrialRun::compare(const WindowFacts& window, const AppTemplate& form) {
    Seen seen;
    seen.window = window;
    seen.isThere = true;
    const MatchScore fit = score(form, window);
    for (const std::size_t missing : fit.missing) {
        const SignalRule& rule = form.signalRules[missing];
        if (rule.kind != SignalKind::Control) {
            seen.missing.append(missingText(rule));
        } else if (rule.isRequired) {
            seen.fields.append(controlText(*rule.control));
        }
    }
    if (fit.isMatch(form)) {
        seen.missing.clear(); // enough fits without it
    }
    for (const FieldRule& field : form.steps.front().fields) {
        const QString text = controlText(field.control);
        if (!isThere(window, field.control) && !seen.fields.contains(text)) {
            seen.fields.append(text);
        }
    }
    return seen;
}

TrialRun::Seen TrialRun::look(Desktop* desktop, std::uint64_t window, const AppTemplate& form) {
    Seen first;
    if (desktop == nullptr) {
        return first;
    }
    for (int tries = 0; window != 0 && tries < kTries; ++tries) {
        const auto facts = desktop->look(window);
        first = facts ? compare(*facts, form) : Seen();
        if (!facts || !first.missing.isEmpty() || first.fields.isEmpty()) {
            break;
        }
        desktop->wait(kBetween); // its fields may still come
    }
    if (first.isThere && first.missing.isEmpty() && first.fields.isEmpty()) {
        return first;
    }
    for (const WindowFacts& other : desktop->openWindows().value_or(std::vector<WindowFacts>())) {
        const bool isAlike = compare(other, form).missing.isEmpty();
        const auto facts =
            isAlike ? desktop->look(other.window) : Result<WindowFacts>(fail(ErrorCode::NotFound));
        if (facts && score(form, *facts).isMatch(form)) {
            return compare(*facts, form);
        }
    }
    return first;
}

void TrialRun::start(std::uint64_t window, const QString& entry, const AppTemplate& form) {
    if (m_isRunning) {
        return;
    }
    m_isRunning = true;
    m_session.reset();
    m_states = {State::Running, State::Waiting, State::Waiting, State::Waiting};
    m_entry = entry;
    m_form = form;
    m_text = tr("Looking which window it is…");
    emit changed();
    m_desktop->run(
        this, [window, form](Desktop* desktop) { return look(desktop, window, form); },
        [this](const Seen& seen) { onSeen(seen); });
}

void TrialRun::end(const QString& text) {
    m_text = text;
    m_isRunning = false;
    emit changed();
}

void TrialRun::onSeen(const Seen& seen) {
    const bool isKnown = seen.isThere && seen.missing.isEmpty();
    set(Stage::Recognise, isKnown ? State::Good : State::Bad);
    if (!isKnown) {
        end(seen.isThere ? tr("The window is not recognised. %1").arg(seen.missing.join(u' '))
                         : tr("The window is not open. Open the sign-in of the application and try again."));
        return;
    }
    set(Stage::Capture, seen.fields.isEmpty() ? State::Good : State::Bad);
    if (!seen.fields.isEmpty()) {
        end(tr("The window is recognised, but not every field is there: %1.")
                .arg(seen.fields.join(QStringLiteral(", "))));
        return;
    }
    m_session = std::make_unique<FillSession>(m_link, m_desktop);
    connect(m_session.get(), &FillSession::changed, this, &TrialRun::follow);
    connect(m_session.get(), &FillSession::ended, this, &TrialRun::onFilled);
    m_session->beginWith(*seen.window, m_entry, m_form);
}

void TrialRun::follow() {
    const FillSession::Phase phase = m_session->phase();
    if (phase == FillSession::Phase::Face) {
        set(Stage::Face, State::Running);
        m_text = m_session->hint() ? ui::errorText(*m_session->hint()).joined() : tr("Look at the camera…");
    } else if (phase == FillSession::Phase::Filling) {
        set(Stage::Face, State::Good);
        set(Stage::Fill, State::Running);
        m_text = tr("Filling in. Please do not type.");
    }
    emit changed();
}

void TrialRun::onFilled() {
    const FillSession::End& came = m_session->end();
    const Stage last = state(Stage::Face) == State::Good ? Stage::Fill : Stage::Face;
    set(last, came.problem ? State::Bad : State::Good);
    end(fillText(came));
}

void TrialRun::cancel() {
    if (m_session) {
        m_session->cancel();
    }
}

} // namespace kaomon::applogin
