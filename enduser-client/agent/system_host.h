// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <QObject>

#include "agent/uid.h"
#include "base/log.h"

namespace kaomon::agent {

// What the program asks of the system that runs it: a daemon of systemd, or a service of Windows.

// Where things are unless an argument says otherwise.
struct SystemPaths {
    std::string state;
    std::string superuserFile;
    std::string models;
    std::string manifests;
};
[[nodiscard]] SystemPaths systemPaths();

// A memory image of this process shows nothing to others, and no library comes from a folder of theirs.
void hideMemory();

// Before anything is written into it: a folder of the agent's alone. Nothing to do where the folder above is
// nobody else's.
[[nodiscard]] bool prepareStateFolder(const std::string& folder);

// Whether the system's manager must be answered while it waits for a program that it started: Windows'. Such
// a program has --service in its command line.
[[nodiscard]] bool hasServiceManager();

// Runs `body` as a service of Windows and gives its exit code; only where there is a service manager.
[[nodiscard]] int runAsService(const std::function<int()>& body);
// The service counts as running from here on. Nothing where it is none.
void tellServiceRuns();

// Tells when the system asks this process to end, and, as a service of Windows, when a session is locked or
// ended. Make it on the main thread after the QCoreApplication.
class SystemEvents : public QObject {
    Q_OBJECT
public:
    [[nodiscard]] static std::unique_ptr<SystemEvents> ofThisProcess();

signals:
    void stopAsked();
    void sessionClosed(uint uid); // locked or logged off
};

// One line of the log, for the system's own: the event log of Windows, of a service. Any thread.
void tellSystemLog(log::Level level, std::string_view line);

} // namespace kaomon::agent
