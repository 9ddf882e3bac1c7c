// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/evidence/evidence_routes.h"

#include "auth/setting_number.h"
#include "features/bind_options.h"
#include "features/blob_upload.h"
#include "features/event_query.h"
#include "features/proven_write.h"
#include "features/reply.h"
#include "wire/evidence.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::BlobKind;
using storage::BlobRepository;
using storage::BlobRow;
using storage::UnitOfWork;

constexpr std::string_view kCursor = "evidence-cursor";
constexpr std::string_view kAccessCursor = "blob-access-cursor";
constexpr long long kLargestImage = 2LL * 1024 * 1024;

wire::Evidence shown(const BlobRow& blob) {
    return {.id = blob.id,
            .device = blob.device,
            .deviceName = blob.deviceName,
            .event = blob.event,
            .user = blob.user,
            .login = blob.login,
            .takenAt = blob.takenAt,
            .createdAt = blob.createdAt,
            .expiresAt = blob.expiresAt,
            .state = blob.state,
            .size = blob.size,
            .parts = blob.parts(),
            .received = blob.received};
}

BlobRow blobOf(const wire::NewEvidence& body, const DeviceId& device, TimePoint now) {
    BlobRow blob;
    blob.id = body.id;
    blob.kind = BlobKind::Image;
    blob.device = device;
    blob.user = body.user;
    blob.event = body.event;
    blob.size = body.size;
    blob.partHashes = body.partHashes;
    blob.keyId = body.keyId;
    blob.sealedKey = body.sealedKey;
    blob.takenAt = body.takenAt;
    blob.createdAt = now;
    blob.changedAt = now;
    return blob;
}

AsyncReply createEvidence(ServiceContext& services, const EventOptions& options,
                          http::RequestContext& context) {
    const auto body = bodyOf<wire::NewEvidence>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    const TimePoint now = services.clock.now();
    BlobRow blob = blobOf(*body, context.principal.device, now);
    if (const Status valid = checkBlob(blob, kLargestImage); !valid) {
        co_return propagate(valid.error());
    }
    co_return co_await provenWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        blob.expiresAt = now + std::chrono::days(auth::settingNumber(unit, "ng_image_days"));
        if (const Status begun = beginBlob(unit, blob, options.imageQuota); !begun) {
            return propagate(begun.error());
        }
        return jsonReply(201, shown(*BlobRepository(unit).find(blob.id)));
    });
}

AsyncReply putPart(ServiceContext& services, http::RequestContext& context) {
    return takeBlobPart(services, context, BlobKind::Image, "evidence",
                        [](const BlobRow& blob) { return jsonReply(200, shown(blob)); });
}

AsyncReply listEvidence(ServiceContext& services, http::RequestContext& context) {
    const auto limit = pageLimit(context);
    const auto cursor = timeCursorOf(services.serverKey, kCursor, context);
    if (!limit || !cursor) {
        co_return propagate(!limit ? limit.error() : cursor.error());
    }
    storage::BlobFilter filter{.kind = BlobKind::Image,
                               .user = context.query("user"),
                               .device = context.query("device"),
                               .state = {},
                               .ticket = {},
                               .beforeAt = {},
                               .beforeId = {},
                               .limit = *limit + 1};
    if (*cursor) {
        filter.beforeAt = (*cursor)->at;
        filter.beforeId = (*cursor)->id;
    }
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        wire::EvidencePage page;
        auto blobs = BlobRepository(unit).list(filter);
        if (static_cast<int>(blobs.size()) > *limit) {
            blobs.pop_back();
            page.next =
                sealCursor(services.serverKey, kCursor, blobs.back().createdAt, blobs.back().id.text());
        }
        for (const BlobRow& blob : blobs) {
            page.items.push_back(shown(blob));
        }
        return jsonReply(200, page);
    });
}

// A PC sees its own, to go on with an upload.
AsyncReply getEvidence(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<BlobId>(context, "evidence");
    if (!id) {
        co_return propagate(id.error());
    }
    const http::Principal& caller = context.principal;
    co_return co_await services.database.read(caller.tenant, [&](UnitOfWork& unit) -> Reply {
        const auto blob = BlobRepository(unit).find(*id);
        if (!blob || blob->kind != BlobKind::Image || (caller.isDevice() && blob->device != caller.device)) {
            return fail(ErrorCode::NotFound, "no such picture");
        }
        return jsonReply(200, shown(*blob));
    });
}

AsyncReply openEvidence(ServiceContext& services, http::RequestContext& context) {
    return openBlob(services, context, BlobKind::Image, "evidence");
}

AsyncReply readPart(ServiceContext& services, http::RequestContext& context) {
    return readBlobPart(services, context, BlobKind::Image, "evidence");
}

