// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "base/result.h"
#include "vision/bench/verification.h"

namespace kaomon::bench {

// "Intel(R) ... x 2" as far as the system tells.
[[nodiscard]] std::string machineName();

// "97.45 % (95.1 - 98.8)": the share with its 95 % interval.
[[nodiscard]] std::string percent(const vision::bench::Proportion& share);

[[nodiscard]] boost::json::object toJson(const vision::bench::Proportion& share);
[[nodiscard]] boost::json::object toJson(const vision::bench::OperatingPoint& point);

// One line of JSON into `file`; nothing for an empty name. ErrorCode::StorageFailed.
[[nodiscard]] Status writeJson(const std::string& file, const boost::json::object& report);

} // namespace kaomon::bench
