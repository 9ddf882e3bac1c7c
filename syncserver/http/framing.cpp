// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/framing.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace kaomon::http {
namespace {

constexpr auto kForbidden =
    std::to_array<std::string_view>({"transfer-encoding", "trailer", "te", "upgrade"});
constexpr auto kSingle =
    std::to_array<std::string_view>({"host", "content-length", "content-type", "authorization",
                                     "kaomon-proof", "if-match", "idempotency-key"});
constexpr std::size_t kLongestLength = 10;

std::string lowerCase(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

bool isLength(const std::string& value) {
    return !value.empty() && value.size() <= kLongestLength &&
           std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

Result<std::map<std::string, std::string>> checkFraming(const Head& head) {
    const auto refuse = [](std::string why) { return fail(ErrorCode::MalformedRequest, std::move(why)); };
    std::map<std::string, std::string> fields;
    for (const auto& [name, value] : head.fields) {
        const std::string key = lowerCase(name);
        if (std::ranges::find(kForbidden, key) != kForbidden.end()) {
            return refuse("the field " + key + " is not accepted");
        }
        const auto [place, isNew] = fields.emplace(key, value);
        if (!isNew && std::ranges::find(kSingle, key) != kSingle.end()) {
            return refuse("the field " + key + " was sent twice");
        }
        if (!isNew) {
            place->second += ", " + value;
        }
    }
    if (head.version == 11 && !fields.contains("host")) {
        return refuse("Host is missing");
    }
    const auto length = fields.find("content-length");
    if (length != fields.end() && !isLength(length->second)) {
        return refuse("malformed Content-Length");
    }
    return fields;
}

} // namespace kaomon::http