AsyncReply listAccesses(ServiceContext& services, http::RequestContext& context) {
    const auto limit = pageLimit(context);
    const auto cursor = timeCursorOf(services.serverKey, kAccessCursor, context);
    if (!limit || !cursor) {
        co_return propagate(!limit ? limit.error() : cursor.error());
    }
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        wire::BlobAccessPage page;
        page.items = BlobRepository(unit).accesses(*cursor ? std::optional((*cursor)->at) : std::nullopt,
                                                   *cursor ? (*cursor)->id : std::string(), *limit + 1);
        if (static_cast<int>(page.items.size()) > *limit) {
            page.items.pop_back();
            page.next = sealCursor(services.serverKey, kAccessCursor, page.items.back().at,
                                   page.items.back().id.text());
        }
        return jsonReply(200, page);
    });
}

AsyncReply getQuotas(ServiceContext& services, const EventOptions& options, http::RequestContext& context) {
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        BlobRepository blobs(unit);
        return jsonReply(200, wire::BlobQuotaList{{{"image", blobs.used(BlobKind::Image), options.imageQuota},
                                                   {"diagnostics", blobs.used(BlobKind::Diagnostics),
                                                    options.diagnosticsQuota}}});
    });
}

std::vector<http::Route> uploadRoutes(ServiceContext& services, const EventOptions& options) {
    using enum ErrorCode;
    const auto evidence = schemaNamed<wire::Evidence>("Evidence");
    return {
        {.method = "POST",
         .path = "/v1/evidence",
         .operation = "createEvidence",
         .summary = "Announces a picture of somebody who was refused; its bytes follow in parts",
         .access = http::deviceOnly(),
         .request = schemaNamed<wire::NewEvidence>("NewEvidence"),
         .response = evidence,
         .status = 201,
         .problems = {ValidationFailed, Conflict, QuotaExceeded},
         .handler = bindWith(services, options, createEvidence)},
        {.method = "PUT",
         .path = "/v1/evidence/{evidence}/parts/{part}",
         .operation = "putEvidencePart",
         .summary = "The next MiB of a picture, from part 0",
         .access = http::deviceOnly(),
         .request = bytesSchema(),
         .response = evidence,
         .problems = {ValidationFailed, Conflict},
         .bodyLimit = storage::kBlobPart,
         .recorded = http::Recorded::Never, // its announcement is
         .handler = bindTo(services, putPart)},
    };
}

std::vector<http::Route> readRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
        {.method = "GET",
         .path = "/v1/evidence",
         .operation = "listEvidence",
         .summary = "Pictures that there are, newest first",
         .access = http::usersIn({ImageViewer}),
         .response = schemaNamed<wire::EvidencePage>("EvidencePage"),
         .problems = {ValidationFailed},
         .query = {{"user", "Id of a person"},
                   {"device", "Id of a PC"},
                   {"limit", "Entries of a page, at most 500"},
                   {"cursor", "`next` of the page before"}},
         .handler = bindTo(services, listEvidence)},
        {.method = "GET",
         .path = "/v1/evidence/{evidence}",
         .operation = "getEvidence",
         .summary = "What is known of a picture; for its PC: how much has come",
         .access = http::withDevice(http::usersIn({ImageViewer})),
         .response = schemaNamed<wire::Evidence>("Evidence"),
         .handler = bindTo(services, getEvidence)},
        {.method = "POST",
         .path = "/v1/evidence/{evidence}:open",
         .operation = "openEvidence",
         .summary = "Writes down who looks at a picture and why, and hands out the right to fetch it",
         .access = http::usersIn({ImageViewer}),
         .request = schemaNamed<wire::BlobOpen>("BlobOpen"),
         .response = schemaNamed<wire::BlobAccess>("BlobAccess"),
         .problems = {ValidationFailed, Conflict},
         .handler = bindTo(services, openEvidence)},
        {.method = "GET",
         .path = "/v1/evidence/{evidence}/parts/{part}",
         .operation = "getEvidencePart",
         .summary = "One MiB of a picture that was opened",
         .access = http::usersIn({ImageViewer}),
         .response = bytesSchema(),
         .problems = {Forbidden},
         .query = {{"access", "`access` of the opening"}},
         .handler = bindTo(services, readPart)},
        {.method = "GET",
         .path = "/v1/blob-accesses",
         .operation = "listBlobAccesses",
         .summary = "Who opened or deleted pictures and diagnostics, newest first",
         .access = http::usersIn({Owner, Auditor}),
         .response = schemaNamed<wire::BlobAccessPage>("BlobAccessPage"),
         .problems = {ValidationFailed},
         .query = {{"limit", "Entries of a page, at most 500"}, {"cursor", "`next` of the page before"}},
         .handler = bindTo(services, listAccesses)},
    };
}

} // namespace

std::vector<http::Route> evidenceRoutes(ServiceContext& services, const EventOptions& options) {
    auto routes = uploadRoutes(services, options);
    for (auto& route : readRoutes(services)) {
        routes.push_back(std::move(route));
    }
    routes.push_back({.method = "GET",
                      .path = "/v1/blob-quotas",
                      .operation = "listBlobQuotas",
                      .summary = "What pictures and diagnostics take and may take",
                      .access = administrators(),
                      .response = schemaNamed<wire::BlobQuotaList>("BlobQuotaList"),
                      .handler = bindWith(services, options, getQuotas)});
    return routes;
}

} // namespace kaomon::features
