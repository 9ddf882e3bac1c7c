// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "bench_data.h"

namespace kaomon::bench {

struct AgentFigures {
    long long connects = 0; // streams that were opened
    long long requests = 0; // answered with 2xx
    long long hints = 0;
    long long failures = 0;   // connections and requests that failed
    std::vector<float> times; // ms of requests, and of opening a stream
};

// One PC as the agent behaves: it opens a stream at a random moment of the first minute and again, at a
// random moment of a minute, whenever it loses it; a hint makes it fetch the delta within the time that the
// hint allows; it fetches every five minutes anyway and sends an event every ten. `speed` makes all of it
// faster. Coroutines on one thread.
class SimulatedAgent {
public:
    // All but `speed` outlive the agent.
    SimulatedAgent(boost::asio::io_context& io, boost::asio::ssl::context& tls, const BenchDevice& device,
                   unsigned short port, double speed, AgentFigures& figures);

    void start();
    [[nodiscard]] bool isConnected() const { return m_isConnected; }

private:
    using Milliseconds = std::chrono::milliseconds;

    boost::asio::awaitable<void> followStream();
    boost::asio::awaitable<void> readStream();
    boost::asio::awaitable<void> fetchEvery(Milliseconds period);
    boost::asio::awaitable<void> reportEvery(Milliseconds period);
    boost::asio::awaitable<void> fetch();
    // The body of a 2xx answer; empty otherwise.
    boost::asio::awaitable<std::string> ask(std::string method, std::string target, std::string body);
    boost::asio::awaitable<void> pause(Milliseconds time);
    // A random part of a time, at this agent's speed.
    [[nodiscard]] Milliseconds partOf(Milliseconds time);
    [[nodiscard]] std::string proof(const std::string& method, const std::string& target,
                                    const std::string& body);

    boost::asio::io_context& m_io;
    boost::asio::ssl::context& m_tls;
    const BenchDevice& m_device;
    const unsigned short m_port;
    const double m_speed;
    AgentFigures& m_figures;
    std::uint64_t m_counter;
    long long m_seq = 0;
    long long m_knownRev = -1;
    std::string m_since;
    bool m_isConnected = false;
    bool m_isFetching = false;
};

} // namespace kaomon::bench
