// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/power_notices_windows.h"

namespace kaomon::agent {

namespace {

constexpr DWORD kByCall = 2; // DEVICE_NOTIFY_CALLBACK

struct Subscription { // DEVICE_NOTIFY_SUBSCRIBE_PARAMETERS
    PowerCall call;
    PVOID context;
};

template<class Function>
Function functionOf(const char* name) {
    static const HMODULE library = ::LoadLibraryExW(L"powrprof.dll", nullptr, LOAD_LIBRARY_SEARCH_SYSTEM32);
    return library == nullptr
               ? nullptr
               : reinterpret_cast<Function>(reinterpret_cast<void (*)()>(::GetProcAddress(library, name)));
}

} // namespace

HANDLE hearOfSleep(PowerCall call, void* context) {
    using Register = DWORD(WINAPI*)(DWORD, HANDLE, HANDLE*);
    const auto function = functionOf<Register>("PowerRegisterSuspendResumeNotification");
    Subscription subscription{call, context};
    HANDLE registration = nullptr;
    return function != nullptr && function(kByCall, &subscription, &registration) == ERROR_SUCCESS
               ? registration
               : nullptr;
}

void stopHearingOfSleep(HANDLE registration) {
    using Unregister = DWORD(WINAPI*)(HANDLE);
    if (const auto function = functionOf<Unregister>("PowerUnregisterSuspendResumeNotification")) {
        function(registration);
    }
}

bool hearOfSetting(const GUID& setting, PowerCall call, void* context) {
    using Register = DWORD(WINAPI*)(const GUID*, DWORD, HANDLE, HANDLE*);
    const auto function = functionOf<Register>("PowerSettingRegisterNotification");
    Subscription subscription{call, context};
    HANDLE registration = nullptr;
    return function != nullptr && function(&setting, kByCall, &subscription, &registration) == ERROR_SUCCESS;
}

} // namespace kaomon::agent
