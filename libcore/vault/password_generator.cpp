// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/password_generator.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "crypto/secret_key.h"

namespace kaomon::vault {
namespace {

constexpr int kShortest = 8;
constexpr int kLongest = 128;
constexpr std::string_view kLookAlikes = "0Oo1lI|";

std::vector<std::string> kindsOf(const PasswordRecipe& recipe) {
    std::vector<std::string> kinds;
    const auto add = [&](bool isWanted, std::string_view characters) {
        std::string kind;
        for (const char c : characters) {
            if (!recipe.withoutLookAlikes || kLookAlikes.find(c) == std::string_view::npos) {
                kind += c;
            }
        }
        if (isWanted) {
            kinds.push_back(std::move(kind));
        }
    };
    add(recipe.hasUpper, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    add(recipe.hasLower, "abcdefghijklmnopqrstuvwxyz");
    add(recipe.hasDigits, "0123456789");
    add(recipe.hasSymbols, "!#$%&()*+,-./:;<=>?@[]^_{|}~");
    return kinds;
}

// 0 to below `bound` (at most 256), each equally likely: bytes above the last whole multiple are drawn again.
std::size_t draw(std::size_t bound) {
    const std::size_t limit = 256 - 256 % bound;
    while (true) {
        const std::size_t byte = crypto::randomBytes(1).front();
        if (byte < limit) {
            return byte % bound;
        }
    }
}

} // namespace

Result<SecretString> makePassword(const PasswordRecipe& recipe) {
    const std::vector<std::string> kinds = kindsOf(recipe);
    if (recipe.length < kShortest || recipe.length > kLongest) {
        return fail(ErrorCode::ValidationFailed, "from 8 to 128 characters", "/length");
    }
    if (kinds.empty()) {
        return fail(ErrorCode::ValidationFailed, "no kind of character", "/characters");
    }
    std::string all;
    std::string password;
    password.reserve(static_cast<std::size_t>(recipe.length));
    for (const std::string& kind : kinds) {
        all += kind;
        password += kind[draw(kind.size())];
    }
    while (password.size() < static_cast<std::size_t>(recipe.length)) {
        password += all[draw(all.size())];
    }
    for (std::size_t i = password.size() - 1; i > 0; --i) {
        std::swap(password[i], password[draw(i + 1)]);
    }
    return SecretString(std::move(password));
}

} // namespace kaomon::vault
