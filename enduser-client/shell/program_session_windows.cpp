// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>

#include <QWinEventNotifier>
#include <windows.h>

#include "base/log.h"
#include "localipc/unique_handle.h"
#include "presence/windows_session.h"
#include "shell/program_session.h"
#include "shell/unlogged_clipboard_windows.h"

namespace kaomon::shell {
namespace {

// Within this session of Windows: another person's is another's.
constexpr const wchar_t* kSessionName = L"Local\\kaomon-client-session";
constexpr const wchar_t* kWindowName = L"Local\\kaomon-client-window";

// Who runs owns an event of that name, by which another start asks for the window.
class WindowsProgramSession final : public ProgramSession {
public:
    WindowsProgramSession() {
        connect(&m_window, &presence::SessionWindow::ending, this, &ProgramSession::ending);
    }

    bool claim(bool isForSession) override {
        if (isForSession) {
            return take(kSessionName) || !m_isTaken; // started twice: the first one goes on as it is
        }
        return !knock(kSessionName) && (take(kWindowName) || !m_isTaken || !knock(kWindowName));
    }

private:
    // Whether there is such a program, which was asked for its window then.
    bool knock(const wchar_t* name) {
        const localipc::UniqueHandle event(::OpenEventW(EVENT_MODIFY_STATE, FALSE, name));
        if (!event.isOpen()) {
            return false;
        }
        ::AllowSetForegroundWindow(ASFW_ANY); // this start has the input and hands it on
        return ::SetEvent(event.get()) != 0;
    }

    bool take(const wchar_t* name) {
        ::SetLastError(ERROR_SUCCESS);
        localipc::UniqueHandle event(::CreateEventW(nullptr, FALSE, FALSE, name));
        const DWORD error = ::GetLastError();
        m_isTaken = event.isOpen() && error == ERROR_ALREADY_EXISTS;
        if (!event.isOpen() || m_isTaken) {
            log::info("client.second_start", {{"error", error}});
            return false;
        }
        m_event = std::move(event);
        m_notifier.setHandle(m_event.get());
        connect(&m_notifier, &QWinEventNotifier::activated, this, &ProgramSession::windowRequested);
        m_notifier.setEnabled(true);
        return true;
    }

    UnloggedClipboard m_clipboard;
    presence::SessionWindow m_window;
    localipc::UniqueHandle m_event;
    QWinEventNotifier m_notifier;
    bool m_isTaken = false;
};

} // namespace

std::unique_ptr<ProgramSession> ProgramSession::make() {
    return std::make_unique<WindowsProgramSession>();
}

} // namespace kaomon::shell
