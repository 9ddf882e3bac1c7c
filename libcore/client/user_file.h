// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include <QFuture>

#include "client/cancel_token.h"
#include "client/services.h"

namespace kaomon::client {

// ExportService::users() that can be given up with `cancel` while the file is on its way:
// ErrorCode::Cancelled. On the thread of `api`, which outlives the call.
[[nodiscard]] QFuture<Result<std::string>> fetchUserFile(ApiClient& api, const UserExport& how,
                                                         std::shared_ptr<CancelToken> cancel);

} // namespace kaomon::client
