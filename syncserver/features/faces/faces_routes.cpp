// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/faces/faces_routes.h"

#include <algorithm>

#include "features/bind.h"
#include "features/faces/waiting_mail.h"
#include "features/idempotent.h"
#include "features/reply.h"
#include "features/two_person_acts/agreement.h"
#include "licensing/guards.h"
#include "storage/repositories/account_repository.h"
#include "storage/repositories/device_group_repository.h"
#include "storage/repositories/face_repository.h"
#include "storage/repositories/revision.h"
#include "storage/repositories/user_repository.h"
#include "wire/templates.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::FaceRepository;
using storage::UnitOfWork;

constexpr std::size_t kLargestTemplate = 256 * 1024;
constexpr std::size_t kTemplateBody = 400 * 1024; // base64url of the above, and the rest of the message
constexpr std::size_t kMostTemplates = 32;        // of one person; the policy's limit is the agent's
constexpr std::size_t kLongestText = 200;
constexpr std::size_t kMostKeys = 64; // groups of PCs
constexpr std::size_t kLargestWrap = 1024;

AsyncReply addConsent(ServiceContext& services, http::RequestContext& context) {
    auto body = bodyOf<wire::Consent>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    if (body->user != context.principal.user) {
        co_return fail(ErrorCode::Forbidden, "consent is given for oneself only");
    }
    if (body->textVersion.empty() || body->textVersion.size() > kLongestText ||
        body->language.size() > kLongestText) {
        co_return fail(ErrorCode::ValidationFailed, "the text's version is required", "/text_version");
    }
    body->givenAt = std::min(body->givenAt, services.clock.now());
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        FaceRepository faces(unit);
        if (faces.isConsentKnown(body->user, body->id)) {
            return fail(ErrorCode::Conflict, "consent is already on file", "/id");
        }
        faces.addConsent(*body);
        return jsonReply(201, *body);
    });
}

// Oneself or someone who administers users; others are told nothing about the person.
Status maySee(const http::Principal& caller, const UserId& user) {
    if (caller.user == user || caller.role == Owner || caller.role == UserAdmin) {
        return {};
    }
    return fail(ErrorCode::Forbidden, "another's face");
}

AsyncReply listTemplates(ServiceContext& services, http::RequestContext& context) {
    const auto user = pathId<UserId>(context, "user");
    if (!user) {
        co_return propagate(user.error());
    }
    if (const Status allowed = maySee(context.principal, *user); !allowed) {
        co_return propagate(allowed.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        if (!storage::UserRepository(unit, now).find(*user)) {
            return fail(ErrorCode::NotFound, "no such user");
        }
        return jsonReply(200, wire::FaceTemplateList{FaceRepository(unit).templatesOf(*user)});
    });
}

AsyncReply listFaceModels(ServiceContext& services, http::RequestContext& context) {
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        return jsonReply(200, FaceRepository(unit).models());
    });
}

Status checkTemplate(const wire::FaceTemplate& face, const http::Principal& caller, const UserId& user) {
    if (user != caller.user) {
        return fail(ErrorCode::NotFound, "a face is enrolled by its owner only");
    }
    if (face.user != user) {
        return fail(ErrorCode::ValidationFailed, "another user", "/user");
    }
    if (caller.device.isEmpty() || face.device != caller.device) {
        return fail(ErrorCode::Forbidden, "made on another device");
    }
    if (face.ciphertext.size() > kLargestTemplate) {
        return fail(ErrorCode::PayloadTooLarge, "template too large");
    }
    if (face.ciphertext.empty() || face.signature.empty() || face.keys.empty() || face.modelId.empty()) {
        return fail(ErrorCode::ValidationFailed, "ciphertext, keys, signature and model are required",
                    "/ciphertext");
    }
    if (face.label.size() > kLongestText || face.modelId.size() > kLongestText) {
        return fail(ErrorCode::ValidationFailed, "too long", "/label");
    }
    if (face.keys.size() > kMostKeys || (face.quality && (*face.quality < 0 || *face.quality > 100))) {
        return fail(ErrorCode::ValidationFailed, "too many keys, or a quality beyond 0 to 100", "/keys");
    }
    const bool hasBadKey = std::ranges::any_of(face.keys, [](const wire::TemplateKey& key) {
        return !isUuid(key.faceKeyId) || key.wrapped.empty() || key.wrapped.size() > kLargestWrap;
    });
    if (hasBadKey || face.signature.size() > kLargestWrap) {
        return fail(ErrorCode::ValidationFailed, "not a wrapped key", "/keys");
    }
    return {};
}

