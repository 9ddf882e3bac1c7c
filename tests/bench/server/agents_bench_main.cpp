// SPDX-License-Identifier: GPL-3.0-or-later
// Many PCs against one server process, with the timing of real agents: a stream each, a delta for each hint
// and every five minutes, an event now and then. Then the server goes away and comes back, and all of them
// reconnect. Tells processor time, memory and latencies of the server; see docs/operations.md.
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/asio/ip/tcp.hpp>

#include <CLI/CLI.hpp>

#include "auth/server_key.h"
#include "base/log.h"
#include "bench_data.h"
#include "simulated_agent.h"
#include "storage/database.h"
#include "storage/repositories/revision.h"

namespace {

using namespace kaomon;
using namespace std::chrono_literals;
using bench::AgentFigures;
using bench::SimulatedAgent;
using Steady = std::chrono::steady_clock;

struct Options {
    std::string program;
    std::string databaseUrl;
    std::filesystem::path folder;
    std::string jsonFile;
    int agents = 500;
    int seconds = 60;
    double speed = 10;
    int outageSeconds = 3;
};

// kaomon-syncserver as a child.
class ServerChild {
public:
    ServerChild(const Options& options, std::string url, unsigned short port)
        : m_options(options)
        , m_url(std::move(url))
        , m_port(port) {}
    ~ServerChild() { end(SIGKILL); }
    ServerChild(const ServerChild&) = delete;
    ServerChild& operator=(const ServerChild&) = delete;

    void start() {
        const std::string listen = "127.0.0.1:" + std::to_string(m_port);
        const std::string data = m_options.folder.string();
        m_process = ::fork();
        if (m_process == 0) {
            ::execl(m_options.program.c_str(), m_options.program.c_str(), "--listen", listen.c_str(),
                    "--database", m_url.c_str(), "--data-dir", data.c_str(), "--requests-per-minute", "0",
                    "--anonymous-per-minute", "0", "--log-level", "error", nullptr);
            ::_exit(127);
        }
    }
    void end(int signal) {
        if (m_process > 0) {
            ::kill(m_process, signal);
            ::waitpid(m_process, nullptr, 0);
            m_process = 0;
        }
    }
    // Seconds of processor time so far.
    [[nodiscard]] double cpu() const {
        std::ifstream stat("/proc/" + std::to_string(m_process) + "/stat");
        std::string word;
        double ticks = 0;
        for (int i = 1; i <= 15 && stat >> word; ++i) {
            ticks += i >= 14 ? std::stod(word) : 0;
        }
        return ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
    }
    [[nodiscard]] double rssMib() const {
        std::ifstream statm("/proc/" + std::to_string(m_process) + "/statm");
        double size = 0;
        double resident = 0;
        statm >> size >> resident;
        return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1024 * 1024);
    }

private:
    const Options& m_options;
    const std::string m_url;
    const unsigned short m_port;
    pid_t m_process = 0;
};

unsigned short freePort() {
    boost::asio::io_context io;
    boost::asio::ip::tcp::acceptor acceptor(io, {boost::asio::ip::address_v4::loopback(), 0});
    return acceptor.local_endpoint().port();
}

struct Row {
    std::string name;
    double seconds = 0;
    double cpu = 0; // seconds
    double rss = 0;
    AgentFigures figures;
};

double percentile(std::vector<float> values, double share) {
    std::ranges::sort(values);
    return values.empty()
               ? 0
               : static_cast<double>(
                     values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))]);
}

void print(const Row& row, int agents) {
    std::printf(
        "%-10s %4.0f s  cpu %6.2f s (%5.1f ms a second)  rss %6.1f MiB  connects %6lld  requests %7lld  "
        "hints %7lld  failed %5lld  p50 %6.1f ms  p99 %7.1f ms  (%d agents)\n",
        row.name.c_str(), row.seconds, row.cpu, 1000 * row.cpu / row.seconds, row.rss, row.figures.connects,
        row.figures.requests, row.figures.hints, row.figures.failures, percentile(row.figures.times, 0.5),
        percentile(row.figures.times, 0.99), agents);
    std::fflush(stdout);
}

void writeJson(const Options& options, const std::vector<Row>& rows) {
    std::ofstream out(options.jsonFile);
    out << "{\"agents\":" << options.agents << ",\"speed\":" << options.speed << ",\"phases\":[";
    const char* separator = "";
    for (const Row& row : rows) {
        out << separator << "{\"name\":\"" << row.name << "\",\"seconds\":" << row.seconds
            << ",\"cpu\":" << row.cpu << ",\"rss_mib\":" << row.rss
            << ",\"connects\":" << row.figures.connects << ",\"requests\":" << row.figures.requests
            << ",\"hints\":" << row.figures.hints << ",\"failures\":" << row.figures.failures
            << ",\"p50_ms\":" << percentile(row.figures.times, 0.5)
            << ",\"p99_ms\":" << percentile(row.figures.times, 0.99) << "}";
        separator = ",";
    }
    out << "]}\n";
}

