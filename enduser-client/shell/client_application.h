// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "agentlink/agent_link.h"
#include "agentlink/client_session.h"
#include "shell/client_window.h"
#include "ui/language_switcher.h"

class QApplication;

namespace kaomon::shell {

struct ClientOptions {
    std::string socketPath;
    ui::Language language = ui::Language::English;
};

// Everything that kaomon-client is made of, put together; main() and the tests make one. Needs a
// QApplication; GUI thread.
class ClientApplication final {
public:
    ClientApplication(QApplication& application, const ClientOptions& options);

    // Shows the window and looks for the agent.
    void start();
    [[nodiscard]] ClientWindow& window() { return *m_window; }

private:
    ui::LanguageSwitcher m_languages;
    agentlink::AgentLink m_link;
    agentlink::ClientSession m_session;
    std::unique_ptr<ClientWindow> m_window;
};

// Options of the command line: --socket PATH, --language ja|en, --version, --help. nullopt: the text was
// printed to standard output or error and the program ends with `exitCode`.
[[nodiscard]] std::optional<ClientOptions> readOptions(const QApplication& application, int& exitCode);

} // namespace kaomon::shell
