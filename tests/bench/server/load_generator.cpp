// SPDX-License-Identifier: GPL-3.0-or-later
#include "load_generator.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <span>

#include <sys/resource.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include "base/clock.h"
#include "crypto/request_proof.h"

namespace kaomon::bench {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using Clock = std::chrono::steady_clock;

struct Tally {
    Clock::time_point counted; // answers before are warm-up
    Clock::time_point end;
    std::vector<float> latencies; // ms
    long long answers = 0;        // with those of the warm-up
    long long failures = 0;
};

class Client {
public:
    Client(asio::io_context& io, asio::ssl::context& tls, const BenchDevice& device)
        : m_stream(io, tls)
        , m_device(device)
        , m_counter(static_cast<std::uint64_t>(toEpochMicros(SystemClock().now()))) {}

    asio::awaitable<void> connect(unsigned short port) {
        const tcp::endpoint server(asio::ip::address_v4::loopback(), port);
        co_await m_stream.next_layer().async_connect(server, asio::use_awaitable);
        m_stream.next_layer().set_option(tcp::no_delay(true));
        co_await m_stream.async_handshake(asio::ssl::stream_base::client, asio::use_awaitable);
    }

    // In the order in which they will be sent; used up by next().
    void prepare(LoadRequest request) {
        std::string proof = sign(request);
        m_prepared.emplace_back(std::move(request), std::move(proof));
    }
    // The next prepared one, or nothing.
    [[nodiscard]] std::optional<std::pair<LoadRequest, std::string>> next() {
        return m_used < m_prepared.size() ? std::optional(std::move(m_prepared[m_used++])) : std::nullopt;
    }
    [[nodiscard]] std::string sign(const LoadRequest& wanted) {
        const crypto::ProofInput input{wanted.method, wanted.target, wanted.body, {}};
        return crypto::RequestProof::make(input, m_device.id.text(), m_device.key, SystemClock().now(),
                                          ++m_counter)
            .header();
    }

    asio::awaitable<http::response<http::string_body>> ask(LoadRequest wanted, std::string proof) {
        http::request<http::string_body> request(http::string_to_verb(wanted.method), wanted.target, 11);
        request.set(http::field::host, "localhost");
        request.set("Kaomon-Proof", proof);
        for (const auto& [name, value] : wanted.headers) {
            request.set(name, value);
        }
        if (!wanted.body.empty()) {
            request.set(http::field::content_type, "application/json");
            request.body() = std::move(wanted.body);
        }
        request.prepare_payload();
        co_await http::async_write(m_stream, request, asio::use_awaitable);
        http::response<http::string_body> response;
        co_await http::async_read(m_stream, m_buffer, response, asio::use_awaitable);
        co_return response;
    }

private:
    asio::ssl::stream<tcp::socket> m_stream;
    const BenchDevice& m_device;
    std::uint64_t m_counter;
    std::vector<std::pair<LoadRequest, std::string>> m_prepared;
    std::size_t m_used = 0;
    boost::beast::flat_buffer m_buffer;
};

struct Run {
    asio::io_context io{1};
    asio::ssl::context tls{asio::ssl::context::tls_client};
    std::vector<std::unique_ptr<Client>> clients;
    Tally tally;
};

asio::awaitable<void> load(Client& client, std::size_t index, const RequestSource& source, Tally& tally) {
    for (long long number = 1; Clock::now() < tally.end; ++number) {
        auto prepared = client.next();
        if (!prepared) {
            LoadRequest request = source(index, number);
            std::string proof = client.sign(request);
            prepared.emplace(std::move(request), std::move(proof));
        }
        const auto started = Clock::now();
        const auto response = co_await client.ask(std::move(prepared->first), std::move(prepared->second));
        const auto finished = Clock::now();
        ++tally.answers;
        if (finished < tally.counted) {
            continue;
        }
        if (response.result_int() / 100 != 2) {
            ++tally.failures;
        }
        tally.latencies.push_back(std::chrono::duration<float, std::milli>(finished - started).count());
    }
}

double processorMicros(int who) {
    rusage used{};
    ::getrusage(who, &used);
    const auto micros = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
    };
    return micros(used.ru_utime) + micros(used.ru_stime);
}

