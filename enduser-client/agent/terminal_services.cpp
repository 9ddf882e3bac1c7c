// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>
#include <string>

#include <windows.h>
// after windows.h, which they need
#include <userenv.h>
#include <wtsapi32.h>

#include "agent/os_accounts_windows.h"
#include "agent/session_control_windows.h"
#include "base/log.h"
#include "localipc/unique_handle.h"
#include "localipc/wide_text.h"

namespace kaomon::agent {

namespace {

using Session = SessionCalls::Session;

struct WtsFreed {
    void operator()(void* memory) const { ::WTSFreeMemory(memory); }
};
template<class T>
using WtsMemory = std::unique_ptr<T, WtsFreed>;

// WTSINFOEXW, which mingw-w64 does not declare, up to what is read of it.
struct SessionState {
    DWORD level; // 1
    alignas(8) ULONG session;
    WTS_CONNECTSTATE_CLASS state;
    LONG flags;
};
constexpr auto kSessionState = static_cast<WTS_INFO_CLASS>(25); // WTSSessionInfoEx
constexpr LONG kIsLocked = 0;                                   // WTS_SESSIONSTATE_LOCK, since Windows 8

std::wstring factOf(Session session, WTS_INFO_CLASS fact) {
    LPWSTR text = nullptr;
    DWORD size = 0;
    if (::WTSQuerySessionInformationW(WTS_CURRENT_SERVER_HANDLE, session, fact, &text, &size) == 0) {
        return {};
    }
    const WtsMemory<wchar_t> memory(text);
    return text;
}

std::vector<Session> sessionsOf(uid_t uid) {
    PWTS_SESSION_INFOW list = nullptr;
    DWORD count = 0;
    std::vector<Session> found;
    if (::WTSEnumerateSessionsW(WTS_CURRENT_SERVER_HANDLE, 0, 1, &list, &count) == 0) {
        return found;
    }
    const WtsMemory<WTS_SESSION_INFOW> memory(list);
    const auto wanted = sidOfUid(uid);
    for (DWORD i = 0; i < count && wanted; ++i) {
        const Session session = list[i].SessionId;
        const std::wstring name = factOf(session, WTSUserName), domain = factOf(session, WTSDomainName);
        if (!name.empty() && sidOfName(localipc::toUtf8(domain + L'\\' + name)) == wanted) {
            found.push_back(session);
        }
    }
    return found;
}

bool isLocked(Session session) {
    LPWSTR answer = nullptr;
    DWORD size = 0;
    if (::WTSQuerySessionInformationW(WTS_CURRENT_SERVER_HANDLE, session, kSessionState, &answer, &size) ==
        0) {
        return false;
    }
    const WtsMemory<wchar_t> memory(answer);
    const auto* facts = reinterpret_cast<const SessionState*>(answer);
    if (size < sizeof(SessionState) || facts->level != 1) {
        return false;
    }
    return facts->state != WTSActive || facts->flags == kIsLocked;
}

// LockWorkStation() locks the session of whoever calls it: a program of Windows' own is started there, as the
// person, for that one call.
bool lock(Session session) {
    HANDLE token = nullptr;
    if (::WTSQueryUserToken(session, &token) == 0) {
        log::warning("agent.lock", {{"step", "token"}, {"error", ::GetLastError()}});
        return false;
    }
    const localipc::UniqueHandle owned(token);
    std::wstring folder(MAX_PATH, L'\0');
    folder.resize(::GetSystemDirectoryW(folder.data(), static_cast<UINT>(folder.size())));
    const std::wstring program = folder + L"\\rundll32.exe";
    std::wstring command = L"\"" + program + L"\" user32.dll,LockWorkStation";
    std::wstring desktop = L"winsta0\\default";
    STARTUPINFOW start{};
    start.cb = sizeof start;
    start.lpDesktop = desktop.data();
    PROCESS_INFORMATION made{};
    if (::CreateProcessAsUserW(token, program.c_str(), command.data(), nullptr, nullptr, FALSE,
                               CREATE_NO_WINDOW, nullptr, folder.c_str(), &start, &made) == 0) {
        log::warning("agent.lock", {{"step", "start"}, {"error", ::GetLastError()}});
        return false;
    }
    ::CloseHandle(made.hThread);
    ::CloseHandle(made.hProcess);
    return true;
}

bool disconnect(Session session) {
    return ::WTSDisconnectSession(WTS_CURRENT_SERVER_HANDLE, session, FALSE) != 0;
}

bool logOff(Session session) {
    const bool isDone = ::WTSLogoffSession(WTS_CURRENT_SERVER_HANDLE, session, FALSE) != 0;
    if (!isDone) {
        log::warning("agent.log_off", {{"error", ::GetLastError()}});
    }
    return isDone;
}

bool shutDownNow() {
    HANDLE opened = nullptr;
    if (::OpenProcessToken(::GetCurrentProcess(), TOKEN_ADJUST_PRIVILEGES, &opened) == 0) {
        return false;
    }
    const localipc::UniqueHandle token(opened);
    TOKEN_PRIVILEGES wanted{};
    wanted.PrivilegeCount = 1;
    wanted.Privileges[0].Attributes = SE_PRIVILEGE_ENABLED;
    if (::LookupPrivilegeValueW(nullptr, L"SeShutdownPrivilege", &wanted.Privileges[0].Luid) == 0 ||
        ::AdjustTokenPrivileges(token.get(), FALSE, &wanted, 0, nullptr, nullptr) == 0) {
        return false;
    }
    const bool isDone =
        ::InitiateSystemShutdownExW(nullptr, nullptr, 0, TRUE, FALSE,
                                    SHTDN_REASON_MAJOR_APPLICATION | SHTDN_REASON_FLAG_PLANNED) != 0;
    if (!isDone) {
        log::warning("agent.shut_down", {{"error", ::GetLastError()}});
    }
    return isDone;
}

} // namespace

SessionCalls terminalServices() {
    return {sessionsOf, isLocked, lock, disconnect, logOff, shutDownNow};
}

} // namespace kaomon::agent
