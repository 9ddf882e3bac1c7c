// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/address_key.h"

#include <algorithm>

#include <boost/asio/ip/address.hpp>

namespace kaomon::auth {

std::string addressKey(std::string_view address) {
    namespace ip = boost::asio::ip;
    boost::system::error_code error;
    const auto parsed = ip::make_address(address.substr(0, address.find('%')), error);
    if (error) {
        return "unknown";
    }
    if (parsed.is_v4()) {
        return parsed.to_string();
    }
    if (parsed.to_v6().is_v4_mapped()) {
        return ip::make_address_v4(ip::v4_mapped, parsed.to_v6()).to_string();
    }
    auto bytes = parsed.to_v6().to_bytes();
    std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
    return ip::address_v6(bytes).to_string() + "/64";
}

} // namespace kaomon::auth