// An administrator who changes something now and then.
void change(storage::Database& database, const TenantId& tenant) {
    (void)database.runBlocking(storage::Access::Write, tenant, [](storage::UnitOfWork& unit) -> Status {
        (void)storage::recordChange(unit, "user", "changed", storage::ChangeOp::Delete, "",
                                    SystemClock().now());
        return {};
    });
}

class Bench {
public:
    Bench(const Options& options, storage::Database& database, const bench::BenchData& data,
          ServerChild& server, unsigned short port)
        : m_options(options)
        , m_database(database)
        , m_data(data)
        , m_server(server) {
        for (const auto& device : data.devices) {
            m_agents.push_back(
                std::make_unique<SimulatedAgent>(m_io, m_tls, device, port, options.speed, m_figures));
        }
    }

    Row phase(const std::string& name, std::chrono::milliseconds time, bool hasChanges) {
        m_figures = {};
        const double cpu = m_server.cpu();
        const auto begun = Steady::now();
        const auto between = std::chrono::milliseconds(static_cast<long long>(60'000 / m_options.speed));
        auto nextChange = begun + between;
        while (Steady::now() < begun + time) {
            m_io.run_for(50ms);
            m_io.restart();
            if (hasChanges && Steady::now() >= nextChange) {
                change(m_database, m_data.tenants.front());
                nextChange += between;
            }
        }
        Row row{name, std::chrono::duration<double>(Steady::now() - begun).count(), m_server.cpu() - cpu,
                m_server.rssMib(), m_figures};
        print(row, m_options.agents);
        m_rows.push_back(row);
        return row;
    }
    void startAgents() {
        for (auto& agent : m_agents) {
            agent->start();
        }
    }
    [[nodiscard]] long long connected() const {
        return std::ranges::count_if(m_agents, [](const auto& agent) { return agent->isConnected(); });
    }
    [[nodiscard]] const std::vector<Row>& rows() const { return m_rows; }

private:
    const Options& m_options;
    storage::Database& m_database;
    const bench::BenchData& m_data;
    ServerChild& m_server;
    AgentFigures m_figures;
    boost::asio::io_context m_io{1};
    boost::asio::ssl::context m_tls{boost::asio::ssl::context::tls_client};
    std::vector<std::unique_ptr<SimulatedAgent>> m_agents;
    std::vector<Row> m_rows;
};

Status runBench(const Options& options) {
    if (Status ready = crypto::initialise(); !ready) {
        return ready;
    }
    const auto key = auth::ServerKey::open(options.folder / "server.key");
    if (!key) {
        return propagate(key.error());
    }
    const std::string url = options.databaseUrl.empty()
                                ? "sqlite://" + (options.folder / "kaomon.db").string()
                                : options.databaseUrl;
    const auto data = bench::fillDatabase(url, {.devices = options.agents, .users = 1000}, key->pepper());
    if (!data) {
        return propagate(data.error());
    }
    const auto database = storage::Database::open({.url = url, .readers = 1, .isMigrating = false});
    if (!database) {
        return propagate(database.error());
    }
    const unsigned short port = freePort();
    ServerChild server(options, url, port);
    server.start();
    Bench bench(options, **database, *data, server, port);
    bench.startAgents();
    const auto spread = std::chrono::milliseconds(static_cast<long long>(60'000 / options.speed));
    bench.phase("arriving", spread + 10s, false);
    bench.phase("steady", std::chrono::seconds(options.seconds), true);
    server.end(SIGKILL);
    ::sleep(static_cast<unsigned>(options.outageSeconds));
    server.start();
    const Row storm = bench.phase("storm", spread + 10s, false);
    std::printf("connected again: %lld of %d\n", bench.connected(), options.agents);
    if (!options.jsonFile.empty()) {
        writeJson(options, bench.rows());
    }
    if (bench.connected() < options.agents * 99 / 100) {
        return fail(ErrorCode::Timeout, "not everybody came back");
    }
    return storm.figures.requests > 0 ? Status() : Status(fail(ErrorCode::Internal, "nothing was asked"));
}

void raiseFileLimit() {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app("Simulated PCs against one sync server");
    app.add_option("--server", options.program, "kaomon-syncserver")->required()->check(CLI::ExistingFile);
    app.add_option("--database", options.databaseUrl,
                   "postgresql://... (an empty database); SQLite otherwise");
    app.add_option("--agents", options.agents, "PCs")->check(CLI::Range(1, 20000));
    app.add_option("--seconds", options.seconds, "length of the steady phase")->check(CLI::Range(1, 86400));
    app.add_option("--speed", options.speed, "how much faster than real time they act")
        ->check(CLI::Range(0.1, 1000.0));
    app.add_option("--outage", options.outageSeconds, "seconds without the server")
        ->check(CLI::Range(0, 3600));
    app.add_option("--json", options.jsonFile, "also write the figures here");
    CLI11_PARSE(app, argc, argv);
    log::setLevel(log::Level::Error);
    raiseFileLimit();
    std::string pattern = (std::filesystem::temp_directory_path() / "kaomon-agents-bench-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) {
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
