// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace kaomon::presence {

// What the X server knows of a session: idle time, a screen locker, power of the screen. A connection of its
// own; GUI thread.
class X11Screen {
public:
    // Null when there is no such display.
    [[nodiscard]] static std::unique_ptr<X11Screen> open(const std::string& display = {});
    ~X11Screen();
    X11Screen(const X11Screen&) = delete;
    X11Screen& operator=(const X11Screen&) = delete;

    // nullopt without the extension MIT-SCREEN-SAVER.
    [[nodiscard]] std::optional<std::chrono::milliseconds> idle() const;
    // Some program's window that no window manager rules covers everything and that program holds the
    // keyboard: so every locker of X11 works. Takes the keyboard for a moment when there is such a window, to
    // see whether somebody else holds it.
    [[nodiscard]] bool isHeldByLocker() const;
    // False without the extension DPMS.
    bool turnOff();

private:
    struct Parts;
    explicit X11Screen(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> m_parts;
};

} // namespace kaomon::presence
