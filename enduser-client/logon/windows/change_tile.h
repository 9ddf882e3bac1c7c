// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "logon/windows/tile.h"

namespace kaomon::logon {

// The fields of the tile that changes a password, in the order in which they stand on it.
enum class ChangeField : DWORD { Image, Label, Title, Status, OldPassword, NewPassword, Again, Submit };
inline constexpr DWORD kChangeFieldCount = 8;
[[nodiscard]] CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR describe(ChangeField field); // without the label
[[nodiscard]] std::wstring labelOf(ChangeField field, Language language);

// Changes the password of one user of this PC or its domain. Windows changes it; what it took is handed to
// the agent, so that the face goes on opening the PC. LogonUI's thread only, and it never waits there.
class ChangeTile final : public ComObject<ICredentialProviderCredential2> {
public:
    ChangeTile(std::shared_ptr<TileContext> context, TileUser user);

    HRESULT STDMETHODCALLTYPE Advise(ICredentialProviderCredentialEvents* events) override;
    HRESULT STDMETHODCALLTYPE UnAdvise() override;
    HRESULT STDMETHODCALLTYPE SetSelected(BOOL* autoLogon) override;
    HRESULT STDMETHODCALLTYPE SetDeselected() override;
    HRESULT STDMETHODCALLTYPE GetFieldState(DWORD field, CREDENTIAL_PROVIDER_FIELD_STATE* state,
                                            CREDENTIAL_PROVIDER_FIELD_INTERACTIVE_STATE* focus) override;
    HRESULT STDMETHODCALLTYPE GetStringValue(DWORD field, LPWSTR* text) override;
    HRESULT STDMETHODCALLTYPE GetBitmapValue(DWORD field, HBITMAP* bitmap) override;
    HRESULT STDMETHODCALLTYPE GetCheckboxValue(DWORD, BOOL*, LPWSTR*) override { return E_NOTIMPL; }
    HRESULT STDMETHODCALLTYPE GetSubmitButtonValue(DWORD field, DWORD* adjacentTo) override;
    HRESULT STDMETHODCALLTYPE GetComboBoxValueCount(DWORD, DWORD*, DWORD*) override { return E_NOTIMPL; }
    HRESULT STDMETHODCALLTYPE GetComboBoxValueAt(DWORD, DWORD, LPWSTR*) override { return E_NOTIMPL; }
    HRESULT STDMETHODCALLTYPE SetStringValue(DWORD field, LPCWSTR text) override;
    HRESULT STDMETHODCALLTYPE SetCheckboxValue(DWORD, BOOL) override { return E_NOTIMPL; }
    HRESULT STDMETHODCALLTYPE SetComboBoxSelectedValue(DWORD, DWORD) override { return E_NOTIMPL; }
    HRESULT STDMETHODCALLTYPE CommandLinkClicked(DWORD) override { return E_INVALIDARG; }
    HRESULT STDMETHODCALLTYPE GetSerialization(CREDENTIAL_PROVIDER_GET_SERIALIZATION_RESPONSE* response,
                                               CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION* serialization,
                                               LPWSTR* statusText,
                                               CREDENTIAL_PROVIDER_STATUS_ICON* icon) override;
    HRESULT STDMETHODCALLTYPE ReportResult(LONG status, LONG subStatus, LPWSTR* statusText,
                                           CREDENTIAL_PROVIDER_STATUS_ICON* icon) override;
    HRESULT STDMETHODCALLTYPE GetUserSid(LPWSTR* sid) override;

private:
    void* find(REFIID id) override;
    [[nodiscard]] std::wstring words(TileText text) const;
    void show(TileText text);
    void forget();
    [[nodiscard]] SecretString* typed(DWORD field); // null for a field that is not typed into
    [[nodiscard]] HRESULT send(CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION& out);

    std::shared_ptr<TileContext> m_context;
    TileUser m_user;
    ComPtr<ICredentialProviderCredentialEvents> m_events;
    std::wstring m_status;
    SecretString m_old;
    SecretString m_new;
    SecretString m_again;
    SecretString m_sent; // the new one, until Windows says what it thinks of it
};

} // namespace kaomon::logon
