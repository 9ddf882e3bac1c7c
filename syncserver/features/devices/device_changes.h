// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "features/bind.h"
#include "wire/devices.h"

namespace kaomon::features {

// The handlers that change one PC; docs/protocol.md 4.5 says what each does.
AsyncReply patchDevice(ServiceContext& services, http::RequestContext& context);
AsyncReply approveDevice(ServiceContext& services, http::RequestContext& context);
AsyncReply confirmWipe(ServiceContext& services, http::RequestContext& context);

// The PC with its entity tag.
[[nodiscard]] http::Response deviceReply(const wire::Device& device);

} // namespace kaomon::features
