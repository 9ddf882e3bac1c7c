// SPDX-License-Identifier: GPL-3.0-or-later
#include "logon_ui.h"

#include <chrono>
#include <cstdio>
#include <utility>

// after windows.h, which they need
#include <initguid.h>
#include <ntsecapi.h>
#include <propkey.h>

#include "agent_process.h"
#include "localipc/wide_text.h"
#include "logon/windows/provider_settings.h"

namespace kaomon::testing {
namespace {

using logon::ComObject;
using logon::ComPtr;
using logon::copyForCaller;
using logon::Field;

const std::wstring kFilters =
    LR"(SOFTWARE\Microsoft\Windows\CurrentVersion\Authentication\Credential Provider Filters\)";

std::wstring idText() {
    wchar_t text[64] = {};
    ::StringFromGUID2(logon::kProviderId, text, 64);
    return text;
}

void writeText(HKEY root, const std::wstring& key, const wchar_t* name, const std::wstring& value) {
    const auto bytes = static_cast<DWORD>((value.size() + 1) * sizeof(wchar_t));
    ::RegSetKeyValueW(root, key.c_str(), name, REG_SZ, value.c_str(), bytes);
}

class User final : public ComObject<ICredentialProviderUser> {
public:
    explicit User(TestUser user)
        : m_user(std::move(user)) {}
    HRESULT STDMETHODCALLTYPE GetSid(LPWSTR* sid) override {
        *sid = copyForCaller(m_user.sid);
        return S_OK;
    }
    HRESULT STDMETHODCALLTYPE GetProviderID(GUID*) override { return E_NOTIMPL; }
    HRESULT STDMETHODCALLTYPE GetStringValue(REFPROPERTYKEY key, LPWSTR* text) override {
        const bool isName = key.fmtid == PKEY_Identity_QualifiedUserName.fmtid;
        const bool isDisplay = key.fmtid == PKEY_Identity_DisplayName.fmtid;
        if (!isName && !isDisplay) {
            return E_INVALIDARG;
        }
        *text = copyForCaller(isName ? m_user.qualifiedName : m_user.displayName);
        return S_OK;
    }
    HRESULT STDMETHODCALLTYPE GetValue(REFPROPERTYKEY, PROPVARIANT*) override { return E_NOTIMPL; }

private:
    void* find(REFIID id) override {
        return id == __uuidof(IUnknown) || id == __uuidof(ICredentialProviderUser)
                   ? static_cast<ICredentialProviderUser*>(this)
                   : nullptr;
    }
    TestUser m_user;
};

class Users final : public ComObject<ICredentialProviderUserArray> {
public:
    explicit Users(std::vector<TestUser> users)
        : m_users(std::move(users)) {}
    HRESULT STDMETHODCALLTYPE SetProviderFilter(REFGUID) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE GetAccountOptions(CREDENTIAL_PROVIDER_ACCOUNT_OPTIONS* options) override {
        *options = CPAO_NONE;
        return S_OK;
    }
    HRESULT STDMETHODCALLTYPE GetCount(DWORD* count) override {
        *count = static_cast<DWORD>(m_users.size());
        return S_OK;
    }
    HRESULT STDMETHODCALLTYPE GetAt(DWORD index, ICredentialProviderUser** user) override {
        *user = new User(m_users.at(index));
        return S_OK;
    }

private:
    void* find(REFIID id) override {
        return id == __uuidof(IUnknown) || id == __uuidof(ICredentialProviderUserArray)
                   ? static_cast<ICredentialProviderUserArray*>(this)
                   : nullptr;
    }
    std::vector<TestUser> m_users;
};

} // namespace

// What is on the screen, kept by what the provider says.
struct LogonUi::Screen {
    std::map<DWORD, std::wstring> strings;
    int changes = 0;
    int events = 0;
};

namespace {

template<class Screen>
class TileEvents final : public ComObject<ICredentialProviderCredentialEvents> {
public:
    explicit TileEvents(std::shared_ptr<Screen> screen)
        : m_screen(std::move(screen)) {}
    HRESULT STDMETHODCALLTYPE SetFieldState(ICredentialProviderCredential*, DWORD,
                                            CREDENTIAL_PROVIDER_FIELD_STATE) override {
        return S_OK;
    }
    HRESULT STDMETHODCALLTYPE SetFieldInteractiveState(ICredentialProviderCredential*, DWORD,
                                                       CREDENTIAL_PROVIDER_FIELD_INTERACTIVE_STATE) override {
        return S_OK;
    }
    HRESULT STDMETHODCALLTYPE SetFieldString(ICredentialProviderCredential*, DWORD field,
                                             LPCWSTR text) override {
        m_screen->strings[field] = text;
        ++m_screen->events;
        return S_OK;
    }
    HRESULT STDMETHODCALLTYPE SetFieldCheckbox(ICredentialProviderCredential*, DWORD, BOOL,
                                               LPCWSTR) override {
        return E_NOTIMPL;
    }
    HRESULT STDMETHODCALLTYPE SetFieldBitmap(ICredentialProviderCredential*, DWORD, HBITMAP) override {
        return E_NOTIMPL;
    }
    HRESULT STDMETHODCALLTYPE SetFieldComboBoxSelectedItem(ICredentialProviderCredential*, DWORD,
                                                           DWORD) override {
        return E_NOTIMPL;
    }
    HRESULT STDMETHODCALLTYPE DeleteFieldComboBoxItem(ICredentialProviderCredential*, DWORD, DWORD) override {
        return E_NOTIMPL;
    }
    HRESULT STDMETHODCALLTYPE AppendFieldComboBoxItem(ICredentialProviderCredential*, DWORD,
                                                      LPCWSTR) override {
        return E_NOTIMPL;
    }
    HRESULT STDMETHODCALLTYPE SetFieldSubmitButton(ICredentialProviderCredential*, DWORD, DWORD) override {
        return S_OK;
    }
    HRESULT STDMETHODCALLTYPE OnCreatingWindow(HWND*) override { return E_NOTIMPL; }

private:
    void* find(REFIID id) override {
        return id == __uuidof(IUnknown) || id == __uuidof(ICredentialProviderCredentialEvents)
                   ? static_cast<ICredentialProviderCredentialEvents*>(this)
                   : nullptr;
    }
    std::shared_ptr<Screen> m_screen;
};

template<class Screen>
class ProviderEvents final : public ComObject<ICredentialProviderEvents> {
public:
    explicit ProviderEvents(std::shared_ptr<Screen> screen)
        : m_screen(std::move(screen)) {}
    HRESULT STDMETHODCALLTYPE CredentialsChanged(UINT_PTR context) override {
        m_screen->changes += context == 42 ? 1 : 0;
        return S_OK;
    }

private:
    void* find(REFIID id) override {
        return id == __uuidof(IUnknown) || id == __uuidof(ICredentialProviderEvents)
                   ? static_cast<ICredentialProviderEvents*>(this)
                   : nullptr;
    }
    std::shared_ptr<Screen> m_screen;
};

} // namespace

void registerProvider(const std::wstring& dll) {
    const std::wstring listed =
        LR"(SOFTWARE\Microsoft\Windows\CurrentVersion\Authentication\Credential Providers\)" + idText();
    writeText(HKEY_LOCAL_MACHINE, kFilters + idText(), nullptr, L"Kaomon");
    const std::wstring server = LR"(SOFTWARE\Classes\CLSID\)" + idText();
    writeText(HKEY_LOCAL_MACHINE, listed, nullptr, L"Kaomon");
    writeText(HKEY_LOCAL_MACHINE, server, nullptr, L"Kaomon");
    writeText(HKEY_LOCAL_MACHINE, server + LR"(\InprocServer32)", nullptr, besideUs(dll));
    writeText(HKEY_LOCAL_MACHINE, server + LR"(\InprocServer32)", L"ThreadingModel", L"Apartment");
}

bool isFilterRegistered() {
    HKEY key = nullptr;
    const auto path = kFilters + idText();
    const bool isThere =
        ::RegOpenKeyExW(HKEY_LOCAL_MACHINE, path.c_str(), 0, KEY_READ, &key) == ERROR_SUCCESS;
    if (isThere) {
        ::RegCloseKey(key);
    }
    return isThere;
}

void setRow(const wchar_t* name, DWORD value) {
    ::RegSetKeyValueW(HKEY_LOCAL_MACHINE, logon::kProviderKey, name, REG_DWORD, &value, sizeof value);
}

void setRow(const wchar_t* name, const std::wstring& value) {
    writeText(HKEY_LOCAL_MACHINE, logon::kProviderKey, name, value);
}

bool pumpUntil(const std::function<bool()>& condition) {
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > limit) {
            return false;
        }
        ::MsgWaitForMultipleObjects(0, nullptr, FALSE, 10, QS_ALLINPUT);
        MSG message{};
        while (::PeekMessageW(&message, nullptr, 0, 0, PM_REMOVE) != 0) {
            ::DispatchMessageW(&message);
        }
    }
    return true;
}

