// SPDX-License-Identifier: GPL-3.0-or-later
#include "client_process.h"

#include <string_view>

#include <QTest>

namespace kaomon::testing {
namespace {

constexpr int kPatience = 60000;

struct Search {
    DWORD process;
    const wchar_t* windowClass; // null: any that is seen and has a title
    std::vector<HWND> found;
};

BOOL CALLBACK look(HWND window, LPARAM argument) {
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

} // namespace

ClientProcess::ClientProcess(const QStringList& arguments) {
    m_process.start(QStringLiteral(KAOMON_CLIENT), arguments);
}

ClientProcess::~ClientProcess() {
    kill();
}

void ClientProcess::kill() {
    m_process.kill();
    m_process.waitForFinished(kPatience);
}

int ClientProcess::exitCode() {
    const bool isOver =
        QTest::qWaitFor([this] { return m_process.state() == QProcess::NotRunning; }, kPatience);
    return isOver && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

HWND ClientProcess::window() const {
    const auto found = windows(nullptr);
    return found.empty() ? nullptr : found.front();
}

std::vector<HWND> ClientProcess::windows(const wchar_t* windowClass) const {
    Search search{static_cast<DWORD>(m_process.processId()), windowClass, {}};
    ::EnumWindows(look, reinterpret_cast<LPARAM>(&search));
    return search.found;
}

bool ClientProcess::tellTheSessionEnds() const {
    const auto hidden = windows(L"kaomon-session");
    for (HWND one : hidden) {
        ::PostMessageW(one, WM_ENDSESSION, TRUE, 0);
    }
    return !hidden.empty();
}

QStringList clientArguments(const std::string& pipe, std::initializer_list<const char*> more) {
    QStringList arguments{QStringLiteral("--socket"), QString::fromStdString(pipe),
                          QStringLiteral("--language"), QStringLiteral("ja")};
    for (const char* one : more) {
        arguments.append(QString::fromLatin1(one));
    }
    return arguments;
}

} // namespace kaomon::testing
