// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/imports/imports_routes.h"

#include <algorithm>
#include <charconv>

#include "features/bind.h"
#include "features/idempotent.h"
#include "features/imports/import_apply.h"
#include "features/imports/import_check.h"
#include "features/imports/import_report.h"
#include "features/imports/import_upload.h"
#include "features/proven_write.h"
#include "features/reply.h"
#include "storage/repositories/import_row_repository.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::ImportRecord;
using storage::ImportRepository;
using storage::UnitOfWork;
using RecordResult = Result<ImportRecord>;

constexpr std::string_view kCursor = "import-rows-cursor";
constexpr std::chrono::seconds kWorkPerRequest{2};
constexpr std::chrono::hours kKeptFor{24 * 30};
constexpr int kListed = 50;
constexpr int kMostOpen = 10;

bool isOneOf(const std::string& state, std::initializer_list<std::string_view> states) {
    return std::ranges::find(states, state) != states.end();
}

bool isOpen(const wire::ImportJob& job) {
    return isOneOf(job.state, {"uploading", "checking"});
}

AsyncReply createImport(ServiceContext& services, http::RequestContext& context) {
    const auto body = bodyOf<wire::NewImport>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    const TimePoint now = services.clock.now();
    const auto record = newImport(*body, context.principal, now);
    if (!record) {
        co_return propagate(record.error());
    }
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        ImportRepository imports(unit, now);
        imports.removeOlderThan(now - kKeptFor);
        if (imports.find(record->job.id)) {
            return fail(ErrorCode::Conflict, "id in use", "/id");
        }
        const auto jobs = imports.list(kListed);
        if (std::ranges::count_if(jobs, isOpen) >= kMostOpen) {
            return fail(ErrorCode::Conflict, "ten imports are unfinished; cancel one");
        }
        imports.add(*record);
        return jsonReply(201, record->job);
    });
}

AsyncReply listImports(ServiceContext& services, http::RequestContext& context) {
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        return jsonReply(200, wire::ImportJobList{ImportRepository(unit, now).list(kListed)});
    });
}

AsyncReply getImport(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<ImportId>(context, "import");
    if (!id) {
        co_return propagate(id.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        const auto record = ImportRepository(unit, now).find(*id);
        if (!record) {
            return fail(ErrorCode::NotFound, "no such import");
        }
        return jsonReply(200, record->job);
    });
}

RecordResult taken(ImportRepository& imports, const ImportId& id) {
    auto record = imports.take(id);
    if (!record) {
        return fail(ErrorCode::NotFound, "no such import");
    }
    return std::move(*record);
}

AsyncReply putPart(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<ImportId>(context, "import");
    if (!id) {
        co_return propagate(id.error());
    }
    const std::string& text = context.parameter("part");
    long long part = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), part);
    if (error != std::errc() || end != text.data() + text.size() || part < 0) {
        co_return fail(ErrorCode::NotFound, "no such part");
    }
    const TimePoint now = services.clock.now();
    co_return co_await provenWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        ImportRepository imports(unit, now);
        auto record = taken(imports, *id);
        if (!record) {
            return propagate(record.error());
        }
        if (const Status stored = takePart(imports, *record, part, context.request.body); !stored) {
            return propagate(stored.error());
        }
        return jsonReply(200, record->job);
    });
}

// Begins a step, or says why it cannot begin; what is under way or over stays as it is.
using Begin = Status (*)(ImportRecord& record, const wire::ImportApply& how);
using Step = void (*)(UnitOfWork& unit, ImportRecord& record, TimePoint now);

Status beginCheck(ImportRecord& record, const wire::ImportApply&) {
    return record.job.state == "uploading"
               ? Status(fail(ErrorCode::Conflict, "parts of the file are missing"))
               : Status();
}

Status beginApply(ImportRecord& record, const wire::ImportApply& how) {
    wire::ImportJob& job = record.job;
    if (isOneOf(job.state, {"applying", "applied"})) {
        return {};
    }
    if (job.state != "checked") {
        return fail(ErrorCode::Conflict, "the import is " + job.state);
    }
    if (job.isConfirmationNeeded && how.confirmedDisabled != job.found.disabled) {
        return fail(ErrorCode::ValidationFailed,
                    std::to_string(job.found.disabled) + " people would be disabled; confirm the number",
                    "/confirmed_disabled");
    }
    job.state = "applying";
    record.position = 0;
    return {};
}

Status beginUndo(ImportRecord& record, const wire::ImportApply&) {
    wire::ImportJob& job = record.job;
    if (isOneOf(job.state, {"undoing", "undone"})) {
        return {};
    }
    if (!isOneOf(job.state, {"applied", "cancelled"}) || job.applied == 0) {
        return fail(ErrorCode::Conflict, "nothing of this import was applied");
    }
    job.state = "undoing";
    record.position = 0;
    return {};
}

