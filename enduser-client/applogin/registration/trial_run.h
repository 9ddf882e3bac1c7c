// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>
#include <optional>

#include <QObject>
#include <QString>
#include <QStringList>

#include "agentlink/agent_link.h"
#include "applogin/desktop_thread.h"
#include "applogin/fill_session.h"

namespace kaomon::applogin {

// One try of a sign-in that was just taught, with the real entry and the real face, which says at which of
// its stages it failed and why: the window is recognised, its fields are found, the face is seen, the program
// is filled. GUI thread; `link` outlives it.
class TrialRun final : public QObject {
    Q_OBJECT
public:
    TrialRun(agentlink::AgentLink& link, std::shared_ptr<DesktopThread> desktop, QObject* parent = nullptr);

    enum class Stage { Recognise, Capture, Face, Fill };
    static constexpr std::array kStages{Stage::Recognise, Stage::Capture, Stage::Face, Stage::Fill};
    enum class State { Waiting, Running, Good, Bad };

    [[nodiscard]] State state(Stage stage) const { return m_states[static_cast<std::size_t>(stage)]; }
    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    // What is missing, what the camera sees, or what came of it.
    [[nodiscard]] const QString& text() const { return m_text; }

    // Tries the window, or, where it is gone, one that is open and looks like it. Not while it runs.
    void start(std::uint64_t window, const QString& entry, const AppTemplate& form);
    void cancel(); // the face

signals:
    void changed();

private:
    struct Seen {
        std::optional<WindowFacts> window;
        QStringList missing; // that the window is recognised by
        QStringList fields;  // that it should have
        bool isThere = false;
    };
    static Seen look(Desktop* desktop, std::uint64_t window, const AppTemplate& form);
    static Seen compare(const WindowFacts& window, const AppTemplate& form);
    void onSeen(const Seen& seen);
    void follow();
    void onFilled();
    void set(Stage stage, State state) { m_states[static_cast<std::size_t>(stage)] = state; }
    void end(const QString& text);

    agentlink::AgentLink& m_link;
    std::shared_ptr<DesktopThread> m_desktop;
    std::unique_ptr<FillSession> m_session;
    std::array<State, 4> m_states{};
    QString m_text;
    QString m_entry;
    AppTemplate m_form;
    bool m_isRunning = false;
};

} // namespace kaomon::applogin
