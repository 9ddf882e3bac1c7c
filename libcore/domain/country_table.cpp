// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/country_table.h"

#include <algorithm>

namespace kaomon::domain {
namespace {

constexpr std::size_t kMostRows = 2'000'000;

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\"");
    const auto last = text.find_last_not_of(" \t\r\"");
    return first == std::string_view::npos ? std::string_view() : text.substr(first, last - first + 1);
}

std::string_view takeUntil(std::string_view& rest, char mark) {
    const auto at = rest.find(mark);
    const std::string_view taken = rest.substr(0, at);
    rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + 1);
    return taken;
}

bool isCountry(std::string_view text) {
    const auto isLetter = [](char c) { return c >= 'A' && c <= 'Z'; };
    return text.size() == 2 && isLetter(text[0]) && isLetter(text[1]);
}

} // namespace

struct CountryTableReader {
    static bool read(std::string_view line, CountryTable::Row& row) {
        const std::string_view first = trimmed(takeUntil(line, ','));
        std::string_view second = trimmed(takeUntil(line, ','));
        const std::string_view third = trimmed(takeUntil(line, ','));
        if (third.empty()) {
            const auto range = IpRange::parse(first);
            if (!range || !isCountry(second)) {
                return false;
            }
            row.first = range->base();
            row.length = range->length();
        } else {
            const auto from = IpAddress::parse(first);
            const auto to = IpAddress::parse(second);
            if (!from || !to || from->isV4() != to->isV4() || *to < *from || !isCountry(third)) {
                return false;
            }
            row.first = *from;
            row.last = *to;
            second = third;
        }
        row.country[0] = second[0];
        row.country[1] = second[1];
        return true;
    }
};

Result<CountryTable> CountryTable::parse(std::string_view csv) {
    CountryTable table;
    for (std::size_t number = 1; !csv.empty(); ++number) {
        const std::string_view line = trimmed(takeUntil(csv, '\n'));
        if (line.empty() || line.front() == '#') {
            continue;
        }
        Row row;
        if (!CountryTableReader::read(line, row)) {
            return fail(ErrorCode::ValidationFailed,
                        "line " + std::to_string(number) + " is neither CIDR,COUNTRY nor FIRST,LAST,COUNTRY");
        }
        if (table.m_rows.size() == kMostRows) {
            return fail(ErrorCode::PayloadTooLarge, "more than 2 000 000 lines");
        }
        table.m_rows.push_back(row);
    }
    std::ranges::sort(table.m_rows, {}, &Row::first);
    return table;
}

std::string_view CountryTable::find(const IpAddress& address) const {
    const auto next = std::ranges::upper_bound(m_rows, address, {}, &Row::first);
    if (next == m_rows.begin()) {
        return {};
    }
    const Row& row = *std::prev(next);
    return row.contains(address) ? std::string_view(row.country, 2) : std::string_view();
}

} // namespace kaomon::domain
