// SPDX-License-Identifier: GPL-3.0-or-later
//
// The bundle file with which a PC joins.
#include "client/enrolment_bundle.h"
#include "crypto/secret_key.h"
#include "fuzz/fuzz_target.h"

using namespace kaomon;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const bool isReady = crypto::initialise().has_value();
    fuzz::require(isReady, "the random generator");
    const auto bundle = client::EnrolmentBundle::parse(fuzz::textOf(data, size));
    if (!bundle) {
        return 0;
    }
    const SecretString text = bundle->encode();
    const auto again = client::EnrolmentBundle::parse(text.reveal());
    fuzz::require(again.has_value(), "a bundle reads back");
    fuzz::require(again->server == bundle->server && again->tenant == bundle->tenant &&
                      again->tlsPins == bundle->tlsPins &&
                      again->rootFingerprint == bundle->rootFingerprint &&
                      again->code.reveal() == bundle->code.reveal(),
                  "and is the same");
    return 0;
}
