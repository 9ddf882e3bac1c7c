// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "features/service_context.h"
#include "http/route.h"
#include "storage/repositories/event_list.h"
#include "wire/alerts.h"

namespace kaomon::features {

// The parts of a query that choose events: kind, code, result, reason, severity (several separated by
// commas), user, device, q, from, to. ErrorCode::ValidationFailed.
[[nodiscard]] Result<storage::EventFilter> eventFilterOf(const http::RequestContext& context);
[[nodiscard]] std::vector<http::QueryParameter> eventFilterParameters();

// What a rule or a webhook selects. ErrorCode::ValidationFailed below `pointer`.
[[nodiscard]] Status checkSelection(const wire::EventSelection& selection, const std::string& pointer);

[[nodiscard]] Result<std::optional<TimePoint>> timeOf(const http::RequestContext& context,
                                                      const std::string& name);
// A whole number of the query, from `lowest` to `highest`; `absent` when there is none.
// ErrorCode::ValidationFailed.
[[nodiscard]] Result<long long> numberOf(const http::RequestContext& context, const std::string& name,
                                         long long absent, long long lowest, long long highest);

// A cursor of a list in the order of a time and an id, made by sealCursor(). Nothing for an empty text.
// ErrorCode::ValidationFailed.
struct TimeCursor {
    TimePoint at;
    std::string id;
};
[[nodiscard]] Result<std::optional<TimeCursor>>
timeCursorOf(const auth::ServerKey& key, std::string_view purpose, const http::RequestContext& context);
[[nodiscard]] std::string sealCursor(const auth::ServerKey& key, std::string_view purpose, TimePoint at,
                                     const std::string& id);

} // namespace kaomon::features
