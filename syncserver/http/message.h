// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace kaomon::http {

// A complete request, free of Beast types: header names in lower case, target as sent, path decoded.
struct Request {
    std::string method;
    std::string target;
    std::string path;
    std::map<std::string, std::string> query;
    std::map<std::string, std::string> headers;
    std::string body;
    std::string peer; // address of the socket
    std::string traceId;

    // Empty when absent.
    [[nodiscard]] std::string_view header(const std::string& lowerCaseName) const;
};

struct Response {
    int status = 200;
    std::string body;
    std::string contentType = "application/json";
    std::vector<std::pair<std::string, std::string>> headers;
    bool closesConnection = false;

    [[nodiscard]] static Response json(int status, std::string body);
    [[nodiscard]] static Response noContent();
    Response& with(std::string name, std::string value) &;
    Response&& with(std::string name, std::string value) &&;
};

// Splits "/path?query", undoing percent-encoding. ErrorCode::MalformedRequest for anything that is not an
// absolute path with valid escapes and without control characters.
[[nodiscard]] Status splitTarget(const std::string& target, Request& request);

} // namespace kaomon::http
