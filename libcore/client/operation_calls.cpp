// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/operation_service.h"

namespace kaomon::client {
namespace {

std::string numberText(const std::optional<long long>& number) {
    return number ? std::to_string(*number) : std::string();
}

QueryItems itemsOf(const OperationQuery& query) {
    const auto time = [](const std::optional<TimePoint>& at) { return at ? toRfc3339(*at) : std::string(); };
    return {{"action", query.action}, {"kind", query.kind},
            {"actor", query.actor},   {"object_kind", query.objectKind},
            {"object", query.object}, {"outcome", query.outcome},
            {"q", query.text},        {"from", time(query.from)},
            {"to", time(query.to)}};
}

} // namespace

QFuture<Result<wire::OperationPage>> OperationService::list(const OperationQuery& query,
                                                            const PageRequest& page) {
    QueryItems items = itemsOf(query);
    items.emplace_back("limit", std::to_string(page.limit));
    items.emplace_back("cursor", page.cursor);
    return m_api.get<wire::OperationPage>(withQuery("/v1/operations", items));
}

QFuture<Result<wire::OperationChain>> OperationService::chain() {
    return m_api.get<wire::OperationChain>("/v1/operations:chain");
}

QFuture<Result<std::string>> OperationService::exportPart(const OperationQuery& query,
                                                          const OperationPart& part,
                                                          std::shared_ptr<CancelToken> cancel) {
    const bool isCsv = part.format == OperationPart::Format::Csv;
    QueryItems items = itemsOf(query);
    items.emplace_back("encoding", isCsv ? part.encoding : "");
    items.emplace_back("language", isCsv ? part.language : "");
    items.emplace_back("after", numberText(part.after));
    items.emplace_back("until", numberText(part.until));
    items.emplace_back("more", part.hasMore ? "true" : "");
    Request request{
        "GET", withQuery(isCsv ? "/v1/exports/operations" : "/v1/exports/operation-records", items), {}, {}};
    request.options.maximumReplyBytes = std::size_t{64} * 1024 * 1024;
    request.options.deadline = std::chrono::minutes(2);
    request.options.cancel = std::move(cancel);
    return m_api.send(std::move(request)).then([](const Result<RawReply>& raw) -> Result<std::string> {
        if (!raw) {
            return propagate(raw.error());
        }
        return raw->body;
    });
}

} // namespace kaomon::client
