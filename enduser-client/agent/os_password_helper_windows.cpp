// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/os_password_helper.h"

#include <windows.h>
// after windows.h, which it needs
#include <lm.h>

#include "agent/os_accounts_windows.h"
#include "base/log.h"
#include "localipc/wide_text.h"

namespace kaomon::agent {

namespace {

using Kind = OsPasswordOutcome::Kind;

// A wide copy that is wiped.
class WideSecret {
public:
    explicit WideSecret(const SecretString& text)
        : m_text(localipc::toWide(text.reveal())) {}
    ~WideSecret() { wipe(m_text.data(), m_text.size() * sizeof(wchar_t)); }
    WideSecret(const WideSecret&) = delete;
    WideSecret& operator=(const WideSecret&) = delete;
    [[nodiscard]] const wchar_t* text() const { return m_text.c_str(); }

private:
    std::wstring m_text;
};

ErrorCode codeOf(NET_API_STATUS status) {
    switch (status) {
    case ERROR_INVALID_PASSWORD:
    case ERROR_LOGON_FAILURE:
        return ErrorCode::LoginFailed;
    case NERR_PasswordTooShort: // also: too simple, or used before
    case NERR_PasswordHistConflict:
    case ERROR_PASSWORD_RESTRICTION:
    case ERROR_ILL_FORMED_PASSWORD:
        return ErrorCode::PasswordTooWeak;
    case ERROR_ACCESS_DENIED: // the account may not, or not yet
    case NERR_PasswordCantChange:
    case NERR_PasswordTooRecent:
    case ERROR_ACCOUNT_LOCKED_OUT:
    case ERROR_ACCOUNT_DISABLED:
    case ERROR_ACCOUNT_RESTRICTION:
        return ErrorCode::Forbidden;
    case NERR_UserNotFound:
    case ERROR_NO_SUCH_USER:
        return ErrorCode::NotFound;
    case NERR_InvalidComputer:
    case NERR_DCNotFound:
    case ERROR_BAD_NETPATH:
    case ERROR_NO_LOGON_SERVERS:
    case RPC_S_SERVER_UNAVAILABLE:
        return ErrorCode::Unavailable;
    default:
        return ErrorCode::Internal;
    }
}

} // namespace

OsPasswordOutcome changeThroughHelper(const std::string&, const OsPasswordOrder& order,
                                      std::chrono::milliseconds) {
    const WindowsAccount account = windowsAccountOf(order.account);
    const WideSecret current(order.current), next(order.next);
    // A domain's name leads to its controller; without one this PC is meant.
    const NET_API_STATUS status =
        ::NetUserChangePassword(account.domain.empty() ? nullptr : account.domain.c_str(),
                                account.name.c_str(), current.text(), next.text());
    if (status == NERR_Success) {
        return {Kind::Changed, ErrorCode::Internal, {}};
    }
    log::warning("os_password.windows", {{"status", status}});
    return {Kind::Refused, codeOf(status), {}};
}

bool isPasswordHelperThere(const std::string&) {
    return true;
}

} // namespace kaomon::agent
