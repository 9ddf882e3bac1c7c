// SPDX-License-Identifier: GPL-3.0-or-later
#include "logon/windows/logon_package.h"

#include <array>
#include <cstring>

// after windows.h, which it needs
#include <ntsecapi.h>

#include "localipc/wide_text.h"

namespace kaomon::logon {
namespace {

constexpr std::size_t kMaxTextBytes = 2048;

KERB_LOGON_SUBMIT_TYPE submitType(CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario) {
    switch (scenario) {
    case CPUS_UNLOCK_WORKSTATION:
        return KerbWorkstationUnlockLogon;
    case CPUS_CREDUI:
        return KERB_LOGON_SUBMIT_TYPE{}; // not looked at there
    default:
        return KerbInteractiveLogon;
    }
}

// Puts a text behind what is in the block and its place into the structure.
void append(std::vector<std::uint8_t>& block, UNICODE_STRING& field, std::wstring_view text) {
    const std::size_t bytes = text.size() * sizeof(wchar_t);
    field.Length = static_cast<USHORT>(bytes);
    field.MaximumLength = field.Length;
    field.Buffer = reinterpret_cast<PWSTR>(block.size()); // an offset, as the package expects
    const auto* first = reinterpret_cast<const std::uint8_t*>(text.data());
    block.insert(block.end(), first, first + bytes);
}

std::wstring computerName() {
    std::array<wchar_t, MAX_COMPUTERNAME_LENGTH + 1> name{};
    auto length = static_cast<DWORD>(name.size());
    return ::GetComputerNameW(name.data(), &length) != 0 ? std::wstring(name.data(), length) : L".";
}

} // namespace

Account accountOf(std::wstring_view qualifiedName) {
    if (const std::size_t slash = qualifiedName.find(L'\\'); slash != std::wstring_view::npos) {
        const std::wstring domain(qualifiedName.substr(0, slash));
        return {domain == L"." ? computerName() : domain, std::wstring(qualifiedName.substr(slash + 1))};
    }
    if (qualifiedName.find(L'@') != std::wstring_view::npos) {
        return {std::wstring(), std::wstring(qualifiedName)};
    }
    return {computerName(), std::wstring(qualifiedName)};
}

Result<SecretBytes> packLogon(const Account& account, std::string_view password,
                              CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario) {
    std::wstring widePassword = localipc::toWide(password);
    KERB_INTERACTIVE_UNLOCK_LOGON logon{};
    std::vector<std::uint8_t> block;
    const std::size_t texts =
        (account.domain.size() + account.name.size() + widePassword.size()) * sizeof(wchar_t);
    const bool fits = texts <= 3 * kMaxTextBytes &&
                      account.domain.size() * sizeof(wchar_t) <= kMaxTextBytes &&
                      account.name.size() * sizeof(wchar_t) <= kMaxTextBytes &&
                      widePassword.size() * sizeof(wchar_t) <= kMaxTextBytes;
    if (fits) {
        block.reserve(sizeof logon + texts); // never moved: no copy of the password stays behind
        block.resize(sizeof logon);
        logon.Logon.MessageType = submitType(scenario);
        append(block, logon.Logon.LogonDomainName, account.domain);
        append(block, logon.Logon.UserName, account.name);
        append(block, logon.Logon.Password, widePassword);
        std::memcpy(block.data(), &logon, sizeof logon);
    }
    wipe(widePassword.data(), widePassword.size() * sizeof(wchar_t));
    if (!fits) {
        return fail(ErrorCode::ValidationFailed, "a name or the password is too long");
    }
    return SecretBytes(std::move(block));
}

Result<SecretBytes> packPasswordChange(const Account& account, std::string_view oldPassword,
                                       std::string_view newPassword) {
    std::wstring wideOld = localipc::toWide(oldPassword), wideNew = localipc::toWide(newPassword);
    const std::array<std::wstring_view, 4> texts{account.domain, account.name, wideOld, wideNew};
    std::size_t bytes = 0;
    bool fits = true;
    for (const std::wstring_view text : texts) {
        bytes += text.size() * sizeof(wchar_t);
        fits = fits && text.size() * sizeof(wchar_t) <= kMaxTextBytes;
    }
    std::vector<std::uint8_t> block;
    if (fits) {
        KERB_CHANGEPASSWORD_REQUEST request{};
        block.reserve(sizeof request + bytes); // never moved: no copy of the passwords stays behind
        block.resize(sizeof request);
        request.MessageType = KerbChangePasswordMessage;
        append(block, request.DomainName, account.domain);
        append(block, request.AccountName, account.name);
        append(block, request.OldPassword, wideOld);
        append(block, request.NewPassword, wideNew);
        std::memcpy(block.data(), &request, sizeof request);
    }
    wipe(wideOld.data(), wideOld.size() * sizeof(wchar_t));
    wipe(wideNew.data(), wideNew.size() * sizeof(wchar_t));
    if (!fits) {
        return fail(ErrorCode::ValidationFailed, "a name or a password is too long");
    }
    return SecretBytes(std::move(block));
}

Result<ULONG> lookUpNegotiate() {
    HANDLE lsa = nullptr;
    if (::LsaConnectUntrusted(&lsa) < 0) {
        return fail(ErrorCode::Unavailable, "no LSA");
    }
    std::array<char, 10> name{"Negotiate"};
    LSA_STRING package{9, 10, name.data()};
    ULONG number = 0;
    const NTSTATUS found = ::LsaLookupAuthenticationPackage(lsa, &package, &number);
    ::LsaDeregisterLogonProcess(lsa);
    if (found < 0) {
        return fail(ErrorCode::Unavailable, "the LSA knows no Negotiate");
    }
    return number;
}

} // namespace kaomon::logon
