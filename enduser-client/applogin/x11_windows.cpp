// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/x11_windows.h"

#include <algorithm>
#include <utility>

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XRes.h>
#include <X11/extensions/XTest.h>
#include <X11/keysym.h>

#include "applogin/key_sender_impl.h"

namespace kaomon::applogin {
namespace {

constexpr std::size_t kLongestText = 4096;

// Windows go while one looks at them. Xlib's own handler would end the program.
int ignoreError(Display*, XErrorEvent*) {
    return 0;
}

} // namespace

struct X11Windows::Impl {
    explicit Impl(Display* opened)
        : display(opened)
        , keys(opened)
        , activeWindow(XInternAtom(opened, "_NET_ACTIVE_WINDOW", False))
        , name(XInternAtom(opened, "_NET_WM_NAME", False))
        , utf8(XInternAtom(opened, "UTF8_STRING", False)) {}
    ~Impl() { XCloseDisplay(display); }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    // The bytes of a property; empty when there is none.
    [[nodiscard]] std::string property(Window window, Atom property, Atom type) const {
        Atom actualType = None;
        int format = 0;
        unsigned long count = 0;
        unsigned long rest = 0;
        unsigned char* data = nullptr;
        const int got = XGetWindowProperty(display, window, property, 0, kLongestText / 4, False, type,
                                           &actualType, &format, &count, &rest, &data);
        std::string text;
        if (got == Success && data != nullptr && actualType == type) {
            const std::size_t unit = format == 32 ? sizeof(long) : static_cast<std::size_t>(format) / 8;
            text.assign(reinterpret_cast<const char*>(data), count * unit);
        }
        if (data != nullptr) {
            XFree(data);
        }
        return text;
    }

    [[nodiscard]] std::int64_t processOf(Window window) const {
        XResClientIdSpec spec{window, XRES_CLIENT_ID_PID_MASK};
        long count = 0;
        XResClientIdValue* values = nullptr;
        std::int64_t process = 0;
        if (XResQueryClientIds(display, 1, &spec, &count, &values) == Success && values != nullptr) {
            for (long i = 0; i < count; ++i) {
                const pid_t pid = XResGetClientPid(&values[i]);
                process = pid > 0 ? pid : process;
            }
            XResClientIdsDestroy(count, values);
        }
        return process;
    }

    Display* display;
    mutable detail::KeySender keys;
    Atom activeWindow;
    Atom name;
    Atom utf8;
};

Result<std::unique_ptr<X11Windows>> X11Windows::open(const std::string& displayName) {
    Display* display = XOpenDisplay(displayName.empty() ? nullptr : displayName.c_str());
    if (display == nullptr) {
        return fail(ErrorCode::Unavailable, "no X server");
    }
    XSetErrorHandler(ignoreError);
    auto impl = std::make_unique<Impl>(display);
    int event = 0;
    int error = 0;
    int major = 0;
    int minor = 0;
    if (!XTestQueryExtension(display, &event, &error, &major, &minor)) {
        return fail(ErrorCode::Unavailable, "the X server takes no keys from programs (XTEST)");
    }
    if (!XResQueryExtension(display, &event, &error) || XResQueryVersion(display, &major, &minor) == 0 ||
        (major == 1 && minor < 2)) {
        return fail(ErrorCode::Unavailable, "the X server does not tell whose a window is (X-Resource 1.2)");
    }
    return std::unique_ptr<X11Windows>(new X11Windows(std::move(impl)));
}

X11Windows::X11Windows(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl)) {}

X11Windows::~X11Windows() = default;

Result<std::uint64_t> X11Windows::active() const {
    const std::string value =
        m_impl->property(DefaultRootWindow(m_impl->display), m_impl->activeWindow, XA_WINDOW);
    if (value.size() < sizeof(Window)) {
        return fail(ErrorCode::NotFound, "no window has the input");
    }
    Window window = None;
    std::copy_n(value.data(), sizeof(Window), reinterpret_cast<char*>(&window));
    if (window == None) {
        return fail(ErrorCode::NotFound, "no window has the input");
    }
    return window;
}

Result<WindowFacts> X11Windows::describe(std::uint64_t window) const {
    XWindowAttributes attributes{};
    if (XGetWindowAttributes(m_impl->display, window, &attributes) == 0 ||
        attributes.map_state != IsViewable) {
        return fail(ErrorCode::NotFound, "the window is gone");
    }
    WindowFacts facts;
    facts.window = window;
    const Status known = readProcess(m_impl->processOf(window), facts);
    if (!known) {
        return propagate(known.error());
    }
    facts.title = m_impl->property(window, m_impl->name, m_impl->utf8);
    if (facts.title.empty()) {
        facts.title = m_impl->property(window, XA_WM_NAME, XA_STRING);
    }
    // Two texts, each ended by a zero: instance and class.
    const std::string hint = m_impl->property(window, XA_WM_CLASS, XA_STRING);
    const auto zero = std::min(hint.find('\0') + 1, hint.size());
    facts.windowClass = hint.substr(zero, hint.find('\0', zero) - zero);
    return facts;
}

Status X11Windows::type(std::string_view text) {
    return m_impl->keys.type(text);
}

Status X11Windows::typeClear() {
    m_impl->keys.press(XK_a, true);
    m_impl->keys.press(XK_Delete);
    return {};
}

Status X11Windows::typeReturn() {
    m_impl->keys.press(XK_Return);
    return {};
}

} // namespace kaomon::applogin
