// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace kaomon::vision::bench {

// Median milliseconds of one exact search.
struct SearchTime {
    std::string how; // "portable", "avx2", "FAISS IndexFlatIP"
    double median = 0.0;
};

// Searches `templates` made-up templates for `probes` made-up faces, in every way this machine and this build
// have, one after the other for each probe, so that all suffer the same load. FAISS is there when it was
// found at build time; it runs on one thread. Errors of vision::TemplateIndex; ErrorCode::Internal when two
// ways disagree about who is nearest.
[[nodiscard]] Result<std::vector<SearchTime>> measureSearch(std::size_t templates, std::size_t probes);

} // namespace kaomon::vision::bench
