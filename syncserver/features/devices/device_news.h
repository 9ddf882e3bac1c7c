// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "features/service_context.h"
#include "http/route.h"
#include "storage/repositories/device_repository.h"

namespace kaomon::features {

// Of the headers Kaomon-Client and Kaomon-Pins; what is none of these says nothing. They are not signed, and
// nothing is decided by them.
[[nodiscard]] storage::DeviceNews deviceNewsOf(const http::Request& request);

// Whether a PC that asks for something now has to be written down as heard of: at most every ten minutes
// unless there is news.
[[nodiscard]] bool isHeardAnew(storage::UnitOfWork& unit, const DeviceId& device,
                               const storage::DeviceNews& news, TimePoint now);
// Writes it down. That this cannot be done is no reason to give the PC nothing.
[[nodiscard]] http::Awaitable<void> noteHeard(ServiceContext& services, const http::Principal& caller,
                                              const storage::DeviceNews& news, TimePoint now);

} // namespace kaomon::features
