// SPDX-License-Identifier: GPL-3.0-or-later
#include "presence/x11_screen.h"

#include <span>

#include <X11/Xlib.h>
#include <X11/extensions/dpms.h>
#include <X11/extensions/scrnsaver.h>

namespace kaomon::presence {

struct X11Screen::Parts {
    Display* display = nullptr;
};

namespace {

template<class T>
struct XFreer {
    void operator()(T* memory) const {
        if (memory != nullptr) {
            XFree(memory);
        }
    }
};

// Windows of other programs may go between two questions; the library's own answer to that is to end the
// program.
int passOver(Display*, XErrorEvent*) {
    return 0;
}

bool coversRoot(Display* display, Window window, const XWindowAttributes& root) {
    XWindowAttributes found{};
    return XGetWindowAttributes(display, window, &found) != 0 && found.map_state == IsViewable &&
           found.override_redirect != 0 && found.x <= 0 && found.y <= 0 &&
           found.x + found.width >= root.width && found.y + found.height >= root.height;
}

bool isAnyCovering(Display* display) {
    const Window root = DefaultRootWindow(display);
    XWindowAttributes size{};
    Window rootFound = 0;
    Window parent = 0;
    Window* children = nullptr;
    unsigned int count = 0;
    if (XGetWindowAttributes(display, root, &size) == 0 ||
        XQueryTree(display, root, &rootFound, &parent, &children, &count) == 0) {
        return false;
    }
    const std::unique_ptr<Window, XFreer<Window>> owner(children);
    for (const Window window : std::span(children, count)) {
        if (coversRoot(display, window, size)) {
            return true;
        }
    }
    return false;
}

} // namespace

X11Screen::X11Screen(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts)) {}

std::unique_ptr<X11Screen> X11Screen::open(const std::string& display) {
    XSetErrorHandler(passOver);
    auto parts = std::make_unique<Parts>();
    parts->display = XOpenDisplay(display.empty() ? nullptr : display.c_str());
    return parts->display == nullptr ? nullptr : std::unique_ptr<X11Screen>(new X11Screen(std::move(parts)));
}

X11Screen::~X11Screen() {
    XCloseDisplay(m_parts->display);
}

std::optional<std::chrono::milliseconds> X11Screen::idle() const {
    int event = 0;
    int error = 0;
    if (XScreenSaverQueryExtension(m_parts->display, &event, &error) == 0) {
        return std::nullopt;
    }
    const std::unique_ptr<XScreenSaverInfo, XFreer<XScreenSaverInfo>> info(XScreenSaverAllocInfo());
    if (!info ||
        XScreenSaverQueryInfo(m_parts->display, DefaultRootWindow(m_parts->display), info.get()) == 0) {
        return std::nullopt;
    }
    return std::chrono::milliseconds(info->idle);
}

bool X11Screen::isHeldByLocker() const {
    Display* display = m_parts->display;
    if (!isAnyCovering(display)) {
        return false;
    }
    const int grabbed =
        XGrabKeyboard(display, DefaultRootWindow(display), 0, GrabModeAsync, GrabModeAsync, CurrentTime);
    if (grabbed == GrabSuccess) {
        XUngrabKeyboard(display, CurrentTime);
        XSync(display, 0);
        return false;
    }
    return grabbed == AlreadyGrabbed;
}

bool X11Screen::turnOff() {
    int event = 0;
    int error = 0;
    if (DPMSQueryExtension(m_parts->display, &event, &error) == 0 || DPMSCapable(m_parts->display) == 0) {
        return false;
    }
    DPMSEnable(m_parts->display);
    DPMSForceLevel(m_parts->display, DPMSModeOff);
    XSync(m_parts->display, 0);
    return true;
}

} // namespace kaomon::presence
