// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <QTemporaryDir>

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
    // The same for what the case needs to begin: never taken for a fault that was noticed. Gives `holds`.
    bool requireReady(bool holds, const std::string& what);
    [[nodiscard]] std::vector<std::string> violations() const;
    [[nodiscard]] bool isReady() const;
    // From here on a planted fault is on; before, only one that would be wrong from the first start on.
    void plantNow();
    // Prints the result and writes it to the JSON file.
    void report() const;

    test::Backend backend;
    test::ServerProcess server{backend};
    std::unique_ptr<TestClient> client;
    std::unique_ptr<TenantKit> kit;

private:
    const Options m_options;
    QTemporaryDir m_folder;
    bool m_isReady = true;
    mutable std::mutex m_mutex;
    std::map<std::string, double> m_measures;
    std::vector<std::string> m_violations;
};

using Case = void (*)(SoakContext&);

// The cases by the names of the test plan.
void killedWhileWriting(SoakContext& soak);    // F1
void copiedWhileFrozen(SoakContext& soak);     // F2
void replicasFollow(SoakContext& soak);        // F3
void noLostUpdate(SoakContext& soak);          // F4
void databaseRestarts(SoakContext& soak);      // F5
void nodesAreKilled(SoakContext& soak);        // F6
void lostAnswers(SoakContext& soak);           // F7
void diskIsFull(SoakContext& soak);            // F8
void clockJumps(SoakContext& soak);            // F9
void serverAway(SoakContext& soak);            // F10
void rollingRestart(SoakContext& soak);        // the nodes' part of F14
void fuzzedRequests(SoakContext& soak);        // A1
void documentedAnswers(SoakContext& soak);     // A2
void smuggling(SoakContext& soak);             // A3
void slowClients(SoakContext& soak);           // A4
void idleConnections(SoakContext& soak);       // A5
void handshakeFlood(SoakContext& soak);        // A6
void signInSpray(SoakContext& soak);           // A7
void loginsAreNotToldApart(SoakContext& soak); // A7 of those who only ask
void groundPasswords(SoakContext& soak);       // one-time passwords of A7
void replayedRequests(SoakContext& soak);      // A9
void changedRows(SoakContext& soak);           // A10 of what the server stores
void redScript(SoakContext& soak);             // A12
void injectedTexts(SoakContext& soak);         // A14
void hostileArchives(SoakContext& soak);       // A15
void tamperedLog(SoakContext& soak);           // A16 of the tenants' operation logs
void canaries(SoakContext& soak);              // A17
void eventsOnce(SoakContext& soak);            // E1
void openingsAreLogged(SoakContext& soak);     // E2
void largeImport(SoakContext& soak);           // import
void steadyLoad(SoakContext& soak);            // A19
void mailHeaders(SoakContext& soak);           // M1
void mailOnTwoNodes(SoakContext& soak);        // M2
void maintenanceEdges(SoakContext& soak);      // M3

// Of the server's process, in MiB; the highest ever for "VmHWM", now for "VmRSS".
[[nodiscard]] double memoryOf(const test::ServerProcess& server, const std::string& field);
// "201 body" for messages.
[[nodiscard]] std::string describe(const Reply& reply);
[[nodiscard]] Call eventCall(long long seq);
// Sends again, signed anew, while `isPending` says so of the answer, ten seconds of pauses at the most; the
// last answer.
[[nodiscard]] Reply sendUntilAnswered(TestClient& client, const Call& call, Caller& caller,
                                      const std::function<bool(const Reply&)>& isPending);

} // namespace kaomon::soak
