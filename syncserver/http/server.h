// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "http/admission.h"
#include "http/dispatcher.h"
#include "http/tls_identity.h"

namespace kaomon::http {

struct ServerOptions {
    std::string address = "127.0.0.1";
    unsigned short port = 8443; // 0 = any free one
    int threads = 0;            // I/O threads; 0 = one per core
    std::size_t connectionLimit = 20000;
    std::chrono::seconds drainTime{20};
    std::vector<domain::IpRange> trustedProxies = {}; // whose X-Forwarded-For counts
    AdmissionCheck* admission = nullptr; // who may stay connected; outlives the server; null: anybody
};

// Accepts TLS connections and serves HTTP/1.1 on them: one I/O context and thread per core, one coroutine per
// connection which reads, handles and writes one request at a time. Owned by the application; start and stop
// are called from its main thread, everything else happens inside.
class Server {
public:
    Server(ServerOptions options, const TlsIdentity& identity, Dispatcher& dispatcher);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    // ErrorCode::Unavailable when the address cannot be bound, TlsFailed for an unusable certificate.
    [[nodiscard]] Status start();
    // The port that is really listened on.
    [[nodiscard]] unsigned short port() const;
    // Open at this moment. Any thread.
    [[nodiscard]] std::size_t connections() const;
    // For connections that begin from now on; those that are open keep what they have. ErrorCode::TlsFailed:
    // everything stays as it was.
    [[nodiscard]] Status useIdentity(const TlsIdentity& identity);
    // From now on each reply closes its connection, so that a proxy in front comes to hold none.
    void announceStop();
    // Stops accepting, closes idle connections, lets running requests end (for drainTime at most), then joins
    // the threads. Idempotent. True when nothing had to be cut off.
    bool stop();

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace kaomon::http
