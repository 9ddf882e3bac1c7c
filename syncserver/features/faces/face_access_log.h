// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "http/route.h"
#include "storage/repositories/face_access_repository.h"

namespace kaomon::features {

// Notes that the caller is given these templates, before the reply goes. An error: it could not be noted, and
// the reply may not go. Nothing is written where there is none.
[[nodiscard]] storage::Awaitable<Status> noteFacesGiven(ServiceContext& services, TenantId tenant,
                                                        std::vector<storage::FaceRead> faces,
                                                        storage::FaceReader reader);

// GET /v1/users/{user}/face-accesses
[[nodiscard]] std::vector<http::Route> faceAccessRoutes(ServiceContext& services);

} // namespace kaomon::features
