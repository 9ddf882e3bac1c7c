// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cursors: opaque texts that come back from callers.
#include <filesystem>

#include "auth/server_key.h"
#include "crypto/secret_key.h"
#include "features/reply.h"
#include "fuzz/fuzz_target.h"

using namespace kaomon;

namespace {

// The server's key, made once for this process.
const auth::ServerKey& serverKey() {
    static const auth::ServerKey key = [] {
        (void)crypto::initialise();
        std::string pattern = (std::filesystem::temp_directory_path() / "fuzz-XXXXXX").string();
        fuzz::require(::mkdtemp(pattern.data()) != nullptr, "a folder");
        auto opened = auth::ServerKey::open(std::filesystem::path(pattern) / "server.key");
        std::filesystem::remove_all(pattern);
        fuzz::require(opened.has_value(), "a server key");
        return std::move(*opened);
    }();
    return key;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::textOf(data, size);
    const auth::ServerKey& key = serverKey();
    fuzz::require(!features::openText(key, "users", text), "nobody makes a cursor by chance");
    const std::string sealed = features::sealText(key, "users", text);
    fuzz::require(features::openText(key, "users", sealed) == text, "a cursor reads back");
    fuzz::require(!features::openText(key, "events", sealed), "and serves one purpose");
    return 0;
}
