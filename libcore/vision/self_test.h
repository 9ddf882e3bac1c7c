// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "vision/face_engine.h"

namespace kaomon::vision {

// Measures the engine on two made-up pictures. Errors of the engine.
[[nodiscard]] Result<SelfTestFigures> measureSelfTest(FaceEngine& engine);

// How much of the engine was tested: Whole, or without the numbers of the embedding and the passive score,
// which a pack whose makers measured none cannot be held to.
enum class SelfTestReach { Whole, WithoutFigures };

// Whether this engine, on this machine, may decide about people: it finds a drawn face, puts the points where
// they were drawn and sees its eyes close; its networks give the numbers that the pack's makers found; the
// thresholds in force are those of the pack; each level of a policy leads to its threshold, and the
// comparison really refuses below and accepts above it. ErrorCode::SelfTestFailed otherwise. Takes some
// 100 ms; the engine's thread.
[[nodiscard]] Result<SelfTestReach> selfTest(FaceEngine& engine, const ModelPack& pack);

} // namespace kaomon::vision
