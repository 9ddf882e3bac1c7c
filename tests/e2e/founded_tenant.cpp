// SPDX-License-Identifier: GPL-3.0-or-later
#include "founded_tenant.h"

#include <algorithm>

#include "client/password_work.h"
#include "client/tenant_founder.h"
#include "crypto/request_proof.h"

namespace kaomon::e2e {

using namespace std::chrono_literals;

namespace {

constexpr const char* kOwnerPassword = "Correct-Horse-1-Battery";
const std::map<std::string, std::string> kFounding{
    {"liveness_logon", "0"}, {"liveness_unlock", "0"}, {"liveness_appfill", "0"}, {"match_timeout_s", "30"}};

} // namespace

bool FoundedTenant::found() {
    m_created = m_server.createDemoTenant();
    m_transport = std::make_shared<client::NetworkTransport>(QUrl(QString::fromStdString(m_server.url())),
                                                             client::PinSet{{pin()}, false});
    m_owner = std::make_unique<client::ApiClient>(m_transport, m_clock);
    const auto info = await(client::BootstrapService(*m_owner).begin(bootstrapCode()));
    if (!told(info)) {
        return false;
    }
    client::FoundingInput input;
    input.info = *info;
    input.code = SecretString(bootstrapCode());
    input.login = "owner";
    input.displayName = "Owner";
    input.mail = "owner@example.jp";
    input.password = SecretString(kOwnerPassword);
    for (const auto& [name, value] : kFounding) {
        input.settings.push_back({name, value});
    }
    const auto founded = client::foundTenant(input, m_clock);
    if (!told(founded) || !told(await(client::BootstrapService(*m_owner).complete(founded->request)))) {
        return false;
    }
    m_tenant = info->tenant;
    m_settingVersions["tenant"] = 1;
    return signIn();
}

bool FoundedTenant::signIn() {
    auto key = crypto::SigningKey::generate();
    const Bytes publicKey = key.publicKey();
    m_owner->setSigner(
        std::make_shared<client::RequestSigner>(crypto::sessionKeyId(publicKey), std::move(key), m_clock));
    client::SessionService sessions(*m_owner);
    const auto prelogin = await(sessions.prelogin({m_tenant, "owner"}));
    if (!told(prelogin)) {
        return false;
    }
    const auto keys =
        client::splitTypedPassword(SecretString(kOwnerPassword), *client::parametersOf(*prelogin));
    if (!told(keys)) {
        return false;
    }
    const auto auth = keys->auth.reveal();
    const auto session =
        await(sessions.signIn({m_tenant, "owner", Bytes(auth.begin(), auth.end()), publicKey}));
    if (!told(session)) {
        return false;
    }
    m_owner->setAccessToken(SecretString(session->accessToken));
    return openKeyring(*session, keys->wrap);
}

bool FoundedTenant::openKeyring(const wire::SessionReply& session, const crypto::SecretKey& wrap) {
    client::KeyService keys(*m_owner);
    const auto manifest = await(keys.manifest());
    const auto seals = await(keys.keySeals());
    if (!told(manifest) || !told(seals)) {
        return false;
    }
    const auto keyring = client::AdminKeyring::open({.session = session,
                                                     .manifest = *manifest,
                                                     .seals = *seals,
                                                     .wrapKey = wrap,
                                                     .knownRootFingerprint = {},
                                                     .minimumManifestVersion = 0});
    if (!told(keyring)) {
        return false;
    }
    m_keyring = *keyring;
    return true;
}

bool FoundedTenant::addUser(const std::string& login, Joiner& out) {
    auto password = client::makeOneTimePassword();
    if (!told(password)) {
        return false;
    }
    wire::NewUser user;
    user.id = UserId::generate();
    user.login = login;
    user.displayName = login;
    user.role = "member";
    user.oneTimePassword = password->record;
    user.oneTimePasswordExpiresAt = m_clock.now() + 72h;
    if (!told(await(client::UserService(*m_owner).create(user)))) {
        return false;
    }
    out = {user.id, password->text.clone()};
    return true;
}

bool FoundedTenant::addCode(int uses, std::chrono::seconds life, bool autoApprove, Code& out) {
    const auto code = m_keyring->makeEnrolmentCode({.label = "desk",
                                                    .group = {},
                                                    .useCount = uses,
                                                    .notAfter = m_clock.now() + life,
                                                    .serverUrl = m_server.url(),
                                                    .tenantName = "E2E",
                                                    .autoApprove = autoApprove});
    if (!told(code) || !told(await(client::EnrolmentCodeService(*m_owner).create(code->request)))) {
        return false;
    }
    out = {code->request.codeId, std::string(code->bundle.reveal())};
    return true;
}

bool FoundedTenant::revokeCode(const std::string& id) {
    return told(await(client::EnrolmentCodeService(*m_owner).revoke(id)));
}

wire::Device FoundedTenant::device(const std::string& device) {
    const auto id = DeviceId::parse(device);
    if (!told(id)) {
        return {};
    }
    const auto found = await(client::DeviceService(*m_owner).get(*id));
    return told(found) ? *found : wire::Device();
}

bool FoundedTenant::approve(const std::string& device) {
    const auto waiting = this->device(device);
    const auto group = GroupId::parse(m_keyring->defaultGroup());
    if (!told(group)) {
        return false;
    }
    const auto approval = m_keyring->certifyDevice(waiting, *group, m_clock.now());
    return told(approval) &&
           told(await(client::DeviceService(*m_owner).approve(waiting.id, *approval, waiting.rev)));
}

bool FoundedTenant::changeDevice(const std::string& device, const wire::DevicePatch& patch) {
    const auto before = this->device(device);
    return told(await(client::DeviceService(*m_owner).patch(before.id, patch, before.rev)));
}

bool FoundedTenant::link(const UserId& user, const std::string& device, const std::string& account) {
    long long& version = m_linkVersions[user.text()];
    const auto links = m_keyring->signAccountLinks(user, {{device, account}}, version + 1, m_clock.now());
    if (!told(links) || !told(await(client::PolicyService(*m_owner).put(*links)))) {
        return false;
    }
    ++version;
    return true;
}

bool FoundedTenant::setFor(const UserId& user, const std::map<std::string, std::string>& settings) {
    return putSettings("user:" + user.text(), settings);
}

bool FoundedTenant::setForAll(const std::map<std::string, std::string>& settings) {
    auto all = settings;
    all.insert(kFounding.begin(), kFounding.end());
    return putSettings("tenant", all);
}

bool FoundedTenant::putSettings(const std::string& scope,
                                const std::map<std::string, std::string>& settings) {
    long long& version = m_settingVersions[scope];
    wire::SettingsBody body;
    for (const auto& [name, value] : settings) {
        body.settings.push_back({name, value});
    }
    const auto document = m_keyring->signSettings(scope, version + 1, body, m_clock.now());
    if (!told(document) || !told(await(client::PolicyService(*m_owner).put(*document)))) {
        return false;
    }
    ++version;
    return true;
}

std::vector<wire::StoredEvent> FoundedTenant::events() {
    std::vector<wire::StoredEvent> all;
    client::PageRequest page{500, {}};
    do {
        const auto part = await(client::EventService(*m_owner).list({}, page));
        if (!told(part)) {
            return {};
        }
        all.insert(all.end(), part->items.begin(), part->items.end());
        page.cursor = part->next.value_or(std::string());
    } while (!page.cursor.empty());
    return all;
}

int FoundedTenant::countEvents(const std::string& attempt) {
    return static_cast<int>(std::ranges::count_if(events(), [&](const wire::StoredEvent& stored) {
        return stored.event.attempt && stored.event.attempt->text() == attempt;
    }));
}

} // namespace kaomon::e2e
