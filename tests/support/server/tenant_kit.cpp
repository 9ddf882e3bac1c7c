// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/server/tenant_kit.h"

#include "crypto/bytes_io.h"
#include "crypto/password.h"

namespace kaomon::test {

wire::PasswordRecord makePassword() {
    return {.salt = crypto::randomBytes(16),
            .iterations = 3,
            .memoryKib = 65536,
            .auth = crypto::randomBytes(32)};
}

TenantKit::TenantKit(TestClient& testClient, const std::map<std::string, std::string>& created)
    : client(testClient) {
    (void)crypto::initialise();
    if (created.contains("tenant_id")) {
        tenant = TenantId::parse(created.at("tenant_id")).value_or(TenantId());
        code = crypto::normaliseCode(created.at("bootstrap_code")).reveal();
        isDemo = created.at("demo") == "yes";
    }
    keys = crypto::TenantKeys::generate(group.text());
    owner = {UserId::generate(), "owner", makePassword(), crypto::Identity::generate()};
    manifest.tenant = tenant.text();
    manifest.isDemo = isDemo;
    manifest.rootPublic = keys.root.publicKey();
    manifest.imageEvidencePublic = keys.imageEvidence.publicKey();
    manifest.diagnosticsEvidencePublic = keys.diagnosticsEvidence.publicKey();
    manifest.recoveryPublic = keys.recovery.publicKey();
    manifest.emergencyPublic = keys.emergency.publicKey();
    manifest.faceKeys = {{keys.faceKeys.front().id, group.text()}};
    manifest.admins = {{owner.id.text(), domain::Role::Owner, owner.identity.signing.publicKey(),
                        owner.identity.box.publicKey()}};
    manifest.tlsPins = {"test"};
    manifest.issuedAt = wallNow();
}

namespace {

wire::IdentityRecord identityOf(const Person& person, const std::string& tenant) {
    return {person.identity.signing.publicKey(), person.identity.box.publicKey(),
            person.identity.wrap(crypto::SecretKey::generate(), tenant, person.id.text())};
}

} // namespace

bool TenantKit::found() {
    lastReply = client.send({"POST", "/v1/bootstrap:begin", wire::encode(wire::BootstrapBegin{code})});
    if (lastReply.status != 200) {
        return false;
    }
    wire::BootstrapRequest request;
    request.code = code;
    request.ownerId = owner.id;
    request.login = owner.login;
    request.displayName = "First Owner";
    request.mail = "owner@example.org";
    request.password = owner.password;
    request.identity = identityOf(owner, tenant.text());
    request.manifest = manifest.sign(keys.root).encode();
    request.defaultGroup = group;
    const Bytes root(keys.root.seed().reveal().begin(), keys.root.seed().reveal().end());
    request.seals = {{"tr", "root", owner.id.text(),
                      crypto::sealTo(owner.identity.box.publicKey(),
                                     crypto::sealContext(tenant.text(), "tr", "root", owner.id.text()), root)
                          .value()}};
    request.policies = {policy(1, "match_timeout_s", "5", owner.identity.signing)};
    lastReply = client.send({"POST", "/v1/bootstrap", wire::encode(request)});
    return lastReply.status == 201 && signIn(console, owner);
}

bool TenantKit::signIn(Caller& caller, const Person& person) {
    wire::SignInRequest request{tenant, person.login, person.password.auth, caller.key.publicKey()};
    caller.token.clear();
    lastReply = client.send({"POST", "/v1/session", wire::encode(request)}, &caller);
    const auto session = bodyOf<wire::SessionReply>(lastReply);
    if (lastReply.status != 200 || !session) {
        return false;
    }
    caller.token = session->accessToken;
    caller.reauth = wire::encode(wire::ReauthRequest{person.password.auth, std::nullopt});
    return true;
}

bool TenantKit::later(std::chrono::microseconds by) {
    TestTime::get().advance(by);
    console = Caller::console();
    return signIn(console, owner);
}

bool TenantKit::signInOnPc(Caller& caller, const Pc& pc, const Person& person) {
    caller = Caller::device(pc.id.text(), pc.sign);
    wire::SignInRequest request{tenant, person.login, person.password.auth, std::nullopt};
    lastReply = client.send({"POST", "/v1/session", wire::encode(request)}, &caller);
    const auto session = bodyOf<wire::SessionReply>(lastReply);
    if (lastReply.status != 200 || !session) {
        return false;
    }
    caller.token = session->accessToken;
    caller.reauth = wire::encode(wire::ReauthRequest{person.password.auth, std::nullopt});
    return true;
}

wire::NewUser TenantKit::newUser(const std::string& login, const std::string& role) {
    return {.id = UserId::generate(),
            .login = login,
            .displayName = "Person " + login,
            .kana = "",
            .mail = login + "@example.org",
            .note = "",
            .role = role,
            .oneTimePassword = makePassword(),
            .oneTimePasswordExpiresAt = wallNow() + std::chrono::hours(72)};
}

std::optional<Person> TenantKit::addPerson(const std::string& login, const std::string& role, const Pc* pc,
                                           Caller& caller) {
    const wire::NewUser user = newUser(login, role);
    lastReply = client.send({"POST", "/v1/users", wire::encode(user)}, &console);
    if (lastReply.status != 201) {
        return std::nullopt;
    }
    Person person{user.id, login, *user.oneTimePassword, crypto::Identity::generate()};
    if (pc != nullptr ? !signInOnPc(caller, *pc, person) : !signIn(caller, person)) {
        return std::nullopt;
    }
    wire::PasswordChange change{person.password.auth, makePassword(), identityOf(person, tenant.text()), {}};
    change.vaultKeys = {{"password", "", crypto::randomBytes(64)},
                        {"recovery", "rk", crypto::randomBytes(64)}};
    lastReply = client.send({"PUT", "/v1/session/password", wire::encode(change)}, &caller);
    if (lastReply.status != 204) {
        return std::nullopt;
    }
    person.password = change.next;
    caller.reauth = wire::encode(wire::ReauthRequest{person.password.auth, std::nullopt});
    return person;
}

wire::NewEnrolmentCode TenantKit::newCode(const crypto::EnrolmentCode& enrolment, int uses,
                                          TimePoint notAfter) {
    const crypto::SigningKey delegate = crypto::SigningKey::generate();
    const crypto::DelegateCertificate certificate{.tenant = tenant.text(),
                                                  .codeId = enrolment.id(),
                                                  .delegatePublic = delegate.publicKey(),
                                                  .deviceGroup = group.text(),
                                                  .useCount = static_cast<std::uint64_t>(uses),
                                                  .notAfter = notAfter};
    const Bytes record = certificate.sign(owner.id.text(), owner.identity.signing).encode();
    crypto::EnrolmentSecrets secrets;
    secrets.delegate = delegate.clone();
    secrets.delegateCertificate = record;
    secrets.faceKeys.push_back({keys.faceKeys.front().id, group.text(), keys.faceKeys.front().key.clone()});
    const auto mac = enrolment.macKey().reveal();
    return {.codeId = enrolment.id(),
            .macKey = Bytes(mac.begin(), mac.end()),
            .blob = crypto::sealEnrolmentSecrets(enrolment, tenant.text(), secrets),
            .delegateRecord = record,
            .label = "test",
            .group = group,
            .useCount = uses,
            .notAfter = notAfter};
}

bool TenantKit::addCode(const crypto::EnrolmentCode& enrolment, int uses) {
    const auto body = newCode(enrolment, uses, wallNow() + std::chrono::hours(1));
    lastReply = client.send({"POST", "/v1/enrolment-codes", wire::encode(body)}, &console);
    return lastReply.status == 201;
}

std::optional<wire::EnrolRequest> TenantKit::enrolRequest(const crypto::EnrolmentCode& enrolment, Pc& pc) {
    lastReply =
        client.send({"POST", "/v1/devices:enrol-begin", wire::encode(wire::EnrolBegin{enrolment.id()})});
    const auto challenge = bodyOf<wire::EnrolChallenge>(lastReply);
    if (lastReply.status != 200 || !challenge) {
        return std::nullopt;
    }
    const auto secrets = crypto::openEnrolmentSecrets(enrolment, tenant.text(), challenge->blob);
    if (!secrets) {
        return std::nullopt;
    }
    const crypto::DeviceCertificate certificate{.tenant = tenant.text(),
                                                .deviceId = pc.id.text(),
                                                .deviceGroup = group.text(),
                                                .signPublic = pc.sign.publicKey(),
                                                .boxPublic = pc.box.publicKey(),
                                                .issuedAt = wallNow(),
                                                .delegateRecord = secrets->delegateCertificate};
    pc.certificate = certificate.sign(enrolment.id(), secrets->delegate).encode();
    crypto::BytesWriter proof;
    proof.bytes(challenge->challenge).text(pc.id.text()).bytes(pc.sign.publicKey()).bytes(pc.box.publicKey());
    return wire::EnrolRequest{
        .codeId = enrolment.id(),
        .challenge = challenge->challenge,
        .mac = crypto::mac(enrolment.macKey(), proof.result()),
        .deviceId = pc.id,
        .name = "PC " + pc.id.text().substr(0, 8),
        .os = "Linux",
        .clientVersion = "1.0.0",
        .signPublic = pc.sign.publicKey(),
        .boxPublic = pc.box.publicKey(),
        .certificate = pc.certificate,
        .faceKeySeals = {{"fk", keys.faceKeys.front().id, pc.id.text(), crypto::randomBytes(96)}}};
}

std::optional<Pc> TenantKit::addPc() {
    const auto enrolment = crypto::EnrolmentCode::generate();
    Pc pc{DeviceId::generate(), crypto::SigningKey::generate(), crypto::BoxKey::generate(), {}};
    if (!addCode(enrolment, 1)) {
        return std::nullopt;
    }
    const auto request = enrolRequest(enrolment, pc);
    if (!request) {
        return std::nullopt;
    }
    lastReply = client.send({"POST", "/v1/devices:enrol", wire::encode(*request)});
    return lastReply.status == 201 ? std::optional(std::move(pc)) : std::nullopt;
}

wire::PolicyDocument TenantKit::policy(long long version, const std::string& setting,
                                       const std::string& value, const crypto::SigningKey& signer) {
    const crypto::SignedPolicy document{.tenant = tenant.text(),
                                        .kind = "policy",
                                        .scope = "tenant",
                                        .version = static_cast<std::uint64_t>(version),
                                        .body = wire::encode(wire::SettingsBody{{{setting, value}}}),
                                        .issuedAt = wallNow()};
    return {.kind = "policy",
            .scope = "tenant",
            .version = version,
            .record = document.sign(owner.id.text(), signer).encode(),
            .rev = 0};
}

wire::PolicyDocument TenantKit::membership(const UserId& user, const std::vector<GroupId>& groups,
                                           long long version) {
    const crypto::SignedPolicy document{.tenant = tenant.text(),
                                        .kind = "group_members",
                                        .scope = "user:" + user.text(),
                                        .version = static_cast<std::uint64_t>(version),
                                        .body = wire::encode(wire::GroupMembersBody{user, groups}),
                                        .issuedAt = wallNow()};
    return {.kind = document.kind,
            .scope = document.scope,
            .version = version,
            .record = document.sign(owner.id.text(), owner.identity.signing).encode(),
            .rev = 0};
}

wire::FaceTemplate TenantKit::face(const Person& person, const Pc& pc, const ConsentId& consent) {
    crypto::SealedTemplate header;
    header.tenant = tenant.text();
    header.user = person.id.text();
    header.id = makeUuid();
    header.modelId = "test-model";
    header.deviceId = pc.id.text();
    std::vector<crypto::FaceKey> faceKeys;
    faceKeys.push_back({keys.faceKeys.front().id, group.text(), keys.faceKeys.front().key.clone()});
    const auto sealed =
        crypto::SealedTemplate::seal(std::move(header), crypto::randomBytes(512), faceKeys, pc.sign);
    return {.id = TemplateId::parse(sealed.id).value(),
            .user = person.id,
            .version = 1,
            .epoch = 1,
            .modelId = sealed.modelId,
            .label = "glasses",
            .ciphertext = sealed.ciphertext,
            .keys = {{sealed.keys.front().faceKeyId, sealed.keys.front().wrapped}},
            .device = pc.id,
            .signature = sealed.signature,
            .consent = consent,
            .createdAt = wallNow(),
            .rev = 0};
}

wire::ManifestDocument TenantKit::nextManifest(std::uint64_t version, const crypto::SigningKey& root) const {
    crypto::TenantManifest next = manifest;
    next.version = version;
    next.issuedAt = wallNow();
    return {next.sign(root).encode(), static_cast<long long>(version)};
}

} // namespace kaomon::test
