// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/two_person_acts/two_person_acts_routes.h"

#include <algorithm>

#include "features/bind.h"
#include "features/idempotent.h"
#include "features/reply.h"
#include "features/two_person_acts/agreement.h"
#include "features/two_person_acts/vault_recovery.h"
#include "storage/repositories/user_repository.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::TwoPersonActRepository;
using storage::UnitOfWork;

constexpr std::string_view kCursor = "two-person-acts-cursor";
constexpr std::size_t kLongestReason = 500;
constexpr std::size_t kLongestPart = 1024;

// What `caller` may read of an act: the half of RK is for the requester only.
wire::TwoPersonAct visibleTo(const http::Principal& caller, wire::TwoPersonAct act) {
    if (act.requester != caller.user || act.state != "approved") {
        act.sealedPart.clear();
    }
    return act;
}

http::Response actReply(int status, const http::Principal& caller, wire::TwoPersonAct act) {
    const long long rev = act.rev;
    return jsonReply(status, visibleTo(caller, std::move(act))).with("ETag", etagOf(rev));
}

// A statement signed by the caller himself.
Result<crypto::ActStatement> ownStatement(UnitOfWork& unit, const http::Principal& caller,
                                          const crypto::SignedRecord& record) {
    if (record.signer != caller.user.text()) {
        return fail(ErrorCode::SignatureInvalid, "signed by somebody else", "/record");
    }
    const auto manifest = storedManifest(unit);
    if (!manifest) {
        return propagate(manifest.error());
    }
    return crypto::verifyAct(record, *manifest);
}

Status checkTimes(const crypto::ActStatement& act, TimePoint now) {
    using namespace std::chrono_literals;
    if (act.issuedAt > now + 10min || act.issuedAt < now - 10min) {
        return fail(ErrorCode::ClockSkew, "made at another time");
    }
    return act.notAfter > now ? Status() : fail(ErrorCode::ApprovalExpired, "already over");
}

Reply addAct(UnitOfWork& unit, const http::Principal& caller, const wire::NewTwoPersonAct& body,
             TimePoint now) {
    const auto record = crypto::SignedRecord::decode(body.record);
    if (!record) {
        return fail(ErrorCode::ValidationFailed, "not a signed record", "/record");
    }
    const auto statement = ownStatement(unit, caller, *record);
    if (!statement) {
        return propagate(statement.error());
    }
    if (const Status timely = checkTimes(*statement, now); !timely) {
        return propagate(timely.error());
    }
    const auto subject = UserId::parse(statement->subject);
    if (!subject || !isUuid(statement->id)) {
        return fail(ErrorCode::ValidationFailed, "subject and id are UUIDs", "/record");
    }
    storage::UserRepository users(unit, now);
    if (!users.find(*subject) && !users.findDeleted(*subject)) { // an owner may also be brought back by two
        return fail(ErrorCode::NotFound, "no such user");
    }
    TwoPersonActRepository acts(unit, now);
    if (acts.find(statement->id)) {
        return fail(ErrorCode::Conflict, "id in use");
    }
    const auto manifest = storedManifest(unit);
    const bool isAlone =
        manifest && crypto::checkAgreement(*record, std::nullopt, *manifest, now).has_value();
    acts.add({.id = statement->id,
              .kind = std::string(crypto::toWire(statement->kind)),
              .state = isAlone ? "approved" : "pending",
              .subject = *subject,
              .requester = caller.user,
              .approver = {},
              .reason = statement->reason,
              .refusal = {},
              .requestedAt = now,
              .notAfter = statement->notAfter,
              .decidedAt = {},
              .doneAt = {},
              .request = body.record,
              .approval = {},
              .sealedPart = {}},
             statement->digest);
    return actReply(201, caller, *acts.find(statement->id));
}

AsyncReply requestAct(ServiceContext& services, http::RequestContext& context) {
    const auto body = bodyOf<wire::NewTwoPersonAct>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        return addAct(unit, context.principal, *body, now);
    });
}

