// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/reply.h"

#include <charconv>

#include "base/base64.h"

namespace kaomon::features {
namespace {

std::span<const std::uint8_t> bytesOf(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

} // namespace

std::string etagOf(long long rev) {
    return "\"r" + std::to_string(rev) + "\"";
}

Status checkIfMatch(const http::RequestContext& context, long long rev) {
    const std::string current = etagOf(rev);
    if (context.request.header("if-match") != current) {
        return fail(ErrorCode::StaleRevision, "changed meanwhile", current);
    }
    return {};
}

Result<int> pageLimit(const http::RequestContext& context) {
    const std::string text = context.query("limit");
    if (text.empty()) {
        return kDefaultPage;
    }
    int limit = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), limit);
    if (error != std::errc() || end != text.data() + text.size() || limit < 1 || limit > kLargestPage) {
        return fail(ErrorCode::ValidationFailed, "limit must be from 1 to 500", "/limit");
    }
    return limit;
}

std::string sealText(const auth::ServerKey& key, std::string_view purpose, std::string_view text) {
    return toBase64Url(bytesOf(text)) + "." + key.mac(purpose, text);
}

std::optional<std::string> openText(const auth::ServerKey& key, std::string_view purpose,
                                    std::string_view sealed) {
    const auto dot = sealed.find('.');
    if (dot == std::string_view::npos) {
        return std::nullopt;
    }
    const auto bytes = fromBase64Url(sealed.substr(0, dot));
    if (!bytes) {
        return std::nullopt;
    }
    std::string text(bytes->begin(), bytes->end());
    if (!crypto::equalConstantTime(bytesOf(key.mac(purpose, text)), bytesOf(sealed.substr(dot + 1)))) {
        return std::nullopt;
    }
    return text;
}

http::Access administrators() {
    using enum domain::Role;
    return http::usersIn({Owner, UserAdmin, HelpDesk, Auditor, ImageViewer});
}

} // namespace kaomon::features
