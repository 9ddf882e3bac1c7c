// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/linux_desktop.h"

#include <algorithm>
#include <optional>
#include <thread>

#include <gio/gio.h>
#include <unistd.h>

#include "applogin/accessible_impl.h"
#include "applogin/input_method_pause.h"
#include "applogin/terminal_facts.h"
#include "applogin/x11_windows.h"
#include "base/secret.h"

namespace kaomon::applogin {
namespace {

using namespace detail;
using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr int kCallMs = 2000; // for a program to answer one question
constexpr int kStartMs = 5000;
constexpr auto kLookTime = 8s; // for all of a window
constexpr auto kActivateTime = 2s;
constexpr std::size_t kMostNodes = 3000;
constexpr std::size_t kMostControls = 400;
constexpr int kDeepest = 40;
constexpr int kMostChildren = 500;
constexpr int kLongestText = 8192;

Accessible childAt(AtspiAccessible* parent, int index) {
    Fault fault;
    return Accessible(atspi_accessible_get_child_at_index(parent, index, fault.out()));
}

int childCount(AtspiAccessible* parent) {
    Fault fault;
    const int count = atspi_accessible_get_child_count(parent, fault.out());
    return fault ? 0 : std::clamp(count, 0, kMostChildren);
}

// Qt, Chromium and others tell of their windows only while somebody in the session wants to know.
void askForAccessibility() {
    GDBusConnection* bus = g_bus_get_sync(G_BUS_TYPE_SESSION, nullptr, nullptr);
    if (bus == nullptr) {
        return;
    }
    GVariant* reply = g_dbus_connection_call_sync(
        bus, "org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties", "Set",
        g_variant_new("(ssv)", "org.a11y.Status", "IsEnabled", g_variant_new_boolean(TRUE)), nullptr,
        G_DBUS_CALL_FLAGS_NONE, kCallMs, nullptr, nullptr);
    if (reply != nullptr) {
        g_variant_unref(reply);
    }
    g_object_unref(bus);
}

Bounds extentsOf(AtspiComponent* component, AtspiCoordType type) {
    Fault fault;
    AtspiRect* rectangle = atspi_component_get_extents(component, type, fault.out());
    Bounds bounds;
    if (rectangle != nullptr && !fault) {
        bounds = {rectangle->x, rectangle->y, rectangle->width, rectangle->height};
    }
    g_free(rectangle);
    return bounds;
}

// Its middle is.
bool isWithin(const Bounds& bounds, const Bounds& frame) {
    const int x = bounds.x + bounds.width / 2;
    const int y = bounds.y + bounds.height / 2;
    return x >= frame.x && x < frame.x + frame.width && y >= frame.y && y < frame.y + frame.height;
}

// Of this program, be it another process of it.
bool isOwn(const WindowFacts& facts) {
    WindowFacts self;
    return facts.process == ::getpid() ||
           (readProcess(::getpid(), self) && !self.executable.empty() && self.executable == facts.executable);
}

} // namespace

struct LinuxDesktop::Impl {
    std::unique_ptr<X11Windows> windows;
    std::vector<Accessible> controls; // by handle; null: the terminal
    std::int64_t terminalProcess = 0;
    std::optional<InputMethodPause> pause; // while keys are typed

    X11Windows& keys() {
        if (!pause) {
            pause.emplace();
        }
        return *windows;
    }

    // Applications that this process has on the bus; the bus itself says whose connection it is.
    [[nodiscard]] static std::vector<Accessible> applicationsOf(std::int64_t process) {
        std::vector<Accessible> found;
        const Accessible desktop(atspi_get_desktop(0));
        for (int i = 0; desktop && i < childCount(desktop.get()); ++i) {
            Accessible application = childAt(desktop.get(), i);
            Fault fault;
            if (application && static_cast<std::int64_t>(atspi_accessible_get_process_id(
                                   application.get(), fault.out())) == process) {
                found.push_back(std::move(application));
            }
        }
        return found;
    }

