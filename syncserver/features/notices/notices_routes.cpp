// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/notices/notices_routes.h"

#include <charconv>

#include "duties/notice_book.h"
#include "duties/operator_settings.h"
#include "features/bind.h"
#include "features/idempotent.h"
#include "features/reply.h"
#include "storage/repositories/mail_repository.h"
#include "storage/repositories/outbox_repository.h"
#include "wire/notices.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using domain::NoticeAudience;
using storage::NoticeRepository;
using storage::NoticeRow;
using storage::UnitOfWork;

constexpr std::string_view kCursor = "notices-cursor";
constexpr int kMostReceipts = 10'000;

std::vector<std::string> listOf(const std::string& audience) {
    std::vector<std::string> names;
    for (std::size_t at = 0; at < audience.size();) {
        const auto comma = std::min(audience.find(',', at), audience.size());
        names.push_back(audience.substr(at, comma - at));
        at = comma + 1;
    }
    return names;
}

wire::Notice shown(UnitOfWork& unit, const NoticeRow& row, const http::Principal& caller, TimePoint now) {
    wire::Notice notice{.id = row.id,
                        .kind = row.kind,
                        .audience = listOf(row.audience),
                        .titleJa = row.titleJa,
                        .bodyJa = row.bodyJa,
                        .titleEn = row.titleEn,
                        .bodyEn = row.bodyEn,
                        .startsAt = row.times.from,
                        .endsAt = row.times.to,
                        .state = std::string(domain::toWire(domain::noticeState(row.times, now))),
                        .isOperator = row.isOperator,
                        .readAt = {},
                        .acknowledgedAt = {},
                        .readCount = {},
                        .acknowledgedCount = {},
                        .changedAt = row.changedAt,
                        .rev = row.rev};
    NoticeRepository notices(unit);
    if (const auto receipt = notices.receipt(row.id, caller.user)) {
        notice.readAt = receipt->readAt;
        notice.acknowledgedAt = receipt->acknowledgedAt;
    }
    if (domain::isAdministrator(caller.role)) {
        const auto counts = notices.counts(row.id);
        notice.readCount = counts.read;
        notice.acknowledgedCount = counts.acknowledged;
    }
    return notice;
}

// Members see what is for them and shown now; administrators see everything.
bool isFor(const NoticeRow& row, const http::Principal& caller, TimePoint now) {
    if (domain::isAdministrator(caller.role)) {
        return true;
    }
    return row.reaches(NoticeAudience::Client) &&
           domain::noticeState(row.times, now) == domain::NoticeState::Active;
}

Result<std::optional<NoticeRepository::Position>> cursorOf(const ServiceContext& services,
                                                           const http::RequestContext& context) {
    const std::string cursor = context.query("cursor");
    if (cursor.empty()) {
        return std::optional<NoticeRepository::Position>();
    }
    const auto text = openText(services.serverKey, kCursor, cursor);
    const auto space = text ? text->find(' ') : std::string::npos;
    long long micros = 0;
    if (space == std::string::npos ||
        std::from_chars(text->data(), text->data() + space, micros).ec != std::errc()) {
        return fail(ErrorCode::ValidationFailed, "unknown cursor", "/cursor");
    }
    return std::optional(NoticeRepository::Position{fromEpochMicros(micros), text->substr(space + 1)});
}

AsyncReply listNotices(ServiceContext& services, http::RequestContext& context) {
    const auto limit = pageLimit(context);
    const auto after = cursorOf(services, context);
    if (!limit || !after) {
        co_return propagate(!limit ? limit.error() : after.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        auto rows = NoticeRepository(unit).list(*after, *limit + 1);
        wire::NoticePage page;
        if (static_cast<int>(rows.size()) > *limit) {
            rows.pop_back();
            page.next =
                sealText(services.serverKey, kCursor,
                         std::to_string(toEpochMicros(rows.back().times.from)) + " " + rows.back().id);
        }
        for (const NoticeRow& row : rows) {
            if (isFor(row, context.principal, now)) {
                page.items.push_back(shown(unit, row, context.principal, now));
            }
        }
        return jsonReply(200, page);
    });
}

Reply noticeReply(UnitOfWork& unit, const http::RequestContext& context, const NoticeRow& row, int status,
                  TimePoint now) {
    return jsonReply(status, shown(unit, row, context.principal, now)).with("ETag", etagOf(row.rev));
}

AsyncReply getNotice(ServiceContext& services, http::RequestContext& context) {
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        const auto row = NoticeRepository(unit).findAny(context.parameter("notice"));
        if (!row || !isFor(*row, context.principal, now)) {
            return fail(ErrorCode::NotFound, "no such notice");
        }
        return noticeReply(unit, context, *row, 200, now);
    });
}

