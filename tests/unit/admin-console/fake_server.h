// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "client/secret_store.h"
#include "client/transport.h"
#include "shell/console_session.h"
#include "shell/server_connection.h"
#include "wire/accounts.h"
#include "wire/bootstrap.h"
#include "wire/devices.h"
#include "wire/events.h"
#include "wire/face_accesses.h"
#include "wire/face_models.h"
#include "wire/group_proposals.h"
#include "wire/groups.h"
#include "wire/imports.h"
#include "wire/ip_rules.h"
#include "wire/licences.h"
#include "wire/notices.h"
#include "wire/operations.h"
#include "wire/releases.h"
#include "wire/scim_tokens.h"
#include "wire/settings.h"
#include "wire/templates.h"
#include "wire/two_person_acts.h"
#include "wire/users.h"

namespace kaomon::testing {

// As much of a sync server as the console talks to, in memory: what is posted is there afterwards, and the
// first owner's sign-in is checked for real. refuse() makes the next request of a path fail. Used on one
// thread.
class FakeServer final : public client::Transport {
public:
    struct Request {
        std::string method;
        std::string path; // without query
        std::string query;
        std::string body;
        std::string ifMatch;
        std::string idempotencyKey;
        std::string range = {};
    };

    std::string pin = "cGluLW9mLXRoZS1mYWtlLXNlcnZlci0wMTIzNDU2Nzg";
    std::string pinInInfo = pin;
    TenantId tenant = TenantId::generate();
    bool isDemo = false;
    std::string role = "owner"; // that a session has; the keys are the owner's in any case
    std::optional<wire::BootstrapRequest> founded;
    std::vector<wire::User> users;
    std::vector<wire::Device> devices;
    std::vector<wire::EnrolmentCode> codes;
    std::vector<wire::PolicyDocument> policies;
    std::vector<wire::ExplainedSetting> settings; // what GET /v1/settings/explain tells
    std::vector<wire::StoredEvent> events;
    // The organisation beyond people and PCs; see fake_organisation.cpp.
    std::vector<wire::UserGroup> userGroups;
    std::vector<wire::DeviceGroup> deviceGroups;
    std::vector<wire::SavedFilter> savedFilters;
    wire::IpRuleList addresses;
    wire::LicenceOverview licences;
    wire::FaceModelUses faceModels;
    wire::ErasurePlan erasures;
    std::vector<wire::SessionInfo> sessions;
    wire::SecondFactorState secondFactor;
    wire::AccountRules rules;
    wire::AccountSecurity security;
    std::vector<wire::ImportJob> imports;
    std::vector<wire::ImportRow> importRows;
    std::vector<wire::TwoPersonAct> acts;
    std::vector<wire::SettingsVersion> settingsVersions; // newest first
    std::vector<wire::SettingChange> settingChanges;     // what every difference and preview tells

    std::vector<wire::PublicNotice> publicNotices;
    std::vector<wire::FaceTemplate> templates;  // of everybody
    std::vector<wire::FaceAccess> faceAccesses; // likewise
    std::vector<wire::AccountAct> accountActs;
    std::vector<wire::ScimToken> scimTokens;
    std::vector<wire::GroupProposal> proposals;
    wire::FleetStatistics fleet;

    std::vector<wire::Operation> operations;
    long long operationsLength = 0; // what the chain tells; 0: as many as there are
    std::vector<Request> requests;

    // Answers of a test's own, by method and path.
    using Handler = std::function<client::HttpReply(const Request&)>;
    std::map<std::string, Handler> handlers;
    [[nodiscard]] static client::HttpReply json(int status, std::string body);
    [[nodiscard]] static client::HttpReply problem(int status, const std::string& code);
    std::optional<std::string> nextUsersCursor;

    // The next request of this method and path is answered with a problem, or not reached at all.
    void refuse(const std::string& methodAndPath, int status, const std::string& code);
    void beUnreachableFor(const std::string& methodAndPath) { m_refusals[methodAndPath] = {0, {}}; }
    [[nodiscard]] const Request* last(const std::string& method, const std::string& path) const;

    [[nodiscard]] std::unique_ptr<Exchange> start(client::HttpRequest request, Done done) override;

private:
    struct Refusal {
        int status = 0;
        std::string code;
    };

    [[nodiscard]] Result<client::HttpReply> answer(const Request& request);
    [[nodiscard]] client::HttpReply session(const Request& request) const;
    [[nodiscard]] client::HttpReply list(const Request& request) const;
    [[nodiscard]] std::optional<client::HttpReply> organisation(const Request& request) const;
    [[nodiscard]] client::HttpReply write(const Request& request);
    [[nodiscard]] client::HttpReply writeUser(const Request& request);

    std::map<std::string, Refusal> m_refusals;
};

[[nodiscard]] shell::TransportFactory transportsTo(const std::shared_ptr<FakeServer>& server);

// The owner "owner" with kOwnerPassword founds the fake server's tenant; slow (Argon2id), once per test
// program.
inline constexpr const char* kOwnerPassword = "Correct-Horse-7";
void foundOn(FakeServer& server, const Clock& clock);

// Signs the owner in through the real flow and opens `session` with it; false when that fails.
[[nodiscard]] bool signInOwner(const std::shared_ptr<FakeServer>& server, const Clock& clock,
                               client::SecretStore& store, shell::ConsoleSession& session);

} // namespace kaomon::testing
