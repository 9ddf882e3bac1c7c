// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "vision/face_engine.h"

namespace kaomon::vision {

// Measures the engine on two made-up pictures. Errors of the engine.
[[nodiscard]] Result<SelfTestFigures> measureSelfTest(FaceEngine& engine);

// Whether this engine, on this machine, may decide about people: its networks give the numbers that the
// pack's makers found, the thresholds in force are those of the pack, and the comparison really refuses below
// and accepts above them. ErrorCode::SelfTestFailed otherwise. Takes some 50 ms; the engine's thread.
[[nodiscard]] Status selfTest(FaceEngine& engine, const ModelPack& pack);

} // namespace kaomon::vision
