// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/ip_address.h"

namespace kaomon::domain {

// Which country an address is said to be in, by a table that the operator supplies: lines
// "CIDR,COUNTRY" or "FIRST,LAST,COUNTRY" with two-letter codes; comments begin with #. Nothing is bundled.
// Immutable after parsing; any thread.
class CountryTable {
public:
    // ErrorCode::ValidationFailed with the line at fault; PayloadTooLarge for more than 2 000 000 lines.
    [[nodiscard]] static Result<CountryTable> parse(std::string_view csv);

    // Empty when the table does not know the address.
    [[nodiscard]] std::string_view find(const IpAddress& address) const;
    [[nodiscard]] std::size_t size() const { return m_rows.size(); }

private:
    friend struct CountryTableReader;
    struct Row {
        IpAddress first;
        IpAddress last;  // of a row with both ends
        int length = -1; // of a row with a prefix
        char country[2] = {};
        [[nodiscard]] bool contains(const IpAddress& address) const {
            return length >= 0 ? address.sharesPrefix(first, length) : first <= address && address <= last;
        }
    };
    std::vector<Row> m_rows; // by their first address
};

} // namespace kaomon::domain
