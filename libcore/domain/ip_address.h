// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kaomon::domain {

// An IPv4 or IPv6 address in one form only: an IPv4 address mapped into IPv6 (::ffff:192.0.2.1) is the IPv4
// address, and a zone id (fe80::1%eth0) is dropped, so that equal peers compare equal. A value; any thread.
class IpAddress {
public:
    IpAddress() = default; // 0.0.0.0

    // Dotted decimals without leading zeros, or any form of RFC 4291 section 2.2; nothing around it.
    // ErrorCode::ValidationFailed.
    [[nodiscard]] static Result<IpAddress> parse(std::string_view text);

    [[nodiscard]] bool isV4() const { return m_isV4; }
    [[nodiscard]] int bits() const { return m_isV4 ? 32 : 128; }
    // As RFC 5952 writes it.
    [[nodiscard]] std::string text() const;
    // Whether the first `count` bits are those of `other`; never for addresses of different kinds.
    [[nodiscard]] bool sharesPrefix(const IpAddress& other, int count) const;
    // Whether every bit behind the first `count` is 0.
    [[nodiscard]] bool endsAfter(int count) const;

    friend auto operator<=>(const IpAddress&, const IpAddress&) = default;

private:
    friend class IpRange;

    bool m_isV4 = true;
    std::array<std::uint8_t, 16> m_bytes{}; // of IPv4 the first four
};

// Addresses that share a prefix, written as CIDR: 10.0.0.0/8, 2001:db8::/32. 0.0.0.0/0 is every IPv4 address
// and no other, ::/0 every IPv6 address. A value; any thread.
class IpRange {
public:
    // An address alone is the range of that one. Refused: a length out of range or with leading zeros, bits
    // behind the prefix (10.0.0.1/8), an IPv4-mapped base shorter than /96. ErrorCode::ValidationFailed.
    [[nodiscard]] static Result<IpRange> parse(std::string_view text);

    [[nodiscard]] bool contains(const IpAddress& address) const {
        return m_base.sharesPrefix(address, m_length);
    }
    [[nodiscard]] const IpAddress& base() const { return m_base; }
    [[nodiscard]] int length() const { return m_length; }
    // Always with its length: 192.0.2.1/32.
    [[nodiscard]] std::string text() const;

    friend auto operator<=>(const IpRange&, const IpRange&) = default;

private:
    IpAddress m_base;
    int m_length = 0; // 0 to base.bits()
};

} // namespace kaomon::domain
