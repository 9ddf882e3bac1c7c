// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files of other password programs. Whatever is taken is an entry that a vault takes, and there are no more
// of them than were allowed.
#include "vault/entry_import.h"
#include "fuzz/fuzz_target.h"

using namespace kaomon;
using namespace kaomon::vaultpage;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto read = readEntries(fuzz::textOf(data, size));
    if (!read) {
        fuzz::require(!read.error().field.empty(), "what is wrong has a name");
        return 0;
    }
    fuzz::require(read->size() <= kMostImported, "so many at most");
    for (const ImportedEntry& one : *read) {
        fuzz::require(one.skip || vault::check(one.entry).has_value(), "what is taken can be kept");
        fuzz::require(one.skip != ImportSkip::Invalid || !one.field.empty(), "a refused field has a name");
    }
    return 0;
}
