// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <QObject>
#include <QTimer>

#include "agentlink/agent_link.h"
#include "applogin/app_template.h"
#include "applogin/front_window.h"
#include "shell/session_hot_key.h"

namespace kaomon::shell {

// When a sign-in is to be filled, for the whole session: the person presses the key, or a window comes to the
// front whose template of the company starts by itself, where the policy allows that. GUI thread; `link`
// outlives it.
class FillWatch final : public QObject {
    Q_OBJECT
public:
    explicit FillWatch(agentlink::AgentLink& link, QObject* parent = nullptr);

    // `combination` as of SessionHotKey; empty for none. What went wrong is logged and given back.
    Status listen(const std::string& combination);
    void watchWindows();
    // Some template starts by itself, so that it is looked which window is in front.
    [[nodiscard]] bool isLooking() const { return m_looking.isActive(); }

signals:
    void fillRequested();
    void looked(); // after each look, whatever came of it

private:
    void askAgent();
    void look();

    agentlink::AgentLink& m_link;
    std::unique_ptr<SessionHotKey> m_key;
    std::unique_ptr<applogin::FrontWindow> m_front;
    std::vector<applogin::AppTemplate> m_starting;
    QTimer m_asking;
    QTimer m_looking;
    applogin::WindowFacts m_last; // for which it was asked
};

} // namespace kaomon::shell
