// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/result.h"
#include "domain/ip_address.h"

namespace kaomon::http {

struct Admission;

// A complete request, free of Beast types: header names in lower case, target as sent, path decoded.
struct Request {
    std::string method;
    std::string target;
    std::string path;
    std::map<std::string, std::string> query;
    std::map<std::string, std::string> headers;
    std::string body;
    std::string peer; // address of the client: of the socket, or behind a trusted proxy the one it names
    domain::IpAddress address; // the same
    std::string traceId;
    Admission* admission = nullptr; // where the gate notes whom it let in; of the connection

    // Empty when absent.
    [[nodiscard]] std::string_view header(const std::string& lowerCaseName) const;
};

// Makes a body piece by piece while it is sent, so that its size does not matter; an empty piece is the end.
// Called on the connection's thread, one piece at a time, and dropped when the peer goes. After an error the
// connection is cut without the end of the body, so that the receiver sees that something is missing.
using BodySource = std::function<boost::asio::awaitable<Result<std::string>>()>;

struct Response {
    int status = 200;
    std::string body;
    std::string contentType = "application/json";
    std::vector<std::pair<std::string, std::string>> headers;
    bool closesConnection = false;
    BodySource stream = {}; // instead of `body`, with status 200

    [[nodiscard]] static Response json(int status, std::string body);
    [[nodiscard]] static Response noContent();
    [[nodiscard]] static Response streamed(std::string contentType, BodySource source);
    Response& with(std::string name, std::string value) &;
    Response&& with(std::string name, std::string value) &&;
};

// Splits "/path?query", undoing percent-encoding. ErrorCode::MalformedRequest for anything that is not an
// absolute path with valid escapes and without control characters.
[[nodiscard]] Status splitTarget(const std::string& target, Request& request);

} // namespace kaomon::http
