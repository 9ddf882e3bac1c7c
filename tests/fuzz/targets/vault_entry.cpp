// SPDX-License-Identifier: GPL-3.0-or-later
//
// Entries of a vault behind their seal, and seeds of one-time codes. A PC of the person's own sealed them,
// but perhaps a newer or a broken one.
#include "vault/vault_entry.h"
#include "fuzz/fuzz_target.h"
#include "vault/one_time_code.h"

using namespace kaomon;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const VaultItemId id = VaultItemId::generate();
    const auto entry = vault::decodeEntry(id, SecretBytes(Bytes(data, data + size)));
    if (entry) {
        fuzz::require(vault::check(*entry).has_value(), "what is taken is within its bounds");
        const auto again = vault::decodeEntry(id, vault::encodeEntry(*entry));
        fuzz::require(again && vault::encodeEntry(*again).reveal() == vault::encodeEntry(*entry).reveal(),
                      "an entry reads back");
    }
    const auto seed = vault::OneTimeSeed::parse(SecretString(std::string(fuzz::textOf(data, size))));
    if (seed) {
        fuzz::require(seed->code(TimePoint(std::chrono::hours(1))).reveal().size() ==
                          static_cast<std::size_t>(seed->digits),
                      "a code has its digits");
    }
    return 0;
}
