// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace kaomon::http {

// How long a connection may take for what; private to http.
struct ConnectionTimes {
    std::chrono::seconds handshake{5};
    std::chrono::seconds header{10};
    std::chrono::seconds body{10};  // and a second for each 8 KiB
    std::chrono::seconds write{10}; // the same
    std::chrono::seconds idle{60};
    std::chrono::seconds shutdown{2};
};

[[nodiscard]] ConnectionTimes connectionTimes();

} // namespace kaomon::http
