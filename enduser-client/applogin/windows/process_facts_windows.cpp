// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/windows/process_facts_windows.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include <windows.h>

#include <sddl.h>

#include "localipc/unique_handle.h"
#include "localipc/wide_text.h"

namespace kaomon::applogin {
namespace {

using localipc::UniqueHandle;

constexpr DWORD kLongestPath = 32768;
constexpr std::size_t kLongestArguments = 4096;
constexpr std::size_t kMostBytes = 65536; // of what a token or a command line may take

std::vector<std::byte> ofToken(HANDLE token, TOKEN_INFORMATION_CLASS kind) {
    DWORD size = 0;
    ::GetTokenInformation(token, kind, nullptr, 0, &size);
    std::vector<std::byte> bytes(std::min<std::size_t>(size, kMostBytes));
    if (bytes.empty() ||
        ::GetTokenInformation(token, kind, bytes.data(), static_cast<DWORD>(bytes.size()), &size) == 0) {
        bytes.clear();
    }
    return bytes;
}

ProcessOwner ownerOf(HANDLE process) {
    ProcessOwner owner;
    HANDLE opened = nullptr;
    if (::OpenProcessToken(process, TOKEN_QUERY, &opened) == 0) {
        return owner;
    }
    const UniqueHandle token(opened);
    LPWSTR text = nullptr;
    const auto user = ofToken(opened, TokenUser);
    if (user.size() >= sizeof(TOKEN_USER) &&
        ::ConvertSidToStringSidW(reinterpret_cast<const TOKEN_USER*>(user.data())->User.Sid, &text) != 0) {
        owner.user = localipc::toUtf8(text);
        ::LocalFree(text);
    }
    const auto label = ofToken(opened, TokenIntegrityLevel);
    if (label.size() >= sizeof(TOKEN_MANDATORY_LABEL)) {
        PSID sid = reinterpret_cast<const TOKEN_MANDATORY_LABEL*>(label.data())->Label.Sid;
        const DWORD last = *::GetSidSubAuthorityCount(sid);
        owner.integrity = last > 0 ? *::GetSidSubAuthority(sid, last - 1) : 0;
    }
    return owner;
}

// UNICODE_STRING as ntdll's functions write it.
struct CountedText {
    USHORT bytes;
    USHORT room;
    wchar_t* text;
};

// Windows 8.1 and later; empty where it is not told.
std::wstring commandLineOf(HANDLE process) {
    using Query = LONG(WINAPI*)(HANDLE, int, PVOID, ULONG, PULONG);
    constexpr int kCommandLine = 60; // ProcessCommandLineInformation
    HMODULE library = ::GetModuleHandleW(L"ntdll.dll");
    const auto query = library != nullptr ? reinterpret_cast<Query>(reinterpret_cast<void (*)()>(
                                                ::GetProcAddress(library, "NtQueryInformationProcess")))
                                          : nullptr;
    std::vector<std::byte> bytes(kMostBytes);
    ULONG size = 0;
    if (query == nullptr ||
        query(process, kCommandLine, bytes.data(), static_cast<ULONG>(bytes.size()), &size) < 0) {
        return {};
    }
    const auto* line = reinterpret_cast<const CountedText*>(bytes.data());
    const auto length = std::min<std::size_t>(line->bytes / sizeof(wchar_t), kLongestArguments);
    return line->text != nullptr ? std::wstring(line->text, length) : std::wstring();
}

// Behind the program's own name, which may stand in quotes.
std::string argumentsIn(const std::wstring& line) {
    const bool isQuoted = line.starts_with(L'"');
    const auto end = isQuoted ? line.find(L'"', 1) : line.find_first_of(L" \t");
    if (end == std::wstring::npos) {
        return {};
    }
    const auto begin = line.find_first_not_of(L" \t", isQuoted ? end + 1 : end);
    return begin == std::wstring::npos ? std::string() : localipc::toUtf8(line.substr(begin));
}

std::string imageOf(HANDLE process) {
    std::wstring path(kLongestPath, L'\0');
    DWORD size = kLongestPath;
    if (::QueryFullProcessImageNameW(process, 0, path.data(), &size) == 0) {
        return {};
    }
    path.resize(size);
    return localipc::toUtf8(path);
}

std::uint64_t startOf(HANDLE process) {
    FILETIME created{};
    FILETIME unused{};
    if (::GetProcessTimes(process, &created, &unused, &unused, &unused) == 0) {
        return 0;
    }
    return (static_cast<std::uint64_t>(created.dwHighDateTime) << 32) | created.dwLowDateTime;
}

} // namespace

bool isOutOfReach(const ProcessOwner& own, const ProcessOwner& other) {
    return other.user.empty() || other.user != own.user || other.integrity > own.integrity;
}

Status readProcess(std::int64_t number, WindowFacts& facts) {
    const UniqueHandle process(
        ::OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, static_cast<DWORD>(number)));
    if (!process.isOpen() && ::GetLastError() != ERROR_ACCESS_DENIED) {
        return fail(ErrorCode::NotFound, "the process is gone");
    }
    facts.process = number;
    facts.isOthers = true;
    if (process.isOpen()) {
        facts.isOthers = isOutOfReach(ownerOf(::GetCurrentProcess()), ownerOf(process.get()));
        facts.startedAt = startOf(process.get());
        facts.executable = imageOf(process.get());
        facts.arguments = argumentsIn(commandLineOf(process.get()));
    }
    return {};
}

} // namespace kaomon::applogin
