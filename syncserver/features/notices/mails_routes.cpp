// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <charconv>

#include "features/bind.h"
#include "features/notices/notices_routes.h"
#include "features/reply.h"
#include "storage/repositories/mail_repository.h"
#include "wire/service_status.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::MailRepository;
using storage::UnitOfWork;

constexpr std::string_view kCursor = "mails-cursor";
constexpr auto kStates = std::to_array<std::string_view>(
    {"queued", "waiting", "sending", "sent", "bounced", "expired", "no_address"});

// "micros kind recipient"; a kind has no space.
Result<std::optional<MailRepository::Position>> cursorOf(const ServiceContext& services,
                                                         const http::RequestContext& context) {
    const std::string cursor = context.query("cursor");
    if (cursor.empty()) {
        return std::optional<MailRepository::Position>();
    }
    const auto text = openText(services.serverKey, kCursor, cursor);
    const auto first = text ? text->find(' ') : std::string::npos;
    const auto second = first == std::string::npos ? first : text->find(' ', first + 1);
    long long micros = 0;
    if (second == std::string::npos ||
        std::from_chars(text->data(), text->data() + first, micros).ec != std::errc()) {
        return fail(ErrorCode::ValidationFailed, "unknown cursor", "/cursor");
    }
    return std::optional(MailRepository::Position{
        fromEpochMicros(micros), text->substr(first + 1, second - first - 1), text->substr(second + 1)});
}

wire::MailDelivery shown(storage::DeliveryRow row) {
    const bool isOpen = row.state == "queued" || row.state == "waiting" || row.state == "sending";
    return {.kind = std::move(row.kind),
            .dueAt = row.due,
            .user = std::move(row.recipient),
            .address = std::move(row.address),
            .state = std::move(row.state),
            .attempts = row.attempts,
            .uncertain = row.uncertain,
            .nextAt = isOpen ? std::optional(row.nextAt) : std::nullopt,
            .settledAt = row.settledAt,
            .replyCode = row.replyCode,
            .replyText = std::move(row.replyText)};
}

AsyncReply listMails(ServiceContext& services, bool isConfigured, http::RequestContext& context) {
    const auto limit = pageLimit(context);
    const auto after = cursorOf(services, context);
    const std::string state = context.query("state");
    if (!limit || !after) {
        co_return propagate(!limit ? limit.error() : after.error());
    }
    if (!state.empty() && std::ranges::find(kStates, state) == kStates.end()) {
        co_return fail(ErrorCode::ValidationFailed, "no such state", "/state");
    }
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        auto rows = MailRepository(unit).list(state, *after, *limit + 1);
        wire::MailPage page{.isConfigured = isConfigured, .items = {}, .next = {}};
        if (static_cast<int>(rows.size()) > *limit) {
            rows.pop_back();
            const auto& last = rows.back();
            page.next =
                sealText(services.serverKey, kCursor,
                         std::to_string(toEpochMicros(last.due)) + " " + last.kind + " " + last.recipient);
        }
        for (auto& row : rows) {
            page.items.push_back(shown(std::move(row)));
        }
        return jsonReply(200, page);
    });
}

} // namespace

std::vector<http::Route> mailsRoutes(ServiceContext& services, bool isConfigured) {
    using enum ErrorCode;
    return {{.method = "GET",
             .path = "/v1/mails",
             .operation = "listMails",
             .summary = "What became of each mail to the tenant's people, the latest first",
             .access = http::usersIn({Owner, UserAdmin, Auditor}),
             .response = schemaNamed<wire::MailPage>("MailPage"),
             .problems = {ValidationFailed},
             .query = {{"state", "queued, waiting, sending, sent, bounced, expired or no_address"},
                       {"cursor", "`next` of the page before"},
                       {"limit", "Entries of a page, at most 500"}},
             .handler = [&services, isConfigured](http::RequestContext& context) {
                 return listMails(services, isConfigured, context);
             }}};
}

} // namespace kaomon::features
