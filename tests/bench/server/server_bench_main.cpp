// SPDX-License-Identifier: GPL-3.0-or-later
// Figures of the sync server: requests per second and latency over 64 signing TLS connections. Server and
// load share this process and this machine.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>

#include <CLI/CLI.hpp>

#include "auth/server_key.h"
#include "base/log.h"
#include "bench_data.h"
#include "load_generator.h"
#include "runtime/server_application.h"
#include "wire/changes.h"
#include "wire/codec.h"
#include "wire/events.h"
#include "wire/session.h"

namespace {

using namespace kaomon;
using bench::LoadFigures;
using bench::LoadRequest;

struct Options {
    std::string databaseUrl; // empty: SQLite in a fresh folder
    std::filesystem::path folder;
    std::string jsonFile;
    int connections = 64;
    int milliseconds = 5000;
    int threads = 0;
    int signedPerSecond = 0;
    bool isSpread = false;
    // another server instead of ours
    unsigned short peerPort = 0;
    std::string peerName;
    std::string peerPrefix; // before "/objects..."
    std::string peerHeader; // "Name: value"
};

std::string eventBody(long long seq) {
    wire::Event event;
    event.id = EventId::generate();
    event.seq = seq;
    event.at = SystemClock().now();
    event.kind = "auth";
    event.code = "LOGON_OK";
    event.result = "ok";
    event.severity = "info";
    event.clientVersion = "1";
    event.detail.elapsedMs = 120;
    return wire::encode(wire::EventBatch{{event}});
}

void print(const LoadFigures& figures) {
    std::printf("%-16s %9.0f req/s   p50 %7.2f ms   p99 %7.2f ms   cpu %6.0f us + generator's %4.0f us   "
                "%lld requests, %lld failures\n",
                figures.name.c_str(), figures.perSecond(), figures.p50Ms, figures.p99Ms, figures.serverMicros,
                figures.generatorMicros, figures.requests, figures.failures);
    std::fflush(stdout);
}

void writeJson(const Options& options, const std::vector<LoadFigures>& all) {
    std::ofstream out(options.jsonFile);
    const std::string ours = options.databaseUrl.empty() ? "kaomon-sqlite" : "kaomon-postgresql";
    out << "{\"server\":\"" << (options.peerName.empty() ? ours : options.peerName) << "\",\"tenants\":\""
        << (options.isSpread ? "one each" : "one") << "\",\"connections\":" << options.connections
        << ",\"figures\":[";
    const char* separator = "";
    for (const auto& figures : all) {
        out << separator << "{\"name\":\"" << figures.name
            << "\",\"requests_per_second\":" << figures.perSecond() << ",\"p50_ms\":" << figures.p50Ms
            << ",\"p99_ms\":" << figures.p99Ms << ",\"server_cpu_us\":" << figures.serverMicros
            << ",\"requests\":" << figures.requests << ",\"failures\":" << figures.failures << "}";
        separator = ",";
    }
    out << "]}\n";
}

using Figures = std::vector<LoadFigures>;

// One figure after the other; the first error ends it.
class Measuring {
public:
    Measuring(bench::LoadGenerator& generator, std::chrono::milliseconds duration)
        : m_generator(generator)
        , m_duration(duration) {}

