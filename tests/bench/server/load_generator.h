// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "bench_data.h"

namespace kaomon::bench {

struct LoadRequest {
    std::string method;
    std::string target;
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers = {};
};

// Makes the next request of a connection; `number` counts from 1 on each connection.
using RequestSource = std::function<LoadRequest(std::size_t connection, long long number)>;

struct LoadFigures {
    std::string name;
    long long requests = 0;
    long long failures = 0; // answers other than 2xx, and broken connections
    double seconds = 0;
    double p50Ms = 0;
    double p99Ms = 0;
    // Processor time per request, warm-up included: of this process without the generator's thread, which is
    // a server that runs in it (a database's own processes are not), and of the generator.
    double serverMicros = 0;
    double generatorMicros = 0;

    [[nodiscard]] double perSecond() const {
        return seconds > 0 ? static_cast<double>(requests) / seconds : 0;
    }
};

// One signing TLS connection per device, each sending one request after the other for `duration`, on one
// thread with an event loop. A warm-up of a tenth of the time is not counted. ErrorCode::ServerUnreachable
// when connecting fails.
class LoadGenerator {
public:
    LoadGenerator(unsigned short port, const std::vector<BenchDevice>& devices)
        : m_port(port)
        , m_devices(devices) {}

    // Signs requests for `perSecond` before each figure begins, so that the generator takes less of the
    // machine that the server runs on; what goes beyond that is signed as it is sent.
    void signBefore(int perSecond) { m_signedPerSecond = perSecond; }
    // `connections`: 0 = one for each device.
    [[nodiscard]] Result<LoadFigures> run(const std::string& name, const RequestSource& source,
                                          std::chrono::milliseconds duration, std::size_t connections = 0);
    // The body of one answer to a device, for what a later request needs. Connects anew.
    [[nodiscard]] Result<std::string> fetch(const LoadRequest& request, std::size_t device);

private:
    unsigned short m_port;
    const std::vector<BenchDevice>& m_devices;
    int m_signedPerSecond = 0;
};

} // namespace kaomon::bench
