// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "crypto/key_pairs.h"

namespace kaomon::crypto {

// A signed statement that people can read and mail, such as a licence or a certificate of deletion:
//
//     KAOMON LICENCE 1
//     serial: 2026-000123
//     ...
//     key: 9f86d081884c7d65
//     signature: <base64url>
//
// The signature covers the canonical form, which render() makes from the title and the fields: mail programs
// may change line ends and trailing spaces, nothing else. Values are UTF-8 without control characters. A
// value type; any thread.
class SignedText {
public:
    using Field = std::pair<std::string, std::string>;

    SignedText(std::string title, std::vector<Field> fields)
        : m_title(std::move(title))
        , m_fields(std::move(fields)) {}

    // The whole text. Precondition: names and values are of the form that parse() accepts; see isValue().
    [[nodiscard]] std::string sign(std::string_view purpose, const SigningKey& key) const;

    // Reads what sign() wrote, without believing it. ErrorCode::ValidationFailed, PayloadTooLarge (64 KiB).
    [[nodiscard]] static Result<SignedText> parse(std::string_view text);
    // ErrorCode::SignatureInvalid.
    [[nodiscard]] Status verify(std::string_view purpose, std::span<const std::uint8_t> publicKey) const;

    [[nodiscard]] const std::string& title() const { return m_title; }
    [[nodiscard]] const std::vector<Field>& fields() const { return m_fields; }
    // keyName() of the key that is said to have signed.
    [[nodiscard]] const std::string& keyName() const { return m_keyName; }
    // True when the fields are exactly these, in this order.
    [[nodiscard]] bool hasFields(std::span<const std::string_view> names) const;
    // Empty when there is no such field.
    [[nodiscard]] const std::string& value(std::string_view name) const;

private:
    [[nodiscard]] std::string render() const;

    std::string m_title;
    std::vector<Field> m_fields;
    std::string m_keyName;
    Bytes m_signature;
};

// 1 to 500 bytes of UTF-8 without control characters or spaces at the ends.
[[nodiscard]] bool isSignedTextValue(std::string_view value);

// 16 hex digits of BLAKE2b-256(public key): tells which of several keys signed.
[[nodiscard]] std::string keyName(std::span<const std::uint8_t> publicKey);

} // namespace kaomon::crypto
