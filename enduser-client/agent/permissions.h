// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "agent/uid.h"
#include "base/result.h"

namespace kaomon::agent {

// Who may send a message of docs/protocol.md section 6.
// Himself: root for anybody, others for their own
// lock screen; the handler looks whether it is that.
enum class Audience { Anyone, User, Himself, Root };

// The one permission table. NotFound for a message that the agent does not know, PeerDenied when `uid` may
// not send it; root is uid 0 or the account that the agent itself runs as. Pure; any thread.
[[nodiscard]] Status checkPermission(std::string_view type, uid_t uid, uid_t agentUid);

} // namespace kaomon::agent
