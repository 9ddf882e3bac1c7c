// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/exports/event_export_routes.h"

#include <limits>
#include <memory>

#include "features/act_note.h"
#include "features/bind.h"
#include "features/event_query.h"
#include "features/exports/event_file.h"
#include "features/proven_write.h"
#include "features/reply.h"
#include "storage/repositories/event_repository.h"
#include "storage/repositories/user_repository.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::UnitOfWork;

constexpr long long kAnyNumber = std::numeric_limits<long long>::max();

// What the file holds, in the words of the request, without how it is written.
std::string filterText(const http::RequestContext& context) {
    std::string text;
    for (const auto& parameter : eventFilterParameters()) {
        if (const std::string value = context.query(parameter.name); !value.empty()) {
            text += (text.empty() ? "" : "&") + parameter.name + "=" + value;
        }
    }
    return text;
}

Status readForm(const http::RequestContext& context, EventFileOptions& options) {
    const std::string language = context.query("language");
    const auto known = exchange::languageFromWire(language.empty() ? "ja" : language);
    if (!known) {
        return fail(ErrorCode::ValidationFailed, "ja or en", "/language");
    }
    options.language = *known;
    const std::string encoding = context.query("encoding");
    options.isMarked = encoding.empty() || encoding == "utf-8-bom";
    const auto text = options.isMarked ? exchange::TextEncoding::Utf8 : exchange::encodingFromWire(encoding);
    if (!text) {
        return fail(ErrorCode::ValidationFailed, "utf-8-bom, utf-8 or cp932", "/encoding");
    }
    options.encoding = *text;
    return {};
}

Result<EventFileOptions> optionsOf(const http::RequestContext& context) {
    EventFileOptions options;
    auto filter = eventFilterOf(context);
    const auto after = numberOf(context, "after", 0, 0, kAnyNumber);
    const auto upto = numberOf(context, "upto", kAnyNumber, 0, kAnyNumber);
    if (!filter) {
        return propagate(filter.error());
    }
    if (!after || !upto) {
        return propagate(!after ? after.error() : upto.error());
    }
    options.filter = std::move(*filter);
    options.after = *after;
    options.upto = *upto;
    return options;
}

wire::EventExportHeader headerOf(UnitOfWork& unit, const http::RequestContext& context, TimePoint now,
                                 const EventFileOptions& options) {
    const UserId& user = context.principal.user;
    const auto person = storage::UserRepository(unit, now).find(user);
    return {.record = "export",
            .tenant = context.principal.tenant,
            .madeAt = now,
            .madeBy = user,
            .login = person ? person->login : std::string(),
            .filter = filterText(context),
            .after = options.after,
            .upto = std::min(options.upto, storage::EventRepository(unit).newest())};
}

AsyncReply describeExport(ServiceContext& services, http::RequestContext& context) {
    const auto options = optionsOf(context);
    if (!options) {
        co_return propagate(options.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        return jsonReply(200, headerOf(unit, context, now, *options));
    });
}

http::Awaitable<Result<std::size_t>> countUnmappable(ServiceContext& services, TenantId tenant,
                                                     EventFileOptions options) {
    EventFile file(services, std::move(tenant), std::move(options));
    while (true) {
        const auto piece = co_await file.next();
        if (!piece) {
            co_return propagate(piece.error());
        }
        if (piece->empty()) {
            co_return file.unmappable();
        }
    }
}

// Before the export is written down, for what is refused was not taken out. Fixes the end of the export: what
// arrives meanwhile was not looked at.
http::Awaitable<Status> checkEncodable(ServiceContext& services, const TenantId& tenant,
                                       EventFileOptions& options) {
    const auto newest = co_await services.database.read(tenant, [](UnitOfWork& unit) -> Result<long long> {
        return storage::EventRepository(unit).newest();
    });
    if (!newest) {
        co_return propagate(newest.error());
    }
    options.upto = std::min(options.upto, *newest);
    const auto missing = co_await countUnmappable(services, tenant, options);
    if (!missing) {
        co_return propagate(missing.error());
    }
    if (*missing > 0) {
        co_return fail(ErrorCode::ValidationFailed,
                       std::to_string(*missing) + " characters have no form in this encoding", "/encoding");
    }
    co_return Status();
}

// Notes in the operation log who takes what out, before the first byte goes.
http::Awaitable<Result<wire::EventExportHeader>>
beginExport(ServiceContext& services, http::RequestContext& context, const EventFileOptions& options) {
    const TimePoint now = services.clock.now();
    const auto work = [&](UnitOfWork& unit) -> Result<wire::EventExportHeader> {
        auto header = headerOf(unit, context, now, options);
        noteAct(unit, context.principal, now, "events_exported", wire::encode(header));
        return header;
    };
    co_return co_await provenWrite(services, context, work);
}

