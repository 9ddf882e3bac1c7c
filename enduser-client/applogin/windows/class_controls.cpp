// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <chrono>
#include <vector>

#include <windows.h>

#include "applogin/windows/active_accessibility.h"
#include "applogin/windows/control_tree.h"
#include "applogin/windows/control_window_impl.h"
#include "applogin/windows/window_list.h"

namespace kaomon::applogin {
namespace {

using namespace detail;
using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr auto kLookTime = 8s; // for all of a window
constexpr std::size_t kMostControls = 400;
constexpr std::size_t kMostWindows = 3000;

HWND handleOf(std::uint64_t window) {
    return reinterpret_cast<HWND>(static_cast<std::uintptr_t>(window));
}

BOOL CALLBACK addChild(HWND child, LPARAM list) {
    auto& children = *reinterpret_cast<std::vector<HWND>*>(list);
    children.push_back(child);
    return children.size() < kMostWindows;
}

// Without the mark of the key that leads to it.
std::string labelOf(HWND control) {
    const std::string text = controlwindow::textOf(control).value_or(std::string());
    std::string label;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '&' && (i + 1 == text.size() || text[i + 1] != '&')) {
            continue;
        }
        i += text[i] == '&' ? 1 : 0; // two of them are one that is shown
        label += text[i];
    }
    return label;
}

ControlRole buttonRole(LONG_PTR style) {
    switch (style & BS_TYPEMASK) {
    case BS_PUSHBUTTON:
    case BS_DEFPUSHBUTTON:
    case BS_OWNERDRAW:
        return ControlRole::Button;
    case BS_CHECKBOX:
    case BS_AUTOCHECKBOX:
    case BS_3STATE:
    case BS_AUTO3STATE:
        return ControlRole::CheckBox;
    case BS_GROUPBOX:
        return ControlRole::Label;
    default:
        return ControlRole::Other;
    }
}

// Role and what follows from the class; role Other for what no sign-in has. The label of a field stands in
// front of it.
ControlFacts factsOf(HWND control, const std::string& labelBefore) {
    ControlFacts facts;
    const std::wstring windowClass = classOf(control);
    const LONG_PTR style = ::GetWindowLongPtrW(control, GWL_STYLE);
    if (isEdit(windowClass)) {
        facts.role = controlwindow::isHiding(control) ? ControlRole::Password : ControlRole::Text;
        facts.isEditable = (style & ES_READONLY) == 0;
        facts.name = labelBefore;
    } else if (windowClass == L"button") {
        facts.role = buttonRole(style);
        facts.name = labelOf(control);
    } else if (windowClass == L"static") {
        facts.name = labelOf(control);
        facts.role = facts.name.empty() ? ControlRole::Other : ControlRole::Label;
    } else if (windowClass == L"combobox") {
        facts.role = ControlRole::ComboBox;
        facts.name = labelBefore;
    } else if (auto told = accessibility::factsOf(control)) {
        facts = std::move(*told);
        facts.name = facts.name.empty() ? labelBefore : facts.name;
    }
    facts.isEnabled = ::IsWindowEnabled(control) != 0;
    facts.isShown = ::IsWindowVisible(control) != 0;
    return facts;
}

class ClassControlTree final : public ControlTree {
public:
    void look(WindowFacts& facts) override {
        m_window = facts.window;
        m_controls.clear();
        std::vector<HWND> children;
        ::EnumChildWindows(handleOf(m_window), addChild, reinterpret_cast<LPARAM>(&children));
        std::string label; // that stands in front
        const auto until = steady_clock::now() + kLookTime;
        for (HWND child : children) {
            if (m_controls.size() >= kMostControls || steady_clock::now() > until ||
                ::IsHungAppWindow(handleOf(m_window)) != 0) {
                facts.isCut = true;
                break;
            }
            if (::IsWindowVisible(child) == 0) {
                continue;
            }
            ControlFacts found = factsOf(child, label);
            label = found.role == ControlRole::Label ? found.name : std::string();
            if (found.role != ControlRole::Other) {
                found.isFocused = windowlist::focusIn(m_window) == child;
                found.handle = static_cast<int>(m_controls.size());
                m_controls.push_back({child, found.name});
                facts.controls.push_back(std::move(found));
            }
        }
    }

    Result<ControlFacts> control(int handle) override {
        HWND window = at(handle);
        if (window == nullptr) {
            return fail(ErrorCode::NotFound, "the control is gone");
        }
        ControlFacts facts = factsOf(window, m_controls[static_cast<std::size_t>(handle)].name);
        facts.isFocused = windowlist::focusIn(m_window) == window;
        facts.handle = handle;
        return facts;
    }

    Result<Bounds> boundsOf(int handle) override {
        return windowlist::boundsOf(reinterpret_cast<std::uintptr_t>(at(handle)));
    }

    Status setText(int handle, std::string_view text) override {
        HWND window = at(handle);
        if (window == nullptr) {
            return fail(ErrorCode::NotFound, "the control is gone");
        }
        return isEdit(classOf(window)) ? controlwindow::setText(window, text)
                                       : accessibility::setText(window, text);
    }

    Result<std::string> readText(int handle) override {
        HWND window = at(handle);
        if (window == nullptr) {
            return fail(ErrorCode::NotFound, "the control is gone");
        }
        return isEdit(classOf(window)) ? controlwindow::textOf(window) : accessibility::textOf(window);
    }

    Result<std::size_t> readLength(int handle) override { return controlwindow::lengthOf(at(handle)); }

    Status focus(int handle) override {
        HWND window = at(handle);
        return window != nullptr ? controlwindow::focus(window)
                                 : Status(fail(ErrorCode::NotFound, "the control is gone"));
    }

    Status press(int handle) override {
        HWND window = at(handle);
        if (window == nullptr) {
            return fail(ErrorCode::NotFound, "the control is gone");
        }
        if (classOf(window) != L"button") {
            return accessibility::press(window);
        }
        controlwindow::press(window);
        return {};
    }

private:
    struct Control {
        HWND window;
        std::string name; // the label of a field stands in another control
    };

    // Null when it is gone, or another window has its number now.
    [[nodiscard]] HWND at(int handle) const {
        if (handle < 0 || handle >= static_cast<int>(m_controls.size())) {
            return nullptr;
        }
        HWND window = m_controls[static_cast<std::size_t>(handle)].window;
        return ::IsChild(handleOf(m_window), window) != 0 ? window : nullptr;
    }

    std::uint64_t m_window = 0;
    std::vector<Control> m_controls;
};

} // namespace

std::unique_ptr<ControlTree> makeClassControlTree() {
    return std::make_unique<ClassControlTree>();
}

} // namespace kaomon::applogin
