// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/message.h"

#include <algorithm>

namespace kaomon::http {
namespace {

int hexValue(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::optional<std::string> unescape(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            plain += text[i];
            continue;
        }
        const int high = i + 2 < text.size() ? hexValue(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? hexValue(text[i + 2]) : -1;
        if (high < 0 || low < 0) {
            return std::nullopt;
        }
        plain += static_cast<char>(high * 16 + low);
        i += 2;
    }
    const bool isClean =
        std::ranges::none_of(plain, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    return isClean ? std::optional(plain) : std::nullopt;
}

} // namespace

std::string_view Request::header(const std::string& lowerCaseName) const {
    const auto found = headers.find(lowerCaseName);
    return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

Response Response::json(int status, std::string body) {
    Response response;
    response.status = status;
    response.body = std::move(body);
    return response;
}

Response Response::streamed(std::string contentType, BodySource source) {
    Response response;
    response.contentType = std::move(contentType);
    response.stream = std::move(source);
    return response;
}

Response Response::noContent() {
    Response response;
    response.status = 204;
    response.contentType.clear();
    return response;
}

Response& Response::with(std::string name, std::string value) & {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
}

Response&& Response::with(std::string name, std::string value) && {
    headers.emplace_back(std::move(name), std::move(value));
    return std::move(*this);
}

Status splitTarget(const std::string& target, Request& request) {
    const auto malformed = [] { return fail(ErrorCode::MalformedRequest, "malformed request target"); };
    if (!target.starts_with('/') || target.find('#') != std::string::npos) {
        return malformed();
    }
    const auto mark = target.find('?');
    auto path = unescape(std::string_view(target).substr(0, mark));
    if (!path || path->find("//") != std::string::npos || path->find("/.") != std::string::npos) {
        return malformed();
    }
    request.target = target;
    request.path = std::move(*path);
    std::string_view rest =
        mark == std::string::npos ? std::string_view() : std::string_view(target).substr(mark + 1);
    while (!rest.empty()) {
        const std::string_view pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
        const auto equals = pair.find('=');
        auto name = unescape(pair.substr(0, equals));
        auto value = equals == std::string_view::npos ? std::optional<std::string>(std::string())
                                                      : unescape(pair.substr(equals + 1));
        if (!name || !value || !request.query.emplace(std::move(*name), std::move(*value)).second) {
            return malformed();
        }
    }
    return {};
}

} // namespace kaomon::http
