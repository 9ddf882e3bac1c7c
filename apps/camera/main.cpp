// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/capture_helper.h"

int main(int argc, char** argv) {
    return kaomon::capture::runCaptureHelper(argc, argv);
}
