// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample_organisation.h"

#include <chrono>

#include "domain/setting_registry.h"
#include "wire/codec.h"
#include "wire/key_renewals.h"
#include "wire/server_pins.h"

namespace kaomon::testing {
namespace {

using namespace std::chrono_literals;

TimePoint now() {
    return SystemClock().now();
}

void addPeople(FakeServer& server) {
    const char* names[] = {"山田 太郎", "鈴木 花子", "佐藤 次郎", "高橋 三郎", "田中 四季", "John Example"};
    const char* states[] = {"active", "active", "locked", "provisional", "disabled", "active"};
    const char* faces[] = {"enrolled", "low_quality", "re_enrol", "none", "enrolled", "enrolled"};
    const char* roles[] = {"member", "member", "member", "member", "member", "user_admin"};
    for (int i = 0; i < 6; ++i) {
        wire::User user;
        user.id = UserId::generate();
        user.login = "user" + std::to_string(i + 1);
        user.displayName = names[i];
        user.mail = user.login + "@example.com";
        user.role = roles[i];
        user.accountState = states[i];
        user.faceState = faces[i];
        user.templateCount = i;
        user.createdAt = now() - 24h * (i + 1);
        user.rev = 1;
        user.groups = {server.userGroups.front().id};
        server.users.push_back(user);
    }
    wire::User owner = server.users.front();
    owner.id = server.founded->ownerId;
    owner.login = server.founded->login;
    owner.displayName = "The Owner";
    owner.mail = "owner@example.com";
    owner.role = "owner";
    owner.lastSignInAt = now() - 1min;
    server.users.push_back(owner);
}

void addOperations(FakeServer& server) {
    const auto add = [&server](const char* action, std::chrono::hours ago) -> wire::Operation& {
        wire::Operation entry;
        entry.seq = 40 - static_cast<long long>(server.operations.size());
        entry.at = now() - ago;
        entry.actorKind = "user";
        entry.actor = server.founded->ownerId.text();
        entry.actorName = "owner";
        entry.role = "owner";
        entry.address = "192.0.2.7";
        entry.action = action;
        entry.outcome = "ok";
        server.operations.push_back(entry);
        return server.operations.back();
    };
    const wire::User& user = server.users.front();
    wire::Operation& changed = add("changeUser", 1h);
    changed.objectKind = "user";
    changed.object = user.id.text();
    changed.objectName = user.login;
    changed.reason = "2 階へ異動";
    changed.changes = {{"mail", "taro@example.com", "user1@example.com"}, {"note", std::nullopt, "2 階"}};
    wire::Operation& refused = add("openEvidence", 3h);
    refused.outcome = "refused";
    refused.code = "forbidden";
    wire::Operation& locked = add("unlockUser", 30h);
    locked.objectKind = "user";
    locked.object = user.id.text();
    locked.objectName = user.login;
    locked.reason = "typo";
    server.operationsLength = 40;
}

void addDevices(FakeServer& server) {
    const char* states[] = {"active", "active", "pending", "suspended", "revoked"};
    for (int i = 0; i < 5; ++i) {
        wire::Device device;
        device.id = DeviceId::generate();
        device.name = "reception-0" + std::to_string(i + 1);
        device.os = "Debian GNU/Linux 12";
        device.clientVersion = i < 3 ? "0.1.0" : "0.0.9";
        device.state = states[i];
        device.group = server.deviceGroups.front().id;
        device.enrolledAt = now() - 48h;
        device.lastSeenAt = now() - std::chrono::hours(i);
        device.rev = 1;
        server.devices.push_back(device);
    }
    server.codes.push_back(
        {"code", "Room 1", server.deviceGroups.front().id, 5, 2, "open", now() + 72h, now(), "owner"});
}

void addEvents(FakeServer& server) {
    for (int i = 0; i < 60; ++i) {
        wire::StoredEvent stored;
        stored.event.id = EventId::generate();
        stored.event.at = stored.receivedAt = now() - std::chrono::hours(i * 6);
        stored.event.kind = "auth";
        const bool isRefused = i % 5 == 3;
        stored.event.code = isRefused ? "LOGON_NG" : "LOGON_OK";
        stored.event.result = isRefused ? "ng" : "ok";
        if (isRefused) {
            stored.event.detail.reason = "face_no_match";
        }
        stored.event.detail.factors = "face";
        stored.event.detail.scenario = "logon";
        stored.event.detail.elapsedMs = 280 + i;
        stored.event.detail.cameraName = "Integrated camera";
        stored.deviceName = "reception-01";
        stored.device = server.devices.front().id;
        stored.login = "user1";
        server.events.push_back(stored);
    }
}

void addOrganisation(FakeServer& server) {
    server.addresses.callerAddress = "192.0.2.7";
    server.addresses.rules = {{"192.0.2.0/24", "console", "allow", "Head office", std::nullopt},
                              {"2001:db8::/32", "client", "allow", "VPN", std::nullopt},
                              {"198.51.100.9", "enrolment", "deny", "Fair", now() + 240h}};
    server.licences.status.state = "licensed";
    server.licences.status.seats = 100;
    server.licences.status.seatsTaken = 93;
    server.licences.status.timeZone = "Asia/Tokyo";
    server.licences.status.lastDay = "2027-03-31";
    server.licences.status.daysLeft = 122;
    server.licences.status.reminders = {{60, now() + 24h * 62}, {30, now() + 24h * 92}};
    wire::Licence licence;
    licence.id = "1";
    licence.serial = "K-2026-0001";
    licence.kind = "paid";
    licence.seats = 100;
    licence.firstDay = "2026-04-01";
    licence.lastDay = "2027-03-31";
    licence.state = "active";
    server.licences.items = {licence};
    server.erasures.timeZone = "Asia/Tokyo";
    server.erasures.steps = {{"read_only", now() + 24h * 122, "planned", {}},
                             {"faces", now() + 24h * 123, "planned", {{"templates", 421}}},
                             {"tenant",
                              now() + 24h * 150,
                              "planned",
                              {{"event_log", 18000}, {"user_account", 93}, {"consent", 93}}}};
    server.sessions = {
        {"1", server.founded->ownerId, now() - 1h, now(), now() + 7h, {}, {}, "192.0.2.0/24", true},
        {"2", server.founded->ownerId, now() - 9h, now() - 8h, now() + 1h, server.devices.front().id,
         "reception-01", "192.0.2.0/24", false}};
    server.secondFactor = {true, true, now() - 100h, 8};
    server.security.failures = {{now() - 1h, "console", "198.51.100.0/24"}};
}

void addFaces(FakeServer& server) {
    const char* labels[] = {"眼鏡あり", "眼鏡なし", "Mask"};
    for (int i = 0; i < 3; ++i) {
        wire::FaceTemplate face;
        face.id = TemplateId::generate();
        face.user = server.users.front().id;
        face.modelId = "registry-1";
        face.label = labels[i];
        face.device = server.devices.front().id;
        face.consent = ConsentId::generate();
        face.createdAt = now() - 24h * (100 * i + 3);
        face.quality = 90 - 25 * i;
        if (i == 2) {
            face.review = "device_revoked";
        }
        server.templates.push_back(face);
        server.faceAccesses.push_back({face.id, "device", face.device.text(),
                                       i == 0 ? "reception-01" : "sales-07", face.createdAt, now() - 1h, 14});
        server.faceAccesses.push_back({face.id, "user", UserId::generate().text(), "Owner",
                                       face.createdAt + 24h, face.createdAt + 24h, 1});
    }
    server.users.front().osAccounts = {{server.devices.front().id.text(), "taro"}};
    for (std::size_t i = 0; i < server.events.size(); ++i) {
        server.events[i].event.detail.modelId = i < 10 ? "registry-2" : "registry-1";
    }
    server.accountActs = {
        {"1", now() - 30h, "password_reissued", "owner", server.users.front().id, {}, "lost the sheet", {}},
        {"2", now() - 50h, "unlocked", "owner", server.users.front().id, {}, "typo", {}}};
    server.publicNotices = {
        {"planned", "計画メンテナンスのお知らせ",
         "12 月 6 日 22:00 から 24:00 まで、管理コンソールは閲覧のみとなります。", "Planned maintenance",
         "On 6 December from 22:00 to 24:00 the console can only be read.", now(), std::nullopt}};
    server.scimTokens = {{ScimTokenId::generate(), "Example IdP", "active", server.users.back().id,
                          now() - 200h, now() + 2000h, now() - 1h},
                         {ScimTokenId::generate(), "Example old", "revoked", server.users.back().id,
                          now() - 900h, now() + 10h, std::nullopt}};
    for (int i = 0; i < 3; ++i) {
        const wire::User& user = server.users[static_cast<std::size_t>(i)];
        server.proposals.push_back({user.id,
                                    user.login,
                                    user.displayName,
                                    1,
                                    user.groups,
                                    {server.userGroups.front().id, server.userGroups.back().id}});
    }
    server.fleet = {{{"0.1.0", 3, true, true, std::nullopt}, {"0.0.9", 2, false, false, now() - 24h}}, 5, 2};
}

void addWork(FakeServer& server) {
    wire::ImportJob job;
    job.id = ImportId::generate();
    job.fileName = "people.csv";
    job.mode = "upsert";
    job.encoding = "utf-8";
    job.state = "checked";
    job.size = job.received = 2048;
    job.found = {120, 80, 30, 7, 0, 3};
    job.createdBy = server.founded->ownerId;
    job.createdAt = job.changedAt = now() - 1h;
    server.imports = {job};
    wire::ImportRow row;
    row.position = 3;
    row.line = 4;
    row.login = "j";
    row.action = "refuse";
    row.state = "waiting";
    row.problems = {{"login", "login_invalid"}};
    server.importRows = {row};
    wire::TwoPersonAct act;
    act.id = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
    act.kind = "owner_change";
    act.state = "pending";
    act.subject = server.users.back().id;
    act.requester = server.users.back().id;
    act.reason = "deputy";
    act.requestedAt = now();
    act.notAfter = now() + 160h;
    server.acts = {act};
}

void addSettings(FakeServer& server) {
    for (const auto& definition : domain::allSettings()) {
        wire::ExplainedSetting setting;
        setting.name = definition.name;
        setting.value = definition.defaultValue;
        setting.source = "default";
        server.settings.push_back(setting);
    }
    wire::SettingsVersion version;
    version.scope = "tenant";
    version.version = 3;
    version.signer = server.founded->ownerId.text();
    version.issuedAt = version.storedAt = now() - 5h;
    version.reason = "after the pilot";
    version.settings = {{"match_timeout_s", "9"}, {"mask_policy", "deny", true}};
    server.settingsVersions = {version};
    server.settingChanges = {{"match_timeout_s", "5", "9", false, false},
                             {"mask_policy", {}, "deny", false, true}};
}

} // namespace

void fillWithSamples(FakeServer& server) {
    server.userGroups = {{GroupId::generate(), "Sales", "first floor", 4, now(), 1},
                         {GroupId::generate(), "開発", "", 2, now(), 1}};
    wire::DeviceGroup group;
    group.id = server.founded->defaultGroup;
    group.name = "Offices";
    group.devices = 5;
    group.faceKeyId = "1";
    group.rev = 1;
    server.deviceGroups = {group};
    server.savedFilters = {
        {"3f2504e0-4f89-41d3-9a0c-0305e82c3302", "users", "No face", "face=none", true, {}}};
    addPeople(server);
    addOperations(server);
    addDevices(server);
    addEvents(server);
    addFaces(server);
    addOrganisation(server);
    addWork(server);
    addSettings(server);
    addServiceSamples(server);
    const wire::KeyRenewalState due{
        {{"emergency", UserId::generate(), "鈴木 一郎", "role_lost", now()},
         {"rk", UserId::generate(), "Somebody with a rather long name", "deleted", now()}},
        {{server.founded->ownerId,
          "The Owner",
          "owner",
          {"tr", "emergency"},
          server.founded->identity.signPublic}}};
    const wire::ServerPins pins{server.pin, now() + std::chrono::hours(2400),
                                "bmV4dC1waW4tb2YtdGhlLXNhbXBsZS1zZXJ2ZXItMDEyMzQ",
                                now() + std::chrono::hours(87600)};
    server.handlers["GET /v1/server-pins"] = [body = wire::encode(pins)](const FakeServer::Request&) {
        return FakeServer::json(200, body);
    };
    server.handlers["GET /v1/key-renewal"] = [body = wire::encode(due)](const FakeServer::Request&) {
        return FakeServer::json(200, body);
    };
}

} // namespace kaomon::testing