Result<NoticeRow> rowOf(UnitOfWork& unit, wire::NoticeDraft body, TimePoint startsAt) {
    const auto settings = duties::OperatorSettings::load(unit);
    if (!settings) {
        return propagate(settings.error());
    }
    duties::NoticeDraft draft;
    draft.kind = std::move(body.kind);
    draft.audience = std::move(body.audience);
    draft.title = {body.titleJa.value_or(""), body.titleEn.value_or("")};
    draft.body = {body.bodyJa.value_or(""), body.bodyEn.value_or("")};
    draft.times = {body.startsAt.value_or(startsAt), body.endsAt, {}};
    return duties::checkDraft(draft, settings->linkHosts, false);
}

void queueMail(UnitOfWork& unit, const NoticeRow& row, TimePoint now) {
    const wire::SyncedNotice payload{row.id,      row.kind,   row.titleJa,    row.bodyJa,
                                     row.titleEn, row.bodyEn, row.times.from, row.times.to};
    storage::OutboxRepository(unit).add(
        {"notice:" + row.id, std::max(now, row.times.from), wire::encode(payload)}, now);
}

AsyncReply createNotice(ServiceContext& services, http::RequestContext& context) {
    const auto body = bodyOf<wire::NoticeDraft>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        auto row = rowOf(unit, *body, now);
        if (!row) {
            return propagate(row.error());
        }
        row->createdAt = now;
        row->changedAt = now;
        row->createdBy = context.principal.user.text();
        row->rev = NoticeRepository(unit).add(*row);
        if (row->reaches(NoticeAudience::Mail)) {
            queueMail(unit, *row, now);
        }
        return noticeReply(unit, context, *row, 201, now);
    });
}

// The tenant's own; one of the operator is not the tenant's to change.
Result<NoticeRow> ownNotice(UnitOfWork& unit, const http::RequestContext& context) {
    NoticeRepository notices(unit);
    auto row = notices.find(context.parameter("notice"));
    if (!row) {
        return fail(ErrorCode::NotFound, "no such notice of this tenant");
    }
    if (const Status same = checkIfMatch(context, row->rev); !same) {
        return propagate(same.error());
    }
    if (row->times.withdrawnAt) {
        return fail(ErrorCode::Conflict, "it was withdrawn");
    }
    return std::move(*row);
}

AsyncReply changeNotice(ServiceContext& services, http::RequestContext& context) {
    const auto body = bodyOf<wire::NoticeDraft>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        const auto stored = ownNotice(unit, context);
        if (!stored) {
            return propagate(stored.error());
        }
        auto row = rowOf(unit, *body, stored->times.from);
        if (!row) {
            return propagate(row.error());
        }
        row->id = stored->id;
        row->createdAt = stored->createdAt;
        row->createdBy = stored->createdBy;
        row->changedAt = now;
        row->rev = NoticeRepository(unit).update(*row);
        const bool wasQueued = storage::MailRepository(unit).dropQueued("notice:" + row->id);
        if (wasQueued && row->reaches(NoticeAudience::Mail)) {
            queueMail(unit, *row, now);
        }
        return noticeReply(unit, context, *row, 200, now);
    });
}

AsyncReply withdrawNotice(ServiceContext& services, http::RequestContext& context) {
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        auto row = ownNotice(unit, context);
        if (!row) {
            return propagate(row.error());
        }
        row->times.withdrawnAt = now;
        row->changedAt = now;
        (void)NoticeRepository(unit).update(*row);
        (void)storage::MailRepository(unit).dropQueued("notice:" + row->id);
        return http::Response::noContent();
    });
}

using Note = bool (NoticeRepository::*)(const std::string&, const UserId&, TimePoint);

AsyncReply note(ServiceContext& services, http::RequestContext& context, Note how) {
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        NoticeRepository notices(unit);
        const auto row = notices.findAny(context.parameter("notice"));
        if (!row || !isFor(*row, context.principal, now)) {
            return fail(ErrorCode::NotFound, "no such notice");
        }
        (void)(notices.*how)(row->id, context.principal.user, now); // the first time counts
        return http::Response::noContent();
    });
}

AsyncReply readNotice(ServiceContext& services, http::RequestContext& context) {
    return note(services, context, &NoticeRepository::noteRead);
}

AsyncReply acknowledgeNotice(ServiceContext& services, http::RequestContext& context) {
    return note(services, context, &NoticeRepository::noteAcknowledged);
}

AsyncReply listReceipts(ServiceContext& services, http::RequestContext& context) {
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        NoticeRepository notices(unit);
        if (!notices.findAny(context.parameter("notice"))) {
            return fail(ErrorCode::NotFound, "no such notice");
        }
        wire::NoticeReceiptList list;
        for (auto& row : notices.receipts(context.parameter("notice"), kMostReceipts)) {
            list.items.push_back({std::move(row.user), row.readAt, row.acknowledgedAt});
        }
        return jsonReply(200, list);
    });
}

