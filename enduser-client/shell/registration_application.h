// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QTimer>

#include "agentlink/agent_link.h"
#include "applogin/registration/registration_window.h"
#include "shell/client_application.h"
#include "ui/language_switcher.h"

namespace kaomon::shell {

// `kaomon-client --register [ID]`: an application is taught, or what was taught under this id is changed. A
// process of its own, as filling is: the accessibility library has its thread and GLib's loop to itself, and
// what was typed goes with it. Exit code 0 when something was saved. GUI thread.
class RegistrationApplication final {
public:
    RegistrationApplication(QApplication& application, const ClientOptions& options);

    void start();
    [[nodiscard]] applogin::RegistrationWindow& window() { return *m_window; }

private:
    ui::LanguageSwitcher m_languages;
    agentlink::AgentLink m_link;
    applogin::RegistrationPresenter m_presenter;
    std::unique_ptr<applogin::RegistrationWindow> m_window;
    QString m_id;
};

} // namespace kaomon::shell
