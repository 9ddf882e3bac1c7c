// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/connection_times.h"

namespace kaomon::http {

ConnectionTimes connectionTimes() {
    return {};
}

} // namespace kaomon::http