// After a reissue a new face needs an agreement of two administrators from after it, which it uses up.
Status takeNewFace(UnitOfWork& unit, const UserId& user, TimePoint now) {
    const auto account = storage::AccountRepository(unit, now).find(user);
    if (!account || !account->vaultFrozenAt) {
        return {};
    }
    const auto act = storage::TwoPersonActRepository(unit, now).findApproved("face_after_reissue", user, {});
    if (!act || act->requestedAt <= account->reissuedAt.value_or(*account->vaultFrozenAt) ||
        !takeFaceAgreement(unit, user, now)) {
        return fail(ErrorCode::FaceFrozen, "a reissue, and no agreement to a new face");
    }
    return {};
}

// Wraps under retired face keys are dropped; one that the PC's own group can open must be left. A PC that has
// missed a rotation syncs and sends the template again.
Status keepLiveKeys(UnitOfWork& unit, wire::FaceTemplate& face, const GroupId& group, TimePoint now) {
    storage::DeviceGroupRepository groups(unit, now);
    std::erase_if(face.keys, [&](const wire::TemplateKey& key) {
        const auto state = groups.stateOfKey(key.faceKeyId);
        return !state || *state == "retired";
    });
    const bool isOpenable = std::ranges::any_of(face.keys, [&](const wire::TemplateKey& key) {
        return groups.stateOfKey(key.faceKeyId, group).has_value();
    });
    if (!isOpenable) {
        return fail(ErrorCode::Conflict, "no live face key of the PC's group", "/keys");
    }
    return {};
}

AsyncReply addTemplate(ServiceContext& services, http::RequestContext& context) {
    const auto user = pathId<UserId>(context, "user");
    auto body = bodyOf<wire::FaceTemplate>(context);
    if (!user || !body) {
        co_return propagate(!user ? user.error() : body.error());
    }
    if (const Status valid = checkTemplate(*body, context.principal, *user); !valid) {
        co_return propagate(valid.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        FaceRepository faces(unit);
        if (!faces.hasConsent(*user, body->consent)) {
            return fail(ErrorCode::ConsentRequired, "no consent on file");
        }
        if (faces.find(body->id)) {
            return fail(ErrorCode::Conflict, "id in use", "/id");
        }
        if (faces.templatesOf(*user).size() >= kMostTemplates) {
            return fail(ErrorCode::Conflict, "too many faces");
        }
        if (const Status allowed = takeNewFace(unit, *user, now); !allowed) {
            return propagate(allowed.error());
        }
        body->createdAt = now; // the PC's word would not do: what was there before a reissue hangs on it
        if (const Status usable = keepLiveKeys(unit, *body, context.principal.deviceGroup, now); !usable) {
            return propagate(usable.error());
        }
        body->review.reset();
        body->approval.reset(); // comes from an administrator only
        if (const Status seat = licensing::checkSeat(unit, *user); !seat) {
            return propagate(seat.error());
        }
        body->rev = faces.add(*body, now);
        storage::UserRepository users(unit, now);
        if (const auto person = users.find(*user); person && person->reEnrolRequestedAt) {
            users.clearReEnrolment(*user);
        }
        users.clearFaceRefusal(*user);
        if (body->needsApproval.value_or(false)) {
            queueWaitingMail(unit, now);
        }
        return jsonReply(201, *body);
    });
}

