// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/id.h"
#include "client/api_client.h"
#include "wire/face_pictures.h"

namespace kaomon::client {

// Sealed pictures of enrolments, for PCs (docs/protocol.md 4.31); as the services of services.h.
class KeptPictureService {
public:
    explicit KeptPictureService(ApiClient& api)
        : m_api(api) {}

    // By the PC that took the face; once.
    [[nodiscard]] QFuture<Status> put(const UserId& user, const TemplateId& face,
                                      const wire::KeptPictures& pictures);
    // ErrorCode::NotFound where none are kept.
    [[nodiscard]] QFuture<Result<wire::KeptPictures>> get(const UserId& user, const TemplateId& face);
    [[nodiscard]] QFuture<Status> remove(const UserId& user, const TemplateId& face);

private:
    ApiClient& m_api;
};

} // namespace kaomon::client
