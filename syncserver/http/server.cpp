// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/server.h"

#include <algorithm>
#include <thread>
#include <unordered_set>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <openssl/ssl.h>

#include "base/log.h"
#include "http/connection.h"

namespace kaomon::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr std::chrono::milliseconds kAcceptPause{50};
constexpr std::chrono::milliseconds kDrainPoll{10};
constexpr std::chrono::seconds kFirstRequest{2}; // for connections that are open and have not asked yet
constexpr std::chrono::seconds kAdmissionEvery{2};

// One core's share: an I/O context, its thread, its TLS context and its connections.
struct Worker {
    asio::io_context context{1};
    asio::executor_work_guard<asio::io_context::executor_type> guard{context.get_executor()};
    std::unique_ptr<asio::ssl::context> tls; // open connections keep the one that they began with
    std::unordered_set<std::shared_ptr<Connection>> connections; // touched by its thread only
    std::jthread thread;
};

Result<std::unique_ptr<asio::ssl::context>> makeContext(const TlsIdentity& identity) {
    auto made = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
    asio::ssl::context& tls = *made;
    boost::system::error_code error;
    tls.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                        asio::ssl::context::no_tlsv1_1 | asio::ssl::context::no_compression,
                    error);
    tls.use_certificate_chain(asio::buffer(identity.certificatePem), error);
    if (!error) {
        tls.use_private_key(asio::buffer(identity.keyPem), asio::ssl::context::pem, error);
    }
    SSL_CTX* native = tls.native_handle();
    const bool isSet = SSL_CTX_set_cipher_list(native, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1 &&
                       SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION) == 1;
    SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    if (error || !isSet) {
        return fail(ErrorCode::TlsFailed, "the TLS context cannot be set up");
    }
    return made;
}

} // namespace

class Server::Impl {
public:
    Impl(ServerOptions options, const TlsIdentity& identity, Dispatcher& dispatcher)
        : m_options(std::move(options))
        , m_identity(identity)
        , m_dispatcher(dispatcher) {}

    Status start() {
        const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
        const int count = m_options.threads > 0 ? m_options.threads : cores;
        for (int i = 0; i < count; ++i) {
            m_workers.push_back(std::make_unique<Worker>());
            auto tls = makeContext(m_identity);
            if (!tls) {
                return propagate(tls.error());
            }
            m_workers.back()->tls = std::move(*tls);
        }
        if (auto bound = bind(); !bound) {
            return bound;
        }
        asio::co_spawn(m_workers.front()->context, acceptLoop(), asio::detached);
        for (auto& worker : m_workers) {
            if (m_options.admission != nullptr) {
                asio::co_spawn(worker->context, watchAdmissions(*worker), asio::detached);
            }
            worker->thread = std::jthread([context = &worker->context] { context->run(); });
        }
        return {};
    }

    [[nodiscard]] unsigned short port() const { return m_port; }
    [[nodiscard]] std::size_t connections() const { return m_open.load(); }

    // All workers or none.
    Status useIdentity(const TlsIdentity& identity) {
        std::vector<std::shared_ptr<std::unique_ptr<asio::ssl::context>>> made;
        for (std::size_t i = 0; i < m_workers.size(); ++i) {
            auto tls = makeContext(identity);
            if (!tls) {
                return propagate(tls.error());
            }
            made.push_back(std::make_shared<std::unique_ptr<asio::ssl::context>>(std::move(*tls)));
        }
        for (std::size_t i = 0; i < m_workers.size(); ++i) {
            asio::post(m_workers[i]->context,
                       [worker = m_workers[i].get(), tls = made[i]] { worker->tls = std::move(*tls); });
        }
        return {};
    }

    void announceStop() { m_phase.isLast = true; }

    bool stop() {
        if (m_isStopped.exchange(true) || m_workers.empty()) {
            return true;
        }
        m_phase.isLast = true;
        m_phase.isDraining = true;
        asio::post(m_workers.front()->context, [this] {
            boost::system::error_code ignored;
            m_acceptor->close(ignored);
        });
        closeIdle(false);
        waitUntilEmpty(std::min<std::chrono::seconds>(kFirstRequest, m_options.drainTime));
        closeIdle(true);
        waitUntilEmpty(m_options.drainTime);
        const bool isClean = m_open.load() == 0;
        for (auto& worker : m_workers) {
            worker->guard.reset();
            worker->context.stop();
            if (worker->thread.joinable()) { // not when start() failed
                worker->thread.join();
            }
            worker->connections.clear();
        }
        return isClean;
    }

private:
    void closeIdle(bool isUnusedToo) {
        for (auto& worker : m_workers) {
            asio::post(worker->context, [&connections = worker->connections, isUnusedToo] {
                for (const auto& connection : std::vector(connections.begin(), connections.end())) {
                    connection->closeIfIdle(isUnusedToo);
                }
            });
        }
    }

