// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/hot_key.h"

#include <array>
#include <map>
#include <optional>

#include <X11/Xlib.h>
#include <X11/keysym.h>
#undef Status // a macro of Xlib.h

namespace kaomon::applogin {
namespace {

struct Combination {
    unsigned modifiers = 0;
    KeySym key = NoSymbol;
};

std::optional<Combination> parse(std::string_view text) {
    static const std::map<std::string_view, unsigned> kModifiers{
        {"ctrl", ControlMask}, {"alt", Mod1Mask}, {"shift", ShiftMask}, {"super", Mod4Mask}};
    Combination found;
    while (!text.empty()) {
        const auto plus = text.find('+', 1);
        const std::string_view part = text.substr(0, plus);
        text.remove_prefix(plus == std::string_view::npos ? text.size() : plus + 1);
        if (const auto modifier = kModifiers.find(part); modifier != kModifiers.end()) {
            found.modifiers |= modifier->second;
        } else if (found.key != NoSymbol) {
            return std::nullopt; // two keys
        } else {
            found.key = XStringToKeysym(std::string(part).c_str());
            if (found.key == NoSymbol) {
                return std::nullopt;
            }
        }
    }
    // Shift alone would take a letter from everybody.
    const bool isApart = (found.modifiers & ~static_cast<unsigned>(ShiftMask)) != 0;
    return found.key != NoSymbol && isApart ? std::optional(found) : std::nullopt;
}

// Of the grab that is made now; Xlib has one handler for the whole process.
bool s_isRefused = false;

int noteRefusal(Display*, XErrorEvent* error) {
    s_isRefused = s_isRefused || error->error_code == BadAccess;
    return 0;
}

} // namespace

struct HotKey::Impl {
    explicit Impl(Display* opened)
        : display(opened) {}
    ~Impl() { XCloseDisplay(display); } // lets the key go
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    Display* display;
};

HotKey::HotKey(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl)) {}

HotKey::~HotKey() = default;

Result<std::unique_ptr<HotKey>> HotKey::grab(std::string_view text) {
    const auto combination = parse(text);
    if (!combination) {
        return fail(ErrorCode::ValidationFailed, "not a combination of keys");
    }
    Display* display = XOpenDisplay(nullptr);
    if (display == nullptr) {
        return fail(ErrorCode::Unavailable, "no X server");
    }
    auto impl = std::make_unique<Impl>(display);
    const KeyCode code = XKeysymToKeycode(display, combination->key);
    if (code == 0) {
        return fail(ErrorCode::ValidationFailed, "the keyboard has no such key");
    }
    s_isRefused = false;
    auto* before = XSetErrorHandler(noteRefusal);
    // The locks are modifiers, too: Caps Lock, Num Lock.
    for (const unsigned locks : std::array<unsigned, 4>{0, LockMask, Mod2Mask, LockMask | Mod2Mask}) {
        XGrabKey(display, code, combination->modifiers | locks, DefaultRootWindow(display), False,
                 GrabModeAsync, GrabModeAsync);
    }
    XSync(display, False);
    XSetErrorHandler(before);
    if (s_isRefused) {
        return fail(ErrorCode::Conflict, "another program has this key");
    }
    return std::unique_ptr<HotKey>(new HotKey(std::move(impl)));
}

int HotKey::descriptor() const {
    return ConnectionNumber(m_impl->display);
}

bool HotKey::wasPressed() {
    bool isPressed = false;
    while (XPending(m_impl->display) > 0) {
        XEvent event{};
        XNextEvent(m_impl->display, &event);
        isPressed = isPressed || event.type == KeyPress;
    }
    return isPressed;
}

} // namespace kaomon::applogin
