// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "base/clock.h"
#include "features/stream/stream_hub.h"
#include "http/server.h"
#include "metrics/metered_database.h"
#include "metrics/request_meter.h"

namespace kaomon::metrics {

// Everything that the private listener tells. Figures that cost a look at each tenant are a minute old at
// most. What it is given outlives it. Thread-safe; text() blocks for the database.
class ServerFigures {
public:
    struct Sources {
        MeteredDatabase& database;
        const RequestMeter& requests;
        const features::StreamHub& streams;
        const http::Server& server;
        std::string version;
    };

    ServerFigures(Sources sources, const Clock& clock)
        : m_sources(std::move(sources))
        , m_clock(clock) {}

    void setCertificateEnd(TimePoint notAfter);
    [[nodiscard]] std::string text();

private:
    struct Job {
        double finishedAt = 0; // 0: never
        double nextAt = 0;
        bool isFailed = false;
    };
    // Of the database; the same on every node.
    struct Slow {
        long long tenants = 0;
        long long sessions = 0;
        long long mails = 0; // that wait
        std::map<std::string, Job> jobs;
    };

    [[nodiscard]] Result<Slow> load();
    void describeSlow(Exposition& text);

    const Sources m_sources;
    const Clock& m_clock;
    std::mutex m_mutex; // of everything below
    TimePoint m_certificateEnd;
    std::optional<Slow> m_slow;
    std::chrono::steady_clock::time_point m_loadedAt;
};

} // namespace kaomon::metrics
