// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/password_split.h"

#include <string>

#include "base/base64.h"
#include "domain/password_form.h"

namespace kaomon::signin {
namespace {

void setSecret(localipc::Message& message, std::string_view key, const crypto::SecretKey& secret) {
    std::string text = toBase64Url(secret.reveal());
    message.set(key, text);
    wipe(text.data(), text.size());
}

} // namespace

Result<crypto::PasswordParameters> parametersOf(const localipc::Message& prelogin) {
    auto salt = fromBase64Url(prelogin.text("salt"));
    const auto iterations = prelogin.integer("iterations");
    const auto memory = prelogin.integer("memory_kib");
    if (!salt || !iterations || !memory || *iterations < 0 || *memory < 0 || *iterations > INT32_MAX ||
        *memory > INT32_MAX) {
        return fail(ErrorCode::ProtocolError, "the prelogin reply is incomplete");
    }
    crypto::PasswordParameters parameters{.salt = std::move(*salt),
                                          .iterations = static_cast<std::uint32_t>(*iterations),
                                          .memoryKiB = static_cast<std::uint32_t>(*memory)};
    if (const auto checked = parameters.check(); !checked) {
        return propagate(checked.error());
    }
    return parameters;
}

Result<crypto::PasswordKeys> splitTyped(const SecretString& typed,
                                        const crypto::PasswordParameters& parameters) {
    const auto password = domain::canonicalPassword(typed);
    if (!password) {
        return propagate(password.error());
    }
    return crypto::splitPassword(*password, parameters);
}

void setKeys(localipc::Message& message, const char* prefix, const crypto::PasswordKeys& keys) {
    setSecret(message, std::string(prefix) + "auth", keys.auth);
    setSecret(message, std::string(prefix) + "wrap", keys.wrap);
}

} // namespace kaomon::signin
