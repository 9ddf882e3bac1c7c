// SPDX-License-Identifier: GPL-3.0-or-later
#include "logon/windows/provider_settings.h"

#include <array>
#include <optional>

#include <windows.h>

#include "localipc/endpoint.h"
#include "localipc/wide_text.h"

namespace kaomon::logon {
namespace {

std::optional<DWORD> number(const wchar_t* name) {
    DWORD value = 0;
    DWORD size = sizeof value;
    const LSTATUS read =
        ::RegGetValueW(HKEY_LOCAL_MACHINE, kProviderKey, name, RRF_RT_REG_DWORD, nullptr, &value, &size);
    return read == ERROR_SUCCESS ? std::optional(value) : std::nullopt;
}

std::wstring text(const wchar_t* name) {
    std::array<wchar_t, 1024> value{};
    auto size = static_cast<DWORD>(sizeof value);
    const LSTATUS read =
        ::RegGetValueW(HKEY_LOCAL_MACHINE, kProviderKey, name, RRF_RT_REG_SZ, nullptr, value.data(), &size);
    return read == ERROR_SUCCESS ? std::wstring(value.data()) : std::wstring();
}

// The agent is installed into the folder of this DLL.
std::wstring agentBesideUs() {
    HMODULE module = nullptr;
    ::GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS |
                             GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
                         reinterpret_cast<LPCWSTR>(&agentBesideUs), &module);
    std::wstring path(32768, L'\0');
    path.resize(::GetModuleFileNameW(module, path.data(), static_cast<DWORD>(path.size())));
    return path.substr(0, path.find_last_of(L'\\') + 1) + L"kaomon-agent.exe";
}

Language chosenLanguage() {
    const std::wstring chosen = text(L"Language");
    if (chosen == L"ja" || chosen == L"en") {
        return chosen == L"ja" ? Language::Japanese : Language::English;
    }
    return PRIMARYLANGID(::GetUserDefaultUILanguage()) == LANG_JAPANESE ? Language::Japanese
                                                                        : Language::English;
}

} // namespace

ProviderSettings readProviderSettings() {
    ProviderSettings settings;
    const std::wstring pipe = text(L"Pipe");
    const std::wstring image = text(L"AgentImage");
    settings.endpoint = (pipe.empty() ? localipc::kAgentEndpoint : localipc::toUtf8(pipe)) +
                        localipc::kImageSeparator + localipc::toUtf8(image.empty() ? agentBesideUs() : image);
    if (const auto seconds = number(L"TimeoutSeconds"); seconds && *seconds >= 1 && *seconds <= 60) {
        settings.timeout = std::chrono::seconds(*seconds);
    }
    settings.isForCredUi = number(L"CredUi") == 1U;
    settings.isSharedPc = number(L"SharedPc") == 1U;
    settings.language = chosenLanguage();
    return settings;
}

} // namespace kaomon::logon
