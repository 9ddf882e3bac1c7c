// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/helper_process_impl.h"

#include <QSocketNotifier>
#include <QtGlobal>

#include <cerrno>
#include <csignal>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "capture/pipewire_copy.h"

namespace kaomon::capture {
namespace {

// A picture of 640x480 and its head fit into the pipe at once: by pieces of the usual 64 KiB writer and
// reader would have to take turns fifteen times for each, and a busy machine lets each of them wait for its
// turn.
constexpr int kPipeBytes = 1 << 20;

} // namespace

void prepareMedia() {
    std::signal(SIGPIPE, SIG_IGN);
    ::fcntl(STDOUT_FILENO, F_SETPIPE_SZ, kPipeBytes); // where it may not it is only slower
    if (qEnvironmentVariableIsEmpty("QT_MEDIA_BACKEND")) {
        // The one that also finds the cameras of PipeWire.
        qputenv("QT_MEDIA_BACKEND", "gstreamer");
    }
}

void tuneMedia() {
    copyPipeWirePictures();
}

bool writeToParent(std::span<const std::uint8_t> bytes) {
    std::size_t written = 0;
    while (written < bytes.size()) {
        const ssize_t n = ::write(STDOUT_FILENO, bytes.data() + written, bytes.size() - written);
        if (n < 0 && errno != EINTR) {
            return false;
        }
        written += n > 0 ? static_cast<std::size_t>(n) : 0;
    }
    return true;
}

void whenParentGoes(QObject& owner, std::function<void()> gone) {
    auto* parent = new QSocketNotifier(STDIN_FILENO, QSocketNotifier::Read, &owner);
    QObject::connect(parent, &QSocketNotifier::activated, &owner, [gone = std::move(gone)] {
        char ignored = 0;
        if (::read(STDIN_FILENO, &ignored, 1) <= 0) {
            gone();
        }
    });
}

} // namespace kaomon::capture