std::vector<TestUser> twoUsers() {
    return {{L"S-1-5-21-1-2-3-1001", LR"(KAISHA\hanako)", L"山田 花子"},
            {L"S-1-5-21-1-2-3-1002", LR"(KAISHA\taro)", L"鈴木 太郎"}};
}

namespace {

// A text of a block with offsets in the place of pointers; false in `isInside` when it is not within it.
std::wstring textIn(const CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION& sent, std::size_t head,
                    const UNICODE_STRING& field, bool& isInside) {
    const auto offset = reinterpret_cast<std::uintptr_t>(field.Buffer);
    if (offset < head || offset + field.Length > sent.cbSerialization) {
        isInside = false;
        return {};
    }
    return {reinterpret_cast<const wchar_t*>(sent.rgbSerialization + offset), field.Length / sizeof(wchar_t)};
}

} // namespace

std::optional<DecodedLogon> decode(const CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION& sent) {
    if (sent.rgbSerialization == nullptr || sent.cbSerialization < sizeof(KERB_INTERACTIVE_UNLOCK_LOGON)) {
        return std::nullopt;
    }
    const auto* logon = reinterpret_cast<const KERB_INTERACTIVE_UNLOCK_LOGON*>(sent.rgbSerialization);
    bool isInside = true;
    const auto read = [&](const UNICODE_STRING& field) {
        return textIn(sent, sizeof(KERB_INTERACTIVE_UNLOCK_LOGON), field, isInside);
    };
    DecodedLogon decoded{logon->Logon.MessageType, read(logon->Logon.LogonDomainName),
                         read(logon->Logon.UserName), read(logon->Logon.Password)};
    return isInside ? std::optional(decoded) : std::nullopt;
}