    // The top-level object of a window: the active one of its process, else the one of its name.
    [[nodiscard]] static Accessible rootOf(const WindowFacts& facts, std::string& toolkit) {
        Accessible named;
        for (const Accessible& application : applicationsOf(facts.process)) {
            for (int i = 0; i < childCount(application.get()); ++i) {
                Accessible top = childAt(application.get(), i);
                if (!top || !hasState(top.get(), ATSPI_STATE_SHOWING)) {
                    continue;
                }
                Fault fault;
                gchar* name = atspi_accessible_get_toolkit_name(application.get(), fault.out());
                toolkit = name != nullptr ? name : "";
                g_free(name);
                if (nameOf(top.get()) == facts.title) {
                    return top;
                }
                if (!named || hasState(top.get(), ATSPI_STATE_ACTIVE)) {
                    named = std::move(top);
                }
            }
        }
        return named;
    }

    struct Walk {
        WindowFacts& facts;
        std::size_t nodes = 0;
        steady_clock::time_point until = steady_clock::now() + kLookTime;

        // Whether there is room and time for one more object.
        [[nodiscard]] bool goesOn() {
            facts.isCut = facts.isCut || steady_clock::now() > until;
            return !facts.isCut && ++nodes <= kMostNodes && facts.controls.size() < kMostControls;
        }
    };

    void collectChildren(AtspiAccessible* object, int depth, Walk& walk) {
        const int count = childCount(object);
        for (int i = 0; i < count && !walk.facts.isCut; ++i) {
            Fault fault;
            collect(Accessible(atspi_accessible_get_child_at_index(object, i, fault.out())), depth + 1, walk);
            walk.facts.isCut = walk.facts.isCut || fault; // it did not answer
        }
    }

    void collect(Accessible object, int depth, Walk& walk) {
        if (!object || depth > kDeepest || !walk.goesOn()) {
            return;
        }
        const AtspiRole role = roleOf(object.get());
        ControlFacts facts = factsOf(object.get(), role);
        if (!facts.isShown && depth > 0) {
            return; // and nothing below it is
        }
        const bool mayHold = facts.role == ControlRole::Other
                                 ? mayHoldFields(role)
                                 : facts.role == ControlRole::ComboBox || isWrapping(role);
        if (role == ATSPI_ROLE_DOCUMENT_WEB && walk.facts.address.empty()) {
            walk.facts.address = addressOf(object.get());
        }
        if (mayHold) { // the text of a combo box is a child
            collectChildren(object.get(), depth, walk);
        }
        if (facts.role != ControlRole::Other) {
            facts.handle = static_cast<int>(controls.size());
            controls.push_back(std::move(object));
            walk.facts.controls.push_back(std::move(facts));
        }
    }

    void addTerminal(WindowFacts& facts) {
        auto terminal = terminalOf(facts.process);
        if (!terminal) {
            return;
        }
        terminalProcess = facts.process;
        terminal->handle = static_cast<int>(controls.size());
        controls.emplace_back();
        facts.controls.push_back(std::move(*terminal));
    }

    [[nodiscard]] AtspiAccessible* at(int handle) const {
        return handle >= 0 && handle < static_cast<int>(controls.size())
                   ? controls[static_cast<std::size_t>(handle)].get()
                   : nullptr;
    }
    [[nodiscard]] bool isTerminal(int handle) const {
        return handle >= 0 && handle < static_cast<int>(controls.size()) && at(handle) == nullptr;
    }
};

Result<std::unique_ptr<LinuxDesktop>> LinuxDesktop::open() {
    auto windows = X11Windows::open();
    if (!windows) {
        return propagate(windows.error());
    }
    if (atspi_init() > 1) {
        return fail(ErrorCode::Unavailable, "no accessibility bus");
    }
    askForAccessibility();
    atspi_set_timeout(kCallMs, kStartMs);
    // States alone are kept, and forgotten before each look (statesOf()): without them libatspi asks for them
    // while it takes what a program has told at its start, and waits there for ever.
    const Accessible desktop(atspi_get_desktop(0));
    atspi_accessible_set_cache_mask(desktop.get(), ATSPI_CACHE_STATES);
    auto impl = std::make_unique<Impl>();
    impl->windows = std::move(*windows);
    return std::unique_ptr<LinuxDesktop>(new LinuxDesktop(std::move(impl)));
}

LinuxDesktop::LinuxDesktop(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl)) {}

