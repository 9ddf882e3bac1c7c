// SPDX-License-Identifier: GPL-3.0-or-later
//
// Filters and paths of SCIM, which come from identity providers.
#include <algorithm>

#include "exchange/scim_filter.h"
#include "fuzz/fuzz_target.h"

using namespace kaomon;
using namespace kaomon::exchange::scim;

namespace {

// Within the bounds of the header, whatever the text was.
int countComparisons(const Filter& filter, int depth) {
    fuzz::require(depth <= 3 * (kDeepestFilter + 1), "no filter is deeper than its bound");
    if (const auto* negation = std::get_if<Negation>(&filter.node)) {
        fuzz::require(negation->inner != nullptr, "a negation negates something");
        return countComparisons(*negation->inner, depth + 1);
    }
    if (const auto* combination = std::get_if<Combination>(&filter.node)) {
        fuzz::require(combination->parts.size() >= 2, "a combination combines something");
        int count = 0;
        for (const Filter& part : combination->parts) {
            count += countComparisons(part, depth + 1);
        }
        return count;
    }
    const auto& comparison = std::get<Comparison>(filter.node);
    const auto isUpper = [](char c) { return c >= 'A' && c <= 'Z'; };
    fuzz::require(!comparison.attribute.empty(), "an attribute has a name");
    fuzz::require(std::ranges::none_of(comparison.attribute, isUpper), "in lower case");
    return 1;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::textOf(data, size);
    if (const auto filter = parseFilter(text)) {
        fuzz::require(size <= kLongestFilter, "no filter is longer than its bound");
        fuzz::require(countComparisons(*filter, 0) <= kMostComparisons, "nor has it more comparisons");
    } else {
        fuzz::require(filter.error().field == "invalidFilter", "a fault has its name");
    }
    if (const auto path = parsePath(text)) {
        fuzz::require(!path->attribute.empty(), "a path leads somewhere");
        fuzz::require(path->filter.empty() || parseFilter(path->filter).has_value(), "its filter is one");
    } else {
        fuzz::require(path.error().field == "invalidPath", "a fault of a path has its name");
    }
    return 0;
}
