// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>

#include "base/result.h"
#include "vision/face_engine.h"

namespace kaomon::vision::bench {

// Makes short films (640 x 480) out of photographs, one person each: the photograph as a camera would see the
// person, and what is like an attack with it: a print on paper, a screen that plays it, a printed face cut
// out and held before somebody else's, and a cloth mask drawn over the face. Simulations: they show the marks
// that such attacks leave, not paper, screens or cloth. Writes the films and `list.tsv`, as
// readLivenessList() reads it, into `out`, at most `count` people. `engine` only finds the faces.
// ErrorCode::NotFound without pictures, ErrorCode::StorageFailed when a film cannot be written.
[[nodiscard]] Result<std::size_t> simulateAttacks(FaceEngine& engine, const std::filesystem::path& pictures,
                                                  const std::filesystem::path& out, std::size_t count);

} // namespace kaomon::vision::bench
