// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pictures that people bring: photographs to enrol from, and what a diagnosis is fed with.
#include "vision/picture.h"
#include "fuzz/fuzz_target.h"

using namespace kaomon;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto frame = vision::decodePicture({data, size});
    if (!frame) {
        return 0;
    }
    fuzz::require(frame->isValid(), "a picture that was read is a frame");
    fuzz::require(vision::fingerprint(*frame) == vision::fingerprint(*vision::decodePicture({data, size})),
                  "the same bytes give the same picture");
    const auto jpeg = vision::encodeJpeg(*frame, {.quality = 50, .maxWidth = 64});
    fuzz::require(jpeg.has_value(), "what was read can be written");
    fuzz::require(vision::decodePicture(jpeg->reveal()).has_value(), "what was written can be read");
    return 0;
}
