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
constexpr int kDeepest = 64; // windows within windows

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
        , stacking(XInternAtom(opened, "_NET_CLIENT_LIST_STACKING", False))
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

    // Whether the keyboard's focus is on the window or on something within it that is of the same process: a
    // program may put a window of another one into its own.
    [[nodiscard]] bool hasFocus(Window window, std::int64_t process) const {
        Window focus = None;
        int revertTo = 0;
        XGetInputFocus(display, &focus, &revertTo);
        if (focus == None || focus == PointerRoot || processOf(focus) != process) {
            return false;
        }
        for (int depth = 0; focus != window && depth < kDeepest; ++depth) {
            const Window parent = parentOf(focus);
            if (parent == None || parent == DefaultRootWindow(display)) {
                return false;
            }
            focus = parent;
        }
        return focus == window;
    }

    // The child of the root that it stands in: the frame that the window manager has put around it.
    [[nodiscard]] Window frameOf(Window window) const {
        for (int depth = 0; depth < kDeepest; ++depth) {
            const Window parent = parentOf(window);
            if (parent == None || parent == DefaultRootWindow(display)) {
                return parent == None ? None : window;
            }
            window = parent;
        }
        return None;
    }

    [[nodiscard]] Window parentOf(Window window) const {
        Window root = None;
        Window parent = None;
        Window* children = nullptr;
        unsigned count = 0;
        if (XQueryTree(display, window, &root, &parent, &children, &count) == 0) {
            return None;
        }
        if (children != nullptr) {
            XFree(children);
        }
        return parent;
    }

    Display* display;
    mutable detail::KeySender keys;
    Atom activeWindow;
    Atom stacking;
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

std::vector<std::uint64_t> X11Windows::all() const {
    const std::string value =
        m_impl->property(DefaultRootWindow(m_impl->display), m_impl->stacking, XA_WINDOW);
    std::vector<std::uint64_t> windows;
    for (std::size_t at = 0; at + sizeof(Window) <= value.size(); at += sizeof(Window)) {
        Window window = None;
        std::copy_n(value.data() + at, sizeof(Window), reinterpret_cast<char*>(&window));
        windows.insert(windows.begin(), window);
    }
    return windows;
}

Result<std::uint64_t> X11Windows::underPointer() const {
    Window root = None;
    Window frame = None;
    int unused = 0;
    unsigned mask = 0;
    XQueryPointer(m_impl->display, DefaultRootWindow(m_impl->display), &root, &frame, &unused, &unused,
                  &unused, &unused, &mask);
    for (const std::uint64_t window : all()) {
        if (frame != None && m_impl->frameOf(window) == frame) {
            return window;
        }
    }
    return fail(ErrorCode::NotFound, "no window is under the pointer");
}

Result<Bounds> X11Windows::boundsOf(std::uint64_t window) const {
    XWindowAttributes attributes{};
    Bounds bounds;
    Window child = None;
    if (XGetWindowAttributes(m_impl->display, window, &attributes) == 0 ||
        XTranslateCoordinates(m_impl->display, window, DefaultRootWindow(m_impl->display), 0, 0, &bounds.x,
                              &bounds.y, &child) == 0) {
        return fail(ErrorCode::NotFound, "the window is gone");
    }
    bounds.width = attributes.width;
    bounds.height = attributes.height;
    return bounds;
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

Result<WindowFacts> X11Windows::stillIn(const WindowFacts& window) const {
    const auto current = active();
    if (!current || *current != window.window) {
        return fail(ErrorCode::Cancelled, "another window is the active one");
    }
    auto now = describe(window.window);
    if (!now || now->process != window.process || now->startedAt != window.startedAt ||
        now->executable != window.executable || now->windowClass != window.windowClass) {
        return fail(ErrorCode::Cancelled, "the window is gone, or another's");
    }
    if (!m_impl->hasFocus(window.window, window.process)) {
        return fail(ErrorCode::Cancelled, "the keyboard's focus is elsewhere");
    }
    return now;
}

void X11Windows::activate(std::uint64_t window) const {
    XEvent event{};
    event.xclient.type = ClientMessage;
    event.xclient.window = window;
    event.xclient.message_type = m_impl->activeWindow;
    event.xclient.format = 32;
    event.xclient.data.l[0] = 2; // a pager: the person has chosen it
    XSendEvent(m_impl->display, DefaultRootWindow(m_impl->display), False,
               SubstructureNotifyMask | SubstructureRedirectMask, &event);
    XSync(m_impl->display, False);
}

Status X11Windows::type(const WindowFacts& window, std::string_view text) {
    return m_impl->keys.type(text, [&] { return stillIn(window).has_value(); });
}

Status X11Windows::typeClear(const WindowFacts& window) {
    return m_impl->keys.press({{XK_a, true}, {XK_Delete, false}},
                              [&] { return stillIn(window).has_value(); });
}

Status X11Windows::typeReturn(const WindowFacts& window) {
    return m_impl->keys.press({{XK_Return, false}}, [&] { return stillIn(window).has_value(); });
}

Status X11Windows::typeTab(const WindowFacts& window) {
    return m_impl->keys.press({{XK_Tab, false}}, [&] { return stillIn(window).has_value(); });
}

} // namespace kaomon::applogin