std::optional<DecodedChange> decodeChange(const CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION& sent) {
    if (sent.rgbSerialization == nullptr || sent.cbSerialization < sizeof(KERB_CHANGEPASSWORD_REQUEST)) {
        return std::nullopt;
    }
    const auto* request = reinterpret_cast<const KERB_CHANGEPASSWORD_REQUEST*>(sent.rgbSerialization);
    bool isInside = request->MessageType == KerbChangePasswordMessage;
    const auto read = [&](const UNICODE_STRING& field) {
        return textIn(sent, sizeof(KERB_CHANGEPASSWORD_REQUEST), field, isInside);
    };
    DecodedChange decoded{request->MessageType,       read(request->DomainName),
                          read(request->AccountName), read(request->OldPassword),
                          read(request->NewPassword), request->Impersonating != FALSE};
    return isInside ? std::optional(decoded) : std::nullopt;
}

LogonUi::LogonUi(CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario, DWORD flags, std::vector<TestUser> users)
    : m_screen(std::make_shared<Screen>()) {
    if (FAILED(::CoCreateInstance(logon::kProviderId, nullptr, CLSCTX_INPROC_SERVER,
                                  __uuidof(ICredentialProvider),
                                  reinterpret_cast<void**>(m_provider.out())))) {
        return;
    }
    m_scenarioResult = m_provider->SetUsageScenario(scenario, flags);
    if (FAILED(m_scenarioResult)) {
        return;
    }
    ComPtr<ICredentialProviderSetUserArray> wantsUsers;
    m_provider->QueryInterface(__uuidof(ICredentialProviderSetUserArray),
                               reinterpret_cast<void**>(wantsUsers.out()));
    const auto array = ComPtr<Users>::adopt(new Users(std::move(users)));
    wantsUsers->SetUserArray(array.get());
    const auto events = ComPtr<ProviderEvents<Screen>>::adopt(new ProviderEvents<Screen>(m_screen));
    m_provider->Advise(events.get(), 42);
}

LogonUi::~LogonUi() {
    if (m_selected) {
        m_selected->UnAdvise();
    }
    if (m_provider) {
        m_provider->UnAdvise();
    }
}

