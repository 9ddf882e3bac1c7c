// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/services.h"

namespace kaomon::client {

QFuture<Result<wire::EventPage>> EventService::list(const EventFilter& filter, const PageRequest& page) {
    const auto time = [](const std::optional<TimePoint>& at) { return at ? toRfc3339(*at) : std::string(); };
    return m_api.get<wire::EventPage>(withQuery("/v1/events", {{"kind", filter.kind},
                                                               {"code", filter.code},
                                                               {"result", filter.result},
                                                               {"user", filter.user},
                                                               {"device", filter.device},
                                                               {"q", filter.query},
                                                               {"from", time(filter.from)},
                                                               {"to", time(filter.to)},
                                                               {"limit", std::to_string(page.limit)},
                                                               {"cursor", page.cursor}}));
}

QFuture<Result<wire::BatchReply>> EventService::push(const wire::EventBatch& batch) {
    return m_api.post<wire::BatchReply>("/v1/events", batch);
}

QFuture<Result<wire::ChangePage>> ChangeService::page(const std::string& since, int limit) {
    return m_api.get<wire::ChangePage>(
        withQuery("/v1/changes", {{"since", since}, {"limit", std::to_string(limit)}}));
}

} // namespace kaomon::client
