// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace kaomon::diagnostics {

// What a bundle may be. Whoever writes one is stopped at the same bounds as whoever reads one, so that a
// bundle that was made can be opened.
struct BundleLimits {
    std::uint64_t archiveBytes = 200ULL * 1024 * 1024;
    std::uint64_t textBytes = 48ULL * 1024 * 1024; // of all lines together, unpacked
    std::size_t lines = 300'000;
    std::size_t lineBytes = 16 * 1024; // longer ones are cut
    std::size_t reportBytes = 512 * 1024;
    std::size_t entries = 32;
};

} // namespace kaomon::diagnostics
