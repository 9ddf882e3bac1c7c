// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/fill_session.h"

#include <algorithm>

#include <QPointer>

#include "applogin/matcher.h"
#include "base/log.h"
#include "wire/codec.h"

namespace kaomon::applogin {

namespace {

using agentlink::Answer;
using localipc::Message;

// Entries that a vault cannot have more of.
constexpr std::size_t kMostEntries = 2000;
// A window's controls are waited for while its title and program fit: about 30 s, also where each look takes
// as long as one may.
constexpr int kMostLooks = 120;
constexpr int kSlowLook = 30; // as many as one that was cut counts
constexpr std::chrono::milliseconds kLookPause{250};

QString qt(const std::string& text) {
    return QString::fromStdString(text);
}

} // namespace

FillProblem problemOf(ErrorCode code) {
    switch (code) {
    case ErrorCode::Timeout:
    case ErrorCode::Cancelled:
    case ErrorCode::NoFace:
        return FillProblem::FaceTimeout;
    case ErrorCode::ScenarioDenied:
    case ErrorCode::SecretStale:
        return FillProblem::PolicyDenied;
    case ErrorCode::OfflineExpired:
        return FillProblem::OfflineExpired;
    case ErrorCode::NotFound:
        return FillProblem::TemplateOutdated;
    default:
        return FillProblem::FaceNg;
    }
}

FillSession::FillSession(agentlink::AgentLink& link, std::shared_ptr<DesktopThread> desktop, QObject* parent)
    : QObject(parent)
    , m_link(link)
    , m_desktop(std::move(desktop)) {}

void FillSession::setPhase(Phase phase) {
    m_phase = phase;
    emit changed();
}

void FillSession::finish() {
    m_hint.reset();
    m_entries.clear();
    m_choices.clear();
    log::info("fill.ended", {{"app", m_end.app.toStdString()},
                             {"problem", m_end.problem ? wireName(*m_end.problem) : std::string_view()},
                             {"code", m_end.reason ? kaomon::wireName(*m_end.reason) : std::string_view()}});
    setPhase(Phase::Ended);
    emit ended();
}

void FillSession::refuse(FillProblem problem, std::optional<ErrorCode> reason) {
    m_end.problem = problem;
    m_end.reason = reason;
    finish();
}

agentlink::AgentLink::Progress FillSession::progress() {
    return [self = QPointer<FillSession>(this)](const Message& seen) {
        if (self && self->m_phase == Phase::Face) {
            self->m_hint = errorCodeFromWire(seen.text("state"));
            emit self->changed();
        }
    };
}

void FillSession::ask(Message message, Then then) {
    m_link.request(std::move(message), progress(), agentlink::AgentLink::kLongPatience)
        .then(this, [this, then](const Answer& answer) {
            if (m_phase == Phase::Ended) {
                return; // cancelled meanwhile
            }
            if (!answer) {
                refuse(problemOf(answer.error().code), answer.error().code);
                return;
            }
            (this->*then)(*answer);
        });
}

void FillSession::begin() {
    if (m_phase != Phase::Idle) {
        return;
    }
    setPhase(Phase::Recognising);
    const auto look = [](Desktop* desktop) {
        return desktop != nullptr
                   ? desktop->activeWindow()
                   : Result<WindowFacts>(fail(ErrorCode::Unavailable, "no windows can be seen"));
    };
    m_desktop->run(this, look, [this](Result<WindowFacts> window) { onWindow(std::move(window)); });
}

void FillSession::beginWith(const WindowFacts& window, const QString& entry, const AppTemplate& form) {
    if (m_phase != Phase::Idle) {
        return;
    }
    m_isKnown = true;
    m_wasChosen = true; // what was chosen in has the input now
    m_forms = {form};
    m_choices = {{entry, {}, {}, 0}};
    setPhase(Phase::Recognising);
    onWindow(window);
}

void FillSession::onWindow(Result<WindowFacts> window) {
    if (m_phase == Phase::Ended) {
        return; // cancelled meanwhile
    }
    if (!window) {
        const bool isSystem = window.error().code == ErrorCode::Forbidden;
        isSystem ? refuse(FillProblem::SecureDesktop) : refuse(FillProblem::NoMatch, window.error().code);
        return;
    }
    m_window = std::move(*window);
    m_end.app = qt(m_window.title);
    if (m_window.isOthers) {
        refuse(FillProblem::Elevated);
        return;
    }
    ask({"vaultState", 0, {}}, &FillSession::onState);
}

void FillSession::onState(const Message& answer) {
    if (!answer.flag("enabled")) {
        refuse(FillProblem::PolicyDenied);
        return;
    }
    const auto time = [&](std::string_view key) {
        return std::chrono::milliseconds(std::clamp<std::int64_t>(answer.integer(key).value_or(0), 0, 5000));
    };
    m_pace = {time("start_delay_ms"), time("key_delay_ms")};
    if (m_isKnown) {
        use(Choice(m_choices.front()));
        return;
    }
    setPhase(Phase::Face);
    ask({"vaultOpen", 0, {}}, &FillSession::onOpened);
}

void FillSession::onOpened(const Message&) {
    ask({"vaultList", 0, {{"after", ""}}}, &FillSession::onEntries);
}

void FillSession::onEntries(const Message& answer) {
    const auto list = wire::decode<wire::VaultEntrySummaryList>(answer.text("entries"));
    if (!list || m_entries.size() > kMostEntries) {
        refuse(FillProblem::TemplateOutdated, ErrorCode::ProtocolError);
        return;
    }
    m_entries.insert(m_entries.end(), list->items.begin(), list->items.end());
    if (const std::string next = answer.text("next"); !next.empty()) {
        ask({"vaultList", 0, {{"after", next}}}, &FillSession::onEntries);
        return;
    }
    match();
}

bool FillSession::lookAgain() {
    if (m_looks >= kMostLooks) {
        return false;
    }
    m_looks += m_window.isCut ? kSlowLook : 1;
    setPhase(Phase::Recognising);
    const auto look = [window = m_window.window](Desktop* desktop) {
        if (desktop == nullptr) {
            return Result<WindowFacts>(fail(ErrorCode::Unavailable, "no windows can be seen"));
        }
        desktop->wait(kLookPause);
        return desktop->look(window);
    };
    m_desktop->run(this, look, [this](Result<WindowFacts> window) {
        if (m_phase == Phase::Ended) {
            return; // cancelled meanwhile
        }
        if (!window || window->process != m_window.process || window->startedAt != m_window.startedAt) {
            refuse(FillProblem::NoMatch);
            return;
        }
        m_window = std::move(*window);
        match();
    });
    return true;
}

void FillSession::match() {
    std::vector<AppTemplate> forms;
    std::vector<VaultItemId> ids;
    for (const wire::VaultEntrySummary& entry : m_entries) {
        auto form = entry.templateJson ? AppTemplate::parse(*entry.templateJson)
                                       : Result<AppTemplate>(fail(ErrorCode::NotFound));
        if (form) {
            forms.push_back(std::move(*form));
            ids.push_back(entry.id);
        }
    }
    const auto best = candidates(forms, m_window);
    // Of a program that has just started, or has much to do, not all of its controls are told at once.
    const auto mayCome = [&](const AppTemplate& form) { return mayBe(form, m_window); };
    if ((best.empty() || m_window.isCut) && std::ranges::any_of(forms, mayCome) && lookAgain()) {
        return;
    }
    for (const std::size_t form : best) {
        for (const wire::VaultEntrySummary& entry : m_entries) {
            if ((entry.kind == "login" || entry.kind == "blind") && entry.appTemplate == ids[form]) {
                m_choices.push_back(
                    {qt(entry.id.text()), qt(entry.title), qt(entry.userName), m_forms.size()});
            }
        }
        m_forms.push_back(forms[form]);
    }
    if (m_choices.empty()) {
        refuse(FillProblem::NoMatch);
    } else if (m_choices.size() == 1) {
        use(Choice(m_choices.front()));
    } else {
        setPhase(Phase::Choosing); // nothing is guessed
    }
}

void FillSession::choose(const QString& id) {
    const auto found = std::ranges::find(m_choices, id, &Choice::id);
    if (m_phase == Phase::Choosing && found != m_choices.end()) {
        m_wasChosen = true;
        use(Choice(*found));
    }
}

void FillSession::cancel() {
    if (m_phase == Phase::Recognising) {
        refuse(FillProblem::NotReady);
    } else if (m_phase == Phase::Choosing) {
        refuse(FillProblem::Ambiguous);
    } else if (m_phase == Phase::Face) {
        m_link.post({"vaultClose", 0, {}});
        refuse(FillProblem::FaceTimeout, ErrorCode::Cancelled);
    }
}

void FillSession::use(const Choice& choice) {
    m_chosen = choice;
    m_end.app = qt(m_forms[choice.form].name);
    setPhase(Phase::Face);
    Message message{"fillSecret", 0, {{"id", choice.id.toStdString()}, {"app", m_end.app.toStdString()}}};
    const auto take = [this](Answer& answer) {
        if (m_phase == Phase::Ended) {
            return; // cancelled meanwhile
        }
        if (!answer) {
            refuse(problemOf(answer.error().code), answer.error().code);
            return;
        }
        onValues(*answer);
    };
    m_link.requestSecret(this, std::move(message), take, progress(), agentlink::AgentLink::kLongPatience);
}

// What was in the message is wiped behind it; what is made of it here goes with the fill.
void FillSession::onValues(Message& answer) {
    setPhase(Phase::Filling);
    // By a pointer: functions that are posted are copied, secrets are not.
    auto values = std::make_shared<FillValues>();
    values->userName = answer.text("user_name");
    values->password = SecretString(answer.text("secret"));
    const auto code = std::make_shared<SecretString>(answer.text("code"));
    values->oneTimeCode = [code] { return code->clone(); };
    const auto fill = [values, code, form = m_forms[m_chosen.form], window = m_window, pace = m_pace,
                       mustActivate = m_wasChosen](Desktop* desktop) {
        FillReport report;
        if (desktop == nullptr) {
            report.problem = FillProblem::NoMatch;
            return report;
        }
        if (mustActivate) {
            desktop->activate(window);
        }
        report = FillEngine(*desktop, pace).fill(form, window, *values);
        values->password.clear();
        code->clear();
        return report;
    };
    m_desktop->run(this, fill, [this](const FillReport& report) { onFilled(report); });
}

void FillSession::onFilled(const FillReport& report) {
    m_end.problem = report.problem;
    m_end.outcome = report.outcome;
    m_end.isInSight = report.isInSight;
    log::info("fill.engine",
              {{"step", report.step}, {"detail", report.detail}, {"in_sight", report.isInSight ? 1 : 0}});
    Message done{"fillDone", 0, {}};
    done.set("id", m_chosen.id.toStdString());
    done.set("app", m_end.app.toStdString());
    done.set("problem", report.problem ? wireName(*report.problem) : std::string_view());
    done.setFlag("keys", report.usedKeys);
    m_link.request(std::move(done)).then(this, [this](const Answer& answer) {
        if (!answer && !m_end.problem) {
            m_end.reason = answer.error().code; // it was filled, and is on no record
        }
        finish();
    });
}

} // namespace kaomon::applogin
