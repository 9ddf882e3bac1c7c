// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QFuture>

#include "client/api_client.h"

namespace kaomon::client {

// A stretch of something that the server serves in stretches (206).
struct ByteStretch {
    long long from = 0;
    long long length = 0; // bytes, fewer are at its end
    std::string etag;     // without quotes; while it is not this one any more, the whole comes instead
};

// As ApiClient::send(), for one stretch. ErrorCode::Conflict when the server sends anything but that: the
// thing is another one by now.
[[nodiscard]] QFuture<Result<std::string>> getStretch(ApiClient& api, Request request,
                                                      const ByteStretch& stretch);

} // namespace kaomon::client
