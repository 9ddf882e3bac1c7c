// SPDX-License-Identifier: GPL-3.0-or-later
#include "report.h"

#include <boost/json/serialize.hpp>

#include <cstdio>
#include <fstream>
#include <thread>

namespace kaomon::bench {

using vision::bench::OperatingPoint;
using vision::bench::Proportion;

std::string machineName() {
    std::ifstream file("/proc/cpuinfo");
    std::string line;
    std::string model = "unknown processor";
    while (std::getline(file, line)) {
        const std::size_t colon = line.find(": ");
        if (line.starts_with("model name") && colon != std::string::npos) {
            model = line.substr(colon + 2);
            break;
        }
    }
    return model + " x " + std::to_string(std::thread::hardware_concurrency());
}

std::string percent(const Proportion& share) {
    char text[96];
    std::snprintf(text, sizeof(text), "%.4g %% (%.4g - %.4g)", 100.0 * share.value(), 100.0 * share.low(),
                  100.0 * share.high());
    return text;
}

boost::json::object toJson(const Proportion& share) {
    return {{"hits", share.hits},
            {"trials", share.trials},
            {"value", share.value()},
            {"low95", share.low()},
            {"high95", share.high()}};
}

boost::json::object toJson(const OperatingPoint& point) {
    return {{"threshold", point.threshold},
            {"falseMatches", toJson(point.falseMatches)},
            {"trueAccepts", toJson(point.trueAccepts)}};
}

Status writeJson(const std::string& file, const boost::json::object& report) {
    if (file.empty()) {
        return {};
    }
    std::ofstream output(file);
    output << boost::json::serialize(report) << '\n';
    return output.flush() ? Status() : fail(ErrorCode::StorageFailed, "cannot write " + file);
}

} // namespace kaomon::bench
