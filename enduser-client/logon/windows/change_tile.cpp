// SPDX-License-Identifier: GPL-3.0-or-later
#include "logon/windows/change_tile.h"

#include <array>
#include <string_view>
#include <utility>

#include "localipc/wide_text.h"
#include "logon/windows/tile_image.h"

namespace kaomon::logon {
namespace {

using localipc::toUtf8;

constexpr std::size_t kMaxTyped = 512;
constexpr LONG kSuccess = 0;
constexpr LONG kWrongPassword = static_cast<LONG>(0xc000006a);
constexpr LONG kIllFormedPassword = static_cast<LONG>(0xc000006b);
constexpr LONG kPasswordRestriction = static_cast<LONG>(0xc000006c);
constexpr LONG kLogonFailure = static_cast<LONG>(0xc000006d);

bool isField(DWORD field, ChangeField wanted) {
    return field == static_cast<DWORD>(wanted);
}

} // namespace

CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR describe(ChangeField field) {
    constexpr std::array<CREDENTIAL_PROVIDER_FIELD_TYPE, kChangeFieldCount> kTypes{
        CPFT_TILE_IMAGE,    CPFT_SMALL_TEXT,    CPFT_LARGE_TEXT,    CPFT_SMALL_TEXT,
        CPFT_PASSWORD_TEXT, CPFT_PASSWORD_TEXT, CPFT_PASSWORD_TEXT, CPFT_SUBMIT_BUTTON};
    const auto index = static_cast<DWORD>(field);
    // Image and label have their kinds, which make Windows show them as the option's own.
    const GUID kind = field == ChangeField::Image   ? describe(Field::Image).guidFieldType
                      : field == ChangeField::Label ? describe(Field::Label).guidFieldType
                                                    : GUID{};
    return {index, kTypes.at(index), nullptr, kind};
}

std::wstring labelOf(ChangeField field, Language language) {
    switch (field) {
    case ChangeField::OldPassword:
        return tileText(TileText::OldPasswordLabel, language);
    case ChangeField::NewPassword:
        return tileText(TileText::NewPasswordLabel, language);
    case ChangeField::Again:
        return tileText(TileText::AgainLabel, language);
    case ChangeField::Submit:
        return tileText(TileText::ChangeLabel, language);
    default:
        return tileText(TileText::ProviderName, language);
    }
}

ChangeTile::ChangeTile(std::shared_ptr<TileContext> context, TileUser user)
    : m_context(std::move(context))
    , m_user(std::move(user))
    , m_status(words(TileText::ChangeHint)) {}

void* ChangeTile::find(REFIID id) {
    const bool isOurs = id == __uuidof(IUnknown) || id == __uuidof(ICredentialProviderCredential) ||
                        id == __uuidof(ICredentialProviderCredential2);
    return isOurs ? static_cast<ICredentialProviderCredential2*>(this) : nullptr;
}

std::wstring ChangeTile::words(TileText text) const {
    return tileText(text, m_context->settings.language);
}

void ChangeTile::show(TileText text) {
    m_status = words(text);
    if (m_events) {
        m_events->SetFieldString(this, static_cast<DWORD>(ChangeField::Status), m_status.c_str());
    }
}

void ChangeTile::forget() {
    for (SecretString* secret : {&m_old, &m_new, &m_again}) {
        secret->clear();
    }
    if (m_events) {
        for (const auto field : {ChangeField::OldPassword, ChangeField::NewPassword, ChangeField::Again}) {
            m_events->SetFieldString(this, static_cast<DWORD>(field), L"");
        }
    }
}

SecretString* ChangeTile::typed(DWORD field) {
    return isField(field, ChangeField::OldPassword)   ? &m_old
           : isField(field, ChangeField::NewPassword) ? &m_new
           : isField(field, ChangeField::Again)       ? &m_again
                                                      : nullptr;
}

HRESULT ChangeTile::Advise(ICredentialProviderCredentialEvents* events) {
    m_events = ComPtr<ICredentialProviderCredentialEvents>(events);
    return S_OK;
}

HRESULT ChangeTile::UnAdvise() {
    m_events = {};
    return S_OK;
}

HRESULT ChangeTile::SetSelected(BOOL* autoLogon) {
    if (autoLogon == nullptr) {
        return E_POINTER;
    }
    *autoLogon = FALSE;
    return S_OK;
}

HRESULT ChangeTile::SetDeselected() {
    return guarded([&] {
        forget();
        return S_OK;
    });
}

HRESULT ChangeTile::GetFieldState(DWORD field, CREDENTIAL_PROVIDER_FIELD_STATE* state,
                                  CREDENTIAL_PROVIDER_FIELD_INTERACTIVE_STATE* focus) {
    if (state == nullptr || focus == nullptr || field >= kChangeFieldCount) {
        return E_INVALIDARG;
    }
    const bool isOnBoth = isField(field, ChangeField::Image) || isField(field, ChangeField::Title);
    *state = isOnBoth ? CPFS_DISPLAY_IN_BOTH : CPFS_DISPLAY_IN_SELECTED_TILE;
    *focus = isField(field, ChangeField::OldPassword) ? CPFIS_FOCUSED : CPFIS_NONE;
    return S_OK;
}

HRESULT ChangeTile::GetStringValue(DWORD field, LPWSTR* text) {
    return guarded([&] {
        if (text == nullptr || field >= kChangeFieldCount) {
            return E_INVALIDARG;
        }
        std::wstring value; // what was typed goes one way only
        if (isField(field, ChangeField::Title)) {
            value = m_user.displayName;
        } else if (isField(field, ChangeField::Status)) {
            value = m_status;
        } else if (typed(field) == nullptr) {
            value = labelOf(static_cast<ChangeField>(field), m_context->settings.language);
        }
        *text = copyForCaller(value);
        return *text != nullptr ? S_OK : E_OUTOFMEMORY;
    });
}

HRESULT ChangeTile::GetBitmapValue(DWORD field, HBITMAP* bitmap) {
    if (bitmap == nullptr || !isField(field, ChangeField::Image)) {
        return E_INVALIDARG;
    }
    *bitmap = drawTileImage();
    return *bitmap != nullptr ? S_OK : E_OUTOFMEMORY;
}

HRESULT ChangeTile::GetSubmitButtonValue(DWORD field, DWORD* adjacentTo) {
    if (adjacentTo == nullptr || !isField(field, ChangeField::Submit)) {
        return E_INVALIDARG;
    }
    *adjacentTo = static_cast<DWORD>(ChangeField::Again);
    return S_OK;
}

HRESULT ChangeTile::SetStringValue(DWORD field, LPCWSTR text) {
    return guarded([&] {
        SecretString* secret = typed(field);
        if (text == nullptr || secret == nullptr) {
            return E_INVALIDARG;
        }
        const std::wstring_view value(text, ::wcsnlen(text, kMaxTyped + 1));
        if (value.size() > kMaxTyped) {
            return E_INVALIDARG;
        }
        *secret = SecretString(toUtf8(value));
        return S_OK;
    });
}

HRESULT ChangeTile::send(CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION& out) {
    const auto block = packPasswordChange(accountOf(m_user.qualifiedName), m_old.reveal(), m_new.reveal());
    const HRESULT given = handToLogonUi(*m_context, block, out);
    if (SUCCEEDED(given)) {
        m_sent = std::move(m_new);
        forget();
    }
    return given;
}

HRESULT ChangeTile::GetSerialization(CREDENTIAL_PROVIDER_GET_SERIALIZATION_RESPONSE* response,
                                     CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION* serialization,
                                     LPWSTR* statusText, CREDENTIAL_PROVIDER_STATUS_ICON* icon) {
    return guarded([&] {
        if (response == nullptr || serialization == nullptr || statusText == nullptr || icon == nullptr) {
            return E_POINTER;
        }
        *response = CPGSR_NO_CREDENTIAL_NOT_FINISHED;
        *serialization = {};
        *statusText = nullptr;
        *icon = CPSI_NONE;
        if (m_old.isEmpty() || m_new.isEmpty() || m_again.isEmpty()) {
            show(TileText::ChangeHint);
        } else if (m_new.reveal() != m_again.reveal()) {
            show(TileText::NotTheSame);
        } else if (SUCCEEDED(send(*serialization))) {
            *response = CPGSR_RETURN_CREDENTIAL_FINISHED;
            return S_OK;
        } else {
            show(TileText::NotSent);
        }
        *icon = CPSI_WARNING;
        *statusText = copyForCaller(m_status);
        return S_OK;
    });
}

HRESULT ChangeTile::ReportResult(LONG status, LONG, LPWSTR* statusText,
                                 CREDENTIAL_PROVIDER_STATUS_ICON* icon) {
    return guarded([&] {
        if (statusText == nullptr || icon == nullptr) {
            return E_POINTER;
        }
        *statusText = nullptr; // Windows' own words
        *icon = CPSI_NONE;
        auto sent = std::make_shared<SecretString>(std::exchange(m_sent, SecretString()));
        if (sent->isEmpty()) {
            return S_OK;
        }
        if (status == kSuccess) {
            auto job = [endpoint = m_context->settings.endpoint, user = toUtf8(m_user.qualifiedName),
                        sent](const std::atomic<bool>&) {
                (void)keepOsSecret(endpoint, user, *sent); // a failure: the next logon asks once
            };
            m_context->lastWorker = Worker::start(std::move(job), m_context->lastWorker.get());
            return S_OK;
        }
        const bool isOldWrong = status == kWrongPassword || status == kLogonFailure;
        if (isOldWrong || status == kPasswordRestriction || status == kIllFormedPassword) {
            show(isOldWrong ? TileText::OldPasswordWrong : TileText::AgainstTheRules);
            *statusText = copyForCaller(m_status);
            *icon = CPSI_WARNING;
        }
        return S_OK;
    });
}

HRESULT ChangeTile::GetUserSid(LPWSTR* sid) {
    if (sid == nullptr) {
        return E_POINTER;
    }
    *sid = copyForCaller(m_user.sid);
    return *sid != nullptr ? S_OK : E_OUTOFMEMORY;
}

} // namespace kaomon::logon
