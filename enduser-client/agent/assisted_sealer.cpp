// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/assisted_sealer.h"

#include "base/log.h"
#include "crypto/face_approval.h"

namespace kaomon::agent {

Result<AssistedOrder> AssistedSealer::read(const Bytes& encoded, const std::string& label,
                                           crypto::FaceSource source) const {
    const DeviceIdentity* device = m_state.device();
    if (device == nullptr || m_state.deviceState() != "active") {
        return fail(ErrorCode::DeviceNotEnrolled, "this PC belongs to no tenant, or may not serve it now");
    }
    const auto& manifest = m_state.policies().manifest();
    if (!manifest || m_state.templates().faceKeys().empty()) {
        return fail(ErrorCode::KeyUnavailable, "this PC holds no manifest or no face key");
    }
    const auto record = crypto::SignedRecord::decode(encoded);
    auto ticket = record ? crypto::EnrolmentTicket::verify(*record, *manifest, m_clock.now())
                         : Result<crypto::EnrolmentTicket>(propagate(record.error()));
    if (!ticket) {
        return propagate(ticket.error());
    }
    if (ticket->device != device->id.text() || ticket->tenant != device->tenant.text()) {
        return fail(ErrorCode::Forbidden, "a ticket for another PC");
    }
    const auto user = UserId::parse(ticket->user);
    const auto face = TemplateId::parse(ticket->faceTemplate);
    const auto consent = ConsentId::parse(ticket->consent);
    if (!user || !face || !consent || ticket->source != source || label.size() > kLongestLabel) {
        return fail(ErrorCode::ValidationFailed, "a ticket for another source, or too long a label");
    }
    return AssistedOrder{std::move(*ticket), *user, *face, *consent, label};
}

// Faces that another model pack made are of no use any more and must not keep a new one out.
Status AssistedSealer::checkRoom(const UserId& user, const vision::ModelPack* models) const {
    const TemplateStore& templates = m_state.templates();
    const auto useless = models != nullptr ? templates.countOfOtherModels(user, models->modelId()) : 0;
    const auto held = templates.countOf(user) + templates.waitingOf(user).size() - useless;
    if (static_cast<int>(held) >= m_state.policies().policyFor(user).templatesPerUser) {
        return fail(ErrorCode::Conflict, "this person has as many faces as the policy allows");
    }
    return {};
}

Result<AssistedFace> AssistedSealer::seal(const AssistedOrder& order, const Made& made) {
    if (m_state.device() == nullptr || m_state.deviceState() != "active") {
        return fail(ErrorCode::DeviceNotEnrolled, "this PC was thrown out meanwhile");
    }
    const auto standing = standingOf(order, made);
    if (!standing) {
        return propagate(standing.error());
    }
    AssistedFace face = sealed(order, made, *standing);
    if (const auto recorded = record(order, face, made); !recorded) {
        return propagate(recorded.error());
    }
    return face;
}

Result<crypto::FaceStanding> AssistedSealer::standingOf(const AssistedOrder& order, const Made& made) const {
    const TemplateStore& templates = m_state.templates();
    const auto owner = templates.otherOwner(order.user, made.face, made.thresholds);
    if (!owner || *owner) {
        log::warning("agent.enrol_duplicate", {{"user", order.user.text()}});
        if (owner) {
            tellRefused(order, ErrorCode::DuplicatePerson,
                        {.frames = made.face.frameCount(), .camera = made.camera});
        }
        return owner ? fail(ErrorCode::DuplicatePerson, "this face belongs to another user")
                     : propagate(owner.error());
    }
    const auto isOwn = templates.isOwn(order.user, made.face, made.thresholds);
    if (!isOwn) {
        return propagate(isOwn.error());
    }
    if (*isOwn) {
        return crypto::FaceStanding::Own;
    }
    const bool hasSecrets = order.ticket.hasSecrets || templates.countOf(order.user) > 0;
    return hasSecrets ? crypto::FaceStanding::Other : crypto::FaceStanding::First;
}

void AssistedSealer::tellRefused(const AssistedOrder& order, ErrorCode reason, RefusedFace face) const {
    face.user = order.user;
    face.method = crypto::toWire(order.ticket.source);
    if (reason == ErrorCode::DuplicatePerson) {
        noteDuplicate(m_events, face);
    } else if (isFaultOfPicture(reason)) {
        noteLowQuality(m_events, face, reason);
    }
}

AssistedFace AssistedSealer::sealed(const AssistedOrder& order, const Made& made,
                                    crypto::FaceStanding standing) const {
    const DeviceIdentity& device = *m_state.device();
    crypto::SealedTemplate header;
    header.tenant = device.tenant.text();
    header.user = order.user.text();
    header.id = order.face.text();
    header.modelId = made.face.modelId();
    header.deviceId = device.id.text();
    header.needsApproval = true; // nothing that an administrator takes counts by itself
    const SecretBytes plain = made.face.serialise();
    const auto sealed = crypto::SealedTemplate::seal(std::move(header), plain.reveal(),
                                                     m_state.templates().faceKeys(), device.signing);
    crypto::FaceWitness witness;
    witness.tenant = sealed.tenant;
    witness.user = sealed.user;
    witness.faceTemplate = sealed.id;
    witness.digest = crypto::approvalDigest(sealed.signature);
    witness.source = order.ticket.source;
    witness.standing = standing;
    witness.administrator = order.ticket.administrator;
    witness.issuedAt = m_clock.now();
    AssistedFace face;
    face.face = toWire(sealed);
    face.face.label = order.label;
    face.face.consent = order.consent;
    face.face.createdAt = witness.issuedAt;
    face.face.quality = made.quality;
    face.witness = witness.sign(device.id.text(), device.signing).encode();
    face.standing = standing;
    face.frames = made.face.frameCount();
    return face;
}

Status AssistedSealer::record(const AssistedOrder& order, const AssistedFace& face, const Made& made) {
    wire::Event event;
    event.kind = "face";
    event.code = "ENROLL_ASSISTED";
    event.result = "ok";
    event.severity = "info";
    event.user = order.user;
    event.detail.templateId = face.face.id.text();
    event.detail.modelId = face.face.modelId;
    event.detail.frames = face.frames;
    event.detail.method = std::string(crypto::toWire(order.ticket.source));
    event.detail.reason = std::string(crypto::toWire(face.standing));
    if (!made.camera.id.empty()) {
        event.detail.cameraId = made.camera.id;
        event.detail.cameraName = made.camera.description;
    }
    return m_events.add(std::move(event));
}

} // namespace kaomon::agent