AsyncReply listActs(ServiceContext& services, http::RequestContext& context) {
    const auto limit = pageLimit(context);
    if (!limit) {
        co_return propagate(limit.error());
    }
    static const std::vector<std::string> kStates = {"",        "pending",   "approved", "refused",
                                                     "expired", "withdrawn", "done"};
    storage::TwoPersonActFilter filter{
        .state = context.query("state"), .about = {}, .afterId = {}, .limit = *limit + 1};
    if (std::ranges::find(kStates, filter.state) == kStates.end()) {
        co_return fail(ErrorCode::ValidationFailed, "unknown state", "/state");
    }
    if (!domain::isAdministrator(context.principal.role)) {
        filter.about = context.principal.user; // everybody may know what was done about himself
    }
    if (const std::string cursor = context.query("cursor"); !cursor.empty()) {
        auto after = openText(services.serverKey, kCursor, cursor);
        if (!after) {
            co_return fail(ErrorCode::ValidationFailed, "unknown cursor", "/cursor");
        }
        filter.afterId = std::move(*after);
    }
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        wire::TwoPersonActPage page;
        auto acts = TwoPersonActRepository(unit, now).list(filter);
        if (static_cast<int>(acts.size()) > *limit) {
            acts.pop_back();
            page.next = sealText(services.serverKey, kCursor, acts.back().id);
        }
        for (auto& act : acts) {
            page.items.push_back(visibleTo(context.principal, std::move(act)));
        }
        return jsonReply(200, page);
    });
}

// An act that the caller may know of. ErrorCode::NotFound.
Result<wire::TwoPersonAct> knownAct(UnitOfWork& unit, const http::RequestContext& context, TimePoint now) {
    auto act = TwoPersonActRepository(unit, now).find(context.parameter("act"));
    if (!act ||
        (!domain::isAdministrator(context.principal.role) && act->subject != context.principal.user)) {
        return fail(ErrorCode::NotFound, "no such act");
    }
    return std::move(*act);
}

AsyncReply getAct(ServiceContext& services, http::RequestContext& context) {
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        auto act = knownAct(unit, context, now);
        return act ? Reply(actReply(200, context.principal, std::move(*act))) : propagate(act.error());
    });
}

Result<wire::TwoPersonAct> openAct(UnitOfWork& unit, const http::RequestContext& context, TimePoint now) {
    auto act = knownAct(unit, context, now);
    if (act && act->state == "expired") {
        return fail(ErrorCode::ApprovalExpired, "the request is over");
    }
    if (act && act->state != "pending") {
        return fail(ErrorCode::Conflict, "already decided");
    }
    return act;
}

Status checkPart(const wire::TwoPersonAct& act, const wire::ActApproval& approval) {
    const bool isWanted = act.kind == "vault_recovery";
    if (isWanted == approval.sealedPart.empty() || approval.sealedPart.size() > kLongestPart) {
        return fail(ErrorCode::ValidationFailed, "only a recovery, and each recovery, takes the part of RK",
                    "/sealed_part");
    }
    return {};
}

AsyncReply approveAct(ServiceContext& services, http::RequestContext& context) {
    const auto body = bodyOf<wire::ActApproval>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        auto act = openAct(unit, context, now);
        if (!act) {
            return propagate(act.error());
        }
        if (const Status fits = checkPart(*act, *body); !fits) {
            return propagate(fits.error());
        }
        const auto record = crypto::SignedRecord::decode(body->record);
        if (!record) {
            return fail(ErrorCode::ValidationFailed, "not a signed record", "/record");
        }
        if (const auto statement = ownStatement(unit, context.principal, *record); !statement) {
            return propagate(statement.error());
        }
        act->approval = body->record;
        const auto manifest = storedManifest(unit);
        const auto agreed = manifest ? checkStoredAgreement(*act, *manifest, now)
                                     : Result<crypto::ActStatement>(propagate(manifest.error()));
        if (!agreed) {
            return propagate(agreed.error());
        }
        TwoPersonActRepository acts(unit, now);
        acts.approve(act->id, context.principal.user, *body);
        return actReply(200, context.principal, *acts.find(act->id));
    });
}

AsyncReply refuseAct(ServiceContext& services, http::RequestContext& context) {
    const auto body = bodyOf<wire::ActRefusal>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    if (body->reason.empty() || body->reason.size() > kLongestReason) {
        co_return fail(ErrorCode::ValidationFailed, "1 to 500 bytes", "/reason");
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        const auto act = knownAct(unit, context, now);
        if (!act) {
            return propagate(act.error());
        }
        const bool isRequester = act->requester == context.principal.user;
        const bool isOpen = act->state == "pending" || act->state == "approved";
        if (!isRequester && context.principal.role != Owner && context.principal.role != UserAdmin) {
            return fail(ErrorCode::Forbidden, "only who asked, owners and user admins");
        }
        if (!isOpen) {
            return fail(ErrorCode::Conflict, "already decided");
        }
        TwoPersonActRepository acts(unit, now);
        acts.close(act->id, isRequester ? "withdrawn" : "refused", context.principal.user, body->reason);
        return actReply(200, context.principal, *acts.find(act->id));
    });
}

