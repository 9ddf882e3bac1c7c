// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "features/bind.h"

namespace kaomon::features {

// POST /v1/two-person-acts/{act}:recover, by who asked for a recovery that was agreed to: the person gets a
// one-time password, and the vault key, opened by the two halves of RK on the requester's console, comes back
// wrapped by it. The server sees neither. Ends the person's sessions and uses up the agreement.
[[nodiscard]] AsyncReply recoverVault(ServiceContext& services, http::RequestContext& context);

} // namespace kaomon::features
