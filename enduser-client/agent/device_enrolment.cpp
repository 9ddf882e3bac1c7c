// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/device_enrolment.h"

#include <QSysInfo>

#include "base/log.h"
#include "client/services.h"
#include "crypto/bytes_io.h"
#include "crypto/hierarchy.h"

namespace kaomon::agent {

namespace {

// The root key that a manifest names; it counts only after its fingerprint and the signature were checked.
Bytes namedRoot(const crypto::SignedRecord& record) {
    crypto::BytesReader reader(record.payload);
    static_cast<void>(reader.number()); // version
    static_cast<void>(reader.text());   // tenant
    static_cast<void>(reader.number()); // demo
    return reader.bytes();
}

} // namespace

DeviceEnrolment::DeviceEnrolment(const Clock& clock)
    : m_clock(clock) {}

DeviceEnrolment::~DeviceEnrolment() = default;

Status DeviceEnrolment::begin(const std::string& bundle, std::string deviceName, Done done) {
    if (m_done) {
        return fail(ErrorCode::AgentBusy, "an enrolment is under way");
    }
    auto parsed = client::EnrolmentBundle::parse(bundle);
    if (!parsed) {
        return propagate(parsed.error());
    }
    auto code = crypto::EnrolmentCode::parse(parsed->code.reveal());
    if (!code) {
        return propagate(code.error());
    }
    m_bundle = std::move(*parsed);
    m_code = std::move(*code);
    m_name = std::move(deviceName);
    m_device = {};
    m_done = std::move(done);
    auto transport = std::make_shared<client::NetworkTransport>(
        QUrl(QString::fromStdString(m_bundle->server)), client::PinSet{m_bundle->tlsPins, false});
    m_api = std::make_unique<client::ApiClient>(std::move(transport), m_clock);
    client::DeviceService(*m_api)
        .enrolBegin(m_code->id())
        .then(this, [this](const Result<wire::EnrolChallenge>& challenge) { onChallenge(challenge); });
    return {};
}

void DeviceEnrolment::onChallenge(const Result<wire::EnrolChallenge>& challenge) {
    if (!challenge) {
        finish(propagate(challenge.error()));
        return;
    }
    const auto request = prepare(*challenge);
    if (!request) {
        finish(propagate(request.error()));
        return;
    }
    client::DeviceService(*m_api).enrol(*request).then(
        this, [this](const Result<wire::EnrolReply>& reply) { onEnrolled(reply); });
}

Result<crypto::TenantManifest> DeviceEnrolment::checkManifest(const Bytes& bytes) const {
    const auto record = crypto::SignedRecord::decode(bytes);
    if (!record) {
        return propagate(record.error());
    }
    const Bytes root = namedRoot(*record);
    if (crypto::rootFingerprint(root) != m_bundle->rootFingerprint) {
        return fail(ErrorCode::SignatureInvalid, "the server shows another tenant root than the bundle");
    }
    return crypto::TenantManifest::verify(*record, root, m_bundle->tenant.text(), 0);
}

Result<std::vector<wire::KeySeal>>
DeviceEnrolment::sealFaceKeys(const crypto::EnrolmentSecrets& secrets) const {
    const DeviceIdentity& identity = m_device.identity;
    std::vector<wire::KeySeal> seals;
    for (const crypto::FaceKey& faceKey : secrets.faceKeys) {
        const std::string context =
            crypto::sealContext(identity.tenant.text(), "fk", faceKey.id, identity.id.text());
        auto sealed = crypto::sealTo(identity.box.publicKey(), context, faceKey.key.reveal());
        if (!sealed) {
            return propagate(sealed.error());
        }
        seals.push_back({"fk", faceKey.id, identity.id.text(), std::move(*sealed)});
    }
    return seals;
}

Result<std::string> DeviceEnrolment::certifiedGroup(const crypto::EnrolmentSecrets& secrets,
                                                    const crypto::TenantManifest& manifest) const {
    if (secrets.delegateCertificate.empty()) {
        return std::string(); // an administrator approves this PC and names its group later
    }
    const auto record = crypto::SignedRecord::decode(secrets.delegateCertificate);
    if (!record) {
        return propagate(record.error());
    }
    const auto delegate = crypto::DelegateCertificate::verify(*record, manifest, m_clock.now());
    if (!delegate) {
        return propagate(delegate.error());
    }
    return delegate->deviceGroup;
}

Result<wire::EnrolRequest> DeviceEnrolment::prepare(const wire::EnrolChallenge& challenge) {
    if (challenge.tenant != m_bundle->tenant) {
        return fail(ErrorCode::SignatureInvalid, "the server answers for another tenant");
    }
    const auto manifest = checkManifest(challenge.manifest);
    if (!manifest) {
        return propagate(manifest.error());
    }
    const auto secrets = crypto::openEnrolmentSecrets(*m_code, m_bundle->tenant.text(), challenge.blob);
    if (!secrets) {
        return propagate(secrets.error());
    }
    auto group = certifiedGroup(*secrets, *manifest);
    if (!group) {
        return propagate(group.error());
    }

    DeviceIdentity& identity = m_device.identity;
    identity.tenant = m_bundle->tenant;
    identity.tenantName = challenge.tenantName;
    identity.server = m_bundle->server;
    identity.id = DeviceId::generate();
    identity.group = std::move(*group);
    identity.rootPublic = manifest->rootPublic;
    identity.pins = m_bundle->tlsPins;
    identity.signing = crypto::SigningKey::generate();
    identity.box = crypto::BoxKey::generate();
    m_device.manifest = challenge.manifest;
    m_device.manifestVersion = static_cast<long long>(manifest->version);
    auto seals = sealFaceKeys(*secrets);
    if (!seals) {
        return propagate(seals.error());
    }
    m_device.faceKeySeals = std::move(*seals);
    return request(challenge.challenge, *secrets);
}

wire::EnrolRequest DeviceEnrolment::request(const Bytes& challenge,
                                            const crypto::EnrolmentSecrets& secrets) const {
    const DeviceIdentity& identity = m_device.identity;
    crypto::BytesWriter proof;
    proof.bytes(challenge).text(identity.id.text());
    proof.bytes(identity.signing.publicKey()).bytes(identity.box.publicKey());

    wire::EnrolRequest request;
    request.codeId = m_code->id();
    request.challenge = challenge;
    request.mac = crypto::mac(m_code->macKey(), proof.result());
    request.deviceId = identity.id;
    request.name = m_name.empty() ? QSysInfo::machineHostName().toStdString() : m_name;
    request.os = QSysInfo::prettyProductName().toStdString();
    request.clientVersion = KAOMON_VERSION;
    request.signPublic = identity.signing.publicKey();
    request.boxPublic = identity.box.publicKey();
    if (!secrets.delegateCertificate.empty()) {
        const crypto::DeviceCertificate certificate{
            identity.tenant.text(),       identity.id.text(),       identity.group,
            identity.signing.publicKey(), identity.box.publicKey(), m_clock.now(),
            secrets.delegateCertificate};
        request.certificate = certificate.sign(m_code->id(), secrets.delegate).encode();
    }
    request.faceKeySeals = m_device.faceKeySeals;
    return request;
}

void DeviceEnrolment::onEnrolled(const Result<wire::EnrolReply>& reply) {
    if (!reply) {
        finish(propagate(reply.error()));
        return;
    }
    m_device.state = reply->state;
    finish(std::move(m_device));
}

void DeviceEnrolment::finish(Result<EnrolledDevice> result) {
    if (!result) {
        log::warning("agent.enrol_device",
                     {{"code", wireName(result.error().code)}, {"detail", result.error().detail}});
    }
    m_bundle.reset();
    m_code.reset();
    m_device = {};
    if (m_api) {
        m_api.release()->deleteLater(); // its call is what brought us here
    }
    const Done done = std::exchange(m_done, {});
    done(std::move(result));
}

} // namespace kaomon::agent
