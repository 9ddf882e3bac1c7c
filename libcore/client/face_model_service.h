// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api_client.h"
#include "wire/face_models.h"

namespace kaomon::client {

// How far a tenant has come in moving to another face model. GUI or main thread; `api` outlives it. Errors as
// ApiClient.
class FaceModelService {
public:
    explicit FaceModelService(ApiClient& api)
        : m_api(api) {}

    [[nodiscard]] QFuture<Result<wire::FaceModelUses>> uses() {
        return m_api.get<wire::FaceModelUses>("/v1/face-models");
    }

private:
    ApiClient& m_api;
};

} // namespace kaomon::client
