// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/webhook_signature.h"

#include <array>

#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace kaomon::delivery {

std::string webhookSignature(const SecretBytes& secret, TimePoint at, std::string_view body) {
    const std::string time = std::to_string(toEpochMicros(at) / 1'000'000);
    const std::string message = time + "." + std::string(body);
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    const auto& key = secret.reveal();
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
         reinterpret_cast<const unsigned char*>(message.data()), message.size(), digest.data(), &size);
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text = "t=" + time + ",v1=";
    for (unsigned int i = 0; i < size; ++i) {
        text += kDigits[digest[i] >> 4U];
        text += kDigits[digest[i] & 15U];
    }
    return text;
}

} // namespace kaomon::delivery
