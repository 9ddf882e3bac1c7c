// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <QObject>
#include <QString>

#include "agentlink/agent_link.h"
#include "applogin/app_template.h"
#include "applogin/desktop_thread.h"
#include "applogin/fill_engine.h"
#include "wire/vault.h"

namespace kaomon::applogin {

// One sign-in, from the person's gesture to what came of it: which window has the input, the face, the entry
// that belongs to the window, its secret from the agent for this once, the fields. GUI thread; windows are
// seen and filled on that of `desktop`. `link` outlives it.
class FillSession final : public QObject {
    Q_OBJECT
public:
    FillSession(agentlink::AgentLink& link, std::shared_ptr<DesktopThread> desktop,
                QObject* parent = nullptr);

    enum class Phase { Idle, Recognising, Face, Choosing, Filling, Ended };
    struct Choice {
        QString id;
        QString title;
        QString userName;
        std::size_t form = 0; // of the templates that match
    };
    struct End {
        std::optional<FillProblem> problem; // none: filled
        std::optional<ErrorCode> reason;    // of the agent, where it was its refusal
        FillOutcome outcome = FillOutcome::Unknown;
        QString app;
        bool isInSight = false; // some of the secret stands where it can be read
    };
    [[nodiscard]] Phase phase() const { return m_phase; }
    // What the camera sees while the face is looked for.
    [[nodiscard]] std::optional<ErrorCode> hint() const { return m_hint; }
    // Choosing: which entries it may be.
    [[nodiscard]] const std::vector<Choice>& choices() const { return m_choices; }
    [[nodiscard]] const End& end() const { return m_end; }

    // Once: either the window that has the input, or one that is known already with the entry that fills it
    // and how.
    void begin();
    void beginWith(const WindowFacts& window, const QString& entry, const AppTemplate& form);
    void choose(const QString& id);
    // While the window or the face is looked at, or one must be chosen.
    void cancel();

signals:
    void changed();
    void ended(); // once

private:
    using Then = void (FillSession::*)(const localipc::Message& answer);

    void ask(localipc::Message message, Then then);
    void onWindow(Result<WindowFacts> window);
    void onState(const localipc::Message& answer);
    void onOpened(const localipc::Message& answer);
    void onEntries(const localipc::Message& answer);
    void match();
    // Takes a new look at a window whose controls may still come; whether there is time for one.
    [[nodiscard]] bool lookAgain();
    void use(const Choice& choice);
    void onValues(localipc::Message& answer);
    [[nodiscard]] agentlink::AgentLink::Progress progress();
    void onFilled(const FillReport& report);
    void refuse(FillProblem problem, std::optional<ErrorCode> reason = std::nullopt);
    void finish();
    void setPhase(Phase phase);

    agentlink::AgentLink& m_link;
    std::shared_ptr<DesktopThread> m_desktop;
    Phase m_phase = Phase::Idle;
    std::optional<ErrorCode> m_hint;
    WindowFacts m_window;
    int m_looks = 0; // beyond the first
    std::vector<wire::VaultEntrySummary> m_entries;
    std::vector<AppTemplate> m_forms; // those that match the window
    std::vector<Choice> m_choices;
    Choice m_chosen;
    bool m_wasChosen = false; // by the person, in another window
    bool m_isKnown = false;   // window and entry, from the beginning
    FillPace m_pace;
    End m_end;
};

// Which problem the agent's refusal is.
[[nodiscard]] FillProblem problemOf(ErrorCode code);

} // namespace kaomon::applogin
