// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

using Reply = Result<http::Response>;
using AsyncReply = http::Awaitable<Reply>;
using Action = AsyncReply (*)(ServiceContext&, http::RequestContext&);

// A feature's function as a route's handler. `services` outlives the handler.
[[nodiscard]] inline http::Handler bindTo(ServiceContext& services, Action action) {
    return [&services, action](http::RequestContext& context) { return action(services, context); };
}

} // namespace kaomon::features
