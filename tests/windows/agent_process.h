// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "localipc/unique_handle.h"

namespace kaomon::testing {

inline constexpr const wchar_t* kTestPipe = LR"(\\.\pipe\kaomon-credprov-test)";

[[nodiscard]] std::wstring besideUs(const std::wstring& file);

// A test agent that runs while this lives.
class AgentProcess {
public:
    explicit AgentProcess(const std::wstring& behaviour, const std::wstring& program = L"test_agent.exe");
    ~AgentProcess();
    AgentProcess(const AgentProcess&) = delete;
    AgentProcess& operator=(const AgentProcess&) = delete;
    [[nodiscard]] bool isReady() const { return m_isReady; }
    [[nodiscard]] std::vector<std::string> requests() const; // type|user|scenario|intended|secret

private:
    localipc::UniqueHandle m_process;
    std::wstring m_log;
    bool m_isReady = false;
};

} // namespace kaomon::testing