http::Response fileOf(ServiceContext& services, const TenantId& tenant, EventFileOptions options,
                      std::string type, std::string_view name) {
    const std::string upto = std::to_string(options.upto);
    const auto file = std::make_shared<EventFile>(services, tenant, std::move(options));
    return http::Response::streamed(std::move(type), [file] { return file->next(); })
        .with("Content-Disposition", "attachment; filename=\"" + std::string(name) + "\"")
        .with("Kaomon-Upto", upto);
}

AsyncReply exportLines(ServiceContext& services, http::RequestContext& context) {
    auto options = optionsOf(context);
    if (!options) {
        co_return propagate(options.error());
    }
    options->format = EventFormat::JsonLines;
    auto header = co_await beginExport(services, context, *options);
    if (!header) {
        co_return propagate(header.error());
    }
    options->upto = header->upto;
    options->header = std::move(*header);
    co_return fileOf(services, context.principal.tenant, std::move(*options), "application/jsonl",
                     "events.jsonl");
}

AsyncReply exportCsv(ServiceContext& services, http::RequestContext& context) {
    auto options = optionsOf(context);
    if (!options) {
        co_return propagate(options.error());
    }
    const std::string choice = context.query("unmappable");
    Status valid = readForm(context, *options);
    if (valid && !choice.empty() && choice != "refuse" && choice != "mark") {
        valid = fail(ErrorCode::ValidationFailed, "refuse or mark", "/unmappable");
    }
    if (!valid) {
        co_return propagate(valid.error());
    }
    const TenantId& tenant = context.principal.tenant;
    const bool isUtf8 = options->encoding == exchange::TextEncoding::Utf8;
    if (!isUtf8 && choice != "mark") {
        const Status encodable = co_await checkEncodable(services, tenant, *options);
        if (!encodable) {
            co_return propagate(encodable.error());
        }
    }
    auto header = co_await beginExport(services, context, *options);
    if (!header) {
        co_return propagate(header.error());
    }
    options->upto = header->upto;
    options->header = std::move(*header);
    co_return fileOf(services, tenant, std::move(*options),
                     isUtf8 ? "text/csv; charset=utf-8" : "text/csv; charset=shift_jis", "events.csv");
}

} // namespace

std::vector<http::Route> eventExportRoutes(ServiceContext& services) {
    using enum ErrorCode;
    auto parameters = eventFilterParameters();
    parameters.push_back({"after", "Number of the last event that is there already, to go on behind it"});
    parameters.push_back({"upto", "`Kaomon-Upto` of the first try, to end where it would have ended"});
    auto form = parameters;
    form.push_back({"encoding", "utf-8-bom (default), utf-8 or cp932"});
    form.push_back({"language", "Of the header: ja (default) or en"});
    form.push_back({"unmappable", "refuse (default) or mark: characters that the encoding does not have"});
    return {
        {.method = "GET",
         .path = "/v1/exports/events",
         .operation = "exportEvents",
         .summary = "Events as a CSV file, by arrival; can be gone on with",
         .access = http::usersIn({Owner, Auditor}),
         .response = {"EventFile", R"({"type":"string"})", "text/csv"},
         .problems = {ValidationFailed},
         .query = std::move(form),
         .reauth = http::Reauth::Required,
         .recorded = http::Recorded::Always,
         .handler = bindTo(services, exportCsv)},
        {.method = "GET",
         .path = "/v1/exports/events:jsonl",
         .operation = "exportEventLines",
         .summary = "The same as JSON Lines, the first of which is an EventExportHeader",
         .access = http::usersIn({Owner, Auditor}),
         .response = {"EventLines", R"({"type":"string"})", "application/jsonl"},
         .problems = {ValidationFailed},
         .query = parameters,
         .reauth = http::Reauth::Required,
         .recorded = http::Recorded::Always,
         .handler = bindTo(services, exportLines)},
        {.method = "GET",
         .path = "/v1/exports/events:describe",
         .operation = "describeEventExport",
         .summary = "What an export holds, for the file beside it",
         .access = http::usersIn({Owner, Auditor}),
         .response = schemaNamed<wire::EventExportHeader>("EventExportHeader"),
         .problems = {ValidationFailed},
         .query = std::move(parameters),
         .handler = bindTo(services, describeExport)},
    };
}

} // namespace kaomon::features
