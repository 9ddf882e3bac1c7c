// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include <QProcess>
#include <QStringList>

#include <windows.h>

namespace kaomon::testing {

// One start of kaomon-client.exe, ended with this. Used on one thread, whose event loop runs.
class ClientProcess {
public:
    explicit ClientProcess(const QStringList& arguments);
    ~ClientProcess();
    ClientProcess(const ClientProcess&) = delete;
    ClientProcess& operator=(const ClientProcess&) = delete;

    // As a crash would.
    void kill();
    // While this test's own event loop goes on. -1: it did not end.
    [[nodiscard]] int exitCode();
    [[nodiscard]] bool isRunning() const { return m_process.state() == QProcess::Running; }
    // Its window that people see; null when there is none.
    [[nodiscard]] HWND window() const;
    // Also hidden ones, of that class.
    [[nodiscard]] std::vector<HWND> windows(const wchar_t* windowClass) const;
    // What Windows says to the part of the session when the session ends; false when it has no window for it.
    [[nodiscard]] bool tellTheSessionEnds() const;

private:
    QProcess m_process;
};

// For the agent at `pipe`, in Japanese.
[[nodiscard]] QStringList clientArguments(const std::string& pipe,
                                          std::initializer_list<const char*> more = {});

} // namespace kaomon::testing
