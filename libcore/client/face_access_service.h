// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "client/api_client.h"
#include "wire/face_accesses.h"

namespace kaomon::client {

// Who was given the sealed templates of a person (docs/protocol.md 4.28); as the services of services.h.
class FaceAccessService {
public:
    explicit FaceAccessService(ApiClient& api)
        : m_api(api) {}
    [[nodiscard]] QFuture<Result<wire::FaceAccessPage>> list(const UserId& user,
                                                             const std::string& cursor = {}, int limit = 100);

private:
    ApiClient& m_api;
};

} // namespace kaomon::client
