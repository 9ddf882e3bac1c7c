// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/signed_text.h"

#include <algorithm>

#include "base/base64.h"

namespace kaomon::crypto {
namespace {

constexpr std::size_t kLargestText = std::size_t{64} * 1024;
constexpr std::size_t kLongestValue = 500;
constexpr std::size_t kMostFields = 64;
constexpr std::size_t kKeyNameBytes = 8;
constexpr std::string_view kKeyField = "key";
constexpr std::string_view kSignatureField = "signature";

std::span<const std::uint8_t> bytesOf(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

bool isName(std::string_view name) {
    return !name.empty() && name.size() <= 40 && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

std::string_view withoutTrailingSpace(std::string_view line) {
    while (!line.empty() && (line.back() == ' ' || line.back() == '\r' || line.back() == '\t')) {
        line.remove_suffix(1);
    }
    return line;
}

std::vector<std::string_view> linesOf(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        if (const auto line = withoutTrailingSpace(text.substr(0, end)); !line.empty()) {
            lines.push_back(line);
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

Result<SignedText::Field> fieldOf(std::string_view line) {
    const auto colon = line.find(": ");
    if (colon == std::string_view::npos || !isName(line.substr(0, colon)) ||
        !isSignedTextValue(line.substr(colon + 2))) {
        return fail(ErrorCode::ValidationFailed, "not a line of the form name: value");
    }
    return SignedText::Field(line.substr(0, colon), line.substr(colon + 2));
}

} // namespace

bool isSignedTextValue(std::string_view value) {
    const bool hasControl = std::ranges::any_of(value, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7f;
    });
    return !value.empty() && value.size() <= kLongestValue && !hasControl && value.front() != ' ' &&
           value.back() != ' ';
}

std::string keyName(std::span<const std::uint8_t> publicKey) {
    static constexpr std::string_view kDigits = "0123456789abcdef";
    const Bytes digest = hash(publicKey);
    std::string name;
    for (std::size_t i = 0; i < kKeyNameBytes; ++i) {
        name += kDigits[digest[i] >> 4];
        name += kDigits[digest[i] & 0x0f];
    }
    return name;
}

std::string SignedText::render() const {
    std::string text = m_title + "\n";
    for (const auto& [name, fieldValue] : m_fields) {
        text.append(name).append(": ").append(fieldValue).append("\n");
    }
    text.append(kKeyField).append(": ").append(m_keyName).append("\n");
    return text;
}

std::string SignedText::sign(std::string_view purpose, const SigningKey& key) const {
    SignedText signedText(*this);
    signedText.m_keyName = crypto::keyName(key.publicKey());
    const std::string text = signedText.render();
    return text + std::string(kSignatureField) + ": " + toBase64Url(key.sign(purpose, bytesOf(text))) + "\n";
}

Result<SignedText> SignedText::parse(std::string_view text) {
    if (text.size() > kLargestText) {
        return fail(ErrorCode::PayloadTooLarge, "larger than 64 KiB");
    }
    const auto lines = linesOf(text);
    if (lines.size() < 3 || lines.size() > kMostFields + 3 || !isSignedTextValue(lines.front())) {
        return fail(ErrorCode::ValidationFailed, "not a signed text");
    }
    SignedText result(std::string(lines.front()), {});
    for (std::size_t i = 1; i < lines.size(); ++i) {
        auto field = fieldOf(lines[i]);
        if (!field) {
            return propagate(field.error());
        }
        result.m_fields.push_back(std::move(*field));
    }
    const Field signature = std::move(result.m_fields.back());
    result.m_fields.pop_back();
    const Field key = std::move(result.m_fields.back());
    result.m_fields.pop_back();
    auto signatureBytes = fromBase64Url(signature.second);
    if (signature.first != kSignatureField || key.first != kKeyField || !signatureBytes) {
        return fail(ErrorCode::ValidationFailed, "the signature is missing");
    }
    result.m_keyName = key.second;
    result.m_signature = std::move(*signatureBytes);
    return result;
}

Status SignedText::verify(std::string_view purpose, std::span<const std::uint8_t> publicKey) const {
    return crypto::verify(publicKey, purpose, bytesOf(render()), m_signature);
}

bool SignedText::hasFields(std::span<const std::string_view> names) const {
    return std::ranges::equal(names, m_fields, {}, {}, &Field::first);
}

const std::string& SignedText::value(std::string_view name) const {
    static const std::string kNone;
    const auto field = std::ranges::find(m_fields, name, &Field::first);
    return field == m_fields.end() ? kNone : field->second;
}

} // namespace kaomon::crypto
