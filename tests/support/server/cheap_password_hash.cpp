// SPDX-License-Identifier: GPL-3.0-or-later
//
// Password hashes that cost next to nothing, in front of libsodium's (ld --wrap): with the shipped cost, nine
// tenths of what the servers under test compute would be Argon2id of passwords that are no secrets. That the
// shipped server makes expensive ones is tst_password's; measurements set kFullCostVariable.
#include <cstdlib>

#include <sodium.h>

#include "support/server/test_economy.h"

namespace {

constexpr unsigned long long kIterations = crypto_pwhash_OPSLIMIT_MIN;
constexpr std::size_t kMemory = std::size_t{1024} * 1024;

bool isFullCost() {
    return std::getenv(kaomon::test::kFullCostVariable) != nullptr;
}

} // namespace

extern "C" {

int __real_crypto_pwhash(unsigned char*, unsigned long long, const char*, unsigned long long,
                         const unsigned char*, unsigned long long, std::size_t, int);
int __wrap_crypto_pwhash(unsigned char* out, unsigned long long size, const char* password,
                         unsigned long long passwordSize, const unsigned char* salt,
                         unsigned long long iterations, std::size_t memory, int algorithm) {
    return isFullCost()
               ? __real_crypto_pwhash(out, size, password, passwordSize, salt, iterations, memory, algorithm)
               : __real_crypto_pwhash(out, size, password, passwordSize, salt, kIterations, kMemory,
                                      algorithm);
}

int __real_crypto_pwhash_str(char*, const char*, unsigned long long, unsigned long long, std::size_t);
int __wrap_crypto_pwhash_str(char* out, const char* password, unsigned long long size,
                             unsigned long long iterations, std::size_t memory) {
    return isFullCost() ? __real_crypto_pwhash_str(out, password, size, iterations, memory)
                        : __real_crypto_pwhash_str(out, password, size, kIterations, kMemory);
}
}
