// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Windows' Credential Provider interfaces that is used here. Their header is in the Windows SDK
// but not in the mingw-w64 of Debian 12; order and identifiers are those of the documented binary interface
// and never change.
#pragma once

#include <windows.h>
// after windows.h, which they need
#include <propsys.h>
#include <unknwn.h>

enum CREDENTIAL_PROVIDER_USAGE_SCENARIO : int {
    CPUS_INVALID = 0,
    CPUS_LOGON = 1,
    CPUS_UNLOCK_WORKSTATION = 2,
    CPUS_CHANGE_PASSWORD = 3,
    CPUS_CREDUI = 4,
    CPUS_PLAP = 5,
};
enum CREDENTIAL_PROVIDER_FIELD_TYPE : int {
    CPFT_INVALID = 0,
    CPFT_LARGE_TEXT = 1,
    CPFT_SMALL_TEXT = 2,
    CPFT_COMMAND_LINK = 3,
    CPFT_EDIT_TEXT = 4,
    CPFT_PASSWORD_TEXT = 5,
    CPFT_TILE_IMAGE = 6,
    CPFT_CHECKBOX = 7,
    CPFT_COMBOBOX = 8,
    CPFT_SUBMIT_BUTTON = 9,
};
enum CREDENTIAL_PROVIDER_FIELD_STATE : int {
    CPFS_HIDDEN = 0,
    CPFS_DISPLAY_IN_SELECTED_TILE = 1,
    CPFS_DISPLAY_IN_DESELECTED_TILE = 2,
    CPFS_DISPLAY_IN_BOTH = 3,
};
enum CREDENTIAL_PROVIDER_FIELD_INTERACTIVE_STATE : int {
    CPFIS_NONE = 0,
    CPFIS_READONLY = 1,
    CPFIS_DISABLED = 2,
    CPFIS_FOCUSED = 3,
};
enum CREDENTIAL_PROVIDER_GET_SERIALIZATION_RESPONSE : int {
    CPGSR_NO_CREDENTIAL_NOT_FINISHED = 0,
    CPGSR_NO_CREDENTIAL_FINISHED = 1,
    CPGSR_RETURN_CREDENTIAL_FINISHED = 2,
    CPGSR_RETURN_NO_CREDENTIAL_FINISHED = 3,
};
enum CREDENTIAL_PROVIDER_STATUS_ICON : int {
    CPSI_NONE = 0,
    CPSI_ERROR = 1,
    CPSI_WARNING = 2,
    CPSI_SUCCESS = 3,
};
enum CREDENTIAL_PROVIDER_ACCOUNT_OPTIONS : int { CPAO_NONE = 0 };

struct CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR {
    DWORD dwFieldID;
    CREDENTIAL_PROVIDER_FIELD_TYPE cpft;
    LPWSTR pszLabel;
    GUID guidFieldType;
};
struct CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION {
    ULONG ulAuthenticationPackage;
    GUID clsidCredentialProvider;
    ULONG cbSerialization;
    BYTE* rgbSerialization;
};
inline constexpr DWORD CREDENTIAL_PROVIDER_NO_DEFAULT = 0xffffffff;

// COM has no virtual destructors: they would be in the table of functions.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"

struct ICredentialProviderCredential;

