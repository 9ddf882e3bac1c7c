// SPDX-License-Identifier: GPL-3.0-or-later
//
// F6 and the nodes' part of F14: three nodes on one database behind Debian's nginx with the shipped
// configuration.
#include <algorithm>
#include <atomic>
#include <csignal>
#include <thread>

#include <QElapsedTimer>
#include <QTest>

#include "soak_context.h"
#include "support/http/test_socket.h"
#include "support/server/nginx_proxy.h"
#include "wire/stream.h"

namespace kaomon::soak {
namespace {

constexpr std::chrono::milliseconds kPause{50};
constexpr std::chrono::milliseconds kRevocation{10'000};

// The nodes: the server of the case and two more of the same program.
class Nodes {
public:
    explicit Nodes(SoakContext& soak)
        : m_soak(soak)
        , m_proxy(soak.backend) {
        for (int i = 0; i < 2; ++i) {
            m_more.push_back(std::make_unique<test::ServerProcess>(soak.backend));
            m_more.back()->useProgramOf(soak.server);
        }
    }

    // False when something does not start. Every node waits a second between "not ready" and its end.
    bool start() {
        const QStringList arguments{QStringLiteral("--drain-delay"), QStringLiteral("1"),
                                    QStringLiteral("--nodes"), QStringLiteral("3")};
        m_soak.server.setArguments(arguments);
        bool isStarted = m_soak.server.stop() >= -1 && m_soak.server.start();
        for (auto& node : m_more) {
            node->setArguments(arguments);
            isStarted = isStarted && node->start();
        }
        m_soak.require(isStarted, "the nodes do not start");
        isStarted = isStarted && m_proxy.start({node(0).port(), node(1).port(), node(2).port()});
        m_soak.require(isStarted, "nginx does not start");
        return isStarted;
    }

    [[nodiscard]] test::ServerProcess& node(int i) {
        return i == 0 ? m_soak.server : *m_more[static_cast<std::size_t>(i - 1)];
    }
    [[nodiscard]] test::NginxProxy& proxy() { return m_proxy; }

private:
    SoakContext& m_soak;
    std::vector<std::unique_ptr<test::ServerProcess>> m_more;
    test::NginxProxy m_proxy;
};

struct Tally {
    std::atomic<long long> requests = 0;
    std::atomic<long long> retried = 0;
    std::atomic<long long> failed = 0; // after the tries that were allowed
};

bool isFailure(const Reply& reply) {
    return reply.status == 0 || reply.status >= 500;
}

// Reads and writes through nginx until told to stop. What fails is sent again `retries` times, signed anew.
void load(SoakContext& soak, unsigned short port, const test::Pc& pc, int retries, Tally& tally,
          const std::atomic<bool>& ends) {
    TestClient client(port, "");
    Caller caller = Caller::device(pc.id.text(), pc.sign);
    for (long long seq = 1; !ends; ++seq) {
        for (Call call : {Call{"GET", "/v1/manifest"}, eventCall(seq)}) {
            ++tally.requests;
            Reply reply = client.send(call, &caller);
            for (int i = 0; i < retries && isFailure(reply); ++i) {
                ++tally.retried;
                std::this_thread::sleep_for(kPause);
                reply = client.send(call, &caller);
            }
            if (isFailure(reply)) {
                ++tally.failed;
            } else {
                soak.require(reply.status == 200, "an answer that nobody expects: " + describe(reply));
            }
        }
    }
}

std::vector<test::Pc> makePcs(SoakContext& soak, int count) {
    std::vector<test::Pc> pcs;
    for (int i = 0; i < count; ++i) {
        auto pc = soak.kit->addPc();
        soak.require(pc.has_value(), "a PC cannot be enrolled: " + describe(soak.kit->lastReply));
        if (pc) {
            pcs.push_back(std::move(*pc));
        }
    }
    return pcs;
}

std::vector<std::jthread> startLoad(SoakContext& soak, Nodes& nodes, const std::vector<test::Pc>& pcs,
                                    int retries, Tally& tally, const std::atomic<bool>& ends) {
    std::vector<std::jthread> threads;
    for (const test::Pc& pc : pcs) {
        threads.emplace_back([&, retries] { load(soak, nodes.proxy().port(), pc, retries, tally, ends); });
    }
    return threads;
}

bool waitForMore(const Tally& tally, long long count) {
    const long long goal = tally.requests + count;
    return QTest::qWaitFor([&] { return tally.requests >= goal; }, 60'000);
}

// How long after a PC was suspended its streams, one on each node, were ended; the longest.
double revocationTime(SoakContext& soak, Nodes& nodes) {
    const auto pc = soak.kit->addPc();
    if (!pc) {
        soak.require(false, "a PC cannot be enrolled");
        return 0;
    }
    Caller caller = Caller::device(pc->id.text(), pc->sign);
    std::vector<std::unique_ptr<test::TestSocket>> streams;
    for (int i = 0; i < 3; ++i) {
        streams.push_back(std::make_unique<test::TestSocket>(nodes.node(i).port()));
        soak.require(streams.back()->open(&caller) == 101, "no stream from node " + std::to_string(i));
    }
    const std::string path = "/v1/devices/" + pc->id.text();
    Call call{"PATCH", path, R"({"state":"suspended","reason":"soak"})"};
    call.headers["If-Match"] = soak.client->send({"GET", path}, &soak.kit->console).etag();
    const Reply reply = soak.client->send(call, &soak.kit->console);
    soak.require(reply.status == 200, "the PC cannot be suspended: " + describe(reply));
    QElapsedTimer timer;
    timer.start();
    for (auto& stream : streams) {
        const std::chrono::milliseconds left(std::max<qint64>(1, kRevocation.count() - timer.elapsed()));
        soak.require(stream->readEnd(left) >= 0, "a stream of a suspended PC stays open");
    }
    return static_cast<double>(timer.elapsed());
}

} // namespace

void nodesAreKilled(SoakContext& soak) {
    Nodes nodes(soak);
    if (!nodes.start()) {
        return;
    }
    const auto pcs = makePcs(soak, soak.pick(4, 16));
    Tally tally;
    std::atomic<bool> ends = false;
    double slowest = 0;
    const int rounds = soak.pick(2, 20);
    {
        const auto threads = startLoad(soak, nodes, pcs, 1, tally, ends);
        for (int round = 0; round < rounds; ++round) {
            const int victim = 1 + round % 2; // the first one is the test's own way in
            soak.require(waitForMore(tally, soak.pick(100, 2000)), "the load stands still");
            nodes.node(victim).kill();
            soak.require(waitForMore(tally, soak.pick(100, 2000)), "the load stands still without a node");
            soak.require(nodes.node(victim).start(), "a killed node does not start again");
            if (soak.isFull()) {
                QTest::qWait(15'000);
            }
        }
        slowest = revocationTime(soak, nodes);
        ends = true;
    }
    const double share =
        static_cast<double>(tally.failed) / static_cast<double>(std::max(1LL, tally.requests.load()));
    soak.measure("kills", rounds);
    soak.measure("requests", static_cast<double>(tally.requests));
    soak.measure("retried", static_cast<double>(tally.retried));
    soak.measure("failed_after_retry", static_cast<double>(tally.failed));
    soak.measure("revocation_ms", slowest);
    soak.require(share <= 0.001, "failures after one retry: " + std::to_string(100 * share) + " %");
}

void rollingRestart(SoakContext& soak) {
    Nodes nodes(soak);
    if (!nodes.start()) {
        return;
    }
    const auto pcs = makePcs(soak, soak.pick(8, 16));
    Tally tally;
    std::atomic<bool> ends = false;
    int restarts = 0;
    {
        const auto threads = startLoad(soak, nodes, pcs, 0, tally, ends);
        for (int round = 0; round < soak.pick(1, 10); ++round) {
            for (int i = 2; i >= 0; --i) {
                soak.require(waitForMore(tally, soak.pick(100, 2000)), "the load stands still");
                soak.require(nodes.node(i).stop() == 0, "a node does not end");
                soak.require(nodes.node(i).start(), "a node does not start again");
                ++restarts;
            }
        }
        soak.require(waitForMore(tally, 50), "the load stands still");
        ends = true;
    }
    soak.measure("restarts", restarts);
    soak.measure("requests", static_cast<double>(tally.requests));
    soak.measure("failed", static_cast<double>(tally.failed));
    soak.require(tally.failed == 0, std::to_string(tally.failed) + " requests failed");
}

} // namespace kaomon::soak
