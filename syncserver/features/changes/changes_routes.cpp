// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/changes/changes_routes.h"

#include <sstream>

#include "features/bind.h"
#include "features/changes/change_bodies.h"
#include "features/devices/device_news.h"
#include "features/faces/face_access_log.h"
#include "features/reply.h"
#include "storage/repositories/change_repository.h"
#include "storage/repositories/revision_mark.h"
#include "wire/changes.h"

namespace kaomon::features {
namespace {

using storage::ChangeOp;
using storage::ChangePlace;
using storage::ChangeRepository;
using storage::ChangeRow;
using storage::UnitOfWork;

constexpr std::size_t kPageBytes = 4 * 1024 * 1024; // templates are large: a page ends early

// A token belongs to one tenant: its MAC is made for the tenant's id.
std::string purposeOf(const TenantId& tenant) {
    return "changes-token|" + tenant.text();
}

std::string markOf(UnitOfWork& unit, const ChangePlace& place, long long rev) {
    return rev == place.rev ? place.mark : storage::markOfRevision(unit, rev);
}

std::string makeToken(const auth::ServerKey& key, UnitOfWork& unit, const ChangePlace& place, long long rev) {
    return sealText(key, purposeOf(unit.tenant()),
                    std::to_string(place.epoch) + " " + std::to_string(rev) + " " + markOf(unit, place, rev));
}

// The revision in a token; the beginning without one. ErrorCode::ResyncRequired for a token of another epoch,
// tenant or server, and for one of a future that an older copy of the database, put back by whatever means,
// does not have: what it counts anew has other marks.
Result<long long> sinceOf(const auth::ServerKey& key, UnitOfWork& unit, const std::string& token,
                          const ChangePlace& place) {
    if (token.empty()) {
        return 0;
    }
    const auto text = openText(key, purposeOf(unit.tenant()), token);
    std::istringstream parts(text.value_or(std::string()));
    long long tokenEpoch = 0;
    long long rev = 0;
    std::string mark;
    if (!(parts >> tokenEpoch >> rev)) {
        return fail(ErrorCode::ResyncRequired, "unknown token");
    }
    parts >> mark;
    if (tokenEpoch != place.epoch || rev > place.rev) {
        return fail(ErrorCode::ResyncRequired, "token of another epoch");
    }
    if (mark != markOf(unit, place, rev)) {
        return fail(ErrorCode::ResyncRequired, "token of a state that this database does not know");
    }
    return rev;
}

wire::Change changeOf(UnitOfWork& unit, ChangeRow& row, const DeviceId& device, DeliveryScope& scope,
                      TimePoint now, const UsersOfPage& users) {
    wire::Change change{.kind = row.kind, .id = row.id, .rev = row.rev, .op = "delete", .body = {}};
    if (row.op == ChangeOp::Upsert) {
        if (auto body = bodyOfChange(unit, row, device, scope, now, users)) {
            change.op = "upsert";
            change.body = wire::RawJson{std::move(*body)};
        }
    }
    return change;
}

std::vector<storage::FaceRead> facesIn(UnitOfWork& unit, const wire::ChangePage& page) {
    std::vector<storage::FaceRead> faces;
    storage::FaceAccessRepository accesses(unit);
    for (const wire::Change& change : page.items) {
        if (change.kind != "template" || !change.body) {
            continue;
        }
        const auto face = TemplateId::parse(change.id);
        const auto read = face ? accesses.find(*face) : std::nullopt;
        if (read) {
            faces.push_back(*read);
        }
    }
    return faces;
}

AsyncReply listChanges(ServiceContext& services, http::RequestContext& context) {
    const auto limit = pageLimit(context);
    if (!limit) {
        co_return propagate(limit.error());
    }
    const TimePoint now = services.clock.now();
    const TenantId& tenant = context.principal.tenant;
    const DeviceId& device = context.principal.device;
    const storage::DeviceNews news = deviceNewsOf(context.request);
    bool isHeard = false;
    std::vector<storage::FaceRead> faces;
    Reply reply = co_await services.database.read(tenant, [&](UnitOfWork& unit) -> Reply {
        isHeard = isHeardAnew(unit, device, news, now);
        ChangeRepository changes(unit);
        const ChangePlace place = changes.place();
        wire::ChangePage page;
        page.upto = place.rev;
        const auto since = sinceOf(services.serverKey, unit, context.query("since"), place);
        if (!since) {
            return propagate(since.error());
        }
        if (*since == page.upto) { // most calls: nothing happened
            page.next = makeToken(services.serverKey, unit, place, page.upto);
            return jsonReply(200, page);
        }
        auto rows = changes.list(device.text(), *since, page.upto, *limit + 1);
        page.more = static_cast<int>(rows.size()) > *limit;
        if (page.more) {
            rows.pop_back();
        }
        const UsersOfPage users = usersOfPage(unit, rows, now);
        std::size_t size = 0;
        DeliveryScope scope(unit, context.principal.deviceGroup);
        for (const auto& [id, user] : users) {
            scope.learn(*UserId::parse(id));
        }
        for (auto& row : rows) {
            if (size > kPageBytes) {
                page.more = true;
                break;
            }
            page.items.push_back(changeOf(unit, row, device, scope, now, users));
            size += page.items.back().body ? page.items.back().body->text.size() : 0;
        }
        faces = facesIn(unit, page);
        page.next = makeToken(services.serverKey, unit, place, page.more ? page.items.back().rev : page.upto);
        return jsonReply(200, page);
    });
    if (reply) {
        const Status noted =
            co_await noteFacesGiven(services, tenant, std::move(faces), storage::FaceReader::of(device));
        if (!noted) {
            co_return propagate(noted.error());
        }
        if (isHeard) {
            co_await noteHeard(services, context.principal, news, now);
        }
    }
    co_return reply;
}

} // namespace

std::vector<http::Route> changesRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {{.method = "GET",
             .path = "/v1/changes",
             .operation = "listChanges",
             .summary = "What changed since a token, for the calling PC",
             .access = http::deviceOnly(),
             .response = schemaNamed<wire::ChangePage>("ChangePage"),
             .problems = {ValidationFailed, ResyncRequired},
             .query = {{"since", "`next` of the page before; absent for everything"},
                       {"limit", "Entries of a page, at most 500"}},
             .handler = bindTo(services, listChanges)}};
}

} // namespace kaomon::features
