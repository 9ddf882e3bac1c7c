// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string_view>

#include "agent/uid.h"
#include "base/log.h"

namespace kaomon::agent {

inline constexpr const wchar_t* kServiceName = L"kaomon-agent";
inline constexpr const wchar_t* kEventSource = L"Kaomon";

// This process as the service kaomon-agent. The service manager calls on threads of its own.
class WindowsService {
public:
    struct Listeners {
        std::function<void()> stop;
        std::function<void(uid_t)> sessionClosed; // locked, logged off, taken away
    };

    // Answers the service manager until `body`, which runs on a thread of the manager's and has an event loop
    // there, gives its exit code. 1 when this process was not started by the service manager.
    [[nodiscard]] static int run(std::function<int()> body, Listeners listeners);
    static void tellRunning();

    // Warnings, errors and what says that the service runs go into the event log Application.
    static void report(log::Level level, std::string_view line);
};

} // namespace kaomon::agent