LinuxDesktop::~LinuxDesktop() = default;

Result<WindowFacts> LinuxDesktop::activeWindow() {
    const auto window = m_impl->windows->active();
    if (!window) {
        return propagate(window.error());
    }
    return look(*window);
}

Result<std::vector<WindowFacts>> LinuxDesktop::openWindows() {
    std::vector<WindowFacts> found;
    for (const std::uint64_t window : m_impl->windows->all()) {
        auto facts = m_impl->windows->describe(window);
        if (facts && !isOwn(*facts)) {
            found.push_back(std::move(*facts));
        }
    }
    return found;
}

Result<WindowFacts> LinuxDesktop::windowUnderPointer() {
    const auto window = m_impl->windows->underPointer();
    if (!window) {
        return propagate(window.error());
    }
    auto facts = m_impl->windows->describe(*window);
    if (facts && isOwn(*facts)) {
        return fail(ErrorCode::NotFound, "a window of this program");
    }
    return facts;
}

Result<Bounds> LinuxDesktop::boundsOf(const WindowFacts& window) {
    return m_impl->windows->boundsOf(window.window);
}

Result<Bounds> LinuxDesktop::boundsOf(const WindowFacts& window, int handle) {
    const auto frame = m_impl->windows->boundsOf(window.window);
    if (!frame || m_impl->isTerminal(handle)) {
        return frame;
    }
    AtspiAccessible* object = m_impl->at(handle);
    const Owned<AtspiComponent> component(object != nullptr ? atspi_accessible_get_component_iface(object)
                                                            : nullptr);
    if (!component) {
        return fail(ErrorCode::Unavailable, "tells no place");
    }
    auto bounds = extentsOf(component.get(), ATSPI_COORD_TYPE_SCREEN);
    if (bounds.isEmpty() || !isWithin(bounds, *frame)) {
        // Some know only where it is within their window.
        bounds = extentsOf(component.get(), ATSPI_COORD_TYPE_WINDOW);
        bounds.x += frame->x;
        bounds.y += frame->y;
    }
    if (bounds.isEmpty() || !isWithin(bounds, *frame)) {
        return fail(ErrorCode::Unavailable, "tells a place outside its window");
    }
    return bounds;
}

Result<WindowFacts> LinuxDesktop::look(std::uint64_t window) {
    auto facts = m_impl->windows->describe(window);
    if (!facts) {
        return facts;
    }
    m_impl->controls.clear();
    Accessible root = Impl::rootOf(*facts, facts->toolkit);
    if (root) {
        Impl::Walk walk{*facts};
        m_impl->collect(std::move(root), 0, walk);
    }
    m_impl->addTerminal(*facts);
    return facts;
}

Result<WindowFacts> LinuxDesktop::stillIn(const WindowFacts& window) {
    return m_impl->windows->stillIn(window);
}

void LinuxDesktop::activate(const WindowFacts& window) {
    m_impl->windows->activate(window.window);
    for (const auto until = steady_clock::now() + kActivateTime;
         !stillIn(window) && steady_clock::now() < until;) {
        wait(50ms);
    }
}

Result<ControlFacts> LinuxDesktop::control(int handle) {
    if (m_impl->isTerminal(handle)) {
        auto facts = terminalOf(m_impl->terminalProcess);
        if (!facts) {
            return fail(ErrorCode::NotFound, "the terminal is gone");
        }
        facts->handle = handle;
        return *facts;
    }
    AtspiAccessible* object = m_impl->at(handle);
    if (object == nullptr) {
        return fail(ErrorCode::NotFound, "no such control");
    }
    if (hasState(object, ATSPI_STATE_DEFUNCT)) {
        return fail(ErrorCode::NotFound, "the control is gone");
    }
    ControlFacts facts = factsOf(object, roleOf(object));
    facts.handle = handle;
    return facts;
}

Result<ControlFacts> LinuxDesktop::controlIn(const WindowFacts& window, int handle) {
    auto facts = control(handle);
    if (facts) { // the cheaper look comes last
        if (const auto now = stillIn(window); !now) {
            return propagate(now.error());
        }
    }
    return facts;
}

