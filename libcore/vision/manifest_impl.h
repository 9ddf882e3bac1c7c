// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string_view>

#include "vision/model_pack.h"

namespace kaomon::vision {

// Turns the text of a manifest.json into a pack whose files have not been looked at yet. Anyone may have
// written the text: unknown members are ignored, everything else that is not exactly as expected is
// ErrorCode::ModelCorrupt.
class ManifestReader {
public:
    [[nodiscard]] static Result<ModelPack> read(std::string_view json, const std::filesystem::path& folder);
};

} // namespace kaomon::vision
