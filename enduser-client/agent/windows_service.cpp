// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/windows_service.h"

#include <atomic>
#include <cstdio>
#include <memory>

#include <windows.h>
// after windows.h, which it needs
#include <wtsapi32.h>

#include "agent/os_accounts_windows.h"
#include "localipc/wide_text.h"

namespace kaomon::agent {

namespace {

constexpr DWORD kStartHint = 60'000; // the face engine tests itself first
constexpr DWORD kStopHint = 30'000;
// EventCreate.exe, which every Windows has, holds the text "%1" for the numbers 1 to 1000.
constexpr DWORD kEventNumber = 1;

struct State {
    std::function<int()> body;
    WindowsService::Listeners listeners;
    SERVICE_STATUS_HANDLE handle = nullptr;
    std::atomic<DWORD> reported{SERVICE_STOPPED};
    std::atomic<HANDLE> log{nullptr};
    int code = 1;
};

State& state() {
    static State one;
    return one;
}

void tell(DWORD status, DWORD hint, int code = 0) {
    SERVICE_STATUS facts{};
    facts.dwServiceType = SERVICE_WIN32_OWN_PROCESS;
    facts.dwCurrentState = status;
    facts.dwControlsAccepted = status == SERVICE_RUNNING ? SERVICE_ACCEPT_STOP | SERVICE_ACCEPT_SHUTDOWN |
                                                               SERVICE_ACCEPT_SESSIONCHANGE
                                                         : 0;
    facts.dwWin32ExitCode = code == 0 ? NO_ERROR : ERROR_SERVICE_SPECIFIC_ERROR;
    facts.dwServiceSpecificExitCode = static_cast<DWORD>(code);
    facts.dwWaitHint = hint;
    state().reported = status;
    ::SetServiceStatus(state().handle, &facts);
}

// The person is still known when his session is locked; when it ends he may be gone already.
void onSession(DWORD event, DWORD session) {
    if (event != WTS_SESSION_LOCK && event != WTS_SESSION_LOGOFF && event != WTS_CONSOLE_DISCONNECT &&
        event != WTS_REMOTE_DISCONNECT) {
        return;
    }
    const auto text = [session](WTS_INFO_CLASS fact) {
        LPWSTR found = nullptr;
        DWORD size = 0;
        std::wstring value;
        if (::WTSQuerySessionInformationW(WTS_CURRENT_SERVER_HANDLE, session, fact, &found, &size) != 0) {
            value = found;
            ::WTSFreeMemory(found);
        }
        return localipc::toUtf8(value);
    };
    const std::string name = text(WTSUserName);
    const auto sid = name.empty() ? std::nullopt : sidOfName(text(WTSDomainName) + '\\' + name);
    if (sid) {
        state().listeners.sessionClosed(uidOfSid(*sid));
    }
}

DWORD WINAPI onControl(DWORD control, DWORD event, LPVOID data, LPVOID) {
    switch (control) {
    case SERVICE_CONTROL_STOP:
    case SERVICE_CONTROL_SHUTDOWN:
        tell(SERVICE_STOP_PENDING, kStopHint);
        state().listeners.stop();
        return NO_ERROR;
    case SERVICE_CONTROL_SESSIONCHANGE:
        onSession(event, static_cast<const WTSSESSION_NOTIFICATION*>(data)->dwSessionId);
        return NO_ERROR;
    case SERVICE_CONTROL_INTERROGATE:
        return NO_ERROR;
    default:
        return ERROR_CALL_NOT_IMPLEMENTED;
    }
}

void WINAPI serviceMain(DWORD, LPWSTR*) {
    State& own = state();
    own.handle = ::RegisterServiceCtrlHandlerExW(kServiceName, onControl, nullptr);
    if (own.handle == nullptr) {
        return;
    }
    own.log = ::RegisterEventSourceW(nullptr, kEventSource);
    tell(SERVICE_START_PENDING, kStartHint);
    own.code = own.body();
    tell(SERVICE_STOPPED, 0, own.code);
}

} // namespace

int WindowsService::run(std::function<int()> body, Listeners listeners) {
    state().body = std::move(body);
    state().listeners = std::move(listeners);
    std::wstring name = kServiceName;
    const SERVICE_TABLE_ENTRYW services[] = {{name.data(), serviceMain}, {nullptr, nullptr}};
    if (::StartServiceCtrlDispatcherW(services) == 0) {
        std::fputs(
            "kaomon-agent: --service is for the service manager; without it the agent runs in this console\n",
            stderr);
        return 1;
    }
    return state().code;
}

void WindowsService::tellRunning() {
    if (state().handle != nullptr && state().reported == SERVICE_START_PENDING) {
        tell(SERVICE_RUNNING, 0);
    }
}

void WindowsService::report(log::Level level, std::string_view line) {
    const HANDLE log = state().log;
    const bool saysItRuns = line.find(R"("event":"agent.started")") != std::string_view::npos ||
                            line.find(R"("event":"agent.stopped")") != std::string_view::npos;
    if (log == nullptr || (level < log::Level::Warning && !saysItRuns)) {
        return;
    }
    const std::wstring text = localipc::toWide(line);
    const wchar_t* words[] = {text.c_str()};
    const WORD type = level == log::Level::Error     ? EVENTLOG_ERROR_TYPE
                      : level == log::Level::Warning ? EVENTLOG_WARNING_TYPE
                                                     : EVENTLOG_INFORMATION_TYPE;
    ::ReportEventW(log, type, 0, kEventNumber, nullptr, 1, 0, words, nullptr);
}

} // namespace kaomon::agent
