// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/transport.h"

#include <algorithm>

namespace kaomon::client {

std::string HttpReply::header(std::string_view name) const {
    const auto found =
        std::ranges::find(headers, name, [](const auto& header) { return std::string_view(header.first); });
    return found == headers.end() ? std::string() : found->second;
}

} // namespace kaomon::client
