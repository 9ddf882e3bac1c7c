// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "support/http/test_client.h"

namespace kaomon::test {

// A blocking WebSocket for tests: signs its upgrade like TestClient, accepts any certificate. Not
// thread-safe.
class TestSocket {
public:
    explicit TestSocket(unsigned short port, std::string from = "127.0.0.1");
    ~TestSocket();

    // The status of the answer to the upgrade: 101 when it is open; 0 when there was none. `headers` are
    // added to those of the upgrade, X-Forwarded-For for example.
    [[nodiscard]] int open(Caller* caller, const std::string& target = "/v1/stream",
                           const std::map<std::string, std::string>& headers = {});
    // The next message; nullopt when none came in this time or the server ended the connection.
    [[nodiscard]] std::optional<std::string> read(std::chrono::milliseconds within);
    // Reads until the server ends the connection: its close code, 0 for an end without one, -1 when the time
    // is over.
    [[nodiscard]] int readEnd(std::chrono::milliseconds within);
    bool send(const std::string& text);

private:
    struct Connection;
    const unsigned short m_port;
    const std::string m_from;
    std::unique_ptr<Connection> m_connection;
};

} // namespace kaomon::test
