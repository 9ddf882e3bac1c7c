// SPDX-License-Identifier: GPL-3.0-or-later
#include "localipc/image_signature.h"

#include <mutex>

#include <windows.h>
// after windows.h, which they need
#include <softpub.h>
#include <wintrust.h>

#include "base/log.h"
#include "localipc/wide_text.h"

namespace kaomon::localipc {
namespace {

std::string nameOf(PCCERT_CONTEXT certificate) {
    CERT_NAME_BLOB& subject = certificate->pCertInfo->Subject;
    const DWORD length = ::CertNameToStrW(X509_ASN_ENCODING, &subject, CERT_X500_NAME_STR, nullptr, 0);
    std::wstring name(length, L'\0');
    ::CertNameToStrW(X509_ASN_ENCODING, &subject, CERT_X500_NAME_STR, name.data(), length);
    while (!name.empty() && name.back() == L'\0') {
        name.pop_back();
    }
    return toUtf8(name);
}

std::optional<std::string> signerIn(HANDLE state) {
    auto* provider = ::WTHelperProvDataFromStateData(state);
    auto* signer = provider != nullptr ? ::WTHelperGetProvSignerFromChain(provider, 0, FALSE, 0) : nullptr;
    auto* certificate = signer != nullptr ? ::WTHelperGetProvCertFromChain(signer, 0) : nullptr;
    return certificate != nullptr && certificate->pCert != nullptr ? std::optional(nameOf(certificate->pCert))
                                                                   : std::nullopt;
}

// Of our own file, looked at once.
const ImageSigner& ownSigner() {
    static const ImageSigner signer = signerOfImage(ownImage());
    return signer;
}

} // namespace

ImageSigner signerOfImage(const std::string& path) {
    const std::wstring wide = toWide(path);
    WINTRUST_FILE_INFO file{};
    file.cbStruct = sizeof file;
    file.pcwszFilePath = wide.c_str();
    WINTRUST_DATA data{};
    data.cbStruct = sizeof data;
    data.dwUIChoice = WTD_UI_NONE;
    data.fdwRevocationChecks = WTD_REVOKE_NONE;
    data.dwUnionChoice = WTD_CHOICE_FILE;
    data.pFile = &file;
    data.dwStateAction = WTD_STATEACTION_VERIFY;
    data.dwProvFlags = WTD_CACHE_ONLY_URL_RETRIEVAL; // at a logon there may be no network
    GUID action = WINTRUST_ACTION_GENERIC_VERIFY_V2;
    auto* const nobody = static_cast<HWND>(INVALID_HANDLE_VALUE);
    const LONG verdict = ::WinVerifyTrust(nobody, &action, &data);
    auto signer = verdict == ERROR_SUCCESS ? signerIn(data.hWVTStateData) : std::nullopt;
    data.dwStateAction = WTD_STATEACTION_CLOSE;
    ::WinVerifyTrust(nobody, &action, &data);
    if (verdict == TRUST_E_NOSIGNATURE) {
        return std::optional<std::string>();
    }
    if (!signer || signer->empty()) {
        return fail(ErrorCode::PeerDenied, "the signature is not believed: " + std::to_string(verdict));
    }
    return signer;
}

std::string ownImage() {
    HMODULE module = nullptr;
    ::GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS |
                             GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
                         reinterpret_cast<LPCWSTR>(&ownImage), &module);
    std::wstring path(32768, L'\0');
    path.resize(::GetModuleFileNameW(module, path.data(), static_cast<DWORD>(path.size())));
    return toUtf8(path);
}

Status checkSigner(const ImageSigner& own, const ImageSigner& peer) {
    if (!own || !*own) {
        return {};
    }
    if (!peer) {
        return propagate(peer.error());
    }
    if (!*peer) {
        return fail(ErrorCode::PeerDenied, "the program is not signed");
    }
    return **own == **peer ? Status()
                           : Status(fail(ErrorCode::PeerDenied, "the program is signed by " + **peer));
}

Status checkAgentImage(const std::string& path) {
    if (!ownSigner() || !*ownSigner()) {
        return {};
    }
    Status checked = checkSigner(ownSigner(), signerOfImage(path));
    static std::mutex mutex;
    static std::string lastRefused; // a client asks each second
    const std::lock_guard lock(mutex);
    const std::string refused = checked ? std::string() : path + ' ' + checked.error().detail;
    if (refused != lastRefused && !checked) {
        log::warning("agent.signature_refused",
                     {{"image", path}, {"reason", checked.error().detail}, {"expected", **ownSigner()}});
    }
    lastRefused = refused;
    return checked;
}

} // namespace kaomon::localipc
