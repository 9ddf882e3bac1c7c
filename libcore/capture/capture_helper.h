// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace kaomon::capture {

// The whole of the program kaomon-camera: opens one camera and writes its pictures to standard output in the
// form of helper_protocol.h until the camera goes, the reader goes, or standard input is closed by a dying
// parent. With
// --list it writes the cameras and ends. Returns the exit code: 0 ended as asked, 1 camera trouble (which was
// written as a message), 2 wrong arguments.
[[nodiscard]] int runCaptureHelper(int argc, char** argv);

} // namespace kaomon::capture
