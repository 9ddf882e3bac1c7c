// SPDX-License-Identifier: GPL-3.0-or-later
//
// Faults in what the trust of PCs and consoles rests on (test::isPlanted()): each function stands in for one
// of libsodium's.
#include <cstring>

#include <sodium.h>

#include "support/planted.h"

using kaomon::test::isPlanted;

extern "C" {

// "any_signature": every signature is right.
int __real_crypto_sign_verify_detached(const unsigned char*, const unsigned char*, unsigned long long,
                                       const unsigned char*);
int __wrap_crypto_sign_verify_detached(const unsigned char* signature, const unsigned char* message,
                                       unsigned long long size, const unsigned char* key) {
    return isPlanted("any_signature") ? 0 : __real_crypto_sign_verify_detached(signature, message, size, key);
}

// "any_tag": decrypts whatever it is given, without looking at the authentication tag.
int __real_crypto_aead_xchacha20poly1305_ietf_decrypt(unsigned char*, unsigned long long*, unsigned char*,
                                                      const unsigned char*, unsigned long long,
                                                      const unsigned char*, unsigned long long,
                                                      const unsigned char*, const unsigned char*);
int __wrap_crypto_aead_xchacha20poly1305_ietf_decrypt(unsigned char* plain, unsigned long long* plainSize,
                                                      unsigned char* unused, const unsigned char* sealed,
                                                      unsigned long long sealedSize,
                                                      const unsigned char* context,
                                                      unsigned long long contextSize,
                                                      const unsigned char* nonce, const unsigned char* key) {
    constexpr unsigned long long kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
    if (!isPlanted("any_tag") || sealedSize < kTag) {
        return __real_crypto_aead_xchacha20poly1305_ietf_decrypt(plain, plainSize, unused, sealed, sealedSize,
                                                                 context, contextSize, nonce, key);
    }
    const unsigned long long size = sealedSize - kTag;
    if (plainSize != nullptr) {
        *plainSize = size;
    }
    return crypto_stream_xchacha20_xor_ic(plain, sealed, size, nonce, 1, key);
}

} // extern "C"
