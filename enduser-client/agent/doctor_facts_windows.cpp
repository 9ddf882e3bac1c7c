// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <cstdlib>

#include <windows.h>

#include "agent/doctor_facts.h"
#include "localipc/wide_text.h"

namespace kaomon::agent {

namespace {

constexpr const wchar_t* kWindows = LR"(SOFTWARE\Microsoft\Windows NT\CurrentVersion)";
constexpr const wchar_t* kProviders =
    LR"(SOFTWARE\Microsoft\Windows\CurrentVersion\Authentication\Credential Providers\)"
    LR"({E2B7B2C4-6B0E-4C1B-9B1F-5C0B6E1D7A31})";
constexpr const wchar_t* kServer =
    LR"(SOFTWARE\Classes\CLSID\{E2B7B2C4-6B0E-4C1B-9B1F-5C0B6E1D7A31}\InprocServer32)";
constexpr int kFirstBuildOf11 = 22000;

std::wstring textOf(const wchar_t* key, const wchar_t* value) {
    std::array<wchar_t, 1024> text{};
    auto size = static_cast<DWORD>(text.size() * sizeof(wchar_t));
    const LSTATUS read =
        ::RegGetValueW(HKEY_LOCAL_MACHINE, key, value, RRF_RT_REG_SZ, nullptr, text.data(), &size);
    return read == ERROR_SUCCESS ? std::wstring(text.data()) : std::wstring();
}

bool isKeyThere(const wchar_t* name) {
    HKEY key = nullptr;
    const bool isThere = ::RegOpenKeyExW(HKEY_LOCAL_MACHINE, name, 0, KEY_READ, &key) == ERROR_SUCCESS;
    if (isThere) {
        ::RegCloseKey(key);
    }
    return isThere;
}

} // namespace

// ProductName says "Windows 10" on a Windows 11 too: the build is what tells them apart.
std::string systemRelease(const std::filesystem::path&) {
    const std::string build = localipc::toUtf8(textOf(kWindows, L"CurrentBuildNumber"));
    const int number = std::atoi(build.c_str());
    const bool isTen = ::_wtoi(textOf(kWindows, L"CurrentVersion").c_str()) >= 6 && number >= 10240;
    const std::string version = !isTen ? "older" : number >= kFirstBuildOf11 ? "11" : "10";
    return "ID=windows\nVERSION_ID=" + version + "\nPRETTY_NAME=\"Windows " + version + " (build " + build +
           ")\"\n";
}

void addLogonFacts(DoctorFacts& facts, const std::filesystem::path&, const std::filesystem::path&) {
    const std::wstring dll = textOf(kServer, nullptr);
    facts.provider = ProviderFacts{
        isKeyThere(kProviders), !dll.empty() && ::GetFileAttributesW(dll.c_str()) != INVALID_FILE_ATTRIBUTES};
    facts.canChangePasswords = true;
}

} // namespace kaomon::agent
