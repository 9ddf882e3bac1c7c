// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/faces/face_access_log.h"

#include "features/bind.h"
#include "features/event_query.h"
#include "features/reply.h"
#include "storage/repositories/user_repository.h"
#include "wire/face_accesses.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::FaceAccessRepository;
using storage::UnitOfWork;

constexpr std::string_view kCursor = "face-accesses";

AsyncReply listAccesses(ServiceContext& services, http::RequestContext& context) {
    const auto user = pathId<UserId>(context, "user");
    const auto limit = pageLimit(context);
    const auto cursor = timeCursorOf(services.serverKey, kCursor, context);
    if (!user) {
        co_return propagate(user.error());
    }
    if (!limit || !cursor) {
        co_return propagate(!limit ? limit.error() : cursor.error());
    }
    const http::Principal& caller = context.principal;
    if (caller.user != *user && caller.role != Owner && caller.role != UserAdmin && caller.role != Auditor) {
        co_return fail(ErrorCode::Forbidden, "another's face");
    }
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(caller.tenant, [&](UnitOfWork& unit) -> Reply {
        if (!storage::UserRepository(unit, now).find(*user)) {
            return fail(ErrorCode::NotFound, "no such user");
        }
        FaceAccessRepository accesses(unit);
        wire::FaceAccessPage page;
        page.items = accesses.list(
            *user,
            *cursor ? std::optional(FaceAccessRepository::Place{(*cursor)->at, (*cursor)->id}) : std::nullopt,
            *limit + 1);
        if (static_cast<int>(page.items.size()) > *limit) {
            page.items.pop_back();
            const wire::FaceAccess& last = page.items.back();
            page.next =
                sealCursor(services.serverKey, kCursor, last.lastAt, FaceAccessRepository::idOf(last));
        }
        return jsonReply(200, page);
    });
}

} // namespace

storage::Awaitable<Status> noteFacesGiven(ServiceContext& services, TenantId tenant,
                                          std::vector<storage::FaceRead> faces, storage::FaceReader reader) {
    if (faces.empty()) {
        co_return Status();
    }
    const TimePoint now = services.clock.now();
    co_return co_await services.database.write(tenant, [&](UnitOfWork& unit) -> Status {
        FaceAccessRepository(unit).note(faces, reader, now);
        return {};
    });
}

std::vector<http::Route> faceAccessRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
        {.method = "GET",
         .path = "/v1/users/{user}/face-accesses",
         .operation = "listFaceAccesses",
         .summary = "Which PCs and people were given the sealed templates of a person, the last one first",
         .access = http::everyUser(),
         .response = schemaNamed<wire::FaceAccessPage>("FaceAccessPage"),
         .problems = {NotFound, ValidationFailed, Forbidden},
         .query = {{"limit", "Entries of a page, at most 500"}, {"cursor", "`next` of the page before"}},
         .handler = bindTo(services, listAccesses)}};
}

} // namespace kaomon::features
