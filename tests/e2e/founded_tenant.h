// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "agent_calls.h"
#include "base/clock.h"
#include "client/admin_keyring.h"
#include "client/network_transport.h"
#include "client/services.h"
#include "test_server.h"

namespace kaomon::e2e {

struct Joiner {
    UserId id;
    SecretString oneTimePassword;
};

struct Code {
    std::string id;
    std::string bundle;
};

// A demo tenant of a running server with its owner at a console's library: founds it, adds people and codes,
// reads the events. A step that fails leaves its reason in `fault` and says false. Used on one thread.
class FoundedTenant {
public:
    explicit FoundedTenant(TestServer& server)
        : m_server(server) {}

    [[nodiscard]] bool found();
    [[nodiscard]] bool signIn();
    [[nodiscard]] bool addUser(const std::string& login, Joiner& out);
    // An enrolment code; `life` may be over already.
    [[nodiscard]] bool addCode(int uses, std::chrono::seconds life, Code& out) {
        return addCode(uses, life, true, out);
    }
    // One whose PCs wait for approve().
    [[nodiscard]] bool addCode(int uses, std::chrono::seconds life, bool autoApprove, Code& out);
    [[nodiscard]] bool approve(const std::string& device);
    [[nodiscard]] bool changeDevice(const std::string& device, const wire::DevicePatch& patch);
    // What the server has of it; empty name when it did not answer.
    [[nodiscard]] wire::Device device(const std::string& device);
    [[nodiscard]] bool revokeCode(const std::string& id);
    [[nodiscard]] bool link(const UserId& user, const std::string& device, const std::string& account);
    // Settings of one person, in place of those that he had.
    [[nodiscard]] bool setFor(const UserId& user, const std::map<std::string, std::string>& settings);
    // The same for everybody, beside what every such tenant has (no liveness, much time).
    [[nodiscard]] bool setForAll(const std::map<std::string, std::string>& settings);
    // Every event of the tenant, oldest page last; nothing when the server did not answer.
    [[nodiscard]] std::vector<wire::StoredEvent> events();
    [[nodiscard]] int countEvents(const std::string& attempt);

    [[nodiscard]] const client::AdminKeyring& keyring() const { return *m_keyring; }
    [[nodiscard]] const TenantId& tenant() const { return m_tenant; }
    [[nodiscard]] client::ApiClient& owner() { return *m_owner; }
    [[nodiscard]] const std::string& pin() { return m_created["pin"]; }
    [[nodiscard]] const std::string& bootstrapCode() { return m_created["bootstrap_code"]; }

    std::string fault;

private:
    template<class T>
    bool told(const T& result) {
        if (!result) {
            fault = std::string(wireName(result.error().code)) + ": " + result.error().detail;
        }
        return result.has_value();
    }
    bool putSettings(const std::string& scope, const std::map<std::string, std::string>& settings);
    bool openKeyring(const wire::SessionReply& session, const crypto::SecretKey& wrap);

    TestServer& m_server;
    SystemClock m_clock;
    std::map<std::string, std::string> m_created;
    TenantId m_tenant;
    std::shared_ptr<client::NetworkTransport> m_transport;
    std::unique_ptr<client::ApiClient> m_owner;
    std::shared_ptr<const client::AdminKeyring> m_keyring;
    std::map<std::string, long long> m_linkVersions;    // by user
    std::map<std::string, long long> m_settingVersions; // by scope
};

} // namespace kaomon::e2e
