// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <windows.h>

namespace kaomon::agent {

// Windows' notifications of power by a call on a thread of its own, for services and programs alike.
// mingw-w64 declares none of it.
using PowerCall = ULONG(CALLBACK*)(PVOID context, ULONG type, PVOID setting);

// Of suspend and resume; the handle for stopHearingOfSleep(), null when Windows refuses.
[[nodiscard]] HANDLE hearOfSleep(PowerCall call, void* context);
void stopHearingOfSleep(HANDLE registration);

// Of one setting, at once and at every change, until the process ends. False when Windows refuses.
[[nodiscard]] bool hearOfSetting(const GUID& setting, PowerCall call, void* context);

} // namespace kaomon::agent
