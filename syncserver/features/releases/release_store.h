// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/cpu_pool.h"
#include "base/secret.h"
#include "http/message.h"

namespace kaomon::features {

// A part of a file, both ends counted.
struct ByteRange {
    long long first = 0;
    long long last = 0;
};

enum class RangeAnswer { Whole, Part, Unsatisfiable };

// What a Range header wants of `size` bytes (RFC 9110, 14): one range of bytes, "bytes=0-99", "bytes=100-" or
// "bytes=-50". Anything else, and several ranges, mean the whole. Exposed for the tests.
[[nodiscard]] RangeAnswer readRange(std::string_view header, long long size, ByteRange& range);

// The folder of the releases' files and the keys that they are signed with. Files are read on a thread of
// their own, so that a slow disk keeps no connection waiting. Owned by the application; thread-safe.
class ReleaseStore {
public:
    ReleaseStore(std::filesystem::path folder, std::vector<Bytes> keys)
        : m_folder(std::move(folder))
        , m_keys(std::move(keys)) {}

    [[nodiscard]] const std::vector<Bytes>& keys() const { return m_keys; }
    // A body of the bytes of a range. ErrorCode::NotFound when the file is not there or of another size.
    [[nodiscard]] boost::asio::awaitable<Result<http::BodySource>> open(std::string version, std::string name,
                                                                        long long size, ByteRange range);

private:
    std::filesystem::path m_folder;
    std::vector<Bytes> m_keys;
    auth::CpuPool m_threads{1, 256};
};

} // namespace kaomon::features
