// SPDX-License-Identifier: GPL-3.0-or-later
// The entry points of kaomon_credprov.dll. It registers nothing itself: the installer writes the rows.
#include "logon/windows/module.h"

#include "logon/windows/filter.h"
#include "logon/windows/provider.h"

namespace {

using namespace kaomon::logon;

class Factory final : public ComObject<IClassFactory> {
public:
    HRESULT STDMETHODCALLTYPE CreateInstance(IUnknown* outer, REFIID id, void** out) override {
        return guarded([&] {
            if (out == nullptr) {
                return E_POINTER;
            }
            *out = nullptr;
            if (outer != nullptr) {
                return CLASS_E_NOAGGREGATION;
            }
            if (id == __uuidof(ICredentialProviderFilter)) {
                const auto filter = ComPtr<ProviderFilter>::adopt(new ProviderFilter);
                return filter->QueryInterface(id, out);
            }
            const auto provider = ComPtr<Provider>::adopt(new Provider(packageLookup()));
            return provider->QueryInterface(id, out);
        });
    }
    HRESULT STDMETHODCALLTYPE LockServer(BOOL isLocked) override {
        moduleUses() += isLocked != FALSE ? 1 : -1;
        return S_OK;
    }

private:
    void* find(REFIID id) override {
        return id == __uuidof(IUnknown) || id == __uuidof(IClassFactory) ? static_cast<IClassFactory*>(this)
                                                                         : nullptr;
    }
};

} // namespace

extern "C" {

HRESULT STDAPICALLTYPE DllGetClassObject(REFCLSID classId, REFIID id, void** out) {
    return guarded([&] {
        if (out == nullptr) {
            return E_POINTER;
        }
        *out = nullptr;
        if (classId != kProviderId) {
            return CLASS_E_CLASSNOTAVAILABLE;
        }
        const auto factory = ComPtr<Factory>::adopt(new Factory);
        return factory->QueryInterface(id, out);
    });
}

HRESULT STDAPICALLTYPE DllCanUnloadNow() {
    return moduleUses() == 0 ? S_OK : S_FALSE;
}

} // extern "C"