struct ICredentialProviderCredentialEvents : public IUnknown {
    virtual HRESULT STDMETHODCALLTYPE SetFieldState(ICredentialProviderCredential* credential, DWORD field,
                                                    CREDENTIAL_PROVIDER_FIELD_STATE state) = 0;
    virtual HRESULT STDMETHODCALLTYPE
    SetFieldInteractiveState(ICredentialProviderCredential* credential, DWORD field,
                             CREDENTIAL_PROVIDER_FIELD_INTERACTIVE_STATE state) = 0;
    virtual HRESULT STDMETHODCALLTYPE SetFieldString(ICredentialProviderCredential* credential, DWORD field,
                                                     LPCWSTR text) = 0;
    virtual HRESULT STDMETHODCALLTYPE SetFieldCheckbox(ICredentialProviderCredential* credential, DWORD field,
                                                       BOOL isChecked, LPCWSTR label) = 0;
    virtual HRESULT STDMETHODCALLTYPE SetFieldBitmap(ICredentialProviderCredential* credential, DWORD field,
                                                     HBITMAP bitmap) = 0;
    virtual HRESULT STDMETHODCALLTYPE SetFieldComboBoxSelectedItem(ICredentialProviderCredential* credential,
                                                                   DWORD field, DWORD item) = 0;
    virtual HRESULT STDMETHODCALLTYPE DeleteFieldComboBoxItem(ICredentialProviderCredential* credential,
                                                              DWORD field, DWORD item) = 0;
    virtual HRESULT STDMETHODCALLTYPE AppendFieldComboBoxItem(ICredentialProviderCredential* credential,
                                                              DWORD field, LPCWSTR item) = 0;
    virtual HRESULT STDMETHODCALLTYPE SetFieldSubmitButton(ICredentialProviderCredential* credential,
                                                           DWORD field, DWORD adjacentTo) = 0;
    virtual HRESULT STDMETHODCALLTYPE OnCreatingWindow(HWND* owner) = 0;
};

struct ICredentialProviderCredential : public IUnknown {
    virtual HRESULT STDMETHODCALLTYPE Advise(ICredentialProviderCredentialEvents* events) = 0;
    virtual HRESULT STDMETHODCALLTYPE UnAdvise() = 0;
    virtual HRESULT STDMETHODCALLTYPE SetSelected(BOOL* autoLogon) = 0;
    virtual HRESULT STDMETHODCALLTYPE SetDeselected() = 0;
    virtual HRESULT STDMETHODCALLTYPE GetFieldState(DWORD field, CREDENTIAL_PROVIDER_FIELD_STATE* state,
                                                    CREDENTIAL_PROVIDER_FIELD_INTERACTIVE_STATE* focus) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetStringValue(DWORD field, LPWSTR* text) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetBitmapValue(DWORD field, HBITMAP* bitmap) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetCheckboxValue(DWORD field, BOOL* isChecked, LPWSTR* label) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetSubmitButtonValue(DWORD field, DWORD* adjacentTo) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetComboBoxValueCount(DWORD field, DWORD* count, DWORD* selected) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetComboBoxValueAt(DWORD field, DWORD item, LPWSTR* text) = 0;
    virtual HRESULT STDMETHODCALLTYPE SetStringValue(DWORD field, LPCWSTR text) = 0;
    virtual HRESULT STDMETHODCALLTYPE SetCheckboxValue(DWORD field, BOOL isChecked) = 0;
    virtual HRESULT STDMETHODCALLTYPE SetComboBoxSelectedValue(DWORD field, DWORD item) = 0;
    virtual HRESULT STDMETHODCALLTYPE CommandLinkClicked(DWORD field) = 0;
    virtual HRESULT STDMETHODCALLTYPE
    GetSerialization(CREDENTIAL_PROVIDER_GET_SERIALIZATION_RESPONSE* response,
                     CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION* serialization, LPWSTR* statusText,
                     CREDENTIAL_PROVIDER_STATUS_ICON* icon) = 0;
    virtual HRESULT STDMETHODCALLTYPE ReportResult(LONG status, LONG subStatus, LPWSTR* statusText,
                                                   CREDENTIAL_PROVIDER_STATUS_ICON* icon) = 0;
};

struct ICredentialProviderCredential2 : public ICredentialProviderCredential {
    virtual HRESULT STDMETHODCALLTYPE GetUserSid(LPWSTR* sid) = 0;
};

struct ICredentialProviderEvents : public IUnknown {
    virtual HRESULT STDMETHODCALLTYPE CredentialsChanged(UINT_PTR context) = 0;
};

