// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/password_split.h"

#include <algorithm>
#include <string>

#include "base/base64.h"
#include "domain/login_key.h"

namespace kaomon::signin {
namespace {

constexpr std::size_t kOneTimeLength = 19; // XXXX-XXXX-XXXX-XXXX
constexpr std::size_t kGroupLength = 5;    // with its separator

bool isBase32(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '2' && c <= '7');
}

bool isOneTimePassword(std::string_view text) {
    if (text.size() != kOneTimeLength) {
        return false;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool isSeparator = i % kGroupLength == kGroupLength - 1;
        if (isSeparator ? (text[i] != '-' && text[i] != ' ') : !isBase32(text[i])) {
            return false;
        }
    }
    return true;
}

void setSecret(localipc::Message& message, std::string_view key, const crypto::SecretKey& secret) {
    std::string text = toBase64Url(secret.reveal());
    message.set(key, text);
    wipe(text.data(), text.size());
}

} // namespace

Result<SecretString> canonicalPassword(const SecretString& typed) {
    auto password = domain::normalisePassword(typed);
    if (!password) {
        return password;
    }
    std::string_view text = password->reveal();
    while (!text.empty() && (text.front() == ' ' || text.back() == ' ')) {
        text.front() == ' ' ? text.remove_prefix(1) : text.remove_suffix(1);
    }
    if (!isOneTimePassword(text)) {
        return password;
    }
    std::string grouped(text);
    std::ranges::transform(grouped, grouped.begin(), [](char c) {
        return c == ' ' ? '-' : (c >= 'a' && c <= 'z') ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return SecretString(std::move(grouped));
}

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
    const auto password = canonicalPassword(typed);
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
