// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"

namespace kaomon::http {

// What a parser found in the head of a request, in the order sent and with names as sent.
struct Head {
    int version = 11; // 10 or 11
    std::vector<std::pair<std::string, std::string>> fields;
};

// Our own wall against request smuggling, in front of everything that reads the body: refuses any
// Transfer-Encoding (bodies here always have a length), more than one Content-Length or Host, a Host missing
// on HTTP/1.1, a Content-Length that is not plain digits, Trailer, TE, and any Upgrade but one to a
// WebSocket. Returns the fields by lower-case name, other repeated fields joined by ", ".
// ErrorCode::MalformedRequest.
[[nodiscard]] Result<std::map<std::string, std::string>> checkFraming(const Head& head);

} // namespace kaomon::http
