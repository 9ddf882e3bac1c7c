// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/ip_address.h"

#include <algorithm>
#include <charconv>
#include <optional>

#ifdef _WIN32
#include <ws2tcpip.h>
#else
#include <arpa/inet.h>
#endif

namespace kaomon::domain {
namespace {

constexpr std::size_t kLongestAddress = 45; // INET6_ADDRSTRLEN without its end
constexpr std::size_t kLongestZone = 16;
constexpr std::size_t kV4Offset = 12; // of IPv4 inside a mapped address
constexpr int kV4MappedLength = 96;

tl::unexpected<Error> malformed(const char* what) {
    return fail(ErrorCode::ValidationFailed, what);
}

bool isMapped(const std::array<std::uint8_t, 16>& bytes) {
    return std::all_of(bytes.begin(), bytes.begin() + 10, [](auto byte) { return byte == 0; }) &&
           bytes[10] == 0xff && bytes[11] == 0xff;
}

// The system's parser takes leading zeros in some places of some platforms as octal numbers.
bool hasLeadingZero(std::string_view dotted) {
    for (std::size_t i = 0; i + 1 < dotted.size(); ++i) {
        const bool isStart = i == 0 || dotted[i - 1] == '.';
        if (isStart && dotted[i] == '0' && dotted[i + 1] != '.') {
            return true;
        }
    }
    return false;
}

// "fe80::1%eth0" without its zone; nullopt for an empty or odd one.
std::optional<std::string_view> withoutZone(std::string_view text) {
    const auto mark = text.find('%');
    if (mark == std::string_view::npos) {
        return text;
    }
    const std::string_view zone = text.substr(mark + 1);
    const bool isName = !zone.empty() && zone.size() <= kLongestZone && std::ranges::all_of(zone, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
               c == '-' || c == '_';
    });
    return isName ? std::optional(text.substr(0, mark)) : std::nullopt;
}

// Whether `text` is all of an address as the system knows it.
bool readSystem(int family, std::string_view text, void* target) {
    return ::inet_pton(family, std::string(text).c_str(), target) == 1;
}

} // namespace

Result<IpAddress> IpAddress::parse(std::string_view text) {
    if (text.empty() || text.size() > kLongestAddress + 1 + kLongestZone ||
        text.find('\0') != std::string_view::npos) {
        return malformed("not an address");
    }
    IpAddress address;
    if (text.find(':') == std::string_view::npos) {
        if (hasLeadingZero(text) || !readSystem(AF_INET, text, address.m_bytes.data())) {
            return malformed("not an IPv4 address");
        }
        return address;
    }
    const auto plain = withoutZone(text);
    const auto dotted = plain ? plain->substr(plain->rfind(':') + 1) : std::string_view();
    const bool hasDots = dotted.find('.') != std::string_view::npos;
    if (!plain || (hasDots && hasLeadingZero(dotted)) ||
        !readSystem(AF_INET6, *plain, address.m_bytes.data())) {
        return malformed("not an IPv6 address");
    }
    address.m_isV4 = isMapped(address.m_bytes);
    if (address.m_isV4) {
        std::copy(address.m_bytes.begin() + kV4Offset, address.m_bytes.end(), address.m_bytes.begin());
        std::fill(address.m_bytes.begin() + 4, address.m_bytes.end(), std::uint8_t{0});
    }
    return address;
}

std::string IpAddress::text() const {
    std::array<char, kLongestAddress + 1> text{};
    ::inet_ntop(m_isV4 ? AF_INET : AF_INET6, m_bytes.data(), text.data(), text.size());
    return text.data();
}

bool IpAddress::sharesPrefix(const IpAddress& other, int count) const {
    if (m_isV4 != other.m_isV4) {
        return false;
    }
    const auto whole = static_cast<std::size_t>(count / 8);
    if (!std::equal(m_bytes.begin(), m_bytes.begin() + static_cast<std::ptrdiff_t>(whole),
                    other.m_bytes.begin())) {
        return false;
    }
    const int rest = count % 8;
    return rest == 0 || (m_bytes[whole] >> (8 - rest)) == (other.m_bytes[whole] >> (8 - rest));
}

bool IpAddress::endsAfter(int count) const {
    for (int bit = count; bit < bits(); ++bit) {
        if (((m_bytes[static_cast<std::size_t>(bit / 8)] >> (7 - bit % 8)) & 1) != 0) {
            return false;
        }
    }
    return true;
}

Result<IpRange> IpRange::parse(std::string_view text) {
    const auto slash = text.find('/');
    const std::string_view written = text.substr(0, slash);
    if (written.find('%') != std::string_view::npos) {
        return malformed("a range has no zone");
    }
    auto base = IpAddress::parse(written);
    if (!base) {
        return propagate(base.error());
    }
    IpRange range;
    range.m_base = *base;
    range.m_length = base->bits();
    if (slash == std::string_view::npos) {
        return range;
    }
    const std::string_view digits = text.substr(slash + 1);
    const bool isPlain = !digits.empty() && digits.size() <= 3 && (digits == "0" || digits.front() != '0') &&
                         std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
    int length = 0;
    if (!isPlain || std::from_chars(digits.data(), digits.data() + digits.size(), length).ec != std::errc()) {
        return malformed("not a prefix length");
    }
    if (base->isV4() && written.find(':') != std::string_view::npos) {
        length -= kV4MappedLength; // ::ffff:10.0.0.0/104 is 10.0.0.0/8
    }
    if (length < 0 || length > base->bits()) {
        return malformed("the prefix length is out of range");
    }
    if (!base->endsAfter(length)) {
        return malformed("the address has bits behind its prefix");
    }
    range.m_length = length;
    return range;
}

std::string IpRange::text() const {
    return m_base.text() + "/" + std::to_string(m_length);
}

} // namespace kaomon::domain
