// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/faces/approval_routes.h"

#include "crypto/face_approval.h"
#include "crypto/face_voucher.h"
#include "features/bind.h"
#include "features/faces/new_face.h"
#include "features/faces/waiting_mail.h"
#include "features/idempotent.h"
#include "features/reply.h"
#include "features/two_person_acts/agreement.h"
#include "storage/repositories/assisted_face_repository.h"
#include "storage/repositories/device_repository.h"
#include "storage/repositories/face_repository.h"
#include "storage/repositories/revision.h"
#include "storage/repositories/user_repository.h"
#include "wire/templates.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::FaceRepository;
using storage::UnitOfWork;

constexpr std::size_t kLargestRecord = 4096;
constexpr std::size_t kLongestReason = 500;

// One that waits, and not for the caller's own word.
Result<wire::FaceTemplate> findWaiting(UnitOfWork& unit, const http::Principal& caller, const UserId& user,
                                       const TemplateId& id) {
    auto face = FaceRepository(unit).find(id);
    if (!face || face->user != user) {
        return fail(ErrorCode::NotFound, "no such template");
    }
    if (caller.user == user) {
        return fail(ErrorCode::Conflict, "nobody decides about his own face");
    }
    if (!face->needsApproval || face->approval) {
        return fail(ErrorCode::Conflict, "the face does not wait for approval");
    }
    return std::move(*face);
}

// The caller's own signature, over this very template. PCs check it again.
Result<crypto::SignedRecord> checkRecord(const http::Principal& caller, const crypto::SealedTemplate& face,
                                         const crypto::TenantManifest& manifest, const Bytes& bytes) {
    auto record = crypto::SignedRecord::decode(bytes);
    if (!record || record->signer != caller.user.text()) {
        return fail(ErrorCode::SignatureInvalid, "not signed by the caller", "/record");
    }
    if (const auto approval = crypto::checkFaceApproval(*record, face, manifest); !approval) {
        return propagate(approval.error());
    }
    return record;
}

// What PCs are given: the caller's record, or the voucher of the administrator who took the face with the
// caller as the second one. ErrorCode::Conflict for that administrator himself.
Result<Bytes> approvalOf(UnitOfWork& unit, const http::Principal& caller, const wire::FaceTemplate& face,
                         const Bytes& bytes, TimePoint now) {
    const auto manifest = storedManifest(unit);
    if (!manifest) {
        return propagate(manifest.error());
    }
    const crypto::SealedTemplate header = headerOf(face, unit.tenant());
    auto record = checkRecord(caller, header, *manifest, bytes);
    const auto vouched = storage::AssistedFaceRepository(unit, now).voucherOf(face.user, face.id);
    if (!record || !vouched) {
        return record ? Result<Bytes>(bytes) : propagate(record.error());
    }
    if (vouched->by == caller.user) {
        return fail(ErrorCode::Conflict, "another administrator has to approve it");
    }
    auto voucher = crypto::FaceVoucher::decode(vouched->bytes);
    const auto device = storage::DeviceRepository(unit).find(face.device);
    if (!voucher || !device) {
        return fail(ErrorCode::SignatureInvalid, "the PC that made it is gone");
    }
    voucher->second = std::move(*record);
    const auto checked = crypto::checkFaceVoucher(*voucher, header, *manifest, device->signPublic);
    return checked ? Result<Bytes>(voucher->encode()) : propagate(checked.error());
}

// Who decides about which face, with what: the same for yes and no.
template<class Body>
struct Decision {
    UserId user;
    TemplateId face;
    Body body;
};

template<class Body>
Result<Decision<Body>> decisionOf(const http::RequestContext& context) {
    auto user = pathId<UserId>(context, "user");
    auto face = pathId<TemplateId>(context, "template");
    auto body = bodyOf<Body>(context);
    if (!user || !face || !body) {
        return propagate(!user ? user.error() : !face ? face.error() : body.error());
    }
    return Decision<Body>{std::move(*user), std::move(*face), std::move(*body)};
}

// `decide` gets the face while nobody else can decide about it.
template<class Decide>
http::Awaitable<Reply> decided(ServiceContext& services, http::RequestContext& context, UserId user,
                               TemplateId id, Decide decide) {
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        const auto face = findWaiting(unit, context.principal, user, id);
        if (!face) {
            return propagate(face.error());
        }
        Reply reply = decide(unit, *face);
        if (reply) {
            dropNeedlessMail(unit);
        }
        return reply;
    });
}

AsyncReply approveTemplate(ServiceContext& services, http::RequestContext& context) {
    const auto decision = decisionOf<wire::FaceApproval>(context);
    if (!decision) {
        co_return propagate(decision.error());
    }
    const Bytes& record = decision->body.record;
    if (record.empty() || record.size() > kLargestRecord) {
        co_return fail(ErrorCode::ValidationFailed, "1 to 4096 bytes", "/record");
    }
    const auto approve = [&, now = services.clock.now()](UnitOfWork& unit,
                                                         const wire::FaceTemplate& face) -> Reply {
        const auto approval = approvalOf(unit, context.principal, face, record, now);
        if (!approval) {
            return propagate(approval.error());
        }
        FaceRepository faces(unit);
        faces.approve(face, *approval, context.principal.user, now);
        if (storage::AssistedFaceRepository repository(unit, now); !repository.isPhoto(face.user, face.id)) {
            repository.replacePhotos(face.user);
        }
        return jsonReply(200, *faces.find(face.id));
    };
    co_return co_await decided(services, context, decision->user, decision->face, approve);
}

AsyncReply refuseTemplate(ServiceContext& services, http::RequestContext& context) {
    const auto decision = decisionOf<wire::FaceRefusal>(context);
    if (!decision) {
        co_return propagate(decision.error());
    }
    const std::string& reason = decision->body.reason;
    if (reason.empty() || reason.size() > kLongestReason) {
        co_return fail(ErrorCode::ValidationFailed, "1 to 500 bytes", "/reason");
    }
    const auto refuse = [&, now = services.clock.now()](UnitOfWork& unit,
                                                        const wire::FaceTemplate& face) -> Reply {
        FaceRepository(unit).remove(face.user, face.id, now);
        storage::UserRepository(unit, now).refuseFace(face.user, reason);
        return http::Response::noContent();
    };
    co_return co_await decided(services, context, decision->user, decision->face, refuse);
}

} // namespace

std::vector<http::Route> faceApprovalRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
        {.method = "POST",
         .path = "/v1/users/{user}/templates/{template}:approve",
         .operation = "approveTemplate",
         .summary = "Makes a face that waits count, with the caller's signature over it",
         .access = http::usersIn({Owner, UserAdmin}),
         .request = schemaNamed<wire::FaceApproval>("FaceApproval"),
         .response = schemaNamed<wire::FaceTemplate>("FaceTemplate"),
         .problems = {NotFound, ValidationFailed, SignatureInvalid, Conflict},
         .idempotency = http::Idempotency::KeyRequired,
         .handler = bindTo(services, approveTemplate)},
        {.method = "POST",
         .path = "/v1/users/{user}/templates/{template}:refuse",
         .operation = "refuseTemplate",
         .summary = "Erases a face that waits; its person is told the reason",
         .access = http::usersIn({Owner, UserAdmin}),
         .request = schemaNamed<wire::FaceRefusal>("FaceRefusal"),
         .status = 204,
         .problems = {NotFound, ValidationFailed, Conflict},
         .idempotency = http::Idempotency::KeyRequired,
         .handler = bindTo(services, refuseTemplate)},
    };
}

} // namespace kaomon::features
