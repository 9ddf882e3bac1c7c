// SPDX-License-Identifier: GPL-3.0-or-later
//
// Templates as they come out of a sealed record that another PC made.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "fuzz/fuzz_target.h"
#include "vision/identify.h"

using namespace kaomon;
using namespace kaomon::vision;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto made = Template::parse({data, size});
    if (!made) {
        return 0;
    }
    const SecretBytes again = made->serialise();
    fuzz::require(std::ranges::equal(again.reveal(), std::span(data, size)),
                  "a template is written as it was read");
    std::array<float, kEmbeddingSize> values{};
    values[0] = 1.0F;
    const auto probe = Embedding::fromValues(made->modelId(), values);
    fuzz::require(probe && std::abs(made->similarity(*probe).value_or(9.0F)) <= 1.001F, "a cosine is one");
    values[1] = std::numeric_limits<float>::quiet_NaN();
    fuzz::require(!Embedding::fromValues(made->modelId(), values), "no face is not a number");
    TemplateIndex index(made->modelId());
    fuzz::require(index.add(1, *made).has_value(), "it can be searched");
    return 0;
}
