// SPDX-License-Identifier: GPL-3.0-or-later
//
// Licence key files: what is read without belief, and that nothing is believed without its signature.
#include "crypto/licence_file.h"
#include "crypto/secret_key.h"
#include "fuzz/fuzz_target.h"

using namespace kaomon;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const crypto::SigningKey key = [] {
        (void)crypto::initialise();
        return crypto::SigningKey::generate();
    }();
    static const std::vector<Bytes> trusted{key.publicKey()};
    const auto text = fuzz::textOf(data, size);
    fuzz::require(!crypto::LicenceFile::verify(text, trusted), "nobody signs by chance");
    const auto licence = crypto::LicenceFile::read(text);
    if (licence && licence->check()) {
        const std::string signedText = licence->sign(key);
        const auto again = crypto::LicenceFile::verify(signedText, trusted);
        fuzz::require(again.has_value() && again->serial == licence->serial, "a licence reads back");
    }
    return 0;
}
