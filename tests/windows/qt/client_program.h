// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include <QProcess>
#include <QStringList>
#include <QTest>

#include <windows.h>

namespace kaomon::testing {

inline constexpr int kClientPatience = 60000;

// One start of kaomon-client.exe, ended with this. Used on one thread, whose event loop goes on meanwhile.
class ClientProgram {
public:
    explicit ClientProgram(const QStringList& arguments) {
        m_process.start(QStringLiteral(KAOMON_CLIENT), arguments);
    }
    ~ClientProgram() {
        m_process.kill();
        m_process.waitForFinished(kClientPatience);
    }
    ClientProgram(const ClientProgram&) = delete;
    ClientProgram& operator=(const ClientProgram&) = delete;

    // While this test's own event loop, and so the agent, goes on. -1: it did not end.
    int exitCode() {
        const bool isOver =
            QTest::qWaitFor([this] { return m_process.state() == QProcess::NotRunning; }, kClientPatience);
        return isOver && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }
    void kill() { m_process.kill(); }
    [[nodiscard]] bool isRunning() const { return m_process.state() == QProcess::Running; }
    // Its window that people see.
    [[nodiscard]] HWND window() const {
        const auto found = windows(nullptr);
        return found.empty() ? nullptr : found.front();
    }
    // Also hidden ones, of that class.
    [[nodiscard]] std::vector<HWND> windows(const wchar_t* windowClass) const {
        Search search{static_cast<DWORD>(m_process.processId()), windowClass, {}};
        ::EnumWindows(look, reinterpret_cast<LPARAM>(&search));
        return search.found;
    }

private:
    struct Search {
        DWORD process;
        const wchar_t* windowClass;
        std::vector<HWND> found;
    };
    static BOOL CALLBACK look(HWND window, LPARAM argument) {
        auto& search = *reinterpret_cast<Search*>(argument);
        DWORD process = 0;
        ::GetWindowThreadProcessId(window, &process);
        wchar_t name[64]{};
        ::GetClassNameW(window, name, 64);
        const bool isMeant = search.windowClass != nullptr
                                 ? std::wstring_view(name) == search.windowClass
                                 : ::IsWindowVisible(window) != 0 && ::GetWindowTextLengthW(window) > 0;
        if (process == search.process && isMeant) {
            search.found.push_back(window);
        }
        return TRUE;
    }
    QProcess m_process;
};

} // namespace kaomon::testing
