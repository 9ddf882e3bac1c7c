// SPDX-License-Identifier: GPL-3.0-or-later
//
// A4, A5 and A19: clients that are slow, clients that do nothing, and a steady load for a long time.
#include <algorithm>
#include <atomic>
#include <filesystem>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <sys/resource.h>

#include <QElapsedTimer>
#include <QProcess>
#include <QTest>

#include "soak_context.h"
#include "support/http/test_socket.h"

namespace kaomon::soak {
namespace {

namespace asio = boost::asio;
using namespace Qt::StringLiterals;

constexpr int kGraceMs = 45'000; // on top of the server's own limit

// What reads of an honest PC take, in milliseconds.
std::vector<double> readTimes(SoakContext& soak, const test::Pc& pc, std::chrono::milliseconds time) {
    TestClient client(soak.server.port(), "", "127.0.0.5");
    Caller caller = Caller::device(pc.id.text(), pc.sign);
    std::vector<double> times;
    QElapsedTimer whole;
    whole.start();
    while (whole.elapsed() < time.count()) {
        QElapsedTimer one;
        one.start();
        const Reply reply = client.send({"GET", "/v1/manifest"}, &caller);
        soak.require(reply.status == 200, "an honest read was refused: " + describe(reply));
        times.push_back(static_cast<double>(one.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(times);
    return times;
}

double p99(const std::vector<double>& sorted) {
    return sorted.empty() ? 0 : sorted[sorted.size() * 99 / 100];
}

int socketsOf(const test::ServerProcess& server) {
    int count = 0;
    std::error_code error;
    const std::string folder = "/proc/" + std::to_string(server.processId()) + "/fd";
    for (const auto& file : std::filesystem::directory_iterator(folder, error)) {
        const auto target = std::filesystem::read_symlink(file.path(), error);
        count += target.string().starts_with("socket:") ? 1 : 0;
    }
    return count;
}

// One of slowhttptest's ways of being slow.
struct Slowness {
    const char* name;
    QStringList arguments;
    int limitMs; // of the server: 10 s for what is sent, 60 s for a connection that waits
};

std::vector<Slowness> slownesses(bool isFull) {
    std::vector<Slowness> all{
        {"header", {u"-H"_s}, 10'000},
        {"body", {u"-B"_s, u"-t"_s, u"POST"_s, u"-s"_s, u"8192"_s, u"-f"_s, u"application/json"_s}, 11'000}};
    if (isFull) { // answers here are small: what is left of a slow reader is a connection that waits
        all.push_back(
            {"read", {u"-X"_s, u"-w"_s, u"1"_s, u"-y"_s, u"8"_s, u"-z"_s, u"1"_s, u"-k"_s, u"3"_s}, 60'000});
    }
    return all;
}

// As many open files as this machine allows, for this process and the servers that it starts.
void raiseFileLimit() {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

// TLS connections that were made and do nothing.
class IdleConnections {
public:
    // How many could be made.
    int open(unsigned short port, int count) {
        for (int i = 0; i < count; ++i) {
            auto stream = std::make_unique<Stream>(m_io, m_tls);
            boost::system::error_code error;
            stream->next_layer().connect({asio::ip::address_v4::loopback(), port}, error);
            if (!error) {
                stream->handshake(asio::ssl::stream_base::client, error);
            }
            if (error) {
                return i;
            }
            m_streams.push_back(std::move(stream));
        }
        return count;
    }

private:
    using Stream = asio::ssl::stream<asio::ip::tcp::socket>;
    asio::io_context m_io;
    asio::ssl::context m_tls{asio::ssl::context::tls_client};
    std::vector<std::unique_ptr<Stream>> m_streams;
};

} // namespace

void slowClients(SoakContext& soak) {
    const auto pc = soak.kit->addPc();
    if (!pc) {
        soak.require(false, "a PC cannot be enrolled");
        return;
    }
    const std::chrono::milliseconds time(soak.pick(3000, 30'000));
    const int quiet = socketsOf(soak.server);
    const double before = p99(readTimes(soak, *pc, time));
    soak.measure("p99_alone_ms", before);
    const QString url = u"https://127.0.0.1:%1/v1/session:prelogin"_s.arg(soak.server.port());
    for (const Slowness& slowness : slownesses(soak.isFull())) {
        const int connections = soak.pick(150, 4000);
        QProcess attack;
        attack.setStandardOutputFile(QProcess::nullDevice());
        attack.start(u"slowhttptest"_s,
                     slowness.arguments + QStringList{u"-c"_s, QString::number(connections), u"-r"_s,
                                                      QString::number(connections), u"-i"_s, u"3"_s, u"-l"_s,
                                                      u"60"_s, u"-p"_s, u"60"_s, u"-u"_s, url});
        soak.require(attack.waitForStarted(), "slowhttptest does not start");
        soak.require(
            QTest::qWaitFor([&] { return socketsOf(soak.server) > quiet + connections / 3; }, 60'000),
            std::string(slowness.name) + ": the slow clients do not arrive");
        const double during = p99(readTimes(soak, *pc, time));
        soak.measure(std::string("p99_slow_") + slowness.name + "_ms", during);
        soak.require(!soak.isFull() || during <= 2 * before,
                     std::string(slowness.name) + ": p99 more than doubled");
        soak.require(during < 2000, std::string(slowness.name) + ": honest reads take seconds");
        QElapsedTimer timer;
        timer.start();
        const bool isDropped =
            QTest::qWaitFor([&] { return socketsOf(soak.server) < quiet + connections / 10 + 5; },
                            slowness.limitMs + kGraceMs);
        soak.require(isDropped, std::string(slowness.name) + ": slow clients are not dropped");
        soak.measure(std::string("dropped_") + slowness.name + "_ms", static_cast<double>(timer.elapsed()));
        attack.kill();
        attack.waitForFinished(5000);
        if (!isDropped) {
            return;
        }
    }
}

void idleConnections(SoakContext& soak) {
    raiseFileLimit();
    // the server has the limits of whoever starts it
    soak.require(soak.server.stop() == 0 && soak.server.start(), "the server does not start again");
    const auto pc = soak.kit->addPc();
    if (!pc) {
        soak.require(false, "a PC cannot be enrolled");
        return;
    }
    const double before = memoryOf(soak.server, "VmRSS");
    IdleConnections idle;
    const int wanted = soak.pick(200, 12'000);
    const int opened = idle.open(soak.server.port(), wanted);
    Caller caller = Caller::device(pc->id.text(), pc->sign);
    std::vector<std::unique_ptr<test::TestSocket>> streams;
    const int streamCount = soak.pick(60, 5000);
    for (int i = 0; i < streamCount; ++i) {
        streams.push_back(std::make_unique<test::TestSocket>(soak.server.port()));
        int status = streams.back()->open(&caller);
        while (status == 503) { // too many at once: as a PC does, again a little later
            QTest::qWait(100);
            streams.back() = std::make_unique<test::TestSocket>(soak.server.port());
            status = streams.back()->open(&caller);
        }
        soak.require(status == 101, "a stream was refused: " + std::to_string(status));
    }
    const double peak = memoryOf(soak.server, "VmRSS");
    soak.require(opened == wanted, "only " + std::to_string(opened) + " idle connections could be made");
    soak.require(p99(readTimes(soak, *pc, std::chrono::milliseconds(1000))) < 2000,
                 "honest reads take seconds");
    soak.measure("idle", opened);
    soak.measure("streams", streamCount);
    soak.measure("rss_before_mib", before);
    soak.measure("rss_with_all_mib", peak);
    soak.measure("kib_per_connection", 1024 * (peak - before) / (opened + streamCount));
    soak.require(peak <= 400, "the memory grew to " + std::to_string(peak) + " MiB");
    // every stream still lives: all of them hear that their PC is let out
    const std::string path = "/v1/devices/" + pc->id.text();
    Call call{"PATCH", path, R"({"state":"suspended","reason":"soak"})"};
    call.headers["If-Match"] = soak.client->send({"GET", path}, &soak.kit->console).etag();
    soak.require(soak.client->send(call, &soak.kit->console).status == 200, "the PC cannot be suspended");
    int ended = 0;
    QElapsedTimer timer;
    timer.start();
    for (auto& stream : streams) {
        const auto left = std::max<qint64>(1, 10'000 - timer.elapsed());
        ended += stream->readEnd(std::chrono::milliseconds(left)) >= 0 ? 1 : 0;
    }
    soak.measure("ended_within_ms", static_cast<double>(timer.elapsed()));
    soak.require(ended == streamCount, std::to_string(streamCount - ended) + " streams were not ended");
}

void steadyLoad(SoakContext& soak) {
    std::vector<test::Pc> pcs;
    for (int i = 0; i < soak.pick(4, 16); ++i) {
        if (auto pc = soak.kit->addPc()) {
            pcs.push_back(std::move(*pc));
        }
    }
    std::atomic<bool> ends = false;
    std::atomic<long long> requests = 0;
    const auto send = [&](const test::Pc& pc) {
        TestClient client(soak.server.port(), "");
        Caller caller = Caller::device(pc.id.text(), pc.sign);
        for (long long n = 1; !ends; ++n) {
            (void)client.send({"GET", "/v1/manifest"}, &caller);
            (void)client.send(eventCall(n), &caller);
            if (n % 50 == 0) { // one error in a hundred
                (void)client.send({"POST", "/v1/events", "{"}, &caller);
            }
            if (n % 20 == 0) {
                test::TestSocket stream(soak.server.port());
                (void)stream.open(&caller);
            }
            requests += 2;
        }
    };
    std::vector<double> memory;
    std::vector<int> sockets;
    const long long slice = soak.pick(1200, 20'000);
    {
        std::vector<std::jthread> threads;
        for (const test::Pc& pc : pcs) {
            threads.emplace_back([&] { send(pc); });
        }
        for (int i = 0; i < soak.pick(5, 200); ++i) {
            const long long goal = requests + slice;
            soak.require(QTest::qWaitFor([&] { return requests >= goal; }, 120'000), "the load stands still");
            memory.push_back(memoryOf(soak.server, "VmRSS"));
            sockets.push_back(socketsOf(soak.server));
        }
        ends = true;
    }
    // the first part is for caches and pools to fill
    const auto third = memory.size() / 3;
    const double growth = memory.back() - memory[third];
    const double served = static_cast<double>(slice) * static_cast<double>(memory.size() - 1 - third);
    soak.measure("requests", static_cast<double>(requests));
    soak.measure("rss_begin_mib", memory[third]);
    soak.measure("rss_end_mib", memory.back());
    soak.measure("bytes_per_request", growth * 1024 * 1024 / served);
    soak.measure("sockets_begin", sockets[third]);
    soak.measure("sockets_end", sockets.back());
    soak.require(growth <= soak.pick(24, 16), "the memory grows: " + std::to_string(growth) + " MiB");
    soak.require(sockets.back() <= sockets[third] + 12, "connections pile up");
}

} // namespace kaomon::soak
