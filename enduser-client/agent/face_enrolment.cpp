// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/face_enrolment.h"

#include <algorithm>

#include "agent/refused_face.h"
#include "base/log.h"
#include "crypto/bytes_io.h"
#include "wire/codec.h"

namespace kaomon::agent {

namespace {

std::string textOf(const Bytes& bytes) {
    return {bytes.begin(), bytes.end()};
}

Bytes bytesOf(const std::string& text) {
    return {text.begin(), text.end()};
}

// Whether the server may take it later; a refusal is final.
bool isPassing(ErrorCode code) {
    switch (code) {
    case ErrorCode::ServerUnreachable:
    case ErrorCode::Timeout:
    case ErrorCode::Unavailable:
    case ErrorCode::RateLimited:
    case ErrorCode::TlsFailed:
    case ErrorCode::CertificatePinMismatch:
    case ErrorCode::NotSignedIn:
    case ErrorCode::Unauthenticated:
    case ErrorCode::ClockSkew:
    case ErrorCode::Internal:
    case ErrorCode::Cancelled:
        return true;
    default:
        return false;
    }
}

} // namespace

FaceEnrolment::FaceEnrolment(AgentState& state, EnrolmentRunner& runner, UserSessions& sessions,
                             EventLog& events, const Clock& clock)
    : m_state(state)
    , m_runner(runner)
    , m_sessions(sessions)
    , m_events(events)
    , m_clock(clock) {
    connect(&m_sessions, &UserSessions::signedIn, this, [this](uint uid) { resume(uid); });
    noteDecisions();
}

Status FaceEnrolment::start(uid_t uid, Wanted wanted, Callbacks callbacks) {
    const auto person = m_sessions.session(uid);
    if (!person) {
        return propagate(person.error());
    }
    if (person->mustChangePassword) {
        return fail(ErrorCode::PasswordChangeRequired, "the one-time password must be changed first");
    }
    if (const auto consent = m_sessions.consentOf(person->user); !consent) {
        return propagate(consent.error());
    }
    if (m_state.templates().faceKeys().empty()) {
        return fail(ErrorCode::KeyUnavailable, "this PC holds no face key");
    }
    const domain::Policy policy = m_state.policies().policyFor(person->user);
    // Faces that another model pack made are of no use any more and must not keep a new one out.
    const auto useless =
        m_runner.models() != nullptr
            ? m_state.templates().countOfOtherModels(person->user, m_runner.models()->modelId())
            : 0;
    const auto waiting = static_cast<int>(m_state.templates().waitingOf(person->user).size());
    if (person->templates + waiting - static_cast<int>(useless) >= policy.templatesPerUser) {
        return fail(ErrorCode::Conflict, "this person has as many faces as the policy allows");
    }
    if (wanted.variant == FaceVariant::Mask && policy.maskPolicy != domain::MaskPolicy::Allow) {
        return fail(ErrorCode::FaceMasked, "the policy lets nobody in with a mask");
    }
    const int liveness = policy.liveness(domain::Scenario::EnrolTest);
    return m_runner.start(
        liveness,
        {.progress = std::move(callbacks.progress),
         .looked = std::move(callbacks.looked),
         .wantsJpeg = std::move(callbacks.wantsJpeg),
         .done = [this, uid, label = std::move(wanted.label), done = std::move(callbacks.done)](
                     const Result<vision::Template>& made) { onTemplate(uid, label, made, done); }},
        wanted.variant,
        // Only of who agreed to that.
        keepsPictures(m_state.policies(), person->user) && person->consentVersion == kPicturesConsentVersion);
}

Result<bool> FaceEnrolment::mustWait(const UserId& user, const vision::Template& made) const {
    if (m_state.policies().policyFor(user).enrolMode != domain::EnrolMode::Approval) {
        return false;
    }
    const auto isOwn = m_state.templates().isOwn(user, made, m_runner.thresholds());
    return isOwn ? Result<bool>(!*isOwn) : propagate(isOwn.error());
}

Result<wire::FaceTemplate> FaceEnrolment::seal(const SignedIn& person, const std::string& label,
                                               const vision::Template& made) {
    const DeviceIdentity* device = m_state.device();
    if (device == nullptr) {
        return fail(ErrorCode::DeviceNotEnrolled, "this PC belongs to no tenant");
    }
    const auto consent = m_sessions.consentOf(person.user);
    if (!consent) {
        return propagate(consent.error());
    }
    const auto waits = mustWait(person.user, made);
    if (!waits) {
        return propagate(waits.error());
    }
    crypto::SealedTemplate header;
    header.needsApproval = *waits;
    header.tenant = device->tenant.text();
    header.user = person.user.text();
    header.id = TemplateId::generate().text();
    header.modelId = made.modelId();
    header.deviceId = device->id.text();
    const TemplateId id = TemplateId::parse(header.id).value();
    const auto pictures = keepPictures({device->tenant, person.user, id});
    if (!pictures) {
        return propagate(pictures.error());
    }
    const SecretBytes plain = EnrolledPlain::serialise(made, *pictures ? &**pictures : nullptr);
    auto out = toWire(crypto::SealedTemplate::seal(std::move(header), plain.reveal(),
                                                   m_state.templates().faceKeys(), device->signing));
    out.label = label;
    out.consent = *consent;
    out.createdAt = m_clock.now();
    out.quality = m_runner.quality();
    return out;
}

Result<std::optional<PictureKey>> FaceEnrolment::keepPictures(const PicturePlace& place) {
    const std::vector<SecretBytes> pictures = m_runner.takePictures();
    if (pictures.empty()) {
        return std::optional<PictureKey>();
    }
    SealedPictures sealed = sealPictures(place, pictures);
    crypto::BytesWriter writer;
    writer.text(place.user.text()).bytes(sealed.sealed);
    if (const auto put = m_state.cache().put(kPendingFacePictures, place.face.text(), 0, writer.result());
        !put) {
        return propagate(put.error());
    }
    return std::optional(std::move(sealed.key));
}

Status FaceEnrolment::keep(const wire::FaceTemplate& faceTemplate) {
    const auto stored =
        m_state.cache().put(kPendingTemplate, faceTemplate.id.text(), 0, bytesOf(wire::encode(faceTemplate)));
    return stored ? m_state.reload() : stored;
}

Status FaceEnrolment::replaceKept(const wire::FaceTemplate& stored) {
    // Until the changes bring it, the server's copy stands here under the same revision.
    if (const auto put =
            m_state.cache().put("template", stored.id.text(), static_cast<std::uint64_t>(stored.rev),
                                bytesOf(wire::encode(stored)));
        !put) {
        return put;
    }
    if (const auto removed = m_state.cache().remove(kPendingTemplate, stored.id.text()); !removed) {
        return removed;
    }
    return m_state.reload();
}

void FaceEnrolment::send(uid_t uid, const wire::FaceTemplate& faceTemplate,
                         std::function<void(const Status&)> done) {
    m_sessions.upload(
        uid, faceTemplate,
        [this, id = faceTemplate.id, done = std::move(done)](const Result<wire::FaceTemplate>& stored) {
            if (stored) {
                done(replaceKept(*stored));
                return;
            }
            log::warning("agent.template_upload", {{"template", id.text()},
                                                   {"code", wireName(stored.error().code)},
                                                   {"detail", stored.error().detail}});
            if (!isPassing(stored.error().code)) {
                const Status dropped = m_state.cache().remove(kPendingTemplate, id.text());
                if (dropped) {
                    static_cast<void>(m_state.reload());
                }
            }
            done(propagate(stored.error()));
        });
}

void FaceEnrolment::onTemplate(uid_t uid, const std::string& label, const Result<vision::Template>& made,
                               const std::function<void(const Result<EnrolledFace>&)>& done) {
    const auto person = m_sessions.session(uid);
    const EnrolmentRunner::Course& course = m_runner.course();
    if (!made) {
        if (person && course.fault && isFaultOfPicture(*course.fault) && isGivenUp(made.error().code)) {
            noteLowQuality(m_events,
                           {.user = person->user,
                            .frames = course.frames,
                            .elapsedMs = static_cast<int>(course.elapsed.count()),
                            .camera = course.camera},
                           *course.fault);
        }
        done(propagate(made.error()));
        return;
    }
    if (!person) {
        done(propagate(person.error()));
        return;
    }
    if (m_state.policies().policyFor(person->user).refusesCamera(m_runner.camera().description)) {
        done(fail(ErrorCode::StreamSuspect, "the policy refuses this camera by its name"));
        return;
    }
    const auto owner = m_state.templates().otherOwner(person->user, *made, m_runner.thresholds());
    if (!owner || *owner) {
        log::warning("agent.enrol_duplicate", {{"user", person->user.text()}});
        if (owner) {
            noteDuplicate(m_events, {.user = person->user,
                                     .frames = course.frames,
                                     .elapsedMs = static_cast<int>(course.elapsed.count()),
                                     .camera = course.camera});
        }
        done(owner ? fail(ErrorCode::DuplicatePerson, "this face belongs to another user")
                   : propagate(owner.error()));
        return;
    }
    const bool isFurther = m_state.templates().countOf(person->user) > 0;
    const auto sealed = seal(*person, label, *made);
    if (!sealed) {
        done(propagate(sealed.error()));
        return;
    }
    if (const auto kept = keep(*sealed); !kept) {
        done(propagate(kept.error()));
        return;
    }
    const int frames = made->frameCount();
    send(uid, *sealed,
         [this, sealed = *sealed, isFurther, frames, camera = m_runner.camera(), done](const Status& sent) {
             if (!sent && !isPassing(sent.error().code)) {
                 done(propagate(sent.error()));
                 return;
             }
             if (const auto recorded = record(sealed, isFurther, frames, camera); !recorded) {
                 done(propagate(recorded.error()));
                 return;
             }
             noteDecisions();
             done(EnrolledFace{sealed.id, frames, sealed.needsApproval.value_or(false), sent.has_value()});
         });
}

Status FaceEnrolment::record(const wire::FaceTemplate& faceTemplate, bool isFurther, int frames,
                             const capture::CameraInfo& camera) {
    wire::Event event;
    event.kind = "face";
    event.code = faceTemplate.needsApproval.value_or(false) ? "ENROLL_WAITS"
                 : isFurther                                ? "ADD_TEMPLATE"
                                                            : "ENROLL";
    event.result = "ok";
    event.severity = "info";
    event.user = faceTemplate.user;
    event.detail.templateId = faceTemplate.id.text();
    event.detail.modelId = faceTemplate.modelId;
    event.detail.frames = frames;
    event.detail.cameraId = camera.id;
    event.detail.cameraName = camera.description;
    if (!faceTemplate.label.empty()) {
        event.detail.label = faceTemplate.label;
    }
    return m_events.add(std::move(event));
}

bool FaceEnrolment::isMadeHere(const std::string& templateId) const {
    if (m_state.cache().get(kPendingTemplate, templateId)) {
        return true;
    }
    const auto object = m_state.cache().get("template", templateId);
    const auto stored = object ? wire::decode<wire::FaceTemplate>(textOf(object->bytes))
                               : Result<wire::FaceTemplate>(propagate(object.error()));
    return stored && m_state.device() != nullptr && stored->device == m_state.device()->id;
}

void FaceEnrolment::noteDecisions() {
    std::map<std::string, UserId> waiting;
    for (const auto& [user, ids] : m_state.templates().waiting()) {
        for (const std::string& id : ids) {
            if (isMadeHere(id)) {
                waiting.emplace(id, user);
            }
        }
    }
    for (const auto& [id, user] : m_waiting) {
        const auto enrolled = m_state.templates().enrolledOf(user);
        const bool isApproved =
            std::ranges::any_of(enrolled, [&](const auto* face) { return face->id == id; });
        const auto* person = m_state.policies().user(user);
        const bool isRefused = person != nullptr && person->faceRefusedReason.has_value();
        if (!waiting.contains(id) && (isApproved || isRefused)) {
            noteDecision(user, id, isApproved);
        }
    }
    m_waiting = std::move(waiting);
}

void FaceEnrolment::noteDecision(const UserId& user, const std::string& templateId, bool isApproved) {
    wire::Event event;
    event.kind = "face";
    event.code = isApproved ? "APPROVED" : "REFUSED";
    event.result = isApproved ? "ok" : "ng";
    event.severity = isApproved ? "info" : "warning";
    event.user = user;
    event.detail.templateId = templateId;
    if (const auto added = m_events.add(std::move(event)); !added) {
        log::error("agent.event_lost", {{"code", "APPROVED"}, {"reason", wireName(added.error().code)}});
    }
}

void FaceEnrolment::resume(uid_t uid) {
    const auto person = m_sessions.session(uid);
    const auto pending = m_state.cache().list(kPendingTemplate);
    if (!person || !pending || person->mustChangePassword) {
        return;
    }
    for (const auto& object : *pending) {
        const auto faceTemplate = wire::decode<wire::FaceTemplate>(textOf(object.bytes));
        if (faceTemplate && faceTemplate->user == person->user) {
            send(uid, *faceTemplate, [](const Status&) {});
        }
    }
}

} // namespace kaomon::agent
