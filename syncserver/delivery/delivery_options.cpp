// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/delivery_options.h"

#include <charconv>

namespace kaomon::delivery {

Result<SyslogTarget> SyslogTarget::parse(const std::string& text) {
    const bool isV6 = text.starts_with('[');
    const auto end = isV6 ? text.find(']') : text.find(':');
    SyslogTarget target;
    target.host = isV6 ? text.substr(1, end == std::string::npos ? end : end - 1) : text.substr(0, end);
    std::string_view rest =
        end == std::string::npos ? std::string_view() : std::string_view(text).substr(end);
    if (isV6 && !rest.empty()) {
        rest.remove_prefix(1);
    }
    if (!rest.empty()) {
        rest.remove_prefix(1);
        const auto [last, error] = std::from_chars(rest.data(), rest.data() + rest.size(), target.port);
        if (error != std::errc() || last != rest.data() + rest.size() || target.port == 0) {
            return fail(ErrorCode::ValidationFailed, "syslog must be HOST or HOST:PORT");
        }
    }
    if (target.host.empty() || (isV6 && end == std::string::npos)) {
        return fail(ErrorCode::ValidationFailed, "syslog must be HOST or HOST:PORT");
    }
    return target;
}

} // namespace kaomon::delivery