std::vector<http::Route> readingRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {{.method = "GET",
             .path = "/v1/two-person-acts",
             .operation = "listTwoPersonActs",
             .summary = "Acts that take two administrators; members see those about themselves",
             .access = http::everyUser(),
             .response = schemaNamed<wire::TwoPersonActPage>("TwoPersonActPage"),
             .problems = {ValidationFailed},
             .query = {{"state", "pending, approved, refused, withdrawn, done or expired"},
                       {"limit", "Entries of a page, at most 500"},
                       {"cursor", "`next` of the page before"}},
             .handler = bindTo(services, listActs)},
            {.method = "GET",
             .path = "/v1/two-person-acts/{act}",
             .operation = "getTwoPersonAct",
             .summary = "One act",
             .access = http::everyUser(),
             .response = schemaNamed<wire::TwoPersonAct>("TwoPersonAct"),
             .problems = {NotFound},
             .handler = bindTo(services, getAct)}};
}

} // namespace

std::vector<http::Route> twoPersonActsRoutes(ServiceContext& services) {
    using enum ErrorCode;
    auto routes = readingRoutes(services);
    routes.push_back({.method = "POST",
                      .path = "/v1/two-person-acts",
                      .operation = "requestTwoPersonAct",
                      .summary = "Asks for an act that somebody else has to agree to",
                      .access = http::usersIn({Owner, UserAdmin, HelpDesk}),
                      .request = schemaNamed<wire::NewTwoPersonAct>("NewTwoPersonAct"),
                      .response = schemaNamed<wire::TwoPersonAct>("TwoPersonAct"),
                      .status = 201,
                      .problems = {NotFound, ValidationFailed, Conflict, SignatureInvalid, Forbidden,
                                   ClockSkew, ApprovalExpired},
                      .idempotency = http::Idempotency::KeyRequired,
                      .handler = bindTo(services, requestAct)});
    routes.push_back({.method = "POST",
                      .path = "/v1/two-person-acts/{act}:approve",
                      .operation = "approveTwoPersonAct",
                      .summary = "The second signature",
                      .access = http::usersIn({Owner, UserAdmin}),
                      .request = schemaNamed<wire::ActApproval>("ActApproval"),
                      .response = schemaNamed<wire::TwoPersonAct>("TwoPersonAct"),
                      .problems = {NotFound, ValidationFailed, Conflict, SignatureInvalid, Forbidden,
                                   ApprovalRequired, ApprovalExpired},
                      .idempotency = http::Idempotency::KeyRequired,
                      .handler = bindTo(services, approveAct)});
    routes.push_back({.method = "POST",
                      .path = "/v1/two-person-acts/{act}:refuse",
                      .operation = "refuseTwoPersonAct",
                      .summary = "Refuses an act; by who asked for it, withdraws it",
                      .access = http::usersIn({Owner, UserAdmin, HelpDesk}),
                      .request = schemaNamed<wire::ActRefusal>("ActRefusal"),
                      .response = schemaNamed<wire::TwoPersonAct>("TwoPersonAct"),
                      .problems = {NotFound, ValidationFailed, Conflict, Forbidden},
                      .idempotency = http::Idempotency::KeyRequired,
                      .handler = bindTo(services, refuseAct)});
    routes.push_back({.method = "POST",
                      .path = "/v1/two-person-acts/{act}:recover",
                      .operation = "recoverVault",
                      .summary = "The vault key of a recovered person under a one-time password",
                      .access = http::usersIn({Owner, UserAdmin}),
                      .request = schemaNamed<wire::VaultRecovery>("VaultRecovery"),
                      .status = 204,
                      .problems = {NotFound, ValidationFailed, Conflict, Forbidden, SignatureInvalid,
                                   ApprovalRequired, ApprovalExpired, WeakParameters, Unavailable},
                      .idempotency = http::Idempotency::KeyRequired,
                      .handler = bindTo(services, recoverVault)});
    return routes;
}

} // namespace kaomon::features
