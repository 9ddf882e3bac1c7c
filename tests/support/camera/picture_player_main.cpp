// SPDX-License-Identifier: GPL-3.0-or-later
// kaomon-picture-player CONTROL LOG [FRAMES_PER_SECOND [HOLD_MS]]: writes 640x480 BGR frames of the scene
// that the control pipe asks for to standard output, at a steady rate. packaging/demo/virtual-camera feeds
// them to PipeWire.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

#include "support/camera/picture_player.h"

namespace {

using kaomon::testing::PicturePlayer;

void readCommands(int control, PicturePlayer& player) {
    std::string pending;
    char bytes[4096];
    for (ssize_t n = 0; (n = ::read(control, bytes, sizeof bytes)) > 0;) {
        pending.append(bytes, static_cast<std::size_t>(n));
        for (std::size_t end = 0; (end = pending.find('\n')) != std::string::npos;
             pending.erase(0, end + 1)) {
            if (!player.command(pending.substr(0, end))) {
                std::_Exit(0);
            }
        }
    }
}

bool writeAll(const std::uint8_t* data, std::size_t size) {
    while (size > 0) {
        const ssize_t n = ::write(STDOUT_FILENO, data, size);
        if (n <= 0) {
            return false;
        }
        data += n;
        size -= static_cast<std::size_t>(n);
    }
    return true;
}

void play(PicturePlayer& player, int rate) {
    const auto interval = std::chrono::milliseconds(1000 / rate);
    auto due = std::chrono::steady_clock::now();
    for (;;) {
        const kaomon::vision::Frame frame = player.next(interval);
        if (!writeAll(frame.row(0),
                      static_cast<std::size_t>(frame.stride) * static_cast<std::size_t>(frame.height))) {
            return;
        }
        due = std::max(due + interval, std::chrono::steady_clock::now());
        std::this_thread::sleep_until(due);
    }
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::fputs("usage: kaomon-picture-player CONTROL LOG [FRAMES_PER_SECOND [HOLD_MS]]\n", stderr);
        return 2;
    }
    // Opened for writing too, so that the pipe stays open between two commands.
    const int control = ::open(argv[1], O_RDWR | O_CLOEXEC);
    std::FILE* log = std::fopen(argv[2], "ae");
    const int rate = argc > 3 ? std::atoi(argv[3]) : 20;
    const int hold = argc > 4 ? std::atoi(argv[4]) : 1200;
    if (control < 0 || log == nullptr || rate < 1 || rate > 60 || hold < 1) {
        std::fputs("kaomon-picture-player: cannot open the control pipe or the log, or bad numbers\n",
                   stderr);
        return 2;
    }
    // One picture at a time fits, so that nobody has to take turns within one.
    ::fcntl(STDOUT_FILENO, F_SETPIPE_SZ, 1 << 20);
    PicturePlayer player(log, std::chrono::milliseconds(hold));
    std::thread(readCommands, control, std::ref(player)).detach();
    play(player, rate);
    std::_Exit(0);
}
