// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/exports/exports_routes.h"

#include <algorithm>
#include <memory>

#include "features/bind.h"
#include "features/exports/user_file.h"
#include "features/reply.h"

namespace kaomon::features {
namespace {

using enum domain::Role;

Result<std::vector<exchange::UserColumn>> columnsOf(const std::string& names) {
    std::vector<exchange::UserColumn> columns;
    if (names.empty()) {
        const auto all = exchange::userColumns();
        return std::vector<exchange::UserColumn>(all.begin(), all.end());
    }
    for (std::size_t begin = 0; begin <= names.size();) {
        const auto end = std::min(names.find(',', begin), names.size());
        const auto column = exchange::userColumnFromWire(std::string_view(names).substr(begin, end - begin));
        if (!column || std::ranges::find(columns, *column) != columns.end()) {
            return fail(ErrorCode::ValidationFailed, "unknown or repeated column", "/columns");
        }
        columns.push_back(*column);
        begin = end + 1;
    }
    return columns;
}

Result<UserFileOptions> optionsOf(const http::RequestContext& context) {
    UserFileOptions options;
    auto columns = columnsOf(context.query("columns"));
    if (!columns) {
        return propagate(columns.error());
    }
    options.columns = std::move(*columns);
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

// How many characters the encoding lacks: known before the first byte goes out, so that nothing is lost
// unnoticed.
http::Awaitable<Result<std::size_t>> countUnmappable(ServiceContext& services, TenantId tenant,
                                                     UserFileOptions options) {
    if (options.encoding == exchange::TextEncoding::Utf8) {
        co_return std::size_t{0};
    }
    UserFile file(services, std::move(tenant), std::move(options));
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

AsyncReply exportUsers(ServiceContext& services, http::RequestContext& context) {
    const auto options = optionsOf(context);
    if (!options) {
        co_return propagate(options.error());
    }
    const std::string choice = context.query("unmappable");
    if (!choice.empty() && choice != "refuse" && choice != "mark") {
        co_return fail(ErrorCode::ValidationFailed, "refuse or mark", "/unmappable");
    }
    const auto unmappable = co_await countUnmappable(services, context.principal.tenant, *options);
    if (!unmappable) {
        co_return propagate(unmappable.error());
    }
    if (*unmappable > 0 && choice != "mark") {
        co_return fail(ErrorCode::ValidationFailed,
                       std::to_string(*unmappable) + " characters have no form in this encoding",
                       "/encoding");
    }
    const auto file = std::make_shared<UserFile>(services, context.principal.tenant, *options);
    const bool isUtf8 = options->encoding == exchange::TextEncoding::Utf8;
    co_return http::Response::streamed(isUtf8 ? "text/csv; charset=utf-8" : "text/csv; charset=shift_jis",
                                       [file] { return file->next(); })
        .with("Content-Disposition", "attachment; filename=\"users.csv\"")
        .with("Kaomon-Unmappable", std::to_string(*unmappable));
}

} // namespace

std::vector<http::Route> exportsRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
        {.method = "GET",
         .path = "/v1/exports/users",
         .operation = "exportUsers",
         .summary = "Every person of the tenant as a CSV file, by login",
         .access = http::usersIn({Owner, UserAdmin}),
         .response = {"UserCsv", R"({"type":"string"})", "text/csv"},
         .problems = {ValidationFailed},
         .query = {{"encoding", "utf-8-bom (default), utf-8 or cp932"},
                   {"language", "Of the header and the states: ja (default) or en"},
                   {"columns", "Names of columns, separated by commas; all when absent"},
                   {"unmappable", "refuse (default) or mark: characters that the encoding does not have"}},
         .reauth = http::Reauth::Required,
         .recorded = http::Recorded::Always,
         .handler = bindTo(services, exportUsers)}};
}

} // namespace kaomon::features