    Measuring& add(const char* name, const bench::RequestSource& source, std::size_t connections = 0) {
        if (!m_status) {
            return *this;
        }
        auto figures = m_generator.run(name, source, m_duration, connections);
        if (figures) {
            print(*figures);
            m_all.push_back(std::move(*figures));
        } else {
            m_status = propagate(figures.error());
        }
        return *this;
    }
    [[nodiscard]] Result<Figures> result() const {
        if (!m_status) {
            return propagate(m_status.error());
        }
        return m_all;
    }

private:
    bench::LoadGenerator& m_generator;
    std::chrono::milliseconds m_duration;
    Figures m_all;
    Status m_status;
};

bench::RequestSource get(const std::string& target) {
    return [target](std::size_t, long long) { return LoadRequest{"GET", target, {}}; };
}

// More than this many at once are refused by design.
constexpr std::size_t kSignInConnections = 16;

// The token with which a device has everything.
Result<std::string> newestToken(bench::LoadGenerator& generator, std::size_t device) {
    std::string since;
    for (bool more = true; more;) {
        const auto page = generator.fetch({"GET", "/v1/changes?limit=500&since=" + since, {}}, device);
        const auto decoded =
            page ? wire::decode<wire::ChangePage>(*page) : Result<wire::ChangePage>(propagate(page.error()));
        if (!decoded) {
            return propagate(decoded.error());
        }
        since = decoded->next;
        more = decoded->more;
    }
    return since;
}

Result<Figures> measureOurs(bench::LoadGenerator& generator, const bench::BenchData& data, bool isSpread,
                            std::chrono::milliseconds duration) {
    std::vector<std::string> tokens; // a tenant's token is good for its PCs only
    for (std::size_t device = 0; device < (isSpread ? data.devices.size() : 1); ++device) {
        auto token = newestToken(generator, device);
        if (!token) {
            return propagate(token.error());
        }
        tokens.push_back(std::move(*token));
    }
    const auto delta = [&tokens](std::size_t connection, long long) {
        return LoadRequest{"GET", "/v1/changes?since=" + tokens[connection % tokens.size()], {}};
    };
    const auto write = [](std::size_t, long long number) {
        return LoadRequest{"POST", "/v1/events", eventBody(number)};
    };
    const auto signIn = [&data](std::size_t connection, long long) {
        const wire::SignInRequest request{data.tenants[connection], data.login, data.auth, std::nullopt};
        return LoadRequest{"POST", "/v1/session", wire::encode(request)};
    };
    return Measuring(generator, duration)
        .add("health", get("/healthz"))
        .add("one object", get("/v1/manifest"))
        .add("empty delta", delta)
        .add("page of 100", get("/v1/changes?limit=100"))
        .add("durable write", write)
        .add("sign-in", signIn, std::min(kSignInConnections, data.devices.size()))
        .result();
}

// The same over the routes that the servers of tests/bench/peers have.
Result<Figures> measurePeer(const Options& options, bench::LoadGenerator& generator) {
    std::vector<std::pair<std::string, std::string>> headers;
    if (const auto colon = options.peerHeader.find(": "); colon != std::string::npos) {
        headers.emplace_back(options.peerHeader.substr(0, colon), options.peerHeader.substr(colon + 2));
    }
    const auto ask = [&](const std::string& method, const std::string& target) {
        return [=](std::size_t, long long number) {
            return LoadRequest{method, target, method == "POST" ? eventBody(number) : std::string(), headers};
        };
    };
    const std::string base = options.peerPrefix;
    Measuring measuring(generator, std::chrono::milliseconds(options.milliseconds));
    measuring.add("one object", ask("GET", base + "/objects/one"));
    measuring.add("page of 100", ask("GET", base + "/objects?limit=100"));
    if (options.peerName != "nginx") { // serves files only
        measuring.add("durable write", ask("POST", base + "/events"));
    }
    return measuring.result();
}

Result<Figures> benchPeer(const Options& options) {
    std::vector<bench::BenchDevice> devices; // peers do not check the signatures, but everybody sends them
    for (int i = 0; i < options.connections; ++i) {
        devices.push_back({DeviceId::generate(), crypto::SigningKey::generate()});
    }
    bench::LoadGenerator generator(options.peerPort, devices);
    return measurePeer(options, generator);
}

Result<Figures> benchOurs(const Options& options) {
    runtime::Config config;
    config.port = 0;
    config.databaseUrl = options.databaseUrl;
    config.dataDir = options.folder;
    config.threads = options.threads;
    config.limits = {.signIns = 0, .anonymous = 0, .known = 0}; // one address and few PCs send everything
    const auto key = auth::ServerKey::open(options.folder / "server.key");
    if (!key) {
        return propagate(key.error());
    }
    const auto data = bench::fillDatabase(
        config.database(), {.devices = options.connections, .isSpread = options.isSpread}, key->pepper());
    if (!data) {
        return propagate(data.error());
    }
    const SystemClock clock;
    auto server = runtime::ServerApplication::create(config, clock);
    if (!server) {
        return propagate(server.error());
    }
    if (Status started = (*server)->start(); !started) {
        return propagate(started.error());
    }
    bench::LoadGenerator generator((*server)->port(), data->devices);
    generator.signBefore(options.signedPerSecond);
    return measureOurs(generator, *data, options.isSpread, std::chrono::milliseconds(options.milliseconds));
}

Status runBench(const Options& options) {
    if (Status ready = crypto::initialise(); !ready) {
        return ready;
    }
    const auto figures = options.peerPort == 0 ? benchOurs(options) : benchPeer(options);
    if (!figures) {
        return propagate(figures.error());
    }
    if (!options.jsonFile.empty()) {
        writeJson(options, *figures);
    }
    return {};
}

} // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app("Measures the sync server on this machine");
    app.add_option("--database", options.databaseUrl,
                   "postgresql://... (an empty database); SQLite otherwise");
    app.add_option("--connections", options.connections, "TLS connections")->check(CLI::Range(1, 1000));
    app.add_option("--milliseconds", options.milliseconds, "time for each figure")
        ->check(CLI::Range(100, 600000));
    app.add_option("--threads", options.threads, "I/O threads of the server; 0 = one per core");
    app.add_option("--signed-before", options.signedPerSecond,
                   "sign requests for so many a second before each figure instead of meanwhile")
        ->check(CLI::Range(0, 100000));
    app.add_flag("--spread", options.isSpread, "a tenant for each connection instead of one for all");
    app.add_option("--peer", options.peerPort, "measure the server on this port of this machine instead");
    app.add_option("--peer-name", options.peerName, "express, parse-server or nginx");
    app.add_option("--peer-prefix", options.peerPrefix, "in front of its routes");
    app.add_option("--peer-header", options.peerHeader, "\"Name: value\" for each request");
    app.add_option("--json", options.jsonFile, "also write the figures here");
    CLI11_PARSE(app, argc, argv);
    log::setLevel(log::Level::Error);
    std::string pattern = (std::filesystem::temp_directory_path() / "kaomon-server-bench-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) {
        std::cerr << "no temporary folder\n";
        return 1;
    }
    options.folder = pattern;
    const Status done = runBench(options);
    std::error_code ignored;
    std::filesystem::remove_all(options.folder, ignored);
    if (!done) {
        std::cerr << wireName(done.error().code) << ": " << done.error().detail << '\n';
        return 1;
    }
    return 0;
}
