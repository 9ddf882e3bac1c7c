// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <unistd.h>

#include "localipc/message.h"
#include "localipc/unix_socket.h"

namespace kaomon::testing {

// Stands in for the agent at its socket, on a thread of its own: takes one connection after another, as many
// as it was told, and hands every message that arrives to the case, which answers through reply(). Ends when
// the front-end hangs up, or the case drops the line, for the last time.
class FakeAgent {
public:
    class Line {
    public:
        explicit Line(localipc::UniqueFd socket)
            : m_socket(std::move(socket)) {}

        void reply(const localipc::Message& request, std::string type,
                   std::map<std::string, std::string> fields = {}) {
            raw(localipc::encodeFrame({std::move(type), request.id, std::move(fields)}).value());
        }
        void raw(const Bytes& bytes) { (void)localipc::sendSome(m_socket.get(), bytes); }
        void drop() { m_socket.reset(); }
        [[nodiscard]] bool isOpen() const { return m_socket.isOpen(); }
        [[nodiscard]] int fd() const { return m_socket.get(); }

    private:
        localipc::UniqueFd m_socket;
    };
    using Behaviour = std::function<void(Line&, const localipc::Message&)>;

    FakeAgent(const std::string& path, Behaviour behaviour, int connections = 1)
        : m_path(path)
        , m_listener(localipc::listenUnix(path, 0666).value())
        , m_thread([this, connections, behaviour = std::move(behaviour)] {
            for (int served = 0; served < connections && run(behaviour); ++served) {
            }
        }) {}
    ~FakeAgent() {
        m_thread.join();
        ::unlink(m_path.c_str());
    }
    FakeAgent(const FakeAgent&) = delete;
    FakeAgent& operator=(const FakeAgent&) = delete;

    // What arrived so far.
    [[nodiscard]] std::vector<localipc::Message> requests() {
        const std::lock_guard lock(m_mutex);
        return m_requests;
    }

private:
    static localipc::Deadline soon() { return std::chrono::steady_clock::now() + std::chrono::seconds(10); }

    // False when nobody came.
    bool run(const Behaviour& behaviour) {
        if (!localipc::waitFor(m_listener.get(), localipc::Readiness::Readable, soon())) {
            return false;
        }
        Line line(std::move(localipc::acceptUnix(m_listener.get()).value().value()));
        localipc::FrameDecoder decoder;
        Bytes buffer(4096);
        while (line.isOpen() && localipc::waitFor(line.fd(), localipc::Readiness::Readable, soon())) {
            const auto received = localipc::receiveSome(line.fd(), buffer);
            if (!received || !received->has_value() || **received == 0) {
                return true;
            }
            decoder.feed(std::span(buffer).first(**received));
            while (auto message = decoder.next().value()) {
                {
                    const std::lock_guard lock(m_mutex);
                    m_requests.push_back(*message);
                }
                behaviour(line, *message);
            }
        }
        return true;
    }

    std::string m_path;
    localipc::UniqueFd m_listener;
    std::mutex m_mutex;
    std::vector<localipc::Message> m_requests;
    std::thread m_thread;
};

} // namespace kaomon::testing
