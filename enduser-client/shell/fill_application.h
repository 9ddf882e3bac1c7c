// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>

#include "agentlink/agent_link.h"
#include "applogin/fill_session.h"
#include "applogin/fill_window.h"
#include "shell/client_application.h"
#include "ui/language_switcher.h"

namespace kaomon::shell {

// `kaomon-client --fill`: one sign-in is filled, its end is shown for a moment and is the exit code (0
// filled, 1 not). A process of its own: what is secret goes with it. GUI thread.
class FillApplication final {
public:
    FillApplication(QApplication& application, const ClientOptions& options);

    void start();

private:
    void onEnded();

    ui::LanguageSwitcher m_languages;
    agentlink::AgentLink m_link;
    applogin::FillSession m_session;
    std::unique_ptr<applogin::FillWindow> m_window;
    QTimer m_patience; // for the agent to be there
};

} // namespace kaomon::shell
