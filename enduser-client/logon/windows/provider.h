// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "logon/windows/change_tile.h"
#include "logon/windows/tile.h"

namespace kaomon::logon {

// What LogonUI makes of kaomon_credprov.dll: a tile for each user, on a shared PC one more for whoever is in
// front of the camera. Hides no other provider: filter.h does. LogonUI's thread only.
class Provider final : public ComObject<ICredentialProvider, ICredentialProviderSetUserArray> {
public:
    explicit Provider(PackageLookup lookUpPackage);

    ULONG STDMETHODCALLTYPE AddRef() override { return ComObject::AddRef(); }
    ULONG STDMETHODCALLTYPE Release() override { return ComObject::Release(); }
    HRESULT STDMETHODCALLTYPE QueryInterface(REFIID id, void** out) override {
        return ComObject::QueryInterface(id, out);
    }

    HRESULT STDMETHODCALLTYPE SetUsageScenario(CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario,
                                               DWORD flags) override;
    HRESULT STDMETHODCALLTYPE SetSerialization(const CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION*) override {
        return E_NOTIMPL; // what a remote client brings along is the standard provider's
    }
    HRESULT STDMETHODCALLTYPE Advise(ICredentialProviderEvents* events, UINT_PTR context) override;
    HRESULT STDMETHODCALLTYPE UnAdvise() override;
    HRESULT STDMETHODCALLTYPE GetFieldDescriptorCount(DWORD* count) override;
    HRESULT STDMETHODCALLTYPE GetFieldDescriptorAt(DWORD index,
                                                   CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR** out) override;
    HRESULT STDMETHODCALLTYPE GetCredentialCount(DWORD* count, DWORD* defaultIndex,
                                                 BOOL* autoLogonWithDefault) override;
    HRESULT STDMETHODCALLTYPE GetCredentialAt(DWORD index, ICredentialProviderCredential** out) override;
    HRESULT STDMETHODCALLTYPE SetUserArray(ICredentialProviderUserArray* users) override;

private:
    ~Provider() override;
    void* find(REFIID id) override;
    void recognised();
    [[nodiscard]] bool isForChange() const { return m_context->scenario == CPUS_CHANGE_PASSWORD; }

    std::shared_ptr<TileContext> m_context = std::make_shared<TileContext>();
    std::vector<ComPtr<Tile>> m_tiles;
    std::vector<ComPtr<ChangeTile>> m_changes; // instead, where a password is changed
    ComPtr<ICredentialProviderEvents> m_events;
    UINT_PTR m_eventsContext = 0;
};

} // namespace kaomon::logon