struct ICredentialProvider : public IUnknown {
    virtual HRESULT STDMETHODCALLTYPE SetUsageScenario(CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario,
                                                       DWORD flags) = 0;
    virtual HRESULT STDMETHODCALLTYPE
    SetSerialization(const CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION* serialization) = 0;
    virtual HRESULT STDMETHODCALLTYPE Advise(ICredentialProviderEvents* events, UINT_PTR context) = 0;
    virtual HRESULT STDMETHODCALLTYPE UnAdvise() = 0;
    virtual HRESULT STDMETHODCALLTYPE GetFieldDescriptorCount(DWORD* count) = 0;
    virtual HRESULT STDMETHODCALLTYPE
    GetFieldDescriptorAt(DWORD index, CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR** descriptor) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetCredentialCount(DWORD* count, DWORD* defaultIndex,
                                                         BOOL* autoLogonWithDefault) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetCredentialAt(DWORD index,
                                                      ICredentialProviderCredential** credential) = 0;
};

struct ICredentialProviderFilter : public IUnknown {
    virtual HRESULT STDMETHODCALLTYPE Filter(CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario, DWORD flags,
                                             GUID* providers, BOOL* isAllowed, DWORD count) = 0;
    virtual HRESULT STDMETHODCALLTYPE
    UpdateRemoteCredential(const CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION* in,
                           CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION* out) = 0;
};

struct ICredentialProviderUser : public IUnknown {
    virtual HRESULT STDMETHODCALLTYPE GetSid(LPWSTR* sid) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetProviderID(GUID* id) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetStringValue(REFPROPERTYKEY key, LPWSTR* text) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetValue(REFPROPERTYKEY key, PROPVARIANT* value) = 0;
};

struct ICredentialProviderUserArray : public IUnknown {
    virtual HRESULT STDMETHODCALLTYPE SetProviderFilter(REFGUID provider) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetAccountOptions(CREDENTIAL_PROVIDER_ACCOUNT_OPTIONS* options) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetCount(DWORD* count) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetAt(DWORD index, ICredentialProviderUser** user) = 0;
};

struct ICredentialProviderSetUserArray : public IUnknown {
    virtual HRESULT STDMETHODCALLTYPE SetUserArray(ICredentialProviderUserArray* users) = 0;
};

#pragma GCC diagnostic pop

__CRT_UUID_DECL(ICredentialProviderCredentialEvents, 0xfa6fa76b, 0x66b7, 0x4b11, 0x95, 0xf1, 0x86, 0x17, 0x11,
                0x18, 0xe8, 0x16)
__CRT_UUID_DECL(ICredentialProviderCredential, 0x63913a93, 0x40c1, 0x481a, 0x81, 0x8d, 0x40, 0x72, 0xff, 0x8c,
                0x70, 0xcc)
__CRT_UUID_DECL(ICredentialProviderCredential2, 0xfd672c54, 0x40ea, 0x4d6e, 0x9b, 0x49, 0xcf, 0xb1, 0xa7,
                0x50, 0x7b, 0xd7)
__CRT_UUID_DECL(ICredentialProviderEvents, 0x34201e5a, 0xa787, 0x41a3, 0xa5, 0xa4, 0xbd, 0x6d, 0xcf, 0x2a,
                0x85, 0x4e)
__CRT_UUID_DECL(ICredentialProvider, 0xd27c3481, 0x5a1c, 0x45b2, 0x8a, 0xaa, 0xc2, 0x0e, 0xbb, 0xe8, 0x22,
                0x9e)
__CRT_UUID_DECL(ICredentialProviderFilter, 0xa5da53f9, 0xd475, 0x4080, 0xa1, 0x20, 0x91, 0x0c, 0x4a, 0x73,
                0x98, 0x80)
__CRT_UUID_DECL(ICredentialProviderUser, 0x13793285, 0x3ea6, 0x40fd, 0xb4, 0x20, 0x15, 0xf4, 0x7d, 0xa4, 0x1f,
                0xbb)
__CRT_UUID_DECL(ICredentialProviderUserArray, 0x90c119ae, 0x0f18, 0x4520, 0xa1, 0xf1, 0x11, 0x43, 0x66, 0xa4,
                0x0f, 0xe8)
__CRT_UUID_DECL(ICredentialProviderSetUserArray, 0x095c1484, 0x1c0c, 0x4388, 0x9c, 0x6d, 0x50, 0x0e, 0x61,
                0xbf, 0x84, 0xbd)
