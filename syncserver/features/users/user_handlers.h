// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "features/bind.h"
#include "storage/repositories/user_repository.h"

namespace kaomon::features {

// Handlers of /v1/users; docs/protocol.md 4.4 says what each does.
AsyncReply listUsers(ServiceContext& services, http::RequestContext& context);
AsyncReply createUser(ServiceContext& services, http::RequestContext& context);
AsyncReply getUser(ServiceContext& services, http::RequestContext& context);
AsyncReply patchUser(ServiceContext& services, http::RequestContext& context);
AsyncReply deleteUser(ServiceContext& services, http::RequestContext& context);
AsyncReply restoreUser(ServiceContext& services, http::RequestContext& context);
AsyncReply requestReEnrolment(ServiceContext& services, http::RequestContext& context);
AsyncReply bulkUsers(ServiceContext& services, http::RequestContext& context);

// ErrorCode::NotFound for nobody and for deleted people.
[[nodiscard]] Result<wire::User> existingUser(storage::UserRepository& users, const UserId& id);
// The user with everything about him, and his entity tag.
[[nodiscard]] http::Response userReply(int status, const wire::User& user);

} // namespace kaomon::features
