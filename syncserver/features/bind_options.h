// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "features/bind.h"
#include "features/event_options.h"

namespace kaomon::features {

using OptionAction = AsyncReply (*)(ServiceContext&, const EventOptions&, http::RequestContext&);

// As bindTo(), for functions that obey the operator's options. Both outlive the handler.
[[nodiscard]] inline http::Handler bindWith(ServiceContext& services, const EventOptions& options,
                                            OptionAction action) {
    return [&services, &options, action](http::RequestContext& context) {
        return action(services, options, context);
    };
}

} // namespace kaomon::features
