// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <mutex>

#include "http/request_observer.h"
#include "metrics/exposition.h"

namespace kaomon::metrics {

// Counts requests by route and status, and how long they took by route. Streams and waiting requests take as
// long as they are told to; they are counted only. Routes are known by their pattern, never by what was sent.
// Owned by the application; thread-safe.
class RequestMeter final : public http::RequestObserver {
public:
    void requestEnded(const http::Route* route, int status,
                      std::chrono::steady_clock::duration took) override;
    void describe(Exposition& text) const;

private:
    struct RouteFigures {
        std::map<int, long long> byStatus;
        Histogram times;
    };

    mutable std::mutex m_mutex;
    std::map<const http::Route*, RouteFigures> m_routes; // null: nothing fitted
};

} // namespace kaomon::metrics
