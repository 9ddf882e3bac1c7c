// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/request_meter.h"

namespace kaomon::metrics {
namespace {

constexpr int kSwitchingProtocols = 101;
constexpr std::string_view kWaiting = "waitForChange";

std::string nameOf(const http::Route* route) {
    return route == nullptr ? "none" : route->method + " " + route->path;
}

} // namespace

void RequestMeter::requestEnded(const http::Route* route, int status,
                                std::chrono::steady_clock::duration took) {
    const std::lock_guard lock(m_mutex);
    RouteFigures& figures = m_routes[route];
    ++figures.byStatus[status];
    if (status != kSwitchingProtocols && (route == nullptr || route->operation != kWaiting)) {
        figures.times.add(took);
    }
}

void RequestMeter::describe(Exposition& text) const {
    const std::lock_guard lock(m_mutex);
    text.begin("kaomon_http_requests_total", "counter", "Requests that were answered, by route and status.");
    for (const auto& [route, figures] : m_routes) {
        for (const auto& [status, count] : figures.byStatus) {
            text.line("kaomon_http_requests_total", static_cast<double>(count),
                      {{"route", nameOf(route)}, {"status", std::to_string(status)}});
        }
    }
    text.begin("kaomon_http_request_seconds", "histogram", "Time from the whole request to its answer.");
    for (const auto& [route, figures] : m_routes) {
        text.lines("kaomon_http_request_seconds", figures.times, {{"route", nameOf(route)}});
    }
}

} // namespace kaomon::metrics
