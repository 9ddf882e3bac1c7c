// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/helper_process_impl.h"

#include <algorithm>
#include <thread>
#include <utility>

#include <windows.h>

namespace kaomon::capture {

// Media Foundation is the only one that is built for Windows.
void prepareMedia() {}
void tuneMedia() {}

bool writeToParent(std::span<const std::uint8_t> bytes) {
    constexpr std::size_t kPiece = std::size_t{1} << 20U;
    const HANDLE output = ::GetStdHandle(STD_OUTPUT_HANDLE);
    while (!bytes.empty()) {
        DWORD written = 0;
        const auto piece = static_cast<DWORD>(std::min(bytes.size(), kPiece));
        if (::WriteFile(output, bytes.data(), piece, &written, nullptr) == 0) {
            return false;
        }
        bytes = bytes.subspan(written);
    }
    return true;
}

// A read of a pipe is no event here: a thread waits in it, until the process ends.
void whenParentGoes(QObject&, std::function<void()> gone) {
    std::thread([gone = std::move(gone)] {
        const HANDLE input = ::GetStdHandle(STD_INPUT_HANDLE);
        char ignored = 0;
        DWORD count = 0;
        while (::ReadFile(input, &ignored, 1, &count, nullptr) != 0 && count > 0) {
        }
        gone();
    }).detach();
}

} // namespace kaomon::capture
