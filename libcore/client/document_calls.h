// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <QFuture>

#include "client/api_client.h"
#include "wire/policies.h"

namespace kaomon::client {

// The signed documents of a kind (every kind when empty) in these scopes (every scope when there are none),
// however many pages that takes. On the thread of `api`, which outlives the call. ErrorCode::MalformedRequest
// for a server that promises more and gives nothing.
[[nodiscard]] QFuture<Result<wire::PolicyDocumentList>>
fetchDocuments(ApiClient& api, const std::string& kind, const std::vector<std::string>& scopes = {});

} // namespace kaomon::client