AsyncReply publicNotices(const ServiceContext& services, DutyState& state) {
    const auto snapshot = co_await state.current();
    wire::PublicNoticeList list;
    for (const NoticeRow* row : snapshot->shown(services.clock.now())) {
        list.items.push_back({row->kind, row->titleJa, row->bodyJa, row->titleEn, row->bodyEn,
                              row->times.from, row->times.to});
    }
    co_return jsonReply(200, list);
}

std::vector<http::Route> readingRoutes(ServiceContext& services, DutyState& state) {
    using enum ErrorCode;
    return {
        {.method = "GET",
         .path = "/v1/notices:public",
         .operation = "listPublicNotices",
         .summary = "What the sign-in screens show",
         .access = http::anybody(),
         .response = schemaNamed<wire::PublicNoticeList>("PublicNoticeList"),
         .handler = [&services, &state](http::RequestContext&) { return publicNotices(services, state); }},
        {.method = "GET",
         .path = "/v1/notices",
         .operation = "listNotices",
         .summary = "The operator's notices and the tenant's, the latest first; members see those for them",
         .access = http::everyUser(),
         .response = schemaNamed<wire::NoticePage>("NoticePage"),
         .problems = {ValidationFailed},
         .query = {{"cursor", "`next` of the page before"}, {"limit", "Entries of a page, at most 500"}},
         .handler = bindTo(services, listNotices)},
        {.method = "GET",
         .path = "/v1/notices/{notice}",
         .operation = "getNotice",
         .summary = "One notice",
         .access = http::everyUser(),
         .response = schemaNamed<wire::Notice>("Notice"),
         .handler = bindTo(services, getNotice)},
        {.method = "POST",
         .path = "/v1/notices/{notice}:read",
         .operation = "readNotice",
         .summary = "The caller has read it; the first time counts",
         .access = http::everyUser(),
         .status = 204,
         .idempotency = http::Idempotency::KeyRequired,
         .recorded = http::Recorded::Never, // its receipt tells
         .handler = bindTo(services, readNotice)},
        {.method = "POST",
         .path = "/v1/notices/{notice}:acknowledge",
         .operation = "acknowledgeNotice",
         .summary = "The caller has taken note of it; the first time counts",
         .access = http::everyUser(),
         .status = 204,
         .idempotency = http::Idempotency::KeyRequired,
         .recorded = http::Recorded::Never, // its receipt tells
         .handler = bindTo(services, acknowledgeNotice)},
        {.method = "GET",
         .path = "/v1/notices/{notice}/receipts",
         .operation = "listNoticeReceipts",
         .summary = "Who of the tenant has read and acknowledged it, up to 10 000 people",
         .access = http::usersIn({Owner, UserAdmin, Auditor}),
         .response = schemaNamed<wire::NoticeReceiptList>("NoticeReceiptList"),
         .handler = bindTo(services, listReceipts)},
    };
}

} // namespace

std::vector<http::Route> noticesRoutes(ServiceContext& services, DutyState& state) {
    using enum ErrorCode;
    auto routes = readingRoutes(services, state);
    routes.push_back({.method = "POST",
                      .path = "/v1/notices",
                      .operation = "createNotice",
                      .summary = "A notice to the tenant's own people",
                      .access = http::usersIn({Owner}),
                      .request = schemaNamed<wire::NoticeDraft>("NoticeDraft"),
                      .response = schemaNamed<wire::Notice>("Notice"),
                      .status = 201,
                      .idempotency = http::Idempotency::KeyRequired,
                      .handler = bindTo(services, createNotice)});
    routes.push_back({.method = "PUT",
                      .path = "/v1/notices/{notice}",
                      .operation = "changeNotice",
                      .summary = "Other words or times for one of the tenant's own; sends no second mail",
                      .access = http::usersIn({Owner}),
                      .request = schemaNamed<wire::NoticeDraft>("NoticeDraft"),
                      .response = schemaNamed<wire::Notice>("Notice"),
                      .ifMatch = http::IfMatch::Required,
                      .handler = bindTo(services, changeNotice)});
    routes.push_back({.method = "DELETE",
                      .path = "/v1/notices/{notice}",
                      .operation = "withdrawNotice",
                      .summary = "Withdraws one of the tenant's own; who read it stays known",
                      .access = http::usersIn({Owner}),
                      .status = 204,
                      .ifMatch = http::IfMatch::Required,
                      .handler = bindTo(services, withdrawNotice)});
    return routes;
}

std::optional<std::string> noticeForPcs(UnitOfWork& unit, const std::string& id, TimePoint now) {
    const auto row = NoticeRepository(unit).findAny(id);
    if (!row || !row->reaches(NoticeAudience::Client)) {
        return std::nullopt;
    }
    const auto state = domain::noticeState(row->times, now);
    if (state == domain::NoticeState::Ended || state == domain::NoticeState::Withdrawn) {
        return std::nullopt;
    }
    return wire::encode(wire::SyncedNotice{row->id, row->kind, row->titleJa, row->bodyJa, row->titleEn,
                                           row->bodyEn, row->times.from, row->times.to});
}

} // namespace kaomon::features
