// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/api/device_suite.h"

#include "wire/changes.h"

namespace kaomon::test {

bool DeviceSuite::setUp(const std::string& login) {
    m_pc = m_kit.addPc();
    m_member = m_pc ? m_kit.addPerson(login, "member", &*m_pc, m_memberCaller) : std::nullopt;
    if (!m_member || !m_kit.signInOnPc(m_memberCaller, *m_pc, *m_member)) {
        return false;
    }
    const wire::Consent consent{m_consent, m_member->id, "1", "en", wallNow()};
    m_kit.lastReply = m_client.send({"POST", "/v1/consents", wire::encode(consent)}, &m_memberCaller);
    if (m_kit.lastReply.status != 201) {
        return false;
    }
    m_face = m_kit.face(*m_member, *m_pc, m_consent);
    m_face.quality = 80;
    const std::string path = "/v1/users/" + m_member->id.text() + "/templates";
    m_kit.lastReply = m_client.send({"POST", path, wire::encode(m_face)}, &m_memberCaller);
    return m_kit.lastReply.status == 201;
}

std::optional<Pc> DeviceSuite::addWaitingPc() {
    const auto code = crypto::EnrolmentCode::generate();
    auto body = m_kit.newCode(code, 1, wallNow() + std::chrono::hours(1));
    body.autoApprove = false;
    body.delegateRecord.clear();
    if (send("POST", "/v1/enrolment-codes", wire::encode(body)).status != 201) {
        return std::nullopt;
    }
    Pc pc{DeviceId::generate(), crypto::SigningKey::generate(), crypto::BoxKey::generate(), {}};
    auto request = m_kit.enrolRequest(code, pc);
    if (!request) {
        return std::nullopt;
    }
    if (m_client.send({"POST", "/v1/devices:enrol", wire::encode(*request)}).status != 422) {
        return std::nullopt; // such a code certifies nobody
    }
    request->certificate.clear();
    request->faceKeySeals.clear();
    m_kit.lastReply = m_client.send({"POST", "/v1/devices:enrol", wire::encode(*request)});
    const auto reply = bodyOf<wire::EnrolReply>(m_kit.lastReply);
    return reply && reply->state == "pending" ? std::optional(std::move(pc)) : std::nullopt;
}

wire::DeviceApproval DeviceSuite::approval(const Pc& pc) const {
    const crypto::SigningKey delegate = crypto::SigningKey::generate();
    const std::string id = makeUuid();
    const crypto::DelegateCertificate authority{.tenant = m_kit.tenant.text(),
                                                .codeId = id,
                                                .delegatePublic = delegate.publicKey(),
                                                .deviceGroup = m_kit.group.text(),
                                                .useCount = 1,
                                                .notAfter = wallNow() + std::chrono::minutes(10)};
    const Person& owner = m_kit.owner;
    const crypto::DeviceCertificate certificate{
        .tenant = m_kit.tenant.text(),
        .deviceId = pc.id.text(),
        .deviceGroup = m_kit.group.text(),
        .signPublic = pc.sign.publicKey(),
        .boxPublic = pc.box.publicKey(),
        .issuedAt = wallNow(),
        .delegateRecord = authority.sign(owner.id.text(), owner.identity.signing).encode()};
    return {.group = m_kit.group,
            .certificate = certificate.sign(id, delegate).encode(),
            .faceKeySeals = {{"fk", m_kit.keys.faceKeys.front().id, pc.id.text(), crypto::randomBytes(96)}}};
}

std::set<std::string> DeviceSuite::held(const Pc& pc) {
    Caller caller = Caller::device(pc.id.text(), pc.sign);
    std::set<std::string> kept;
    std::string since;
    for (int i = 0; i < 50; ++i) {
        const auto page = bodyOf<wire::ChangePage>(
            m_client.send({"GET", "/v1/changes" + (since.empty() ? "" : "?since=" + since)}, &caller));
        if (!page) {
            return {"no page"};
        }
        for (const auto& change : page->items) {
            const std::string name = change.kind + "/" + change.id;
            if (change.op == "upsert") {
                kept.insert(name);
            } else {
                kept.erase(name);
            }
        }
        if (!page->more) {
            return kept;
        }
        since = page->next;
    }
    return {"no end"};
}

Reply DeviceSuite::putManifest(const std::vector<crypto::ManifestFaceKey>& faceKeys) {
    const auto stored = bodyOf<wire::ManifestDocument>(send("GET", "/v1/manifest"));
    m_kit.manifest.faceKeys = faceKeys;
    return send(
        "PUT", "/v1/manifest",
        wire::encode(m_kit.nextManifest(static_cast<std::uint64_t>(stored->version + 1), m_kit.keys.root)));
}

} // namespace kaomon::test
