// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "logon/windows/change_tile.h"
#include "logon/windows/com_support.h"
#include "logon/windows/credential_provider_abi.h"
#include "logon/windows/tile.h"

// What plays Windows' part in the tests of the provider: LogonUI and the installer's registry rows.
namespace kaomon::testing {

// The rows that the installer writes; `dll` lies beside this program.
void registerProvider(const std::wstring& dll);
// Whether Windows would ask the DLL which options it hides.
[[nodiscard]] bool isFilterRegistered();
void setRow(const wchar_t* name, DWORD value);
void setRow(const wchar_t* name, const std::wstring& value);

// Serves this thread's windows until `condition` holds; false after half a minute.
[[nodiscard]] bool pumpUntil(const std::function<bool()>& condition);

struct TestUser {
    std::wstring sid, qualifiedName, displayName;
};
[[nodiscard]] std::vector<TestUser> twoUsers();

// What a logon carries, read back as Windows' package would.
struct DecodedLogon {
    int type = 0;
    std::wstring domain, name, password;
};
[[nodiscard]] std::optional<DecodedLogon> decode(const CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION& sent);

// The same of a change of a password.
struct DecodedChange {
    int type = 0;
    std::wstring domain, name, oldPassword, newPassword;
    bool isImpersonating = false;
};
[[nodiscard]] std::optional<DecodedChange>
decodeChange(const CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION& sent);

struct Submitted {
    CREDENTIAL_PROVIDER_GET_SERIALIZATION_RESPONSE response{};
    ULONG package = 0;
    GUID provider{};
    std::wstring words;
    std::optional<DecodedLogon> logon;
    std::optional<DecodedChange> change;
};

// One appearance of LogonUI with the provider in it.
class LogonUi {
public:
    explicit LogonUi(CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario, DWORD flags = 0,
                     std::vector<TestUser> users = twoUsers());
    ~LogonUi();
    LogonUi(const LogonUi&) = delete;
    LogonUi& operator=(const LogonUi&) = delete;

    [[nodiscard]] HRESULT scenarioResult() const { return m_scenarioResult; }
    [[nodiscard]] ICredentialProvider* provider() const { return m_provider.get(); }
    [[nodiscard]] DWORD tileCount() const;
    [[nodiscard]] ICredentialProviderCredential2* tile(DWORD index) const;
    // The number of the tile that LogonUI should log on with by itself.
    [[nodiscard]] std::optional<DWORD> autoLogon() const;

    void select(DWORD index);
    void deselect();
    void type(logon::Field field, const std::wstring& text);
    void type(logon::ChangeField field, const std::wstring& text);
    void click(logon::Field link);
    [[nodiscard]] Submitted submit();
    // What LogonUI does when the provider says that its credentials changed: asks for all of them again.
    [[nodiscard]] Submitted comeForTheLogon();
    [[nodiscard]] std::wstring report(LONG status);

    [[nodiscard]] std::wstring status() const; // as it stands on the selected tile
    [[nodiscard]] bool hasChanged() const;
    [[nodiscard]] bool waitForStatus(const std::wstring& words) const;
    [[nodiscard]] std::wstring text(logon::Field field) const;

private:
    struct Screen;

    HRESULT m_scenarioResult = E_FAIL;
    logon::ComPtr<ICredentialProvider> m_provider;
    std::shared_ptr<Screen> m_screen;
    logon::ComPtr<ICredentialProviderCredential2> m_selected;
};

} // namespace kaomon::testing
