// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/diagnostics/diagnostics_routes.h"

#include <algorithm>
#include <cstring>

#include "crypto/secret_key.h"
#include "domain/ticket_number.h"
#include "features/bind_options.h"
#include "features/blob_upload.h"
#include "features/event_query.h"
#include "features/idempotent.h"
#include "features/proven_write.h"
#include "features/reply.h"
#include "storage/repositories/diagnostics_request_repository.h"
#include "wire/diagnostics.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::BlobKind;
using storage::BlobRepository;
using storage::BlobRow;
using storage::UnitOfWork;

constexpr std::string_view kCursor = "diagnostics-cursor";
constexpr long long kLargestBundle = 200'000'000;
constexpr std::size_t kLongestNote = 2000;
constexpr std::chrono::days kKeptFor{30};
constexpr int kTicketTries = 8;

wire::Diagnostics shown(const BlobRow& blob) {
    return {.id = blob.id,
            .ticket = blob.ticket.value_or(std::string()),
            .device = blob.device,
            .deviceName = blob.deviceName,
            .user = blob.user,
            .login = blob.login,
            .state = blob.state,
            .note = blob.note,
            .takenAt = blob.takenAt,
            .createdAt = blob.createdAt,
            .changedAt = blob.changedAt,
            .expiresAt = blob.expiresAt,
            .size = blob.size,
            .parts = blob.parts(),
            .received = blob.received,
            .rev = blob.rev};
}

std::string randomTicket() {
    unsigned long long number = 0;
    const Bytes bytes = crypto::randomBytes(sizeof number);
    std::memcpy(&number, bytes.data(), sizeof number);
    return domain::ticketText(static_cast<long long>(number % domain::kTicketNumbers));
}

Result<std::string> freeTicket(UnitOfWork& unit) {
    for (int i = 0; i < kTicketTries; ++i) {
        std::string ticket = randomTicket();
        storage::BlobFilter filter;
        filter.kind = BlobKind::Diagnostics;
        filter.ticket = ticket;
        if (BlobRepository(unit).list(filter).empty()) {
            return ticket;
        }
    }
    return fail(ErrorCode::Unavailable, "no free ticket number");
}

Status checkNote(const std::string& note) {
    return note.size() <= kLongestNote ? Status() : fail(ErrorCode::ValidationFailed, "too long", "/note");
}

BlobRow blobOf(const wire::NewDiagnostics& body, const DeviceId& device, TimePoint now) {
    BlobRow blob;
    blob.id = body.id;
    blob.kind = BlobKind::Diagnostics;
    blob.device = device;
    blob.user = body.user;
    blob.size = body.size;
    blob.partHashes = body.partHashes;
    blob.keyId = body.keyId;
    blob.sealedKey = body.sealedKey;
    blob.note = body.note;
    blob.takenAt = body.takenAt;
    blob.createdAt = now;
    blob.changedAt = now;
    blob.expiresAt = now + kKeptFor;
    return blob;
}

AsyncReply createBundle(ServiceContext& services, const EventOptions& options,
                        http::RequestContext& context) {
    const auto body = bodyOf<wire::NewDiagnostics>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    BlobRow blob = blobOf(*body, context.principal.device, services.clock.now());
    Status valid = checkBlob(blob, kLargestBundle);
    valid = valid ? checkNote(blob.note) : valid;
    if (!valid) {
        co_return propagate(valid.error());
    }
    co_return co_await provenWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        const auto ticket = freeTicket(unit);
        if (!ticket) {
            return propagate(ticket.error());
        }
        blob.ticket = *ticket;
        if (const Status begun = beginBlob(unit, blob, options.diagnosticsQuota); !begun) {
            return propagate(begun.error());
        }
        const auto begun = *BlobRepository(unit).find(blob.id);
        if (body->request) { // one that is no longer open is simply not answered any more
            storage::DiagnosticsRequestRepository(unit).answer(
                blob.device, *body->request, begun.ticket.value_or(std::string()), blob.createdAt);
        }
        return jsonReply(201, shown(begun));
    });
}

AsyncReply putPart(ServiceContext& services, http::RequestContext& context) {
    return takeBlobPart(services, context, BlobKind::Diagnostics, "bundle",
                        [](const BlobRow& blob) { return jsonReply(200, shown(blob)); });
}

