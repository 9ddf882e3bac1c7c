// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/faces/faces_routes.h"

#include <algorithm>

#include "features/bind.h"
#include "features/faces/face_access_log.h"
#include "features/faces/new_face.h"
#include "features/faces/waiting_mail.h"
#include "features/idempotent.h"
#include "features/reply.h"
#include "storage/repositories/assisted_face_repository.h"
#include "storage/repositories/face_repository.h"
#include "storage/repositories/revision.h"
#include "storage/repositories/user_repository.h"
#include "wire/templates.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::FaceRepository;
using storage::UnitOfWork;

constexpr std::size_t kLongestText = 200;

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

AsyncReply withdrawConsents(ServiceContext& services, http::RequestContext& context) {
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::AssistedFaceRepository(unit, now).withdrawConsents(context.principal.user);
        return http::Response::noContent();
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
    std::vector<storage::FaceRead> faces;
    Reply reply = co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        if (!storage::UserRepository(unit, now).find(*user)) {
            return fail(ErrorCode::NotFound, "no such user");
        }
        const wire::FaceTemplateList list{FaceRepository(unit).templatesOf(*user)};
        for (const wire::FaceTemplate& face : list.items) {
            faces.push_back({*user, face.id});
        }
        return jsonReply(200, list);
    });
    if (reply) {
        const Status noted = co_await noteFacesGiven(services, context.principal.tenant, std::move(faces),
                                                     storage::FaceReader::of(context.principal.user));
        if (!noted) {
            co_return propagate(noted.error());
        }
    }
    co_return reply;
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
    if (caller.device.isEmpty() || face.device != caller.device) {
        return fail(ErrorCode::Forbidden, "made on another device");
    }
    return checkForm(face, user);
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
        body->approval.reset(); // comes from an administrator only
        if (const Status added = addNewFace(unit, *body, context.principal.deviceGroup, now); !added) {
            return propagate(added.error());
        }
        if (body->needsApproval.value_or(false)) {
            queueWaitingMail(unit, now);
        } else {
            storage::AssistedFaceRepository(unit, now).replacePhotos(*user);
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
        {.method = "DELETE",
         .path = "/v1/consents",
         .operation = "withdrawConsents",
         .summary = "One's own consents to face logon end; the faces are removed apart from this",
         .access = http::everyUser(),
         .status = 204,
         .handler = bindTo(services, withdrawConsents)},
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
