// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "logon/windows/com_support.h"
#include "logon/windows/credential_provider_abi.h"
#include "logon/windows/logon_package.h"
#include "logon/windows/news_queue.h"
#include "logon/windows/provider_settings.h"
#include "logon/windows/tile_texts.h"
#include "logon/windows/worker.h"

namespace kaomon::logon {

// {E2B7B2C4-6B0E-4C1B-9B1F-5C0B6E1D7A31}: under which the installer registers the provider.
inline constexpr GUID kProviderId{
    0xe2b7b2c4, 0x6b0e, 0x4c1b, {0x9b, 0x1f, 0x5c, 0x0b, 0x6e, 0x1d, 0x7a, 0x31}};

// The fields of a tile, in the order in which they stand on it.
enum class Field : DWORD { Image, Label, Title, Status, UserName, Password, Submit, TryAgain, AnotherWay };
inline constexpr DWORD kFieldCount = 9;
[[nodiscard]] CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR describe(Field field); // without the label
[[nodiscard]] std::wstring labelOf(Field field, Language language);

class Tile;

// What the tiles of one provider share. LogonUI's thread only.
struct TileContext {
    ProviderSettings settings;
    CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario = CPUS_INVALID;
    bool isRemote = false; // the person is at another machine: the camera sees somebody else
    PackageLookup lookUpPackage;
    std::shared_ptr<NewsQueue> news;
    std::uint64_t lastAttempt = 0;
    std::unique_ptr<Worker> lastWorker;            // the one that asked the agent last; may have ended
    std::function<void(const Tile&)> onRecognised; // tells LogonUI to come for the logon
};

// Gives a packed request to LogonUI, which frees it. E_FAIL without a block or a package that takes it,
// E_OUTOFMEMORY; `out` is untouched then.
[[nodiscard]] HRESULT handToLogonUi(const TileContext& context, const Result<SecretBytes>& block,
                                    CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION& out);

struct TileUser {
    std::wstring sid; // empty: the tile for whoever is in front of the camera
    std::wstring qualifiedName;
    std::wstring displayName;
};

// One user's tile, or the one for whoever it is. Asks the agent while it is selected; a password can be typed
// at any time. LogonUI's thread only, and it never waits there.
class Tile final : public ComObject<ICredentialProviderCredential2> {
public:
    Tile(std::shared_ptr<TileContext> context, TileUser user);

    // What came of an attempt; nothing happens when it is not this tile's.
    void take(AttemptNews& news);
    // A logon by face lies ready (for ten seconds).
    [[nodiscard]] bool isRecognised() const;

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
    HRESULT STDMETHODCALLTYPE CommandLinkClicked(DWORD field) override;
    HRESULT STDMETHODCALLTYPE GetSerialization(CREDENTIAL_PROVIDER_GET_SERIALIZATION_RESPONSE* response,
                                               CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION* serialization,
                                               LPWSTR* statusText,
                                               CREDENTIAL_PROVIDER_STATUS_ICON* icon) override;
    HRESULT STDMETHODCALLTYPE ReportResult(LONG status, LONG subStatus, LPWSTR* statusText,
                                           CREDENTIAL_PROVIDER_STATUS_ICON* icon) override;
    HRESULT STDMETHODCALLTYPE GetUserSid(LPWSTR* sid) override;

private:
    struct Logon {
        std::wstring qualifiedName;
        SecretString password;
        bool isTyped = false;
        std::chrono::steady_clock::time_point until; // of one by face
    };

    ~Tile() override;
    void* find(REFIID id) override;

    [[nodiscard]] bool isForWhoever() const { return m_user.sid.empty(); }
    [[nodiscard]] std::wstring words(TileText text) const;
    [[nodiscard]] std::wstring words(Phrase phrase) const;
    [[nodiscard]] FaceRequest requestNow() const;
    void beginAttempt();
    void abandonAttempt();
    void conclude(FaceAnswer& answer);
    void recognised(FaceAnswer& answer);
    void logOnAs(const std::wstring& account, SecretString secret, bool isStale);
    // What is asked for besides a face, typed into the field of the password (tile_steps.cpp).
    enum class Step { None, Pin, EmergencyCode };
    void want(Step step, std::wstring status);
    void askInBackground(std::function<AttemptEnd()> question, std::wstring status);
    void beginEmergencyFor(FaceAnswer& answer);
    void sendTypedStep();
    void stepDone(AttemptEnd& end);
    void pinChecked(Result<PinAnswer>& checked);
    void codeRequested(const Result<EmergencyQuestion>& question);
    void codeChecked(const Status& checked);
    void show(std::wstring status);
    void focusPassword();
    [[nodiscard]] std::optional<Logon> takeLogon();
    [[nodiscard]] HRESULT send(Logon logon, CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION& out);
    void keepPassword(Logon logon);

    std::shared_ptr<TileContext> m_context;
    TileUser m_user;
    ComPtr<ICredentialProviderCredentialEvents> m_events;
    std::wstring m_status;
    std::wstring m_typedName;
    SecretString m_typedPassword;
    std::uint64_t m_attempt = 0;     // the one that runs; 0: none
    bool m_isPasswordBarred = false; // the policy lets nothing but the face in
    Step m_step = Step::None;        // typed text goes to the agent for it, not to Windows
    std::wstring m_stepFor;          // the account whose PIN or code it is
    bool m_isPinAfterCode = false;
    std::optional<Logon> m_byFace; // recognised, and not yet sent
    std::optional<Logon> m_sent;   // until Windows says what it thinks of it
};

} // namespace kaomon::logon