AsyncReply removeTemplate(ServiceContext& services, http::RequestContext& context) {
    const auto user = pathId<UserId>(context, "user");
    const auto id = pathId<TemplateId>(context, "template");
    if (!user || !id) {
        co_return propagate(!user ? user.error() : id.error());
    }
    if (const Status allowed = maySee(context.principal, *user); !allowed) {
        co_return propagate(allowed.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        FaceRepository faces(unit);
        const auto face = faces.find(*id);
        if (!face || face->user != *user) {
            return fail(ErrorCode::NotFound, "no such template");
        }
        faces.remove(*user, *id, now);
        return http::Response::noContent();
    });
}

AsyncReply acceptTemplate(ServiceContext& services, http::RequestContext& context) {
    const auto user = pathId<UserId>(context, "user");
    const auto id = pathId<TemplateId>(context, "template");
    if (!user || !id) {
        co_return propagate(!user ? user.error() : id.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        FaceRepository faces(unit);
        const auto face = faces.find(*id);
        if (!face || face->user != *user) {
            return fail(ErrorCode::NotFound, "no such template");
        }
        faces.setReview(*user, *id, {}, now);
        return jsonReply(200, *faces.find(*id));
    });
}

} // namespace

std::vector<http::Route> facesRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
        {.method = "POST",
         .path = "/v1/consents",
         .operation = "giveConsent",
         .summary = "One's own consent to face logon",
         .access = http::everyUser(),
         .request = schemaNamed<wire::Consent>("Consent"),
         .response = schemaNamed<wire::Consent>("Consent"),
         .status = 201,
         .problems = {ValidationFailed, Conflict},
         .idempotency = http::Idempotency::KeyRequired,
         .handler = bindTo(services, addConsent)},
        {.method = "GET",
         .path = "/v1/face-models",
         .operation = "listFaceModels",
         .summary = "How many people have faces of which model, the newest first",
         .access = http::usersIn({Owner, UserAdmin, HelpDesk, Auditor}),
         .response = schemaNamed<wire::FaceModelUses>("FaceModelUses"),
         .handler = bindTo(services, listFaceModels)},
        {.method = "GET",
         .path = "/v1/users/{user}/templates",
         .operation = "listTemplates",
         .summary = "Sealed templates of a person",
         .access = http::everyUser(),
         .response = schemaNamed<wire::FaceTemplateList>("FaceTemplateList"),
         .problems = {NotFound},
         .handler = bindTo(services, listTemplates)},
        {.method = "POST",
         .path = "/v1/users/{user}/templates",
         .operation = "addTemplate",
         .summary = "Adds a template of one's own face",
         .access = http::everyUser(),
         .request = schemaNamed<wire::FaceTemplate>("FaceTemplate"),
         .response = schemaNamed<wire::FaceTemplate>("FaceTemplate"),
         .status = 201,
         .problems = {NotFound, ValidationFailed, ConsentRequired, FaceFrozen, Conflict, SeatsExceeded,
                      PayloadTooLarge},
         .bodyLimit = kTemplateBody,
         .idempotency = http::Idempotency::KeyRequired,
         .handler = bindTo(services, addTemplate)},
        {.method = "POST",
         .path = "/v1/users/{user}/templates/{template}:accept",
         .operation = "acceptTemplate",
         .summary = "Ends the review of a template that a revoked PC made",
         .access = http::usersIn({Owner, UserAdmin}),
         .response = schemaNamed<wire::FaceTemplate>("FaceTemplate"),
         .problems = {NotFound},
         .idempotency = http::Idempotency::KeyRequired,
         .handler = bindTo(services, acceptTemplate)},
        {.method = "DELETE",
         .path = "/v1/users/{user}/templates/{template}",
         .operation = "removeTemplate",
         .summary = "Removes a template; the PCs forget it",
         .access = http::everyUser(),
         .status = 204,
         .problems = {NotFound},
         .handler = bindTo(services, removeTemplate)},
    };
}

} // namespace kaomon::features
