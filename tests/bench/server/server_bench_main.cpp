// SPDX-License-Identifier: GPL-3.0-or-later
// Figures of the sync server: requests per second and latency over 64 signing TLS connections. Server and
// load share this process and this machine.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>

#include <CLI/CLI.hpp>

#include "base/log.h"
#include "bench_data.h"
#include "load_generator.h"
#include "runtime/server_application.h"
#include "wire/changes.h"
#include "wire/codec.h"
#include "wire/events.h"

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
    std::printf("%-16s %9.0f req/s   p50 %7.2f ms   p99 %7.2f ms   %lld requests, %lld failures\n",
                figures.name.c_str(), figures.perSecond(), figures.p50Ms, figures.p99Ms, figures.requests,
                figures.failures);
    std::fflush(stdout);
}

void writeJson(const Options& options, const std::vector<LoadFigures>& all) {
    std::ofstream out(options.jsonFile);
    out << "{\"backend\":\"" << (options.databaseUrl.empty() ? "sqlite" : "postgresql")
        << "\",\"connections\":" << options.connections << ",\"figures\":[";
    const char* separator = "";
    for (const auto& figures : all) {
        out << separator << "{\"name\":\"" << figures.name
            << "\",\"requests_per_second\":" << figures.perSecond() << ",\"p50_ms\":" << figures.p50Ms
            << ",\"p99_ms\":" << figures.p99Ms << ",\"requests\":" << figures.requests
            << ",\"failures\":" << figures.failures << "}";
        separator = ",";
    }
    out << "]}\n";
}

Result<std::vector<LoadFigures>> measure(bench::LoadGenerator& generator,
                                         std::chrono::milliseconds duration) {
    const auto page = generator.fetch({"GET", "/v1/changes", {}});
    const auto decoded =
        page ? wire::decode<wire::ChangePage>(*page) : Result<wire::ChangePage>(propagate(page.error()));
    if (!decoded) {
        return propagate(decoded.error());
    }
    const std::string since = "/v1/changes?since=" + decoded->next;
    std::vector<LoadFigures> all;
    const auto add = [&](const char* name, const bench::RequestSource& source) -> Status {
        auto figures = generator.run(name, source, duration);
        if (!figures) {
            return propagate(figures.error());
        }
        print(*figures);
        all.push_back(std::move(*figures));
        return {};
    };
    const auto get = [](const std::string& target) {
        return [target](std::size_t, long long) { return LoadRequest{"GET", target, {}}; };
    };
    const auto write = [](std::size_t, long long number) {
        return LoadRequest{"POST", "/v1/events", eventBody(number)};
    };
    for (Status done : {add("health", get("/healthz")), add("one object", get("/v1/manifest")),
                        add("empty delta", get(since)), add("durable write", write)}) {
        if (!done) {
            return propagate(done.error());
        }
    }
    return all;
}

Status runBench(const Options& options) {
    runtime::Config config;
    config.port = 0;
    config.databaseUrl = options.databaseUrl;
    config.dataDir = options.folder;
    config.threads = options.threads;
    config.limits = {.signIns = 0, .anonymous = 0, .known = 0}; // one address and few PCs send everything
    auto devices = bench::fillDatabase(config.database(), options.connections);
    if (!devices) {
        return propagate(devices.error());
    }
    const SystemClock clock;
    auto server = runtime::ServerApplication::create(config, clock);
    if (!server) {
        return propagate(server.error());
    }
    if (Status started = (*server)->start(); !started) {
        return started;
    }
    bench::LoadGenerator generator((*server)->port(), *devices);
    const auto figures = measure(generator, std::chrono::milliseconds(options.milliseconds));
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
