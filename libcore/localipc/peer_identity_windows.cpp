// SPDX-License-Identifier: GPL-3.0-or-later
#include "localipc/peer_identity.h"

#include <array>
#include <vector>

#include <windows.h>
// after windows.h, which it needs
#include <sddl.h>

#include "localipc/unique_handle.h"
#include "localipc/wide_text.h"

namespace kaomon::localipc {
namespace {

std::string userOf(HANDLE process) {
    HANDLE opened = nullptr;
    if (::OpenProcessToken(process, TOKEN_QUERY, &opened) == 0) {
        return {};
    }
    const UniqueHandle token(opened);
    alignas(TOKEN_USER) std::array<std::byte, sizeof(TOKEN_USER) + SECURITY_MAX_SID_SIZE> buffer{};
    DWORD size = 0;
    if (::GetTokenInformation(token.get(), TokenUser, buffer.data(), static_cast<DWORD>(buffer.size()),
                              &size) == 0) {
        return {};
    }
    LPWSTR text = nullptr;
    if (::ConvertSidToStringSidW(reinterpret_cast<const TOKEN_USER*>(buffer.data())->User.Sid, &text) == 0) {
        return {};
    }
    std::string sid = toUtf8(text);
    ::LocalFree(text);
    return sid;
}

std::string executableOf(HANDLE process) {
    std::vector<wchar_t> path(32768);
    auto length = static_cast<DWORD>(path.size());
    if (::QueryFullProcessImageNameW(process, 0, path.data(), &length) == 0) {
        return {};
    }
    return toUtf8(std::wstring_view(path.data(), length));
}

std::uint64_t startOf(HANDLE process) {
    FILETIME created{}, ended{}, kernel{}, user{};
    if (::GetProcessTimes(process, &created, &ended, &kernel, &user) == 0) {
        return 0;
    }
    return (std::uint64_t{created.dwHighDateTime} << 32) | created.dwLowDateTime;
}

} // namespace

Result<PeerIdentity> identityOfProcess(std::uint32_t pid) {
    const UniqueHandle process(::OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, pid));
    if (!process.isOpen()) {
        return fail(ErrorCode::PeerDenied, "the process cannot be opened");
    }
    PeerIdentity peer;
    peer.pid = pid;
    peer.userSid = userOf(process.get());
    peer.startTicks = startOf(process.get());
    peer.executable = executableOf(process.get());
    if (peer.userSid.empty() || peer.executable.empty()) {
        return fail(ErrorCode::PeerDenied, "the process does not say whose it is");
    }
    return peer;
}

Result<PeerIdentity> ownIdentity() {
    return identityOfProcess(::GetCurrentProcessId());
}

} // namespace kaomon::localipc
