// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/services.h"
#include "client/user_file.h"

namespace kaomon::client {
namespace {

std::string importPath(const ImportId& import, std::string_view rest = {}) {
    return "/v1/imports/" + import.text() + std::string(rest);
}

// A file is handed over whole, so it may be larger than other replies.
CallOptions forFile() {
    CallOptions options;
    options.maximumReplyBytes = std::size_t{256} * 1024 * 1024;
    options.deadline = std::chrono::minutes(5);
    return options;
}

QFuture<Result<std::string>> bodyOf(QFuture<Result<RawReply>> reply) {
    return reply.then([](const Result<RawReply>& raw) -> Result<std::string> {
        if (!raw) {
            return propagate(raw.error());
        }
        return raw->body;
    });
}

} // namespace

QFuture<Result<wire::ImportJobList>> ImportService::list() {
    return m_api.get<wire::ImportJobList>("/v1/imports");
}

QFuture<Result<wire::ImportJob>> ImportService::create(const wire::NewImport& import) {
    return m_api.post<wire::ImportJob>("/v1/imports", import);
}

QFuture<Result<wire::ImportJob>> ImportService::get(const ImportId& import) {
    return m_api.get<wire::ImportJob>(importPath(import));
}

QFuture<Result<wire::ImportJob>> ImportService::putPart(const ImportId& import, int part, std::string bytes) {
    Request request{"PUT", importPath(import, "/parts/" + std::to_string(part)), std::move(bytes), {}};
    request.contentType = "application/octet-stream";
    return m_api.send(std::move(request)).then([](const Result<RawReply>& raw) -> Result<wire::ImportJob> {
        if (!raw) {
            return propagate(raw.error());
        }
        auto job = wire::decode<wire::ImportJob>(raw->body);
        if (!job) {
            return fail(ErrorCode::ProtocolError, "unexpected reply: " + job.error().detail);
        }
        return job;
    });
}

QFuture<Result<wire::ImportJob>> ImportService::check(const ImportId& import) {
    return m_api.postEmpty<wire::ImportJob>(importPath(import, ":check"));
}

QFuture<Result<wire::ImportJob>> ImportService::apply(const ImportId& import, const wire::ImportApply& how) {
    return m_api.post<wire::ImportJob>(importPath(import, ":apply"), how);
}

QFuture<Result<wire::ImportJob>> ImportService::cancel(const ImportId& import) {
    return m_api.postEmpty<wire::ImportJob>(importPath(import, ":cancel"));
}

QFuture<Result<wire::ImportJob>> ImportService::undo(const ImportId& import) {
    return m_api.postEmpty<wire::ImportJob>(importPath(import, ":undo"));
}

QFuture<Result<wire::ImportRowPage>> ImportService::rows(const ImportId& import, const std::string& action,
                                                         const std::string& state, const PageRequest& page) {
    return m_api.get<wire::ImportRowPage>(
        withQuery(importPath(import, "/rows"), {{"action", action},
                                                {"state", state},
                                                {"limit", std::to_string(page.limit)},
                                                {"cursor", page.cursor}}));
}

QFuture<Result<std::string>> ImportService::refusedRows(const ImportId& import, const std::string& language) {
    return bodyOf(m_api.send(
        {"GET", withQuery(importPath(import, "/refused-rows"), {{"language", language}}), {}, forFile()}));
}

QFuture<Result<std::string>> ExportService::users(const UserExport& how) {
    return fetchUserFile(m_api, how, nullptr);
}

QFuture<Result<std::string>> fetchUserFile(ApiClient& api, const UserExport& how,
                                           std::shared_ptr<CancelToken> cancel) {
    CallOptions options = forFile();
    options.cancel = std::move(cancel);
    return bodyOf(api.send({"GET",
                            withQuery("/v1/exports/users", {{"encoding", how.encoding},
                                                            {"language", how.language},
                                                            {"columns", how.columns},
                                                            {"unmappable", how.unmappable}}),
                            {},
                            std::move(options)}));
}

QFuture<Result<wire::ScimTokenList>> ScimTokenService::list() {
    return m_api.get<wire::ScimTokenList>("/v1/scim-tokens");
}

QFuture<Result<wire::ScimToken>> ScimTokenService::create(const wire::NewScimToken& token) {
    return m_api.post<wire::ScimToken>("/v1/scim-tokens", token);
}

QFuture<Status> ScimTokenService::revoke(const ScimTokenId& token) {
    return m_api.del("/v1/scim-tokens/" + token.text());
}

} // namespace kaomon::client
