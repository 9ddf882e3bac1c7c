// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent_process.h"

#include <cstdio>

#include <windows.h>

namespace kaomon::testing {

std::wstring besideUs(const std::wstring& file) {
    std::wstring path(32768, L'\0');
    path.resize(::GetModuleFileNameW(nullptr, path.data(), static_cast<DWORD>(path.size())));
    return path.substr(0, path.find_last_of(L'\\') + 1) + file;
}

AgentProcess::AgentProcess(const std::wstring& behaviour, const std::wstring& program) {
    static int counter = 0;
    const std::wstring unique = std::to_wstring(::GetCurrentProcessId()) + L"-" + std::to_wstring(++counter);
    const std::wstring event = L"kaomon-test-agent-" + unique;
    m_log = besideUs(L"test_agent-" + unique + L".log");
    ::DeleteFileW(m_log.c_str());
    const localipc::UniqueHandle ready(::CreateEventW(nullptr, TRUE, FALSE, event.c_str()));
    const std::wstring path = besideUs(program);
    std::wstring command =
        L"\"" + path + L"\" " + kTestPipe + L" " + behaviour + L" " + event + L" \"" + m_log + L"\"";
    STARTUPINFOW start{};
    start.cb = sizeof start;
    PROCESS_INFORMATION made{};
    if (::CreateProcessW(path.c_str(), command.data(), nullptr, nullptr, FALSE, 0, nullptr, nullptr, &start,
                         &made) == 0) {
        return;
    }
    m_process = localipc::UniqueHandle(made.hProcess);
    const localipc::UniqueHandle thread(made.hThread);
    m_isReady = ::WaitForSingleObject(ready.get(), 60'000) == WAIT_OBJECT_0;
}

AgentProcess::~AgentProcess() {
    if (m_process.isOpen()) {
        ::TerminateProcess(m_process.get(), 0);
        ::WaitForSingleObject(m_process.get(), 60'000);
    }
    ::DeleteFileW(m_log.c_str());
}

std::vector<std::string> AgentProcess::requests() const {
    std::vector<std::string> lines;
    if (FILE* file = ::_wfopen(m_log.c_str(), L"rb")) {
        char line[1024];
        while (std::fgets(line, sizeof line, file) != nullptr) {
            lines.emplace_back(line);
            lines.back().pop_back();
        }
        std::fclose(file);
    }
    return lines;
}

} // namespace kaomon::testing
