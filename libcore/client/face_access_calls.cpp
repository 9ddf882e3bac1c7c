// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/face_access_service.h"

namespace kaomon::client {

QFuture<Result<wire::FaceAccessPage>> FaceAccessService::list(const UserId& user, const std::string& cursor,
                                                              int limit) {
    return m_api.get<wire::FaceAccessPage>(withQuery("/v1/users/" + user.text() + "/face-accesses",
                                                     {{"limit", std::to_string(limit)}, {"cursor", cursor}}));
}

} // namespace kaomon::client
