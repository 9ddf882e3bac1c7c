// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/dispatcher.h"

#include <algorithm>

#include "base/log.h"
#include "http/problem.h"
#include "http/scim_problem.h"

namespace kaomon::http {
namespace {

constexpr std::size_t kLongestKey = 128;
constexpr int kSwitchingProtocols = 101;
constexpr std::string_view kReadiness = "/readyz";

void logRequest(const Request& request, const Response& response, std::chrono::steady_clock::duration took) {
    const auto level = response.status >= 500 ? log::Level::Warning : log::Level::Debug;
    log::write(level, "http.request",
               {{"trace", request.traceId},
                {"method", request.method},
                {"path", request.path},
                {"peer", request.peer},
                {"status", response.status},
                {"us", std::chrono::duration_cast<std::chrono::microseconds>(took).count()}});
}

} // namespace

std::size_t Dispatcher::bodyLimit(const std::string& method, const std::string& path) const {
    const auto match = m_router.match(method, path);
    return match.route != nullptr && !match.route->request.name.empty() ? match.route->bodyLimit : 0;
}

Awaitable<Status> Dispatcher::screen(const Request& request) {
    const auto match = m_router.match(request.method, request.path);
    if (match.route == nullptr) {
        co_return fail(ErrorCode::NotFound, "no such route");
    }
    Status screened = fail(ErrorCode::Internal, "unhandled");
    try {
        screened = co_await m_gate.screen(*match.route, request);
    } catch (const std::exception& error) {
        log::error("http.handler_failed", {{"trace", request.traceId}, {"what", error.what()}});
    }
    co_return screened;
}

bool Dispatcher::isUpgrade(const std::string& method, const std::string& path) const {
    const auto match = m_router.match(method, path);
    return match.route != nullptr && match.route->status == kSwitchingProtocols;
}

Response Dispatcher::refusal(const Error& error, const std::string& traceId, std::string_view target) const {
    const std::string_view path = target.substr(0, target.find('?'));
    return isProvisioning(path) ? scimProblemResponse(error) : problem(error, traceId);
}

Response Dispatcher::problem(const Error& error, const std::string& traceId) const {
    return problemResponse(error, traceId, m_clock.now());
}

Awaitable<Response> Dispatcher::handle(const Request& request) {
    const auto started = m_clock.steadyNow();
    const auto match = m_router.match(request.method, request.path);
    Result<Response> result = fail(ErrorCode::Internal, "unhandled");
    try {
        result = co_await run(request, match);
    } catch (const std::exception& error) {
        log::error("http.handler_failed", {{"trace", request.traceId}, {"what", error.what()}});
    }
    if (!result) {
        const Error& error = result.error();
        log::info("http.refused", {{"trace", request.traceId},
                                   {"code", wireName(error.code)},
                                   {"detail", error.detail},
                                   {"path", request.path},
                                   {"peer", request.peer}});
        Response response =
            isProvisioning(request.path) ? scimProblemResponse(error) : problem(error, request.traceId);
        if (error.code == ErrorCode::MethodNotAllowed) {
            response.with("Allow", match.allowed);
        }
        result = std::move(response);
    }
    for (auto& [name, value] : m_gate.notesOn(request)) {
        result->with(std::move(name), std::move(value));
    }
    const auto took = m_clock.steadyNow() - started;
    logRequest(request, *result, took);
    if (m_observer != nullptr) {
        m_observer->requestEnded(match.route, result->status, took);
    }
    co_return std::move(*result);
}

namespace {

// If-None-Match: whoever has this very state already is told so in a few bytes (RFC 9110 13.1.2). The tags
// are strong and in quotes, so that none is a part of another one.
void leaveOutWhatIsKnown(const Request& request, Response& response) {
    const auto known = request.header("if-none-match");
    const auto tag =
        std::ranges::find(response.headers, std::string("ETag"), &std::pair<std::string, std::string>::first);
    if (response.status == 200 && !response.stream && tag != response.headers.end() &&
        known.find(tag->second) != std::string_view::npos) {
        response.status = 304;
        response.body.clear();
    }
}

} // namespace

Awaitable<Result<Response>> Dispatcher::run(const Request& request, const Router::Match& match) {
    if (match.route == nullptr) {
        co_return fail(match.allowed.empty() ? ErrorCode::NotFound : ErrorCode::MethodNotAllowed,
                       "no such route");
    }
    if (m_isStopping && request.path == kReadiness) {
        co_return fail(ErrorCode::Unavailable, "stopping");
    }
    const Route& route = *match.route;
    if (const Status ready = checkPreconditions(route, request); !ready) {
        co_return propagate(ready.error());
    }
    auto principal = co_await m_gate.admit(route, request);
    if (!principal) {
        co_return propagate(principal.error());
    }
    RequestContext context{request, route, std::move(*principal), match.parameters};
    auto response = co_await route.handler(context);
    if (!response && isRecorded(route)) {
        const Error refusal = response.error();
        (void)co_await m_gate.record(context, nullptr, &refusal); // the refusal stands either way
    }
    const bool isOpen = response && request.method != "GET" && !context.isProofTaken &&
                        context.principal.kind != Principal::Kind::Nobody;
    if (isOpen) {
        if (const Status settled = co_await m_gate.settle(context.principal); !settled) {
            co_return propagate(settled.error());
        }
    }
    if (response && isRecorded(route) && !context.isRecorded) {
        if (const Status noted = co_await m_gate.record(context, &*response, nullptr); !noted) {
            co_return propagate(noted.error());
        }
    }
    if (response && request.method == "GET") {
        leaveOutWhatIsKnown(request, *response);
    }
    co_return response;
}

Status Dispatcher::checkPreconditions(const Route& route, const Request& request) {
    if (!route.request.name.empty()) {
        const auto type = request.header("content-type");
        const std::string& expected = route.request.mediaType;
        // RFC 7644 section 3.1 wants both of SCIM's media types
        const bool isPlainJson = expected == kScimMediaType && type.starts_with("application/json");
        if (type != expected && !type.starts_with(expected + ";") && !isPlainJson) {
            return fail(ErrorCode::UnsupportedMediaType, "the body must be " + expected);
        }
    } else if (!request.body.empty()) {
        return fail(ErrorCode::MalformedRequest, "this route takes no body");
    }
    if (route.ifMatch == IfMatch::Required && request.header("if-match").empty()) {
        return fail(ErrorCode::PreconditionRequired, "If-Match is required");
    }
    const auto key = request.header("idempotency-key");
    if (route.idempotency == Idempotency::KeyRequired && (key.empty() || key.size() > kLongestKey)) {
        return fail(ErrorCode::IdempotencyKeyRequired, "Idempotency-Key is required");
    }
    return {};
}

} // namespace kaomon::http
