// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "features/bind.h"
#include "wire/devices.h"

namespace kaomon::features {

// 32 bytes that prove, without being stored, that this server asked this code at most five minutes ago.
[[nodiscard]] Bytes makeChallenge(const auth::ServerKey& key, const std::string& codeId, TimePoint now);
[[nodiscard]] bool isFreshChallenge(const auth::ServerKey& key, const std::string& codeId,
                                    const Bytes& challenge, TimePoint now);

// POST /v1/devices:enrol-begin and /v1/devices:enrol.
[[nodiscard]] AsyncReply beginEnrolment(ServiceContext& services, http::RequestContext& context);
[[nodiscard]] AsyncReply enrolDevice(ServiceContext& services, http::RequestContext& context);

} // namespace kaomon::features
