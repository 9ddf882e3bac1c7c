// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "support/server/server_process.h"
#include "support/server/tenant_kit.h"

namespace kaomon::soak {

using test::Call;
using test::Caller;
using test::Reply;
using test::TenantKit;
using test::TestClient;

struct Options {
    std::string name; // F1, F3, ...
    bool isFull = false;
    std::string plant; // a fault of planted_faults.cpp; empty = none
    std::string jsonFile;
};

// What one case runs on and reports to: a database, a server of its own, a founded tenant, and the list of
// what went wrong. measure() and require() are thread-safe, everything else belongs to the main thread.
class SoakContext {
public:
    explicit SoakContext(const Options& options);

    // False, with a violation, when the server or the tenant could not be set up.
    [[nodiscard]] bool start();
    [[nodiscard]] std::unique_ptr<TenantKit> addTenant(const QString& name);

    // How much of something in the scaled-down and in the full run.
    [[nodiscard]] int pick(int scaled, int full) const { return m_options.isFull ? full : scaled; }
    [[nodiscard]] bool isFull() const { return m_options.isFull; }
    [[nodiscard]] const std::string& plant() const { return m_options.plant; }
    [[nodiscard]] bool isPostgresql() const { return backend.name() == "postgresql"; }

    void measure(const std::string& what, double value);
    // Notes a violation unless `holds`.
    void require(bool holds, const std::string& violation);
    [[nodiscard]] std::vector<std::string> violations() const;
    // Prints the result and writes it to the JSON file.
    void report() const;

    test::Backend backend;
    test::ServerProcess server{backend};
    std::unique_ptr<TestClient> client;
    std::unique_ptr<TenantKit> kit;

private:
    const Options m_options;
    mutable std::mutex m_mutex;
    std::map<std::string, double> m_measures;
    std::vector<std::string> m_violations;
};

using Case = void (*)(SoakContext&);

// The cases by the names of the test plan.
void killedWhileWriting(SoakContext& soak); // F1
void replicasFollow(SoakContext& soak);     // F3
void noLostUpdate(SoakContext& soak);       // F4
void databaseRestarts(SoakContext& soak);   // F5
void lostAnswers(SoakContext& soak);        // F7
void clockJumps(SoakContext& soak);         // F9
void serverAway(SoakContext& soak);         // F10
void fuzzedRequests(SoakContext& soak);     // A1
void documentedAnswers(SoakContext& soak);  // A2
void handshakeFlood(SoakContext& soak);     // A6
void signInSpray(SoakContext& soak);        // A7
void replayedRequests(SoakContext& soak);   // A9
void injectedTexts(SoakContext& soak);      // A14
void hostileArchives(SoakContext& soak);    // A15
void tamperedLog(SoakContext& soak);        // A16
void canaries(SoakContext& soak);           // A17

// "201 body" for messages.
[[nodiscard]] std::string describe(const Reply& reply);
[[nodiscard]] Call eventCall(long long seq);

} // namespace kaomon::soak
