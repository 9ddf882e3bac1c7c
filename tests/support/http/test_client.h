// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "crypto/key_pairs.h"

namespace kaomon::test {

struct Reply {
    int status = 0;                             // 0: the connection was closed without an answer
    std::map<std::string, std::string> headers; // lower-case names
    std::string body;

    [[nodiscard]] std::string header(const std::string& name) const;
    // `code` of a problem body; empty when there is none.
    [[nodiscard]] std::string code() const;
    [[nodiscard]] std::string etag() const { return header("etag"); }
};

// Who signs: a console's session key or a device key, with the access token once signed in.
struct Caller {
    std::string keyId;
    crypto::SigningKey key;
    std::string token;
    std::uint64_t counter = 0;
    // Body of the answer to reauth_required, as a console would give it; none: the problem is the reply.
    std::string reauth = {};

    [[nodiscard]] static Caller console();
    [[nodiscard]] Caller clone() const { return {keyId, key.clone(), token, counter, reauth}; }
    [[nodiscard]] static Caller device(const std::string& deviceId, const crypto::SigningKey& key);
};

struct Call {
    std::string method = "GET";
    std::string target;
    std::string body = {};
    std::map<std::string, std::string> headers = {};
    TimePoint signedAt = {}; // zero: now
};

// A blocking HTTPS client for tests: accepts any certificate, signs with libcore/crypto, keeps every answer
// in `responses-<name>.jsonl` for the contract check. Not thread-safe; one per test.
class TestClient {
public:
    // `from`: the address of this machine that connections come from.
    TestClient(unsigned short port, std::string recordFile, std::string from = "127.0.0.1");
    ~TestClient();

    // Signed when `caller` is given. POST calls without an Idempotency-Key header get a fresh one.
    Reply send(Call call, Caller* caller = nullptr);
    // The bytes as they are on a new connection; reads one answer or the end. Recorded only with `target`.
    Reply sendRaw(std::string_view bytes);
    // The same, with every answer until the server ends the connection.
    std::vector<Reply> sendRawAll(std::string_view bytes);
    // The header value that send() would add; for replays.
    static std::string proofHeader(const Call& call, Caller& caller);
    // With the very next counter: for calls of one caller that are sent at the same time.
    static std::string nextProofHeader(const Call& call, Caller& caller);
    Reply sendWithProof(Call call, const std::string& proof, const std::string& token);
    // Sends and hangs up without reading the answer, as a broken connection would.
    void sendAndHangUp(Call call, Caller& caller);

    // Opens the connection that the next send() uses; false when the server takes none.
    [[nodiscard]] bool connect();
    // Whether the server ends the kept connection within this time; false when there is none.
    [[nodiscard]] bool isCutWithin(std::chrono::milliseconds time);

    [[nodiscard]] int sent() const { return m_sent; }

private:
    struct Connection;
    Reply exchange(Call call);
    static void mark(Call& call);
    static Call prepared(Call call);
    void record(const Call& call, const Reply& reply);

    unsigned short m_port;
    std::string m_recordFile;
    std::string m_from;
    std::unique_ptr<Connection> m_connection;
    int m_sent = 0;
};

} // namespace kaomon::test
