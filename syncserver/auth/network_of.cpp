// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/network_of.h"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

namespace kaomon::auth {
namespace {

namespace ip = boost::asio::ip;

constexpr unsigned short kPrefixV4 = 24;
constexpr unsigned short kPrefixV6 = 48;

} // namespace

std::string networkOf(const std::string& address) {
    boost::system::error_code error;
    ip::address parsed = ip::make_address(address, error);
    if (error) {
        return {};
    }
    if (parsed.is_v6() && parsed.to_v6().is_v4_mapped()) {
        parsed = ip::make_address_v4(ip::v4_mapped, parsed.to_v6());
    }
    return parsed.is_v4() ? ip::network_v4(parsed.to_v4(), kPrefixV4).canonical().to_string()
                          : ip::network_v6(parsed.to_v6(), kPrefixV6).canonical().to_string();
}

} // namespace kaomon::auth