Result<storage::BlobFilter> filterOf(const http::RequestContext& context) {
    storage::BlobFilter filter;
    filter.kind = BlobKind::Diagnostics;
    filter.user = context.query("user");
    filter.device = context.query("device");
    filter.state = context.query("state");
    if (const std::string typed = context.query("ticket"); !typed.empty()) {
        const auto ticket = domain::ticketFromTyped(typed);
        if (!ticket) {
            return fail(ErrorCode::ValidationFailed, "not the number of a ticket", "/ticket");
        }
        filter.ticket = *ticket;
    }
    return filter;
}

AsyncReply listBundles(ServiceContext& services, http::RequestContext& context) {
    const auto limit = pageLimit(context);
    const auto cursor = timeCursorOf(services.serverKey, kCursor, context);
    auto filter = filterOf(context);
    if (!limit || !cursor) {
        co_return propagate(!limit ? limit.error() : cursor.error());
    }
    if (!filter) {
        co_return propagate(filter.error());
    }
    filter->limit = *limit + 1;
    if (*cursor) {
        filter->beforeAt = (*cursor)->at;
        filter->beforeId = (*cursor)->id;
    }
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        wire::DiagnosticsPage page;
        auto blobs = BlobRepository(unit).list(*filter);
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

Result<BlobRow> bundle(std::optional<BlobRow> blob) {
    if (!blob || blob->kind != BlobKind::Diagnostics) {
        return fail(ErrorCode::NotFound, "no such bundle");
    }
    return std::move(*blob);
}

// A PC sees its own, to go on with an upload and to show the ticket again.
AsyncReply getBundle(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<BlobId>(context, "bundle");
    if (!id) {
        co_return propagate(id.error());
    }
    const http::Principal& caller = context.principal;
    co_return co_await services.database.read(caller.tenant, [&](UnitOfWork& unit) -> Reply {
        const auto blob = bundle(BlobRepository(unit).find(*id));
        if (!blob || (caller.isDevice() && blob->device != caller.device)) {
            return fail(ErrorCode::NotFound, "no such bundle");
        }
        return jsonReply(200, shown(*blob)).with("ETag", etagOf(blob->rev));
    });
}

Status applyPatch(BlobRow& blob, const wire::DiagnosticsPatch& patch) {
    if (patch.state) {
        const auto states = {"complete", "in_progress", "closed"};
        if (std::ranges::find(states, *patch.state) == states.end()) {
            return fail(ErrorCode::ValidationFailed, "complete, in_progress or closed", "/state");
        }
        if (blob.state == "uploading") {
            return fail(ErrorCode::Conflict, "it is still being uploaded");
        }
        blob.state = *patch.state;
    }
    blob.note = patch.note.value_or(blob.note);
    return checkNote(blob.note);
}

AsyncReply patchBundle(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<BlobId>(context, "bundle");
    const auto patch = bodyOf<wire::DiagnosticsPatch>(context);
    if (!id || !patch) {
        co_return propagate(!id ? id.error() : patch.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        BlobRepository blobs(unit);
        auto blob = bundle(blobs.take(*id));
        if (!blob) {
            return propagate(blob.error());
        }
        Status changed = checkIfMatch(context, blob->rev);
        changed = changed ? applyPatch(*blob, *patch) : changed;
        if (!changed) {
            return propagate(changed.error());
        }
        ++blob->rev;
        blob->changedAt = now;
        blobs.save(*blob);
        return jsonReply(200, shown(*blob)).with("ETag", etagOf(blob->rev));
    });
}

AsyncReply removeBundle(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<BlobId>(context, "bundle");
    if (!id) {
        co_return propagate(id.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        BlobRepository blobs(unit);
        const auto blob = bundle(blobs.take(*id));
        if (!blob) {
            return propagate(blob.error());
        }
        if (const Status fresh = checkIfMatch(context, blob->rev); !fresh) {
            return propagate(fresh.error());
        }
        blobs.note(accessEntry(context, *blob, "deleted", {}, now), now);
        blobs.remove(*blob);
        return http::Response::noContent();
    });
}

AsyncReply openBundle(ServiceContext& services, http::RequestContext& context) {
    return openBlob(services, context, BlobKind::Diagnostics, "bundle");
}

AsyncReply readPart(ServiceContext& services, http::RequestContext& context) {
    return readBlobPart(services, context, BlobKind::Diagnostics, "bundle");
}

std::vector<http::Route> uploadRoutes(ServiceContext& services, const EventOptions& options) {
    using enum ErrorCode;
    const auto diagnostics = schemaNamed<wire::Diagnostics>("Diagnostics");
    return {
        {.method = "POST",
         .path = "/v1/diagnostics",
         .operation = "createDiagnostics",
         .summary = "Announces a sealed bundle for the help desk and gets its ticket",
         .access = http::deviceOnly(),
         .request = schemaNamed<wire::NewDiagnostics>("NewDiagnostics"),
         .response = diagnostics,
         .status = 201,
         .problems = {ValidationFailed, Conflict, QuotaExceeded},
         .handler = bindWith(services, options, createBundle)},
        {.method = "PUT",
         .path = "/v1/diagnostics/{bundle}/parts/{part}",
         .operation = "putDiagnosticsPart",
         .summary = "The next MiB of a bundle, from part 0",
         .access = http::deviceOnly(),
         .request = bytesSchema(),
         .response = diagnostics,
         .problems = {ValidationFailed, Conflict},
         .bodyLimit = storage::kBlobPart,
         .recorded = http::Recorded::Never, // its announcement is
         .handler = bindTo(services, putPart)},
        {.method = "GET",
         .path = "/v1/diagnostics/{bundle}",
         .operation = "getDiagnostics",
         .summary = "What is known of a bundle; for its PC: how much has come",
         .access = http::withDevice(http::usersIn({Owner, HelpDesk})),
         .response = diagnostics,
         .handler = bindTo(services, getBundle)},
    };
}

std::vector<http::Route> deskRoutes(ServiceContext& services) {
    using enum ErrorCode;
    const auto diagnostics = schemaNamed<wire::Diagnostics>("Diagnostics");
    return {
        {.method = "GET",
         .path = "/v1/diagnostics",
         .operation = "listDiagnostics",
         .summary = "Bundles that there are, newest first",
         .access = http::usersIn({Owner, HelpDesk}),
         .response = schemaNamed<wire::DiagnosticsPage>("DiagnosticsPage"),
         .problems = {ValidationFailed},
         .query = {{"ticket", "Number of a ticket as it was read out"},
                   {"state", "uploading, complete, in_progress or closed"},
                   {"user", "Id of a person"},
                   {"device", "Id of a PC"},
                   {"limit", "Entries of a page, at most 500"},
                   {"cursor", "`next` of the page before"}},
         .handler = bindTo(services, listBundles)},
        {.method = "PATCH",
         .path = "/v1/diagnostics/{bundle}",
         .operation = "changeDiagnostics",
         .summary = "Says that somebody works on a bundle or is done with it",
         .access = http::usersIn({Owner, HelpDesk}),
         .request = schemaNamed<wire::DiagnosticsPatch>("DiagnosticsPatch"),
         .response = diagnostics,
         .problems = {ValidationFailed, StaleRevision, Conflict},
         .ifMatch = http::IfMatch::Required,
         .handler = bindTo(services, patchBundle)},
        {.method = "DELETE",
         .path = "/v1/diagnostics/{bundle}",
         .operation = "removeDiagnostics",
         .summary = "Deletes a bundle; that it was deleted stays in the log of accesses",
         .access = http::usersIn({Owner, HelpDesk}),
         .status = 204,
         .problems = {StaleRevision},
         .ifMatch = http::IfMatch::Required,
         .handler = bindTo(services, removeBundle)},
        {.method = "POST",
         .path = "/v1/diagnostics/{bundle}:open",
         .operation = "openDiagnostics",
         .summary = "Writes down who opens a bundle and why, and hands out the right to fetch it",
         .access = http::usersIn({HelpDesk}),
         .request = schemaNamed<wire::BlobOpen>("BlobOpen"),
         .response = schemaNamed<wire::BlobAccess>("BlobAccess"),
         .problems = {ValidationFailed, Conflict},
         .handler = bindTo(services, openBundle)},
        {.method = "GET",
         .path = "/v1/diagnostics/{bundle}/parts/{part}",
         .operation = "getDiagnosticsPart",
         .summary = "One MiB of a bundle that was opened",
         .access = http::usersIn({HelpDesk}),
         .response = bytesSchema(),
         .problems = {Forbidden},
         .query = {{"access", "`access` of the opening"}},
         .handler = bindTo(services, readPart)},
    };
}

} // namespace

std::vector<http::Route> diagnosticsRoutes(ServiceContext& services, const EventOptions& options) {
    auto routes = uploadRoutes(services, options);
    for (auto& route : deskRoutes(services)) {
        routes.push_back(std::move(route));
    }
    return routes;
}

} // namespace kaomon::features
