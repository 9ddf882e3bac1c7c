// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/windows/windows_desktop.h"

#include <algorithm>
#include <optional>
#include <thread>

#include <windows.h>

#include <objbase.h>

#include "applogin/windows/control_tree.h"
#include "applogin/windows/input_method.h"
#include "applogin/windows/key_input.h"
#include "applogin/windows/process_facts_windows.h"
#include "applogin/windows/window_list.h"

namespace kaomon::applogin {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr auto kActivateTime = 2s;

// Of this program, be it another process of it.
bool isOwn(const WindowFacts& facts) {
    WindowFacts self;
    const auto process = static_cast<std::int64_t>(::GetCurrentProcessId());
    return facts.process == process ||
           (readProcess(process, self) && !self.executable.empty() && self.executable == facts.executable);
}

bool isField(const ControlFacts& control) {
    return control.role == ControlRole::Text || control.role == ControlRole::Password;
}

} // namespace

struct WindowsDesktop::Impl {
    // UI Automation may be called from a thread without an event loop only so.
    Impl()
        : hasCom(SUCCEEDED(::CoInitializeEx(nullptr, COINIT_MULTITHREADED)))
        , automation(makeUiAutomationTree())
        , classes(makeClassControlTree())
        , current(classes.get()) {}
    ~Impl() {
        automation.reset();
        classes.reset();
        if (hasCom) {
            ::CoUninitialize();
        }
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    void look(WindowFacts& facts) {
        if (automation) {
            current = automation.get();
            current->look(facts);
            if (std::ranges::any_of(facts.controls, isField)) {
                return;
            }
        }
        // Nothing to sign in to, or nothing told: what the window classes say is not less.
        facts.controls.clear();
        current = classes.get();
        current->look(facts);
    }

    // For what follows, and as long as the same control has the focus and hides what it hid.
    [[nodiscard]] KeyTarget targetIn(const WindowFacts& window) {
        void* focus = windowlist::focusIn(window.window);
        if (!closed) {
            closed.emplace(focus);
        }
        const bool isHiding = controlwindow::isHiding(focus);
        return {[window, focus, isHiding]() -> Status {
                    if (const auto now = windowlist::stillIn(window); !now) {
                        return propagate(now.error());
                    }
                    if (windowlist::focusIn(window.window) != focus) {
                        return fail(ErrorCode::Cancelled, "another field has the focus");
                    }
                    if (controlwindow::isHiding(focus) != isHiding) {
                        return fail(ErrorCode::NotFound, "the field has become another one");
                    }
                    return {};
                },
                [focus] {
                    const auto length = controlwindow::lengthOf(focus);
                    return length ? std::optional(*length) : std::nullopt;
                }};
    }

    const bool hasCom;
    std::unique_ptr<ControlTree> automation; // null where there is none
    std::unique_ptr<ControlTree> classes;
    ControlTree* current;
    std::optional<InputMethodClosed> closed; // while keys are typed
};

std::unique_ptr<WindowsDesktop> WindowsDesktop::open() {
    return std::unique_ptr<WindowsDesktop>(new WindowsDesktop(std::make_unique<Impl>()));
}

WindowsDesktop::WindowsDesktop(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl)) {}

WindowsDesktop::~WindowsDesktop() = default;

Result<WindowFacts> WindowsDesktop::activeWindow() {
    const auto window = windowlist::active();
    return window ? look(*window) : Result<WindowFacts>(propagate(window.error()));
}

Result<std::vector<WindowFacts>> WindowsDesktop::openWindows() {
    std::vector<WindowFacts> found;
    for (const std::uint64_t window : windowlist::all()) {
        auto facts = windowlist::describe(window);
        if (facts && !isOwn(*facts)) {
            found.push_back(std::move(*facts));
        }
    }
    return found;
}

Result<WindowFacts> WindowsDesktop::windowUnderPointer() {
    const auto window = windowlist::underPointer();
    if (!window) {
        return propagate(window.error());
    }
    auto facts = windowlist::describe(*window);
    if (facts && isOwn(*facts)) {
        return fail(ErrorCode::NotFound, "a window of this program");
    }
    return facts;
}

Result<Bounds> WindowsDesktop::boundsOf(const WindowFacts& window) {
    return windowlist::boundsOf(window.window);
}

Result<Bounds> WindowsDesktop::boundsOf(const WindowFacts&, int handle) {
    return m_impl->current->boundsOf(handle);
}

Result<WindowFacts> WindowsDesktop::look(std::uint64_t window) {
    auto facts = windowlist::describe(window);
    // What is out of reach is not asked: Windows keeps questions from it, and it may be slow to say nothing.
    if (facts && !facts->isOthers) {
        m_impl->look(*facts);
    }
    return facts;
}

Result<WindowFacts> WindowsDesktop::stillIn(const WindowFacts& window) {
    return windowlist::stillIn(window);
}

void WindowsDesktop::activate(const WindowFacts& window) {
    windowlist::activate(window.window);
    for (const auto until = steady_clock::now() + kActivateTime;
         !stillIn(window) && steady_clock::now() < until;) {
        wait(50ms);
    }
}

Result<ControlFacts> WindowsDesktop::control(int handle) {
    return m_impl->current->control(handle);
}

Result<ControlFacts> WindowsDesktop::controlIn(const WindowFacts& window, int handle) {
    auto facts = control(handle);
    if (facts) { // the cheaper look comes last
        if (const auto now = stillIn(window); !now) {
            return propagate(now.error());
        }
    }
    return facts;
}

Status WindowsDesktop::setText(int handle, std::string_view text) {
    return m_impl->current->setText(handle, text);
}

Result<std::string> WindowsDesktop::readText(int handle) {
    return m_impl->current->readText(handle);
}

Result<std::size_t> WindowsDesktop::readLength(int handle) {
    return m_impl->current->readLength(handle);
}

Status WindowsDesktop::focus(int handle) {
    return m_impl->current->focus(handle);
}

Status WindowsDesktop::press(int handle) {
    return m_impl->current->press(handle);
}

Status WindowsDesktop::type(const WindowFacts& window, std::string_view text) {
    return typeText(m_impl->targetIn(window), text);
}

Status WindowsDesktop::typeClear(const WindowFacts& window) {
    return pressKeys(m_impl->targetIn(window), {{VK_HOME, true}, {VK_END, true, true}, {VK_DELETE}});
}

Status WindowsDesktop::typeReturn(const WindowFacts& window) {
    return pressKeys(m_impl->targetIn(window), {{VK_RETURN}});
}

Status WindowsDesktop::typeTab(const WindowFacts& window) {
    return pressKeys(m_impl->targetIn(window), {{VK_TAB}});
}

void WindowsDesktop::endTyping() {
    m_impl->closed.reset();
}

void WindowsDesktop::wait(std::chrono::milliseconds time) {
    std::this_thread::sleep_for(time);
}

} // namespace kaomon::applogin
