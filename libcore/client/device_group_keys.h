// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QFuture>
#include <QObject>

#include "client/admin_keyring.h"
#include "client/services.h"

namespace kaomon::client {

// Gives a group of PCs that has just been made its first face key: a manifest that names it, and the key
// sealed to every administrator who issues enrolment codes. Doing it for a group that has a key already
// changes nothing. ErrorCode::KeyUnavailable for anyone but owners, StaleRevision when another manifest was
// faster. `context` outlives the future or cancels it by its end; the ApiClient outlives both. Same thread.
[[nodiscard]] QFuture<Status> giveFirstFaceKey(ApiClient& api, std::shared_ptr<const AdminKeyring> keyring,
                                               const GroupId& group, QObject& context);

} // namespace kaomon::client
