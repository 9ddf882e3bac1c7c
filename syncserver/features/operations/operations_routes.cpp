// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/operations/operations_routes.h"

#include <charconv>
#include <memory>

#include "audit/chain_statement.h"
#include "auth/operation_log_key.h"
#include "features/bind.h"
#include "features/operations/operation_file.h"
#include "features/reply.h"
#include "wire/operations.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::OperationFilter;
using storage::OperationRepository;
using storage::UnitOfWork;

constexpr std::string_view kCursor = "operations-cursor";
constexpr std::size_t kLongestFilter = 200;

Result<std::optional<TimePoint>> timeOf(const http::RequestContext& context, const std::string& name) {
    const std::string text = context.query(name);
    if (text.empty()) {
        return std::nullopt;
    }
    const auto time = fromRfc3339(text);
    if (!time) {
        return fail(ErrorCode::ValidationFailed, "not a time", "/" + name);
    }
    return std::optional(*time);
}

Result<OperationFilter> filterOf(const http::RequestContext& context) {
    OperationFilter filter;
    const std::pair<const char*, std::string*> texts[] = {
        {"action", &filter.action}, {"kind", &filter.kind},
        {"actor", &filter.actor},   {"object_kind", &filter.objectKind},
        {"object", &filter.object}, {"outcome", &filter.outcome},
        {"q", &filter.text}};
    for (const auto& [name, target] : texts) {
        *target = context.query(name);
        if (target->size() > kLongestFilter) {
            return fail(ErrorCode::ValidationFailed, "at most 200 bytes", std::string("/") + name);
        }
    }
    if (!filter.outcome.empty() && filter.outcome != "ok" && filter.outcome != "refused") {
        return fail(ErrorCode::ValidationFailed, "ok or refused", "/outcome");
    }
    const auto from = timeOf(context, "from");
    const auto to = timeOf(context, "to");
    if (!from || !to) {
        return propagate(!from ? from.error() : to.error());
    }
    filter.from = *from;
    filter.to = *to;
    return filter;
}

Status readCursor(const auth::ServerKey& key, const std::string& cursor, OperationFilter& filter) {
    if (cursor.empty()) {
        return {};
    }
    const auto text = openText(key, kCursor, cursor);
    long long seq = 0;
    if (!text || std::from_chars(text->data(), text->data() + text->size(), seq).ec != std::errc()) {
        return fail(ErrorCode::ValidationFailed, "unknown cursor", "/cursor");
    }
    filter.beforeSeq = seq;
    return {};
}

AsyncReply listOperations(ServiceContext& services, http::RequestContext& context) {
    const auto limit = pageLimit(context);
    auto filter = filterOf(context);
    if (!limit || !filter) {
        co_return propagate(!limit ? limit.error() : filter.error());
    }
    if (const Status valid = readCursor(services.serverKey, context.query("cursor"), *filter); !valid) {
        co_return propagate(valid.error());
    }
    filter->limit = *limit + 1;
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        wire::OperationPage page;
        auto rows = OperationRepository(unit).list(*filter);
        if (static_cast<int>(rows.size()) > *limit) {
            rows.pop_back();
            page.next = sealText(services.serverKey, kCursor, std::to_string(rows.back().seq));
        }
        for (auto& row : rows) {
            auto entry = wire::decode<wire::Operation>(row.record);
            if (!entry) {
                return fail(ErrorCode::StorageCorrupt, "operation log, entry " + std::to_string(row.seq));
            }
            entry->hash = std::move(row.hash);
            page.items.push_back(std::move(*entry));
        }
        return jsonReply(200, page);
    });
}

AsyncReply showChain(ServiceContext& services, http::RequestContext& context, Bytes key) {
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        OperationRepository log(unit);
        auto head = log.head();
        wire::OperationChain chain{.length = head.seq,
                                   .first = 1,
                                   .head = std::move(head.hash),
                                   .verifiedUntil = 0,
                                   .verifiedAt = {},
                                   .checkpoint = {},
                                   .key = std::move(key)};
        if (const auto anchors = log.checkpoints(audit::kAnchor, 1); !anchors.empty()) {
            chain.first = anchors.front().seq + 1;
        }
        if (auto checkpoints = log.checkpoints(audit::kCheckpoint, 1); !checkpoints.empty()) {
            // no checkpoint is signed before what it covers was verified
            chain.verifiedUntil = checkpoints.front().seq;
            chain.verifiedAt = checkpoints.front().at;
            chain.checkpoint = std::move(checkpoints.front());
        }
        return jsonReply(200, chain);
    });
}

// Absent: nullopt. ErrorCode::ValidationFailed.
Result<std::optional<long long>> numberOf(const http::RequestContext& context, const std::string& name) {
    const std::string text = context.query(name);
    if (text.empty()) {
        return std::nullopt;
    }
    long long number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 0) {
        return fail(ErrorCode::ValidationFailed, "the number of an entry", "/" + name);
    }
    return std::optional(number);
}

