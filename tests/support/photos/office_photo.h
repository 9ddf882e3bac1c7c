// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "support/camera/picture_composer.h"
#include "vision/picture.h"

namespace kaomon::testing {

// A JPEG file as large as those of an office, made of one of the small photographs of the tests; empty when
// that cannot be read.
[[nodiscard]] inline std::string officePhoto(const std::filesystem::path& path) {
    const auto photograph = vision::loadPicture(path);
    if (!photograph) {
        return {};
    }
    const auto jpeg = vision::encodeJpeg(PictureComposer(*photograph).compose(std::chrono::milliseconds(200)),
                                         {.quality = 95});
    return jpeg ? std::string(jpeg->reveal().begin(), jpeg->reveal().end()) : std::string();
}

} // namespace kaomon::testing
