// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api_client.h"

namespace kaomon::client {

// What a person takes back of his consents. Main thread; `api` outlives it. Errors as ApiClient.
class ConsentService {
public:
    explicit ConsentService(ApiClient& api)
        : m_api(api) {}

    // Every one of the caller's own; his faces are to be removed before.
    [[nodiscard]] QFuture<Status> withdrawAll() { return m_api.del("/v1/consents"); }

private:
    ApiClient& m_api;
};

} // namespace kaomon::client