DWORD LogonUi::tileCount() const {
    DWORD count = 0, index = 0;
    BOOL isAuto = FALSE;
    m_provider->GetCredentialCount(&count, &index, &isAuto);
    return count;
}

std::optional<DWORD> LogonUi::autoLogon() const {
    DWORD count = 0, index = 0;
    BOOL isAuto = FALSE;
    m_provider->GetCredentialCount(&count, &index, &isAuto);
    return isAuto != FALSE && index < count ? std::optional(index) : std::nullopt;
}

// Owned by the caller's ComPtr in select(); others only look at it.
ICredentialProviderCredential2* LogonUi::tile(DWORD index) const {
    ComPtr<ICredentialProviderCredential> plain;
    ComPtr<ICredentialProviderCredential2> second;
    if (FAILED(m_provider->GetCredentialAt(index, plain.out()))) {
        return nullptr;
    }
    plain->QueryInterface(__uuidof(ICredentialProviderCredential2), reinterpret_cast<void**>(second.out()));
    return second.get(); // the provider keeps it alive
}

void LogonUi::select(DWORD index) {
    m_selected = ComPtr<ICredentialProviderCredential2>(tile(index));
    const auto events = ComPtr<TileEvents<Screen>>::adopt(new TileEvents<Screen>(m_screen));
    m_selected->Advise(events.get());
    for (DWORD field = 0; field < logon::kFieldCount; ++field) {
        m_screen->strings[field] = text(static_cast<Field>(field));
    }
    BOOL isAuto = FALSE;
    m_selected->SetSelected(&isAuto);
}

void LogonUi::deselect() {
    m_selected->SetDeselected();
    m_selected->UnAdvise();
    m_selected = {};
}

void LogonUi::type(Field field, const std::wstring& text) {
    m_selected->SetStringValue(static_cast<DWORD>(field), text.c_str());
}

void LogonUi::type(logon::ChangeField field, const std::wstring& text) {
    m_selected->SetStringValue(static_cast<DWORD>(field), text.c_str());
}

void LogonUi::click(Field link) {
    m_selected->CommandLinkClicked(static_cast<DWORD>(link));
}

Submitted LogonUi::submit() {
    Submitted result;
    CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION sent{};
    CREDENTIAL_PROVIDER_STATUS_ICON icon{};
    LPWSTR words = nullptr;
    m_selected->GetSerialization(&result.response, &sent, &words, &icon);
    result.logon = decode(sent);
    result.change = decodeChange(sent);
    result.package = sent.ulAuthenticationPackage;
    result.provider = sent.clsidCredentialProvider;
    result.words = words != nullptr ? words : L"";
    ::CoTaskMemFree(words);
    ::CoTaskMemFree(sent.rgbSerialization);
    return result;
}

Submitted LogonUi::comeForTheLogon() {
    m_screen->changes = 0;
    m_selected->SetDeselected();
    m_selected->UnAdvise();
    const auto index = autoLogon();
    if (!index) {
        return {};
    }
    select(*index);
    return submit();
}

std::wstring LogonUi::report(LONG status) {
    LPWSTR words = nullptr;
    CREDENTIAL_PROVIDER_STATUS_ICON icon{};
    m_selected->ReportResult(status, 0, &words, &icon);
    std::wstring text = words != nullptr ? words : L"";
    ::CoTaskMemFree(words);
    return text;
}

std::wstring LogonUi::status() const {
    return m_screen->strings[static_cast<DWORD>(Field::Status)];
}

bool LogonUi::hasChanged() const {
    return m_screen->changes > 0;
}

bool LogonUi::waitForStatus(const std::wstring& words) const {
    if (pumpUntil([&] { return status() == words; })) {
        return true;
    }
    std::printf("  on the tile: %s\n  expected:    %s\n", localipc::toUtf8(status()).c_str(),
                localipc::toUtf8(words).c_str());
    return false;
}

std::wstring LogonUi::text(Field field) const {
    LPWSTR copy = nullptr;
    if (FAILED(m_selected->GetStringValue(static_cast<DWORD>(field), &copy)) || copy == nullptr) {
        return {};
    }
    std::wstring value(copy);
    ::CoTaskMemFree(copy);
    return value;
}

} // namespace kaomon::testing
