// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "agentlink/agent_link.h"
#include "agentlink/client_session.h"
#include "presence/camera_use.h"
#include "presence/presence_follower.h"
#include "presence/presence_overlay.h"
#include "presence/shared_banner.h"
#include "shell/client_window.h"
#include "shell/fill_watch.h"
#include "shell/tray.h"
#include "ui/language_switcher.h"

class QApplication;
class QProcess;

namespace kaomon::shell {

struct ClientOptions {
    std::string socketPath;
    ui::Language language = ui::Language::English;
    // The part that stays for the whole session: the icon beside the clock and presence. Without it the
    // program is its window.
    bool isForSession = false;
    presence::SessionLockOptions lock = {};
    // Fills the sign-in of the window that has the input, once, and ends.
    bool isForFill = false;
    // Teaches an application, or changes what was taught under an id, and ends.
    bool isForRegistration = false;
    QString registrationId = {};
    std::string fillKey = {}; // with the session; empty for none
};

// Everything that kaomon-client is made of, put together; main() and the tests make one. Needs a
// QApplication; GUI thread.
class ClientApplication final {
public:
    ClientApplication(QApplication& application, const ClientOptions& options);

    // Looks for the agent and shows the window, or, for the whole session, the icon beside the clock.
    void start();
    void showWindow();
    // The session ends: the agent is told, so that it is not taken for somebody's doing.
    void endSession();
    // The session goes on in this program from now on, with `lock`; before start().
    void followSession(std::unique_ptr<presence::SessionLock> lock);
    // Null without followSession().
    [[nodiscard]] const Tray* tray() const { return m_tray.get(); }
    [[nodiscard]] agentlink::ClientSession& session() { return m_session; }
    [[nodiscard]] const presence::PresenceOverlay* overlay() const { return m_overlay.get(); }
    [[nodiscard]] ClientWindow& window() { return *m_window; }

private:
    void startRegistration(const QString& id);

    QString m_socketPath;
    ui::LanguageSwitcher m_languages;
    agentlink::AgentLink m_link;
    agentlink::ClientSession m_session;
    std::unique_ptr<ClientWindow> m_window;
    std::unique_ptr<presence::SessionLock> m_lock;
    std::unique_ptr<presence::PresenceFollower> m_presence;
    std::unique_ptr<presence::PresenceOverlay> m_overlay;
    std::unique_ptr<presence::SharedBanner> m_banner;
    std::unique_ptr<presence::CameraUse> m_cameraUse;
    std::unique_ptr<Tray> m_tray;
    std::string m_fillKey;
    std::unique_ptr<FillWatch> m_fillWatch;
};

// Before there is a QApplication: for it "--session" is "-session" with the id that a session manager has
// given, and it would take the option and the word behind it away. Takes it out of the arguments; whether it
// was there.
[[nodiscard]] bool takeSessionOption(int& argc, char* argv[]);

// Options of the command line: --socket PATH, --language ja|en, --session, --fill, --fill-key KEYS,
// --register, --version, --help, and those of system_options.h. nullopt: the text was printed to standard
// output or error and the program ends with `exitCode`. Needs a QCoreApplication.
[[nodiscard]] std::optional<ClientOptions> readOptions(int& exitCode);

} // namespace kaomon::shell
