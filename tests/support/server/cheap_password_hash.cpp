// SPDX-License-Identifier: GPL-3.0-or-later
//
// Password hashes that cost next to nothing, in front of libsodium's (ld --wrap): with the shipped cost, nine
// tenths of what the servers under test compute would be Argon2id of passwords that are no secrets. That the
// shipped server makes expensive ones is tst_password's; measurements set kFullCostVariable. What is computed
// in front of an answer can be counted besides (kPasswordCountVariable).
#include <cstdlib>
#include <string>

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include "support/server/test_economy.h"

namespace {

constexpr unsigned long long kIterations = crypto_pwhash_OPSLIMIT_MIN;
constexpr std::size_t kMemory = std::size_t{1024} * 1024;

bool isFullCost() {
    return std::getenv(kaomon::test::kFullCostVariable) != nullptr;
}

// One line, written in one piece by whichever thread.
void count(const std::string& cost) {
    const char* file = std::getenv(kaomon::test::kPasswordCountVariable);
    if (file == nullptr) {
        return;
    }
    const int descriptor = ::open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const std::string line = cost + "\n";
    if (descriptor < 0 || ::write(descriptor, line.data(), line.size()) < 0) {
        std::abort();
    }
    ::close(descriptor);
}

} // namespace

extern "C" {

int __real_crypto_pwhash(unsigned char*, unsigned long long, const char*, unsigned long long,
                         const unsigned char*, unsigned long long, std::size_t, int);
int __wrap_crypto_pwhash(unsigned char* out, unsigned long long size, const char* password,
                         unsigned long long passwordSize, const unsigned char* salt,
                         unsigned long long iterations, std::size_t memory, int algorithm) {
    const auto spentIterations = isFullCost() ? iterations : kIterations;
    const auto spentMemory = isFullCost() ? memory : kMemory;
    count("m=" + std::to_string(spentMemory / 1024) + ",t=" + std::to_string(spentIterations));
    return __real_crypto_pwhash(out, size, password, passwordSize, salt, spentIterations, spentMemory,
                                algorithm);
}

int __real_crypto_pwhash_str_verify(const char*, const char*, unsigned long long);
int __wrap_crypto_pwhash_str_verify(const char* text, const char* password, unsigned long long size) {
    const std::string verifier(text); // $argon2id$v=19$m=65536,t=2,p=1$salt$hash
    const auto begin = verifier.find("m=");
    count(begin == verifier.npos ? "none" : verifier.substr(begin, verifier.find(",p=", begin) - begin));
    return __real_crypto_pwhash_str_verify(text, password, size);
}

int __real_crypto_pwhash_str(char*, const char*, unsigned long long, unsigned long long, std::size_t);
int __wrap_crypto_pwhash_str(char* out, const char* password, unsigned long long size,
                             unsigned long long iterations, std::size_t memory) {
    return isFullCost() ? __real_crypto_pwhash_str(out, password, size, iterations, memory)
                        : __real_crypto_pwhash_str(out, password, size, kIterations, kMemory);
}
}
