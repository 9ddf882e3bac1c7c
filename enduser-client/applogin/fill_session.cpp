// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/fill_session.h"

#include <algorithm>

#include "applogin/matcher.h"
#include "base/log.h"
#include "wire/codec.h"

namespace kaomon::applogin {

namespace {

using agentlink::Answer;
using localipc::Message;

// Entries that a vault cannot have more of.
constexpr std::size_t kMostEntries = 2000;

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

// What is done on the other thread; `desktop` is made there and goes there.
struct FillSession::Worker : public QObject {
    std::unique_ptr<Desktop> desktop;
};

FillSession::FillSession(agentlink::AgentLink& link, MakeDesktop makeDesktop, QObject* parent)
    : QObject(parent)
    , m_link(link)
    , m_worker(new Worker) {
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
    QMetaObject::invokeMethod(m_worker, [this, worker = m_worker, make = std::move(makeDesktop)] {
        auto desktop = make();
        if (desktop) {
            worker->desktop = std::move(*desktop);
        } else {
            log::warning("fill.no_desktop", {{"detail", desktop.error().detail}});
        }
    });
}

FillSession::~FillSession() {
    m_thread.quit();
    m_thread.wait();
}

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

void FillSession::ask(Message message, Then then) {
    const auto progress = [this](const Message& seen) {
        if (m_phase == Phase::Face) {
            m_hint = errorCodeFromWire(seen.text("state"));
            emit changed();
        }
    };
    m_link.request(std::move(message), progress, agentlink::AgentLink::kLongPatience)
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
    QMetaObject::invokeMethod(m_worker, [this, worker = m_worker] {
        auto window = worker->desktop
                          ? worker->desktop->activeWindow()
                          : Result<WindowFacts>(fail(ErrorCode::Unavailable, "no windows can be seen"));
        QMetaObject::invokeMethod(this, [this, window = std::move(window)] { onWindow(window); });
    });
}

void FillSession::onWindow(Result<WindowFacts> window) {
    if (!window) {
        refuse(FillProblem::NoMatch, window.error().code);
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
    for (const std::size_t form : candidates(forms, m_window)) {
        for (const wire::VaultEntrySummary& entry : m_entries) {
            if (entry.kind == "login" && entry.appTemplate == ids[form]) {
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
    if (m_phase == Phase::Choosing) {
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
    ask({"fillSecret", 0, {{"id", choice.id.toStdString()}, {"app", m_end.app.toStdString()}}},
        &FillSession::onValues);
}

void FillSession::onValues(const Message& answer) {
    setPhase(Phase::Filling);
    // By a pointer: functions that are posted are copied, secrets are not.
    auto values = std::make_shared<FillValues>();
    values->userName = answer.text("user_name");
    values->password = SecretString(answer.text("secret"));
    const auto code = std::make_shared<SecretString>(answer.text("code"));
    values->oneTimeCode = [code] { return code->clone(); };
    QMetaObject::invokeMethod(m_worker, [this, worker = m_worker, values, form = m_forms[m_chosen.form],
                                         window = m_window, mustActivate = m_wasChosen] {
        FillReport report;
        if (mustActivate) {
            worker->desktop->activate(window);
        }
        report = FillEngine(*worker->desktop).fill(form, window, *values);
        QMetaObject::invokeMethod(this, [this, report] { onFilled(report); });
    });
}

void FillSession::onFilled(const FillReport& report) {
    m_end.problem = report.problem;
    m_end.outcome = report.outcome;
    log::info("fill.engine", {{"step", report.step}, {"detail", report.detail}});
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
