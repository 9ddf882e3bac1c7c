// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/faces/kept_picture_routes.h"

#include "features/bind.h"
#include "features/changes/delivery_scope.h"
#include "features/faces/face_access_log.h"
#include "features/faces/new_face.h"
#include "features/proven_write.h"
#include "features/reply.h"
#include "storage/repositories/face_repository.h"
#include "storage/repositories/kept_picture_repository.h"
#include "wire/face_pictures.h"

namespace kaomon::features {
namespace {

using storage::KeptPictureRepository;
using storage::UnitOfWork;

constexpr std::size_t kLargestPictures = 256 * 1024;

struct Place {
    UserId user;
    TemplateId face;
};

Result<Place> placeOf(const http::RequestContext& context) {
    const auto user = pathId<UserId>(context, "user");
    const auto face = pathId<TemplateId>(context, "template");
    if (!user || !face) {
        return propagate(!user ? user.error() : face.error());
    }
    return Place{*user, *face};
}

// The template, where this PC is given it at all: others are told nothing.
Result<wire::FaceTemplate> faceFor(UnitOfWork& unit, const http::Principal& caller, const Place& place) {
    auto face = storage::FaceRepository(unit).find(place.face);
    if (!face || face->user != place.user || !DeliveryScope(unit, caller.deviceGroup).includes(place.user)) {
        return fail(ErrorCode::NotFound, "no such template");
    }
    return std::move(*face);
}

AsyncReply putPictures(ServiceContext& services, http::RequestContext& context) {
    const auto place = placeOf(context);
    const auto body = bodyOf<wire::KeptPictures>(context);
    if (!place || !body) {
        co_return propagate(!place ? place.error() : body.error());
    }
    if (body->sealed.empty()) {
        co_return fail(ErrorCode::ValidationFailed, "no pictures", "/sealed");
    }
    if (body->sealed.size() > kLargestPictures) {
        co_return fail(ErrorCode::PayloadTooLarge, "pictures too large");
    }
    co_return co_await provenWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        const auto face = faceFor(unit, context.principal, *place);
        if (!face) {
            return propagate(face.error());
        }
        if (face->device != context.principal.device) {
            return fail(ErrorCode::Forbidden, "another PC took this face");
        }
        KeptPictureRepository kept(unit);
        const auto before = kept.find(place->user, place->face);
        if (before && *before != body->sealed) {
            return fail(ErrorCode::Conflict, "pictures of this face are here already");
        }
        if (!before && !kept.put(place->user, place->face, body->sealed)) {
            return fail(ErrorCode::NotFound, "no such template");
        }
        return http::Response::noContent();
    });
}

AsyncReply getPictures(ServiceContext& services, http::RequestContext& context) {
    const auto place = placeOf(context);
    if (!place) {
        co_return propagate(place.error());
    }
    const http::Principal& caller = context.principal;
    Reply reply = co_await services.database.read(caller.tenant, [&](UnitOfWork& unit) -> Reply {
        if (const auto face = faceFor(unit, caller, *place); !face) {
            return propagate(face.error());
        }
        auto sealed = KeptPictureRepository(unit).find(place->user, place->face);
        if (!sealed) {
            return fail(ErrorCode::NotFound, "no pictures of this face");
        }
        return jsonReply(200, wire::KeptPictures{std::move(*sealed)});
    });
    if (reply) {
        std::vector<storage::FaceRead> faces;
        faces.push_back({place->user, place->face});
        const Status noted = co_await noteFacesGiven(services, caller.tenant, std::move(faces),
                                                     storage::FaceReader::of(caller.device));
        if (!noted) {
            co_return propagate(noted.error());
        }
    }
    co_return reply;
}

AsyncReply removePictures(ServiceContext& services, http::RequestContext& context) {
    const auto place = placeOf(context);
    if (!place) {
        co_return propagate(place.error());
    }
    co_return co_await provenWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        if (const auto face = faceFor(unit, context.principal, *place); !face) {
            return propagate(face.error());
        }
        if (!KeptPictureRepository(unit).remove(place->user, place->face)) {
            return fail(ErrorCode::NotFound, "no pictures of this face");
        }
        return http::Response::noContent();
    });
}

} // namespace

std::vector<http::Route> keptPictureRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
        {.method = "PUT",
         .path = "/v1/users/{user}/templates/{template}/pictures",
         .operation = "keepPictures",
         .summary = "The sealed pictures of an enrolment, by the PC that took them",
         .access = http::deviceOnly(),
         .request = schemaNamed<wire::KeptPictures>("KeptPictures"),
         .status = 204,
         .problems = {NotFound, ValidationFailed, Conflict, PayloadTooLarge},
         .bodyLimit = kTemplateBody,
         .handler = bindTo(services, putPictures)},
        {.method = "GET",
         .path = "/v1/users/{user}/templates/{template}/pictures",
         .operation = "getKeptPictures",
         .summary = "The same, for a PC that is given the template",
         .access = http::deviceOnly(),
         .response = schemaNamed<wire::KeptPictures>("KeptPictures"),
         .problems = {NotFound},
         .handler = bindTo(services, getPictures)},
        {.method = "DELETE",
         .path = "/v1/users/{user}/templates/{template}/pictures",
         .operation = "removeKeptPictures",
         .summary = "Removes them, the template stays: the policy keeps no pictures any more",
         .access = http::deviceOnly(),
         .status = 204,
         .problems = {NotFound},
         .handler = bindTo(services, removePictures)},
    };
}

} // namespace kaomon::features
