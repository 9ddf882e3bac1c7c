// SPDX-License-Identifier: GPL-3.0-or-later
// The one file of the domain that needs more than the standard library: Unicode normalisation is ICU's
// tables. ICU stays behind this .cpp; no header shows it.
#include "domain/login_key.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include <unicode/unorm2.h>
#include <unicode/ustring.h>

namespace kaomon::domain {
namespace {

constexpr std::size_t kMinimumLogin = 3;
constexpr std::size_t kMaximumLogin = 200;
// NFKC can grow text; far above any input that the callers allow.
constexpr std::size_t kMaximumInput = std::size_t{64} * 1024;

// A UTF-16 buffer that is wiped when it goes, since it may hold a password.
struct Utf16 {
    std::vector<UChar> units;

    explicit Utf16(std::size_t size)
        : units(size) {}
    ~Utf16() { wipe(units.data(), units.size() * sizeof(UChar)); }
    Utf16(const Utf16&) = delete;
    Utf16& operator=(const Utf16&) = delete;
    [[nodiscard]] std::int32_t capacity() const { return static_cast<std::int32_t>(units.size()); }
};

Error malformed() {
    return Error(ErrorCode::ValidationFailed, "not well-formed UTF-8 text");
}

// One code point of UTF-8 may become up to 18 UTF-16 units under NFKC (Unicode's stated maximum).
constexpr std::size_t kNfkcGrowth = 18;

Result<SecretString> normalise(std::string_view text, const UNormalizer2* form) {
    if (text.size() > kMaximumInput) {
        return propagate(malformed());
    }
    UErrorCode status = U_ZERO_ERROR;
    Utf16 source(text.size() + 1);
    std::int32_t sourceLength = 0;
    u_strFromUTF8(source.units.data(), source.capacity(), &sourceLength, text.data(),
                  static_cast<std::int32_t>(text.size()), &status);
    Utf16 target(static_cast<std::size_t>(sourceLength) * kNfkcGrowth + 1);
    const std::int32_t targetLength = unorm2_normalize(form, source.units.data(), sourceLength,
                                                       target.units.data(), target.capacity(), &status);
    std::string normalised(static_cast<std::size_t>(std::max(targetLength, 0)) * 3 + 1, '\0');
    std::int32_t length = 0;
    u_strToUTF8(normalised.data(), static_cast<std::int32_t>(normalised.size()), &length, target.units.data(),
                targetLength, &status);
    if (U_FAILURE(status)) {
        return propagate(malformed());
    }
    normalised.resize(static_cast<std::size_t>(length));
    return SecretString(std::move(normalised));
}

Result<SecretString> normaliseNfkc(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2* form = unorm2_getNFKCInstance(&status);
    if (U_FAILURE(status)) {
        return fail(ErrorCode::Internal, "Unicode tables are missing");
    }
    return normalise(text, form);
}

bool isLoginCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' || c == '@';
}

} // namespace

Result<std::string> loginKey(std::string_view login) {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2* form = unorm2_getNFKCCasefoldInstance(&status);
    if (U_FAILURE(status)) {
        return fail(ErrorCode::Internal, "Unicode tables are missing");
    }
    const auto folded = normalise(login, form);
    if (!folded) {
        return fail(ErrorCode::ValidationFailed, "login is not well-formed UTF-8", "/login");
    }
    const std::string& key = folded->reveal();
    if (key.size() < kMinimumLogin || key.size() > kMaximumLogin) {
        return fail(ErrorCode::ValidationFailed, "a login has 3 to 200 characters", "/login");
    }
    if (!std::ranges::all_of(key, isLoginCharacter)) {
        return fail(ErrorCode::ValidationFailed, "a login has letters a-z, digits and . - _ @ only",
                    "/login");
    }
    return key;
}

Result<std::string> nfkc(std::string_view text) {
    return normaliseNfkc(text).transform([](const SecretString& normalised) { return normalised.reveal(); });
}

Result<std::string> nfkcCasefold(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2* form = unorm2_getNFKCCasefoldInstance(&status);
    if (U_FAILURE(status)) {
        return fail(ErrorCode::Internal, "Unicode tables are missing");
    }
    return normalise(text, form).transform([](const SecretString& folded) { return folded.reveal(); });
}

Result<SecretString> normalisePassword(const SecretString& typed) {
    return normaliseNfkc(typed.reveal());
}

} // namespace kaomon::domain
