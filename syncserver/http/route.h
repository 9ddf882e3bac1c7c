// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/result.h"
#include "domain/role.h"
#include "http/message.h"
#include "http/principal.h"

namespace kaomon::http {

template<class T>
using Awaitable = boost::asio::awaitable<T>;

struct Route;

// What a handler is given. Lives as long as the handler runs.
struct RequestContext {
    const Request& request;
    const Route& route;
    Principal principal;
    std::map<std::string, std::string> path;
    // The counter of the request's proof was used up in a transaction of the handler; see
    // features::provenWrite().
    bool isProofTaken = false;
    // The tenant's operation log has an entry of this request.
    bool isRecorded = false;

    [[nodiscard]] const std::string& parameter(const std::string& name) const { return path.at(name); }
    [[nodiscard]] std::string query(const std::string& name) const {
        const auto found = request.query.find(name);
        return found == request.query.end() ? std::string() : found->second;
    }
};

// Runs on an I/O thread and must not block it. An Error becomes a problem body.
using Handler = std::function<Awaitable<Result<Response>>(RequestContext&)>;

// Name and JSON Schema of a body; no name means no body. Bodies of other media types than JSON are a string.
struct Schema {
    std::string name;
    std::string json;
    std::string mediaType = "application/json";
};

struct QueryParameter {
    std::string name;
    std::string description;
};

// Who may call.
struct Access {
    bool isPublic = false;
    bool allowsDevice = false;
    bool allowsOneTimePassword = false;     // also while the password has to be changed
    bool allowsMissingSecondFactor = false; // also while a second factor has to be set up
    std::vector<domain::Role> roles;        // of signed-in users; empty = no user
};

[[nodiscard]] Access anybody();
[[nodiscard]] Access deviceOnly();
[[nodiscard]] Access everyUser();
[[nodiscard]] Access usersIn(std::vector<domain::Role> roles);
[[nodiscard]] Access withDevice(Access access);
[[nodiscard]] Access withOneTimePassword(Access access);
[[nodiscard]] Access withoutSecondFactor(Access access);

inline constexpr std::size_t kDefaultBodyLimit = 64 * 1024;

enum class IfMatch { Unused, Required };
enum class Idempotency { Unused, KeyRequired };
// Whether the caller must have proven who he is within the last five minutes (of people; a PC proves itself
// with every request). For acts that a session left open must not allow: keys, roles, passwords, export.
enum class Reauth { Unused, Required };
// Whether a success leaves an entry in the tenant's operation log. ByMethod: all but GET do. Never is for
// what changes nothing, and for what has a log of its own; Always for reads that take data away.
enum class Recorded { ByMethod, Always, Never };

// One row of the route table: what the dispatcher enforces and what the OpenAPI document says.
struct Route {
    std::string method;
    std::string path; // "/v1/users/{user}"
    std::string operation;
    std::string summary;
    Access access;
    Schema request = {};
    Schema response = {};
    int status = 200; // of success
    std::vector<ErrorCode> problems = {};
    std::vector<QueryParameter> query = {};
    std::size_t bodyLimit = kDefaultBodyLimit;
    IfMatch ifMatch = IfMatch::Unused;
    Idempotency idempotency = Idempotency::Unused;
    Reauth reauth = Reauth::Unused;
    Recorded recorded = Recorded::ByMethod;
    Handler handler = {};
};

[[nodiscard]] inline bool isRecorded(const Route& route) {
    return route.recorded == Recorded::ByMethod ? route.method != "GET" : route.recorded == Recorded::Always;
}

// Problems that the pipeline in front of the handler may answer for this route, besides its own.
[[nodiscard]] std::vector<ErrorCode> allProblems(const Route& route);

} // namespace kaomon::http
