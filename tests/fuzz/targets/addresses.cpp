// SPDX-License-Identifier: GPL-3.0-or-later
//
// Addresses, ranges and X-Forwarded-For. Lines: peer, trusted ranges, the list.
#include "domain/forwarded.h"
#include "fuzz/fuzz_target.h"

using namespace kaomon;
using namespace kaomon::domain;

namespace {

std::string_view takeLine(std::string_view& rest) {
    const auto end = rest.find('\n');
    const auto line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return line;
}

void readBack(std::string_view text) {
    if (const auto address = IpAddress::parse(text)) {
        fuzz::require(IpAddress::parse(address->text()) == *address, "an address reads back");
    }
    if (const auto range = IpRange::parse(text)) {
        fuzz::require(IpRange::parse(range->text()) == *range, "a range reads back");
        fuzz::require(range->contains(range->base()), "a range holds its base");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view rest = fuzz::textOf(data, size);
    const auto peerText = takeLine(rest);
    std::string_view ranges = takeLine(rest);
    readBack(peerText);
    std::vector<IpRange> trusted;
    while (!ranges.empty()) {
        const auto word = ranges.substr(0, ranges.find(' '));
        ranges.remove_prefix(std::min(ranges.size(), word.size() + 1));
        readBack(word);
        if (const auto range = IpRange::parse(word)) {
            trusted.push_back(*range);
        }
    }
    const auto peer = IpAddress::parse(peerText);
    if (!peer) {
        return 0;
    }
    const auto client = clientAddress(*peer, rest, trusted);
    if (!isIn(trusted, *peer)) {
        fuzz::require(client && *client == *peer, "nobody else's list counts");
    } else if (client && isIn(trusted, *client)) {
        fuzz::require(rest.find(client->text()) != std::string_view::npos || !client->isV4() ||
                          rest.find(':') != std::string_view::npos,
                      "a trusted client stands in the list");
    }
    return 0;
}
