// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "logon/windows/com_support.h"
#include "logon/windows/credential_provider_abi.h"

namespace kaomon::logon {

// Hides other sign-in options where the policy says so (cp_filter), and only while there is every reason to
// believe that ours opens the PC: the agent answers and calls itself able, faces have opened this PC for some
// time (probation.h), and the last appearance of LogonUI came to its end. Else every option stays. LogonUI's
// thread, which it holds for half a second at most.
class ProviderFilter final : public ComObject<ICredentialProviderFilter> {
public:
    HRESULT STDMETHODCALLTYPE Filter(CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario, DWORD flags,
                                     GUID* providers, BOOL* isAllowed, DWORD count) override;
    HRESULT STDMETHODCALLTYPE UpdateRemoteCredential(const CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION*,
                                                     CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION*) override {
        return E_NOTIMPL; // what a remote client brings along is the standard provider's
    }

private:
    void* find(REFIID id) override;
};

} // namespace kaomon::logon
