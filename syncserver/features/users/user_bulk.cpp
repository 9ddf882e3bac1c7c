// SPDX-License-Identifier: GPL-3.0-or-later
// One act on many people. Every row is judged by the rules of the single act. Without `all_or_nothing` the
// rows that pass are done, all in one transaction; with it one refused row rolls everything back. Either way
// the answer names the outcome of each row, in their order.
#include <map>
#include <set>

#include "features/idempotent.h"
#include "features/policies/signed_documents.h"
#include "features/reply.h"
#include "features/two_person_acts/agreement.h"
#include "features/users/user_handlers.h"
#include "features/users/user_rules.h"
#include "licensing/guards.h"
#include "storage/operation_objects.h"
#include "storage/repositories/revision.h"
#include "storage/savepoint.h"

namespace kaomon::features {
namespace {

using storage::UnitOfWork;
using storage::UserRepository;

constexpr std::size_t kMostRows = 500;

// What an act needs. Lives for one request inside one job.
struct Bulk {
    UnitOfWork& unit;
    UserRepository users;
    const http::Principal& caller;
    const wire::BulkRequest& request;
    TimePoint now;
};

using Act = Status (*)(Bulk&, const wire::BulkRow&, wire::User&);

Status checkRev(const wire::BulkRow& row, const wire::User& user) {
    return row.rev && *row.rev != user.rev
               ? Status(fail(ErrorCode::StaleRevision, "changed meanwhile", etagOf(user.rev)))
               : Status();
}

Status agreeToOwner(Bulk& bulk, const wire::User& user, OwnerStep step) {
    return user.role == "owner" ? takeAccountAgreement(bulk.unit, user.id, step, bulk.now) : Status();
}

Status disable(Bulk& bulk, const wire::BulkRow& row, wire::User& user) {
    if (Status agreed = agreeToOwner(bulk, user, OwnerStep::Leaves); !agreed) {
        return agreed;
    }
    user.accountState = "disabled";
    bulk.users.update(user);
    bulk.users.endSessions(row.user);
    return {};
}

Status enable(Bulk& bulk, const wire::BulkRow& row, wire::User& user) {
    if (Status agreed = agreeToOwner(bulk, user, OwnerStep::Joins); !agreed) {
        return agreed;
    }
    if (Status seat = licensing::checkSeatOnReturn(bulk.unit, row.user); !seat) {
        return seat;
    }
    user.accountState = "active";
    bulk.users.update(user);
    return {};
}

Status remove(Bulk& bulk, const wire::BulkRow& row, wire::User& user) {
    if (Status agreed = agreeToOwner(bulk, user, OwnerStep::Leaves); !agreed) {
        return agreed;
    }
    bulk.users.remove(row.user);
    return {};
}

Status restore(Bulk& bulk, const wire::BulkRow& row, wire::User& user) {
    if (Status agreed = agreeToOwner(bulk, user, OwnerStep::Joins); !agreed) {
        return agreed;
    }
    if (Status seat = licensing::checkSeatOnReturn(bulk.unit, row.user); !seat) {
        return seat;
    }
    bulk.users.restore(row.user);
    return {};
}

Status askForPictures(Bulk& bulk, const wire::BulkRow& row, wire::User&) {
    bulk.users.requestReEnrolment(row.user, bulk.request.reason);
    return {};
}

// Which groups a person is in is signed, so that each row brings its document.
Status move(Bulk& bulk, const wire::BulkRow& row, wire::User&) {
    if (!row.document || row.document->kind != "group_members" ||
        row.document->scope != "user:" + row.user.text()) {
        return fail(ErrorCode::ValidationFailed, "the person's group_members document is required");
    }
    const auto stored = storeSignedDocument(bulk.unit, *row.document, bulk.now);
    return stored ? Status() : propagate(stored.error());
}

Act actNamed(const std::string& name) {
    static const std::map<std::string, Act> kActs = {
        {"disable", disable}, {"enable", enable}, {"delete", remove},
        {"restore", restore}, {"move", move},     {"request_re_enrolment", askForPictures}};
    const auto act = kActs.find(name);
    return act == kActs.end() ? nullptr : act->second;
}

Status checkRequest(const wire::BulkRequest& request) {
    if (actNamed(request.action) == nullptr) {
        return fail(ErrorCode::ValidationFailed, "unknown action", "/action");
    }
    if (request.rows.empty() || request.rows.size() > kMostRows) {
        return fail(ErrorCode::ValidationFailed, "from 1 to 500 rows", "/rows");
    }
    std::set<UserId> seen;
    for (std::size_t i = 0; i < request.rows.size(); ++i) {
        if (!seen.insert(request.rows[i].user).second) {
            return fail(ErrorCode::ValidationFailed, "named twice", "/rows/" + std::to_string(i) + "/user");
        }
    }
    return checkReason(request.reason, false);
}

Result<wire::User> userOf(Bulk& bulk, const wire::BulkRow& row) {
    const std::string& action = bulk.request.action;
    return action == "restore"
               ? restorableUser(bulk.users, bulk.caller, row.user, bulk.now)
               : changeableUser(bulk.users, bulk.caller, row.user,
                                action == "disable" || action == "delete" ? AccountEffect::Ended
                                                                          : AccountEffect::GoesOn);
}

wire::BulkResult actOn(Bulk& bulk, const wire::BulkRow& row) {
    wire::BulkResult result{.user = row.user};
    auto user = userOf(bulk, row);
    Status status = user ? checkRev(row, *user) : propagate(user.error());
    const auto& shown = *storage::loggedObject("users");
    const auto before = status ? storage::stateOf(bulk.unit, shown, row.user.text()) : std::nullopt;
    if (status) {
        storage::Savepoint savepoint(bulk.unit);
        status = actNamed(bulk.request.action)(bulk, row, *user);
        if (status) {
            savepoint.keep();
        }
    }
    result.done = status.has_value();
    if (!status) {
        result.code = std::string(wireName(status.error().code));
        result.detail = status.error().detail;
        return result;
    }
    bulk.unit.acts().note(
        {.kind = bulk.request.action,
         .objectKind = "user",
         .object = row.user.text(),
         .changes = changesOf(shown, before, storage::stateOf(bulk.unit, shown, row.user.text()))});
    if (const auto now = bulk.users.find(row.user)) {
        result.rev = now->rev;
    }
    return result;
}

wire::BulkReply actOnAll(Bulk& bulk) {
    wire::BulkReply reply;
    for (const wire::BulkRow& row : bulk.request.rows) {
        reply.items.push_back(actOn(bulk, row));
        ++(reply.items.back().done ? reply.done : reply.refused);
    }
    reply.applied = reply.done > 0;
    return reply;
}

// Nothing was done after all.
wire::BulkReply undone(wire::BulkReply reply) {
    reply.applied = false;
    reply.done = 0;
    for (wire::BulkResult& item : reply.items) {
        item.done = false;
        item.rev.reset();
    }
    return reply;
}

} // namespace

AsyncReply bulkUsers(ServiceContext& services, http::RequestContext& context) {
    const auto body = bodyOf<wire::BulkRequest>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    if (const Status valid = checkRequest(*body); !valid) {
        co_return propagate(valid.error());
    }
    const TimePoint now = services.clock.now();
    std::optional<wire::BulkReply> refused;
    auto reply = co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        Bulk bulk{unit, UserRepository(unit, now), context.principal, *body, now};
        auto outcome = actOnAll(bulk);
        if (body->allOrNothing && outcome.refused > 0) {
            refused = undone(std::move(outcome));
            return fail(ErrorCode::Conflict, "a row was refused"); // rolls back
        }
        refused.reset();
        return jsonReply(200, outcome);
    });
    if (!reply && refused && reply.error().code == ErrorCode::Conflict) {
        co_return jsonReply(200, *refused);
    }
    co_return reply;
}

} // namespace kaomon::features
