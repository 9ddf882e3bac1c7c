// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "domain/ip_address.h"

namespace kaomon::features {

// What the operator decides about events and blobs. Outlives the routes.
struct EventOptions {
    // Where webhooks may go besides public addresses.
    std::vector<domain::IpRange> allowedTargets;
    // Bytes that the blobs of one tenant may take.
    long long imageQuota = 2LL * 1024 * 1024 * 1024;
    long long diagnosticsQuota = 4LL * 1024 * 1024 * 1024;
};

} // namespace kaomon::features