Result<OperationFileOptions> partOptions(const http::RequestContext& context) {
    auto filter = filterOf(context);
    const auto after = numberOf(context, "after");
    const auto until = numberOf(context, "until");
    if (!filter) {
        return propagate(filter.error());
    }
    if (!after || !until) {
        return propagate(!after ? after.error() : until.error());
    }
    OperationFileOptions options;
    options.filter = std::move(*filter);
    options.filter.newestFirst = false;
    options.filter.afterSeq = *after;
    options.until = *until;
    options.hasMore = context.query("more") == "true";
    return options;
}

Result<OperationFileOptions> fileOptions(const http::RequestContext& context) {
    auto part = partOptions(context);
    if (!part) {
        return part;
    }
    OperationFileOptions options = std::move(*part);
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
    return options;
}

AsyncReply exportOperations(ServiceContext& services, http::RequestContext& context) {
    const auto options = fileOptions(context);
    if (!options) {
        co_return propagate(options.error());
    }
    const bool isUtf8 = options->encoding == exchange::TextEncoding::Utf8;
    const auto file = std::make_shared<OperationFile>(services, context.principal.tenant, *options);
    co_return http::Response::streamed(isUtf8 ? "text/csv; charset=utf-8" : "text/csv; charset=shift_jis",
                                       [file] { return file->next(); })
        .with("Content-Disposition", "attachment; filename=\"operations.csv\"");
}

AsyncReply exportRecords(ServiceContext& services, http::RequestContext& context) {
    auto options = partOptions(context);
    if (!options) {
        co_return propagate(options.error());
    }
    options->format = OperationFormat::Jsonl;
    const auto file =
        std::make_shared<OperationFile>(services, context.principal.tenant, std::move(*options));
    co_return http::Response::streamed("application/jsonl", [file] {
        return file->next();
    }).with("Content-Disposition", "attachment; filename=\"operations.jsonl\"");
}

std::vector<http::QueryParameter> filterParameters() {
    return {{"action", "operationId of the route, such as unlockUser"},
            {"kind", "More exactly what happened, such as role_changed"},
            {"actor", "Id of who acted"},
            {"object_kind", "user, device, user_group, settings, ..."},
            {"object", "Id of what it was done to"},
            {"outcome", "ok or refused"},
            {"q", "Anywhere in names, address, reason, detail and changed values"},
            {"from", "RFC 3339 time, inclusive"},
            {"to", "RFC 3339 time, exclusive"}};
}

} // namespace

Result<std::vector<http::Route>> operationsRoutes(ServiceContext& services) {
    using enum ErrorCode;
    const auto logKey = auth::operationLogKey(services.serverKey);
    if (!logKey) {
        return propagate(logKey.error());
    }
    auto listed = filterParameters();
    listed.push_back({"limit", "Entries of a page, at most 500"});
    listed.push_back({"cursor", "`next` of the page before"});
    auto exported = filterParameters();
    const std::vector<http::QueryParameter> parts{
        {"after", "A later part of a file that is fetched in parts: the number of the last entry before"},
        {"until", "Number of the last entry of this part"},
        {"more", "true when another part follows"}};
    exported.insert(exported.end(), parts.begin(), parts.end());
    const std::vector<http::QueryParameter> records = exported;
    exported.push_back({"encoding", "utf-8-bom (default), utf-8 or cp932, with 〓 for what it lacks"});
    exported.push_back({"language", "Of the header: ja (default) or en"});
    return std::vector<http::Route>{
        {.method = "GET",
         .path = "/v1/operations",
         .operation = "listOperations",
         .summary = "Who did what, newest first; all filters apply together",
         .access = http::usersIn({Owner, Auditor}),
         .response = schemaNamed<wire::OperationPage>("OperationPage"),
         .problems = {ValidationFailed},
         .query = std::move(listed),
         .handler = bindTo(services, listOperations)},
        {.method = "GET",
         .path = "/v1/operations:chain",
         .operation = "getOperationChain",
         .summary = "How long the log is, its head and the last signed checkpoint",
         .access = http::usersIn({Owner, Auditor}),
         .response = schemaNamed<wire::OperationChain>("OperationChain"),
         .handler = [&services, key = logKey->publicKey()](
                        http::RequestContext& context) { return showChain(services, context, key); }},
        {.method = "GET",
         .path = "/v1/exports/operations",
         .operation = "exportOperations",
         .summary = "The operation log as a CSV file, oldest first",
         .access = http::usersIn({Owner, Auditor}),
         .response = {"OperationCsv", R"({"type":"string"})", "text/csv"},
         .problems = {ValidationFailed},
         .query = std::move(exported),
         .reauth = http::Reauth::Required,
         .recorded = http::Recorded::Always,
         .handler = bindTo(services, exportOperations)},
        {.method = "GET",
         .path = "/v1/exports/operation-records",
         .operation = "exportOperationRecords",
         .summary = "The operation log as lines of JSON with the hashes of its chain, to be verified offline",
         .access = http::usersIn({Owner, Auditor}),
         .response = {"OperationRecords", R"({"type":"string"})", "application/jsonl"},
         .problems = {ValidationFailed},
         .query = records,
         .reauth = http::Reauth::Required,
         .recorded = http::Recorded::Always,
         .handler = bindTo(services, exportRecords)}};
}

} // namespace kaomon::features
