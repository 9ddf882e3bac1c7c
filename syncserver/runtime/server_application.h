// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "runtime/config.h"
#include "storage/database.h"

namespace kaomon::runtime {

using DatabaseWrapper = std::function<std::unique_ptr<storage::Database>(std::unique_ptr<storage::Database>)>;

// The whole server: opens its key, certificate and database, builds the routes and serves them. Several may
// live in one process (tests). Started and stopped from one thread.
class ServerApplication {
public:
    // `clock` outlives the application. Makes missing files of the data folder at first start.
    // Errors: those of ServerKey, TlsIdentity and Database; StorageFailed when the folder cannot be made.
    // `wrap`, when set, gets the opened database and returns the one to use: tests put faults in between.
    [[nodiscard]] static Result<std::unique_ptr<ServerApplication>> create(Config config, const Clock& clock,
                                                                           const DatabaseWrapper& wrap = {});
    ~ServerApplication();
    ServerApplication(const ServerApplication&) = delete;
    ServerApplication& operator=(const ServerApplication&) = delete;

    // Logs `server.listening` with url and pin. ErrorCode::Unavailable when the address is taken.
    [[nodiscard]] Status start();
    // Reads the certificate again, and which key is prepared to follow; open connections stay.
    // ErrorCode::TlsFailed, and Conflict when it is for a key that was not told of before: the one in use
    // then stays.
    [[nodiscard]] Status reload();
    // Lets running requests end. Idempotent. True when nothing had to be cut off.
    bool stop();

    [[nodiscard]] unsigned short port() const;
    [[nodiscard]] std::string url() const;
    // SPKI SHA-256 of the certificate, base64url.
    [[nodiscard]] std::string pin() const;

private:
    class Impl;
    explicit ServerApplication(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace kaomon::runtime
