// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

#include "http/route.h"

namespace kaomon::http {

// Told of every request that was answered; implemented by metrics. Called on any I/O thread.
class RequestObserver {
public:
    virtual ~RequestObserver() = default;
    // `route` is null when nothing fitted.
    virtual void requestEnded(const Route* route, int status, std::chrono::steady_clock::duration took) = 0;
};

} // namespace kaomon::http
