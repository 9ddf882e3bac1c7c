// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "applogin/window_facts.h"
#include "base/result.h"

namespace kaomon::applogin {

// Windows of an X server, the processes behind them and keys to the one that has the focus. One connection of
// its own; one thread.
class X11Windows {
public:
    // ErrorCode::Unavailable without an X server, or with one that cannot say to which process a window
    // belongs or that takes no keys from programs.
    [[nodiscard]] static Result<std::unique_ptr<X11Windows>> open(const std::string& display = {});
    ~X11Windows();

    // The window that has the input. ErrorCode::NotFound.
    [[nodiscard]] Result<std::uint64_t> active() const;
    // Those that the window manager manages, the one in front first.
    [[nodiscard]] std::vector<std::uint64_t> all() const;
    // ErrorCode::NotFound.
    [[nodiscard]] Result<std::uint64_t> underPointer() const;
    // ErrorCode::NotFound.
    [[nodiscard]] Result<Bounds> boundsOf(std::uint64_t window) const;
    // Without the controls. The process is the one at the other end of the connection to the X server,
    // whatever the window says of itself. ErrorCode::NotFound.
    [[nodiscard]] Result<WindowFacts> describe(std::uint64_t window) const;
    // What the window is now, while it is the active one, the keyboard's focus is in it and in its process,
    // and process and class are those of before. ErrorCode::Cancelled.
    [[nodiscard]] Result<WindowFacts> stillIn(const WindowFacts& window) const;

    // Asks the window manager to bring it to the front.
    void activate(std::uint64_t window) const;

    // The server serves nobody else between stillIn() and the last key: no other program can take the focus
    // meanwhile. ErrorCode::Cancelled without a key.
    [[nodiscard]] Status type(const WindowFacts& window, std::string_view text);
    // Control+A and Delete.
    [[nodiscard]] Status typeClear(const WindowFacts& window);
    [[nodiscard]] Status typeReturn(const WindowFacts& window);
    [[nodiscard]] Status typeTab(const WindowFacts& window);

private:
    struct Impl;
    explicit X11Windows(std::unique_ptr<Impl> impl);

    std::unique_ptr<Impl> m_impl;
};

// What /proc says of a process; pure reading. ErrorCode::NotFound.
[[nodiscard]] Status readProcess(std::int64_t process, WindowFacts& facts);

} // namespace kaomon::applogin
