// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <QTemporaryDir>

#include "contract/api/api_suite.h"
#include "contract/events/push_receiver.h"
#include "support/server/server_process.h"
#include "support/server/tenant_kit.h"
#include "support/smtp/smtp_server.h"
#include "wire/events.h"

namespace kaomon::test {

// The operator's address for checkpoints.
inline constexpr const char* kCheckpointAddress = "operator@example.jp";

// One server with receivers for what it pushes, and a tenant with somebody of every role and two PCs; a
// second tenant is there to be kept out. Made by main(), used by one test class after the other.
struct EventSuite {
    EventSuite();

    [[nodiscard]] bool start();
    static EventSuite& get();

    [[nodiscard]] Reply get(Caller& caller, const std::string& target) {
        return client->send({"GET", target}, &caller);
    }
    [[nodiscard]] Reply post(Caller& caller, const std::string& target, const std::string& body) {
        return client->send({"POST", target, body}, &caller);
    }
    // Sends events of a PC; numbers as given.
    [[nodiscard]] Reply push(Caller& pc, const std::vector<wire::Event>& events);
    [[nodiscard]] wire::Event event(long long seq, const std::string& code = "LOGON_OK",
                                    const std::string& result = "ok") const;
    // The options of a server behind which `mail` takes mails; starts it.
    [[nodiscard]] QStringList mailOptions();

    Backend backend;
    QTemporaryDir folder;
    std::unique_ptr<PushReceiver> hook;
    std::unique_ptr<PushReceiver> syslog;
    SmtpServer mail;
    ServerProcess server{backend};
    std::string recordFile;
    std::unique_ptr<TestClient> client;
    std::unique_ptr<TenantKit> home;
    std::unique_ptr<TenantKit> other;
    std::optional<Pc> pc;
    std::optional<Pc> secondPc;
    std::optional<Person> member;
    Caller onPc = Caller::console(); // the member
    Caller asPc = Caller::console();
    Caller asSecondPc = Caller::console();
    Caller auditor = Caller::console();
    Caller helpDesk = Caller::console();
    Caller viewer = Caller::console();
};

// The parts of the suite, in their order.
std::unique_ptr<QObject> makeEventsTest();
std::unique_ptr<QObject> makeBlobsTest();
std::unique_ptr<QObject> makePushTest();

} // namespace kaomon::test