    void waitUntilEmpty(std::chrono::seconds longest) const {
        const auto deadline = std::chrono::steady_clock::now() + longest;
        while (m_open.load() > 0 && std::chrono::steady_clock::now() < deadline) {
            std::this_thread::sleep_for(kDrainPoll);
        }
    }

    Status bind() {
        boost::system::error_code error;
        const auto address = asio::ip::make_address(m_options.address, error);
        if (error) {
            return fail(ErrorCode::ValidationFailed, "the listen address is not an IP address");
        }
        m_acceptor = std::make_unique<tcp::acceptor>(m_workers.front()->context);
        const tcp::endpoint endpoint(address, m_options.port);
        m_acceptor->open(endpoint.protocol(), error);
        if (!error) {
            m_acceptor->set_option(tcp::acceptor::reuse_address(true), error);
            m_acceptor->bind(endpoint, error);
        }
        if (!error) {
            m_acceptor->listen(asio::socket_base::max_listen_connections, error);
        }
        if (error) {
            return fail(ErrorCode::Unavailable,
                        "cannot listen on " + m_options.address + ": " + error.message());
        }
        m_port = m_acceptor->local_endpoint(error).port();
        return {};
    }

    Awaitable<void> acceptLoop() {
        std::size_t next = 0;
        while (!m_phase.isDraining) {
            Worker& worker = *m_workers[next++ % m_workers.size()];
            boost::system::error_code error;
            tcp::socket socket = co_await m_acceptor->async_accept(
                worker.context, asio::redirect_error(asio::use_awaitable, error));
            if (m_phase.isDraining) {
                break;
            }
            if (error) {
                // out of file descriptors, or a peer that left: never spin
                log::warning("http.accept_failed", {{"why", error.message()}});
                asio::steady_timer pause(m_workers.front()->context, kAcceptPause);
                co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
                continue;
            }
            if (m_open.load() >= m_options.connectionLimit) {
                socket.close(error);
                continue;
            }
            ++m_open;
            asio::co_spawn(worker.context, serve(worker, std::move(socket)), asio::detached);
        }
    }

    Awaitable<void> serve(Worker& worker, tcp::socket socket) {
        auto connection = std::make_shared<Connection>(std::move(socket), *worker.tls, m_dispatcher,
                                                       m_options.trustedProxies, m_phase);
        worker.connections.insert(connection);
        try {
            co_await connection->run();
        } catch (const std::exception& error) {
            log::error("http.connection_failed", {{"what", error.what()}});
        }
        worker.connections.erase(connection);
        --m_open;
    }

    // Cuts connections whose client is no longer let in, within five seconds of the change.
    Awaitable<void> watchAdmissions(Worker& worker) {
        asio::steady_timer timer(worker.context);
        while (!m_phase.isDraining) {
            boost::system::error_code ignored;
            timer.expires_after(kAdmissionEvery);
            co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
            std::vector<std::weak_ptr<Connection>> open(worker.connections.begin(), worker.connections.end());
            for (const auto& entry : open) {
                co_await cutIfExcluded(entry);
            }
        }
    }

    Awaitable<void> cutIfExcluded(std::weak_ptr<Connection> entry) {
        auto connection = entry.lock();
        const Admission* admission = connection ? connection->admission() : nullptr;
        if (admission == nullptr) {
            co_return;
        }
        const auto [tenant, scope] = *admission;
        const domain::IpAddress peer = connection->peer();
        connection.reset();
        const Status allowed = co_await m_options.admission->admit(tenant, scope, peer);
        connection = entry.lock();
        if (connection && !allowed && allowed.error().code == ErrorCode::AddressNotAllowed) {
            log::info("http.cut", {{"peer", peer.text()}, {"tenant", tenant.text()}});
            connection->cut();
        }
    }

    const ServerOptions m_options;
    const TlsIdentity m_identity;
    Dispatcher& m_dispatcher;
    std::vector<std::unique_ptr<Worker>> m_workers;
    std::unique_ptr<tcp::acceptor> m_acceptor;
    Phase m_phase;
    std::atomic<bool> m_isStopped = false;
    std::atomic<std::size_t> m_open = 0;
    unsigned short m_port = 0;
};

Server::Server(ServerOptions options, const TlsIdentity& identity, Dispatcher& dispatcher)
    : m_impl(std::make_unique<Impl>(std::move(options), identity, dispatcher)) {}

Server::~Server() {
    stop();
}

Status Server::start() {
    return m_impl->start();
}

unsigned short Server::port() const {
    return m_impl->port();
}

std::size_t Server::connections() const {
    return m_impl->connections();
}

Status Server::useIdentity(const TlsIdentity& identity) {
    return m_impl->useIdentity(identity);
}

void Server::announceStop() {
    m_impl->announceStop();
}

bool Server::stop() {
    return m_impl->stop();
}

} // namespace kaomon::http
