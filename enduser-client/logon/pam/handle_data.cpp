// SPDX-License-Identifier: GPL-3.0-or-later
#include "logon/pam/handle_data.h"

#include <memory>
#include <utility>

namespace kaomon::logon {
namespace {

constexpr const char* kSecret = "kaomon_secret";
constexpr const char* kRefusal = "kaomon_refusal";

template<class T>
void keep(pam_handle_t* handle, const char* name, std::unique_ptr<T> value) {
    const auto end = [](pam_handle_t*, void* data, int) { delete static_cast<T*>(data); }; // NOLINT
    if (pam_set_data(handle, name, value.get(), end) == PAM_SUCCESS) {
        (void)value.release(); // libpam's now
    }
}

template<class T>
T* kept(pam_handle_t* handle, const char* name) {
    const void* data = nullptr;
    if (pam_get_data(handle, name, &data) != PAM_SUCCESS) {
        return nullptr;
    }
    return static_cast<T*>(const_cast<void*>(data)); // NOLINT: made by keep(), not const
}

} // namespace

void forgetTry(pam_handle_t* handle) {
    if (kept<SecretString>(handle, kSecret) != nullptr) {
        keep(handle, kSecret, std::make_unique<SecretString>());
    }
    (void)takeRefusal(handle);
}

void keepSecret(pam_handle_t* handle, const SecretString& secret) {
    keep(handle, kSecret, std::make_unique<SecretString>(secret.clone()));
}

const SecretString* keptSecret(pam_handle_t* handle) {
    const auto* secret = kept<SecretString>(handle, kSecret);
    return secret == nullptr || secret->isEmpty() ? nullptr : secret;
}

void keepRefusal(pam_handle_t* handle, const PasswordUse& use) {
    keep(handle, kRefusal, std::make_unique<std::optional<PasswordUse>>(use));
}

std::optional<PasswordUse> takeRefusal(pam_handle_t* handle) {
    auto* refusal = kept<std::optional<PasswordUse>>(handle, kRefusal);
    return refusal == nullptr ? std::nullopt : std::exchange(*refusal, std::nullopt);
}

} // namespace kaomon::logon
