// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/hot_key.h"

#include <array>
#include <optional>

#include <X11/XKBlib.h>
#include <X11/Xlib.h>
#include <X11/keysym.h>
#undef Status // a macro of Xlib.h

#include "applogin/key_combination.h"

namespace kaomon::applogin {
namespace {

struct Combination {
    unsigned modifiers = 0;
    KeySym key = NoSymbol;
};

std::optional<Combination> parse(std::string_view text) {
    const auto written = KeyCombination::parse(text);
    if (!written) {
        return std::nullopt;
    }
    const unsigned modifiers = (written->hasControl ? ControlMask : 0U) | (written->hasAlt ? Mod1Mask : 0U) |
                               (written->hasShift ? ShiftMask : 0U) | (written->hasSuper ? Mod4Mask : 0U);
    const KeySym key = XStringToKeysym(written->key.c_str());
    return key != NoSymbol ? std::optional(Combination{modifiers, key}) : std::nullopt;
}

// Of the grab that is made now; Xlib has one handler for the whole process.
bool s_isRefused = false;

int noteRefusal(Display*, XErrorEvent* error) {
    s_isRefused = s_isRefused || error->error_code == BadAccess;
    return 0;
}

} // namespace

struct HotKey::Impl {
    Impl(Display* opened, const Combination& wanted)
        : display(opened)
        , combination(wanted) {}
    ~Impl() { XCloseDisplay(display); } // lets the key go
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    // The locks are modifiers, too: Caps Lock, Num Lock.
    [[nodiscard]] Status grabKey() {
        code = XKeysymToKeycode(display, combination.key);
        if (code == 0) {
            return fail(ErrorCode::ValidationFailed, "the keyboard has no such key");
        }
        s_isRefused = false;
        auto* before = XSetErrorHandler(noteRefusal);
        for (const unsigned locks : std::array<unsigned, 4>{0, LockMask, Mod2Mask, LockMask | Mod2Mask}) {
            XGrabKey(display, code, combination.modifiers | locks, DefaultRootWindow(display), False,
                     GrabModeAsync, GrabModeAsync);
        }
        XSync(display, False);
        XSetErrorHandler(before);
        return s_isRefused ? Status(fail(ErrorCode::Conflict, "another program has this key")) : Status();
    }
    // Another layout may have the key elsewhere.
    void follow(XEvent& event) {
        XRefreshKeyboardMapping(&event.xmapping);
        const KeyCode now = XKeysymToKeycode(display, combination.key);
        if (now != 0 && now != code) {
            XUngrabKey(display, code, AnyModifier, DefaultRootWindow(display));
            static_cast<void>(grabKey());
        }
    }

    Display* display;
    Combination combination;
    KeyCode code = 0;
    bool isDown = false;
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
    auto impl = std::make_unique<Impl>(display, *combination);
    XkbSetDetectableAutoRepeat(display, True, nullptr); // a key that is held comes up once
    if (const Status grabbed = impl->grabKey(); !grabbed) {
        return propagate(grabbed.error());
    }
    return std::unique_ptr<HotKey>(new HotKey(std::move(impl)));
}

int HotKey::descriptor() const {
    return ConnectionNumber(m_impl->display);
}

bool HotKey::isDown() const {
    return m_impl->isDown;
}

// While the key is down the server gives all keys to this connection: what the fill types would not reach the
// program before it is up.
bool HotKey::wasPressed() {
    bool isPressed = false;
    while (XPending(m_impl->display) > 0) {
        XEvent event{};
        XNextEvent(m_impl->display, &event);
        if (event.type == MappingNotify) {
            m_impl->follow(event);
        } else if (event.type == KeyPress) {
            m_impl->isDown = m_impl->isDown || event.xkey.keycode == m_impl->code;
        } else if (event.type == KeyRelease && event.xkey.keycode == m_impl->code) {
            isPressed = isPressed || m_impl->isDown;
            m_impl->isDown = false;
        }
    }
    return isPressed;
}

} // namespace kaomon::applogin
