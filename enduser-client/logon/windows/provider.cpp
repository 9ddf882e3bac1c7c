// SPDX-License-Identifier: GPL-3.0-or-later
#include "logon/windows/provider.h"

#include <utility>

#include "logon/windows/probation.h"

// the keys of a user's properties, defined in this file
#include <initguid.h>
#include <propkey.h>

namespace kaomon::logon {
namespace {

constexpr DWORD kGenericCredentials = 0x1; // CREDUIWIN_GENERIC: a name and a password for a program
constexpr DWORD kMaxUsers = 1000;

std::wstring propertyOf(ICredentialProviderUser& user, REFPROPERTYKEY key) {
    LPWSTR text = nullptr;
    if (FAILED(user.GetStringValue(key, &text)) || text == nullptr) {
        return {};
    }
    std::wstring value(text);
    ::CoTaskMemFree(text);
    return value;
}

std::wstring sidOf(ICredentialProviderUser& user) {
    LPWSTR text = nullptr;
    if (FAILED(user.GetSid(&text)) || text == nullptr) {
        return {};
    }
    std::wstring sid(text);
    ::CoTaskMemFree(text);
    return sid;
}

} // namespace

Provider::Provider(PackageLookup lookUpPackage) {
    m_context->lookUpPackage = std::move(lookUpPackage);
    m_context->onRecognised = [this](const Tile&) { recognised(); };
}

Provider::~Provider() {
    // LogonUI may keep a tile longer than the provider.
    m_context->onRecognised = nullptr;
    if (m_context->lastWorker) {
        m_context->lastWorker->abandon();
    }
    if (m_context->news) {
        m_context->news->close();
    }
}

void* Provider::find(REFIID id) {
    if (id == __uuidof(IUnknown) || id == __uuidof(ICredentialProvider)) {
        return static_cast<ICredentialProvider*>(this);
    }
    if (id == __uuidof(ICredentialProviderSetUserArray)) {
        return static_cast<ICredentialProviderSetUserArray*>(this);
    }
    return nullptr;
}

void Provider::recognised() {
    if (m_events) {
        m_events->CredentialsChanged(m_eventsContext);
    }
}

HRESULT Provider::SetUsageScenario(CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario, DWORD flags) {
    return guarded([&] {
        const ProviderSettings settings = readProviderSettings();
        const bool isLogon = scenario == CPUS_LOGON || scenario == CPUS_UNLOCK_WORKSTATION;
        const bool isCredUi =
            scenario == CPUS_CREDUI && settings.isForCredUi && (flags & kGenericCredentials) == 0;
        if (!isLogon && !isCredUi && scenario != CPUS_CHANGE_PASSWORD) {
            return E_NOTIMPL;
        }
        if (!m_context->news) {
            m_context->news = NewsQueue::open([this](AttemptNews news) {
                for (const ComPtr<Tile>& tile : m_tiles) {
                    tile->take(news);
                }
            });
        }
        if (!m_context->news) {
            return E_FAIL;
        }
        m_context->settings = settings;
        m_context->scenario = scenario;
        m_context->isRemote = ::GetSystemMetrics(SM_REMOTESESSION) != 0;
        m_tiles.clear();
        m_changes.clear();
        return S_OK;
    });
}

HRESULT Provider::Advise(ICredentialProviderEvents* events, UINT_PTR context) {
    m_events = ComPtr<ICredentialProviderEvents>(events);
    m_eventsContext = context;
    return S_OK;
}

HRESULT Provider::UnAdvise() {
    m_events = {};
    if (m_context->scenario != CPUS_CREDUI) {
        noteEnd(); // LogonUI goes, or goes on to another scenario: we are not what it died of
    }
    return S_OK;
}

HRESULT Provider::GetFieldDescriptorCount(DWORD* count) {
    if (count == nullptr) {
        return E_POINTER;
    }
    *count = isForChange() ? kChangeFieldCount : kFieldCount;
    return S_OK;
}

HRESULT Provider::GetFieldDescriptorAt(DWORD index, CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR** out) {
    return guarded([&] {
        if (out == nullptr || index >= (isForChange() ? kChangeFieldCount : kFieldCount)) {
            return E_INVALIDARG;
        }
        auto* copy = static_cast<CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR*>(::CoTaskMemAlloc(sizeof **out));
        if (copy == nullptr) {
            return E_OUTOFMEMORY;
        }
        const Language language = m_context->settings.language;
        const auto fill = [&](auto field) {
            *copy = describe(field);
            copy->pszLabel = copyForCaller(labelOf(field, language));
        };
        isForChange() ? fill(static_cast<ChangeField>(index)) : fill(static_cast<Field>(index));
        if (copy->pszLabel == nullptr) {
            ::CoTaskMemFree(copy);
            return E_OUTOFMEMORY;
        }
        *out = copy;
        return S_OK;
    });
}

HRESULT Provider::GetCredentialCount(DWORD* count, DWORD* defaultIndex, BOOL* autoLogonWithDefault) {
    return guarded([&] {
        if (count == nullptr || defaultIndex == nullptr || autoLogonWithDefault == nullptr) {
            return E_POINTER;
        }
        *defaultIndex = CREDENTIAL_PROVIDER_NO_DEFAULT;
        *autoLogonWithDefault = FALSE;
        if (isForChange()) {
            *count = static_cast<DWORD>(m_changes.size());
            return S_OK;
        }
        if (m_tiles.empty() && m_context->settings.isSharedPc) { // no list of users: whoever it is
            m_tiles.push_back(ComPtr<Tile>::adopt(new Tile(m_context, {})));
        }
        *count = static_cast<DWORD>(m_tiles.size());
        for (DWORD i = 0; i < *count; ++i) {
            if (m_tiles[i]->isRecognised()) {
                *defaultIndex = i;
                *autoLogonWithDefault = TRUE;
            }
        }
        return S_OK;
    });
}

HRESULT Provider::GetCredentialAt(DWORD index, ICredentialProviderCredential** out) {
    if (out == nullptr || index >= (isForChange() ? m_changes.size() : m_tiles.size())) {
        return E_INVALIDARG;
    }
    *out = isForChange() ? static_cast<ICredentialProviderCredential*>(m_changes[index].get())
                         : m_tiles[index].get();
    (*out)->AddRef();
    return S_OK;
}

HRESULT Provider::SetUserArray(ICredentialProviderUserArray* users) {
    return guarded([&] {
        DWORD count = 0;
        if (users == nullptr || FAILED(users->GetCount(&count))) {
            return E_INVALIDARG;
        }
        m_tiles.clear();
        m_changes.clear();
        for (DWORD i = 0; i < count && i < kMaxUsers; ++i) {
            ComPtr<ICredentialProviderUser> user;
            if (FAILED(users->GetAt(i, user.out())) || !user) {
                continue;
            }
            TileUser known{sidOf(*user.get()), propertyOf(*user.get(), PKEY_Identity_QualifiedUserName),
                           propertyOf(*user.get(), PKEY_Identity_DisplayName)};
            if (known.sid.empty() || known.qualifiedName.empty()) {
                continue; // nobody that could be named to the agent; his other tiles are there
            }
            if (known.displayName.empty()) {
                known.displayName = known.qualifiedName;
            }
            if (isForChange()) {
                m_changes.push_back(ComPtr<ChangeTile>::adopt(new ChangeTile(m_context, std::move(known))));
            } else {
                m_tiles.push_back(ComPtr<Tile>::adopt(new Tile(m_context, std::move(known))));
            }
        }
        if (m_context->settings.isSharedPc && !isForChange()) {
            m_tiles.push_back(ComPtr<Tile>::adopt(new Tile(m_context, {})));
        }
        return S_OK;
    });
}

} // namespace kaomon::logon