float percentile(std::vector<float>& sorted, double share) {
    if (sorted.empty()) {
        return 0;
    }
    const auto index = static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1));
    return sorted[index];
}

} // namespace

Result<LoadFigures> LoadGenerator::run(const std::string& name, const RequestSource& source,
                                       std::chrono::milliseconds duration, std::size_t connections) {
    Run run;
    Tally& tally = run.tally;
    std::size_t connected = 0;
    const std::size_t wanted = connections == 0 ? m_devices.size() : connections;
    for (const auto& device : std::span(m_devices).first(wanted)) {
        run.clients.push_back(std::make_unique<Client>(run.io, run.tls, device));
        asio::co_spawn(run.io, run.clients.back()->connect(m_port),
                       [&connected](const std::exception_ptr& error) { connected += error ? 0 : 1; });
    }
    run.io.run();
    if (connected != wanted) {
        return fail(ErrorCode::ServerUnreachable, "not every connection could be opened");
    }
    run.io.restart();
    const auto perConnection = static_cast<long long>(m_signedPerSecond) * duration.count() * 11 / 10'000 /
                               static_cast<long long>(wanted);
    for (std::size_t i = 0; i < run.clients.size(); ++i) {
        for (long long number = 1; number <= perConnection; ++number) {
            run.clients[i]->prepare(source(i, number));
        }
    }
    const double processBefore = processorMicros(RUSAGE_SELF);
    const double generatorBefore = processorMicros(RUSAGE_THREAD);
    const auto started = Clock::now();
    tally.counted = started + duration / 10;
    tally.end = tally.counted + duration;
    for (std::size_t i = 0; i < run.clients.size(); ++i) {
        asio::co_spawn(run.io, load(*run.clients[i], i, source, tally),
                       [&tally](const std::exception_ptr& error) { tally.failures += error ? 1 : 0; });
    }
    run.io.run();
    const double generatorUsed = processorMicros(RUSAGE_THREAD) - generatorBefore;
    const double serverUsed = processorMicros(RUSAGE_SELF) - processBefore - generatorUsed;
    LoadFigures figures{.name = name};
    if (tally.answers > 0) {
        figures.serverMicros = serverUsed / static_cast<double>(tally.answers);
        figures.generatorMicros = generatorUsed / static_cast<double>(tally.answers);
    }
    figures.requests = static_cast<long long>(tally.latencies.size());
    figures.failures = tally.failures;
    figures.seconds = std::chrono::duration<double>(Clock::now() - tally.counted).count();
    std::ranges::sort(tally.latencies);
    figures.p50Ms = static_cast<double>(percentile(tally.latencies, 0.5));
    figures.p99Ms = static_cast<double>(percentile(tally.latencies, 0.99));
    return figures;
}

Result<std::string> LoadGenerator::fetch(const LoadRequest& request, std::size_t device) {
    Run run;
    Client client(run.io, run.tls, m_devices[device]);
    Result<std::string> body = fail(ErrorCode::ServerUnreachable, "no answer");
    const auto ask = [&]() -> asio::awaitable<void> {
        co_await client.connect(m_port);
        const auto response = co_await client.ask(request, client.sign(request));
        if (response.result_int() / 100 == 2) {
            body = response.body();
        } else {
            body = fail(ErrorCode::ProtocolError, "status " + std::to_string(response.result_int()));
        }
    };
    asio::co_spawn(run.io, ask, asio::detached);
    try {
        run.io.run();
    } catch (const boost::system::system_error& error) {
        return fail(ErrorCode::ServerUnreachable, error.what());
    }
    return body;
}

} // namespace kaomon::bench