// Runs a step batch by batch, each in a transaction of its own, for about two seconds.
AsyncReply advance(ServiceContext& services, http::RequestContext& context, std::string state, Begin begin,
                   Step step, wire::ImportApply how) {
    const auto id = pathId<ImportId>(context, "import");
    if (!id) {
        co_return propagate(id.error());
    }
    const auto until = services.clock.steadyNow() + kWorkPerRequest;
    const TimePoint now = services.clock.now();
    const auto job = [&](UnitOfWork& unit) -> RecordResult {
        ImportRepository imports(unit, now);
        auto record = taken(imports, *id);
        if (!record) {
            return record;
        }
        if (const Status begun = begin(*record, how); !begun) {
            return propagate(begun.error());
        }
        if (record->job.state == state) {
            step(unit, *record, now);
        }
        return record;
    };
    while (true) {
        const auto record = co_await provenWrite(services, context, job);
        if (!record) {
            co_return propagate(record.error());
        }
        if (record->job.state != state || services.clock.steadyNow() >= until) {
            co_return jsonReply(200, record->job);
        }
    }
}

AsyncReply checkImport(ServiceContext& services, http::RequestContext& context) {
    co_return co_await advance(services, context, "checking", beginCheck, checkSlice, {});
}

AsyncReply applyImport(ServiceContext& services, http::RequestContext& context) {
    const auto body = bodyOf<wire::ImportApply>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    co_return co_await advance(services, context, "applying", beginApply, applyBatch, *body);
}

AsyncReply undoImport(ServiceContext& services, http::RequestContext& context) {
    co_return co_await advance(services, context, "undoing", beginUndo, undoBatch, {});
}

AsyncReply cancelImport(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<ImportId>(context, "import");
    if (!id) {
        co_return propagate(id.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await provenWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        ImportRepository imports(unit, now);
        auto record = taken(imports, *id);
        if (!record) {
            return propagate(record.error());
        }
        if (!isOneOf(record->job.state, {"uploading", "checking", "checked", "applying", "cancelled"})) {
            return fail(ErrorCode::Conflict, "the import is " + record->job.state);
        }
        record->job.state = "cancelled";
        imports.removeParts(*id);
        imports.save(*record);
        return jsonReply(200, record->job);
    });
}

// The position behind which a page begins; bound to the import by the cursor's purpose.
Result<long long> cursorPosition(ServiceContext& services, const http::RequestContext& context,
                                 const ImportId& id) {
    const std::string cursor = context.query("cursor");
    if (cursor.empty()) {
        return 0;
    }
    const auto text = openText(services.serverKey, std::string(kCursor) + id.text(), cursor);
    long long position = 0;
    if (!text || std::from_chars(text->data(), text->data() + text->size(), position).ec != std::errc()) {
        return fail(ErrorCode::ValidationFailed, "unknown cursor", "/cursor");
    }
    return position;
}

AsyncReply listRows(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<ImportId>(context, "import");
    const auto limit = pageLimit(context);
    if (!id || !limit) {
        co_return propagate(!id ? id.error() : limit.error());
    }
    const auto after = cursorPosition(services, context, *id);
    if (!after) {
        co_return propagate(after.error());
    }
    const storage::ImportRowFilter filter{.after = *after,
                                          .action = context.query("action"),
                                          .state = context.query("state"),
                                          .isActing = false,
                                          .limit = *limit + 1};
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        if (!ImportRepository(unit, now).find(*id)) {
            return fail(ErrorCode::NotFound, "no such import");
        }
        auto rows = storage::ImportRowRepository(unit, *id).list(filter);
        wire::ImportRowPage page;
        if (static_cast<int>(rows.size()) > *limit) {
            rows.pop_back();
            page.next = sealText(services.serverKey, std::string(kCursor) + id->text(),
                                 std::to_string(rows.back().row.position));
        }
        for (auto& row : rows) {
            page.items.push_back(std::move(row.row));
        }
        return jsonReply(200, page);
    });
}

AsyncReply refusedRows(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<ImportId>(context, "import");
    if (!id) {
        co_return propagate(id.error());
    }
    const std::string name = context.query("language");
    const auto language = exchange::languageFromWire(name.empty() ? "ja" : name);
    if (!language) {
        co_return fail(ErrorCode::ValidationFailed, "ja or en", "/language");
    }
    const TimePoint now = services.clock.now();
    auto job = [&](UnitOfWork& unit) -> RecordResult {
        auto record = ImportRepository(unit, now).find(*id);
        if (!record) {
            return fail(ErrorCode::NotFound, "no such import");
        }
        return std::move(*record);
    };
    const auto record = co_await services.database.read(context.principal.tenant, job);
    if (!record) {
        co_return propagate(record.error());
    }
    if (isOpen(record->job)) {
        co_return fail(ErrorCode::Conflict, "the file has not been checked yet");
    }
    const bool isUtf8 = record->job.encoding == "utf-8";
    co_return http::Response::streamed(
        isUtf8 ? "text/csv; charset=utf-8" : "text/csv; charset=shift_jis",
        refusedRowsFile(services, context.principal.tenant, record->job, *language));
}

