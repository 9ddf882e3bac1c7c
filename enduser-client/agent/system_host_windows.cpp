// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/system_host.h"

#include <atomic>
#include <filesystem>
#include <mutex>

#include <windows.h>
// after windows.h, which it needs
#include <shlobj.h>

#include "agent/windows_service.h"
#include "localipc/wide_text.h"
#include "localstore/private_folder.h"

namespace kaomon::agent {

namespace {

using localipc::toUtf8;

std::string folderOf(REFKNOWNFOLDERID id) {
    PWSTR path = nullptr;
    std::string folder;
    if (SUCCEEDED(::SHGetKnownFolderPath(id, 0, nullptr, &path))) {
        folder = toUtf8(path);
    }
    ::CoTaskMemFree(path);
    return folder;
}

std::string ownFolder() {
    std::wstring path(32768, L'\0');
    path.resize(::GetModuleFileNameW(nullptr, path.data(), static_cast<DWORD>(path.size())));
    return toUtf8(path.substr(0, path.find_last_of(L'\\')));
}

// Who hears of the system's events now: one at a time, on the main thread.
std::mutex s_mutex;
SystemEvents* s_events = nullptr;

template<class Call>
void post(Call call) {
    const std::lock_guard lock(s_mutex);
    if (s_events != nullptr) {
        QMetaObject::invokeMethod(
            s_events, [events = s_events, call] { call(*events); }, Qt::QueuedConnection);
    }
}

void askToStop() {
    post([](SystemEvents& events) { emit events.stopAsked(); });
}

BOOL WINAPI onConsole(DWORD) {
    askToStop();
    return TRUE;
}

class ServiceAndConsole final : public SystemEvents {
public:
    ServiceAndConsole() {
        const std::lock_guard lock(s_mutex);
        s_events = this;
        ::SetConsoleCtrlHandler(onConsole, TRUE);
    }
    ~ServiceAndConsole() override {
        const std::lock_guard lock(s_mutex);
        s_events = nullptr;
        ::SetConsoleCtrlHandler(onConsole, FALSE);
    }
    Q_DISABLE_COPY_MOVE(ServiceAndConsole)
};

} // namespace

SystemPaths systemPaths() {
    const std::string data = folderOf(FOLDERID_ProgramData) + "\\Kaomon", own = ownFolder();
    return {data, data + "\\superusers", own + "\\models\\registry", own + "\\models\\manifests"};
}

void hideMemory() {
    ::SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
    ::HeapSetInformation(nullptr, HeapEnableTerminationOnCorruption, nullptr, 0);
    ::SetDllDirectoryW(L""); // not from the folder in which it happens to start
}

bool prepareStateFolder(const std::string& folder) {
    std::error_code error;
    const std::u8string utf8(folder.begin(), folder.end());
    std::filesystem::create_directories(std::filesystem::path(utf8).parent_path(), error);
    const auto prepared = localstore::preparePrivateFolder(folder);
    if (!prepared) {
        log::error("agent.state_folder", {{"folder", folder}, {"detail", prepared.error().detail}});
    }
    return prepared.has_value();
}

bool hasServiceManager() {
    return true;
}

int runAsService(const std::function<int()>& body) {
    return WindowsService::run(body,
                               {.stop = askToStop, .sessionClosed = [](uid_t uid) {
                                    post([uid](SystemEvents& events) { emit events.sessionClosed(uid); });
                                }});
}

void tellServiceRuns() {
    WindowsService::tellRunning();
}

std::unique_ptr<SystemEvents> SystemEvents::ofThisProcess() {
    return std::make_unique<ServiceAndConsole>();
}

void tellSystemLog(log::Level level, std::string_view line) {
    WindowsService::report(level, line);
}

} // namespace kaomon::agent
