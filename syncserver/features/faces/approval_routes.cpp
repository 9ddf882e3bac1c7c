// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/faces/approval_routes.h"

#include "crypto/face_approval.h"
#include "crypto/face_voucher.h"
#include "features/bind.h"
#include "features/faces/new_face.h"
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

AsyncReply approveTemplate(ServiceContext& services, http::RequestContext& context) {
    const auto user = pathId<UserId>(context, "user");
    const auto id = pathId<TemplateId>(context, "template");
    const auto body = bodyOf<wire::FaceApproval>(context);
    if (!user || !id || !body) {
        co_return propagate(!user ? user.error() : !id ? id.error() : body.error());
    }
    if (body->record.empty() || body->record.size() > kLargestRecord) {
        co_return fail(ErrorCode::ValidationFailed, "1 to 4096 bytes", "/record");
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        const auto face = findWaiting(unit, context.principal, *user, *id);
        if (!face) {
            return propagate(face.error());
        }
        const auto approval = approvalOf(unit, context.principal, *face, body->record, now);
        if (!approval) {
            return propagate(approval.error());
        }
        FaceRepository faces(unit);
        faces.approve(*face, *approval, context.principal.user, now);
        if (storage::AssistedFaceRepository repository(unit, now); !repository.isPhoto(*user, *id)) {
            repository.replacePhotos(*user);
        }
        return jsonReply(200, *faces.find(*id));
    });
}

AsyncReply refuseTemplate(ServiceContext& services, http::RequestContext& context) {
    const auto user = pathId<UserId>(context, "user");
    const auto id = pathId<TemplateId>(context, "template");
    const auto body = bodyOf<wire::FaceRefusal>(context);
    if (!user || !id || !body) {
        co_return propagate(!user ? user.error() : !id ? id.error() : body.error());
    }
    if (body->reason.empty() || body->reason.size() > kLongestReason) {
        co_return fail(ErrorCode::ValidationFailed, "1 to 500 bytes", "/reason");
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        const auto face = findWaiting(unit, context.principal, *user, *id);
        if (!face) {
            return propagate(face.error());
        }
        FaceRepository(unit).remove(*user, *id, now);
        storage::UserRepository(unit, now).refuseFace(*user, body->reason);
        return http::Response::noContent();
    });
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