Status LinuxDesktop::setText(int handle, std::string_view text) {
    AtspiAccessible* object = m_impl->at(handle);
    const Owned<AtspiEditableText> editable(
        object != nullptr ? atspi_accessible_get_editable_text_iface(object) : nullptr);
    if (!editable) {
        return fail(ErrorCode::Unavailable, "cannot be set through accessibility");
    }
    const SecretString copy{std::string(text)}; // ended by a zero
    Fault fault;
    if (!atspi_editable_text_set_text_contents(editable.get(), copy.reveal().c_str(), fault.out()) || fault) {
        return fail(ErrorCode::Unavailable, "not taken through accessibility: " + fault.text());
    }
    return {};
}

Result<std::string> LinuxDesktop::readText(int handle) {
    AtspiAccessible* object = m_impl->at(handle);
    const Owned<AtspiText> text(object != nullptr ? atspi_accessible_get_text_iface(object) : nullptr);
    if (!text) {
        return fail(ErrorCode::Unavailable, "tells no text");
    }
    Fault fault;
    // Some take an end behind the text for an error, others for an empty text.
    const int count = std::min(atspi_text_get_character_count(text.get(), fault.out()), kLongestText);
    gchar* shown = fault || count <= 0 ? nullptr : atspi_text_get_text(text.get(), 0, count, fault.out());
    std::string out = shown != nullptr ? shown : "";
    g_free(shown);
    if (fault) {
        return fail(ErrorCode::Unavailable, fault.text());
    }
    return out;
}

Result<std::size_t> LinuxDesktop::readLength(int handle) {
    AtspiAccessible* object = m_impl->at(handle);
    const Owned<AtspiText> text(object != nullptr ? atspi_accessible_get_text_iface(object) : nullptr);
    if (!text) {
        return fail(ErrorCode::Unavailable, "tells no length");
    }
    Fault fault;
    const int count = atspi_text_get_character_count(text.get(), fault.out());
    if (fault || count < 0) {
        return fail(ErrorCode::Unavailable, fault.text());
    }
    return static_cast<std::size_t>(count);
}

Status LinuxDesktop::focus(int handle) {
    if (m_impl->isTerminal(handle)) {
        return {};
    }
    AtspiAccessible* object = m_impl->at(handle);
    const Owned<AtspiComponent> component(object != nullptr ? atspi_accessible_get_component_iface(object)
                                                            : nullptr);
    Fault fault;
    if (!component || !atspi_component_grab_focus(component.get(), fault.out()) || fault) {
        return fail(ErrorCode::Unavailable, "takes no focus: " + fault.text());
    }
    return {};
}

Status LinuxDesktop::press(int handle) {
    AtspiAccessible* object = m_impl->at(handle);
    const Owned<AtspiAction> action(object != nullptr ? atspi_accessible_get_action_iface(object) : nullptr);
    Fault fault;
    const int count = action ? atspi_action_get_n_actions(action.get(), fault.out()) : 0;
    for (int i = 0; i < count; ++i) {
        gchar* name = atspi_action_get_action_name(action.get(), i, fault.out());
        const std::string_view text = name != nullptr ? name : "";
        const bool isPress = text == "click" || text == "press" || text == "Press" || text == "activate" ||
                             text == "doDefault";
        g_free(name);
        if (isPress) {
            // The program may be at its work already and not answer: what came of it is seen afterwards.
            atspi_action_do_action(action.get(), i, fault.out());
            return {};
        }
    }
    return fail(ErrorCode::Unavailable, "cannot be pressed");
}

Status LinuxDesktop::type(const WindowFacts& window, std::string_view text) {
    return m_impl->keys().type(window, text);
}

Status LinuxDesktop::typeClear(const WindowFacts& window) {
    return m_impl->keys().typeClear(window);
}

Status LinuxDesktop::typeReturn(const WindowFacts& window) {
    return m_impl->keys().typeReturn(window);
}

Status LinuxDesktop::typeTab(const WindowFacts& window) {
    return m_impl->keys().typeTab(window);
}

void LinuxDesktop::endTyping() {
    m_impl->pause.reset();
}

void LinuxDesktop::wait(std::chrono::milliseconds time) {
    std::this_thread::sleep_for(time);
}

} // namespace kaomon::applogin