std::vector<http::Route> uploadRoutes(ServiceContext& services) {
    using enum ErrorCode;
    const auto job = schemaNamed<wire::ImportJob>("ImportJob");
    const http::Schema bytes{"ImportPart", R"({"type":"string","format":"binary"})",
                             "application/octet-stream"};
    return {
        {.method = "GET",
         .path = "/v1/imports",
         .operation = "listImports",
         .summary = "The latest 50 imports",
         .access = http::usersIn({Owner, UserAdmin}),
         .response = schemaNamed<wire::ImportJobList>("ImportJobList"),
         .handler = bindTo(services, listImports)},
        {.method = "POST",
         .path = "/v1/imports",
         .operation = "createImport",
         .summary = "Begins an import of users; its file follows in parts",
         .access = http::usersIn({Owner, UserAdmin}),
         .request = schemaNamed<wire::NewImport>("NewImport"),
         .response = job,
         .status = 201,
         .problems = {ValidationFailed, Conflict},
         .idempotency = http::Idempotency::KeyRequired,
         .handler = bindTo(services, createImport)},
        {.method = "GET",
         .path = "/v1/imports/{import}",
         .operation = "getImport",
         .summary = "How far an import is",
         .access = http::usersIn({Owner, UserAdmin}),
         .response = job,
         .handler = bindTo(services, getImport)},
        {.method = "PUT",
         .path = "/v1/imports/{import}/parts/{part}",
         .operation = "putImportPart",
         .summary = "The next MiB of the file, from part 0",
         .access = http::usersIn({Owner, UserAdmin}),
         .request = bytes,
         .response = job,
         .problems = {ValidationFailed, Conflict},
         .bodyLimit = kImportPart,
         .recorded = http::Recorded::Never, // the import itself is written down
         .handler = bindTo(services, putPart)},
    };
}

http::Route stepRoute(ServiceContext& services, const std::string& action, std::string summary,
                      Action handler) {
    using enum ErrorCode;
    return {.method = "POST",
            .path = "/v1/imports/{import}:" + action,
            .operation = action + "Import",
            .summary = std::move(summary),
            .access = http::usersIn({Owner, UserAdmin}),
            .response = schemaNamed<wire::ImportJob>("ImportJob"),
            .problems = {ValidationFailed, Conflict},
            .handler = bindTo(services, handler)};
}

std::vector<http::Route> resultRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
        {.method = "GET",
         .path = "/v1/imports/{import}/rows",
         .operation = "listImportRows",
         .summary = "What each row does, and what is wrong with it",
         .access = http::usersIn({Owner, UserAdmin}),
         .response = schemaNamed<wire::ImportRowPage>("ImportRowPage"),
         .problems = {ValidationFailed},
         .query = {{"action", "add, update, none, disable or refuse"},
                   {"state", "waiting, applied, refused, undone or undo_refused"},
                   {"limit", "Entries of a page, at most 500"},
                   {"cursor", "`next` of the page before"}},
         .handler = bindTo(services, listRows)},
        {.method = "GET",
         .path = "/v1/imports/{import}/refused-rows",
         .operation = "downloadRefusedRows",
         .summary = "The refused rows as a CSV file, with reasons",
         .access = http::usersIn({Owner, UserAdmin}),
         .response = {"RefusedRows", R"({"type":"string"})", "text/csv"},
         .problems = {ValidationFailed, Conflict},
         .query = {{"language", "ja (default) or en"}},
         .handler = bindTo(services, refusedRows)},
    };
}

} // namespace

std::vector<http::Route> importsRoutes(ServiceContext& services) {
    auto routes = uploadRoutes(services);
    routes.push_back(stepRoute(services, "check", "Goes on with the check; changes nobody", checkImport));
    routes.push_back(
        stepRoute(services, "apply", "Goes on with applying the rows that are sound", applyImport));
    routes.back().request = schemaNamed<wire::ImportApply>("ImportApply");
    routes.push_back(stepRoute(services, "cancel", "Ends an import; what was applied stays", cancelImport));
    routes.push_back(stepRoute(services, "undo", "Goes on with undoing what was applied", undoImport));
    for (auto& route : resultRoutes(services)) {
        routes.push_back(std::move(route));
    }
    return routes;
}

} // namespace kaomon::features
