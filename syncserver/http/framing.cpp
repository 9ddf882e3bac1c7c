// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/framing.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace kaomon::http {
namespace {

constexpr auto kForbidden = std::to_array<std::string_view>({"transfer-encoding", "trailer", "te"});
constexpr auto kSingle = std::to_array<std::string_view>(
    {"host", "content-length", "content-type", "authorization", "kaomon-proof", "if-match", "idempotency-key",
     "upgrade", "sec-websocket-key", "sec-websocket-version"});
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

// The one protocol that a connection may change to, asked for as RFC 6455 wants it and without a body.
bool isWellFormedUpgrade(const Head& head, const std::map<std::string, std::string>& fields) {
    const auto connection = fields.find("connection");
    return head.version == 11 && lowerCase(fields.at("upgrade")) == "websocket" &&
           connection != fields.end() && lowerCase(connection->second).find("upgrade") != std::string::npos &&
           !fields.contains("content-length");
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
    if (fields.contains("upgrade") && !isWellFormedUpgrade(head, fields)) {
        return refuse("the connection cannot change to that protocol");
    }
    const auto length = fields.find("content-length");
    if (length != fields.end() && !isLength(length->second)) {
        return refuse("malformed Content-Length");
    }
    return fields;
}

} // namespace kaomon::http
