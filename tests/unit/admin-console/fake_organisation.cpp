// SPDX-License-Identifier: GPL-3.0-or-later
// What the fake server tells about the organisation: one list or object for each path.
#include "fake_server.h"

#include "wire/codec.h"
#include "wire/key_renewals.h"

namespace kaomon::testing {
namespace {

using Request = FakeServer::Request;
using Reply = std::optional<client::HttpReply>;

template<class Body>
Reply told(const Body& body) {
    return FakeServer::json(200, wire::encode(body));
}

Reply settingsAnswer(const FakeServer& server, const Request& request) {
    if (request.path == "/v1/settings/versions") {
        return told(wire::SettingsVersionPage{server.settingsVersions, {}});
    }
    if (request.path == "/v1/settings/diff") {
        return told(wire::SettingsDifference{"tenant", 0, 1, server.settingChanges});
    }
    if (request.path == "/v1/settings:preview") {
        const auto proposal = wire::decode<wire::SettingsProposal>(request.body).value();
        const long long version =
            server.settingsVersions.empty() ? 0 : server.settingsVersions.front().version;
        const long long people = static_cast<long long>(server.users.size());
        const long long pcs = static_cast<long long>(server.devices.size());
        return told(
            wire::SettingsPreview{proposal.scope, version, server.settingChanges, people, pcs, people, pcs});
    }
    return std::nullopt;
}

Reply accountAnswer(const FakeServer& server, const Request& request) {
    if (request.path == "/v1/session/second-factor") {
        return told(server.secondFactor);
    }
    if (request.path == "/v1/sessions") {
        return told(wire::SessionList{server.sessions});
    }
    if (request.path == "/v1/account-rules") {
        return told(server.rules);
    }
    if (request.path.ends_with("/security")) {
        return told(server.security);
    }
    return std::nullopt;
}

Reply listAnswer(const FakeServer& server, const Request& request) {
    if (request.path == "/v1/user-groups") {
        return told(wire::UserGroupList{server.userGroups});
    }
    if (request.path == "/v1/device-groups") {
        return told(wire::DeviceGroupList{server.deviceGroups});
    }
    if (request.path == "/v1/key-renewal") {
        return told(wire::KeyRenewalState{}); // nothing is due, unless a test answers this itself
    }
    if (request.path == "/v1/saved-filters") {
        return told(wire::SavedFilterList{server.savedFilters});
    }
    if (request.path == "/v1/ip-rules") {
        return told(server.addresses);
    }
    if (request.path == "/v1/face-models") {
        return told(server.faceModels);
    }
    if (request.path == "/v1/licences") {
        return told(server.licences);
    }
    if (request.path == "/v1/licences:erasure-plan") {
        return told(server.erasures);
    }
    if (request.path == "/v1/licences:certificates") {
        return told(wire::ErasureCertificateList{});
    }
    if (request.path == "/v1/imports") {
        return told(wire::ImportJobList{server.imports});
    }
    if (request.path.starts_with("/v1/imports/") && request.path.ends_with("/rows")) {
        return told(wire::ImportRowPage{server.importRows, {}});
    }
    if (request.path == "/v1/two-person-acts") {
        return told(wire::TwoPersonActPage{server.acts, {}});
    }
    return std::nullopt;
}

// Every event counted by its own time: as good as days.
wire::EventCounts countsOf(const FakeServer& server) {
    wire::EventCounts counts;
    for (const wire::StoredEvent& row : server.events) {
        counts.items.push_back({row.event.at, row.event.code, row.event.result, 1});
    }
    return counts;
}

Reply personAnswer(const FakeServer& server, const Request& request) {
    if (request.path == "/v1/account-acts") {
        return told(wire::AccountActPage{server.accountActs, {}});
    }
    if (!request.path.starts_with("/v1/users/")) {
        return std::nullopt;
    }
    if (request.path.ends_with("/templates")) {
        return told(wire::FaceTemplateList{server.templates});
    }
    if (request.path.ends_with("/face-accesses")) {
        return told(wire::FaceAccessPage{server.faceAccesses, {}});
    }
    if (request.path.ends_with("/events")) {
        return told(wire::EventPage{server.events, {}});
    }
    for (const wire::User& user : server.users) {
        if (request.path == "/v1/users/" + user.id.text()) {
            return told(user);
        }
    }
    return std::nullopt;
}

Reply serviceAnswer(const FakeServer& server, const Request& request) {
    if (request.path == "/v1/events:counts") {
        return told(countsOf(server));
    }
    if (request.path == "/v1/notices:public") {
        return told(wire::PublicNoticeList{server.publicNotices});
    }
    if (request.path == "/v1/scim-tokens") {
        return told(wire::ScimTokenList{server.scimTokens});
    }
    if (request.path == "/v1/group-proposals") {
        return told(
            wire::GroupProposalPage{server.proposals, {}, static_cast<long long>(server.proposals.size())});
    }
    if (request.path == "/v1/releases:fleet") {
        return told(server.fleet);
    }
    if (request.path.starts_with("/v1/devices/") && request.path.ends_with("/events")) {
        return told(wire::EventPage{server.events, {}});
    }
    return std::nullopt;
}

} // namespace

std::optional<client::HttpReply> FakeServer::organisation(const Request& request) const {
    if (request.method != "GET" && request.path != "/v1/settings:preview") {
        return std::nullopt;
    }
    for (const auto& answer : {settingsAnswer, accountAnswer, personAnswer, serviceAnswer, listAnswer}) {
        if (auto reply = answer(*this, request)) {
            return reply;
        }
    }
    return std::nullopt;
}

} // namespace kaomon::testing
