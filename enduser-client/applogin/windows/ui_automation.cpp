// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <chrono>
#include <vector>

#include <windows.h>

#include <objbase.h>

#include "applogin/windows/com_pointer_impl.h"
#include "applogin/windows/control_tree.h"
#include "applogin/windows/ui_automation_abi.h"

namespace kaomon::applogin {
namespace {

using namespace detail;
using namespace std::chrono_literals;
using std::chrono::steady_clock;
using uia::IElement;

constexpr auto kLookTime = 8s; // for all of a window
constexpr std::size_t kMostNodes = 3000;
constexpr std::size_t kMostControls = 400;
constexpr int kDeepest = 40;
constexpr std::size_t kLongestName = 512;
constexpr std::size_t kLongestText = 8192;

LONG numberOf(IElement& element, uia::Property property) {
    ComValue value;
    return SUCCEEDED(element.GetCurrentPropertyValue(property, value.out())) ? value.number(0) : 0;
}
bool flagOf(IElement& element, uia::Property property) {
    ComValue value;
    return SUCCEEDED(element.GetCurrentPropertyValue(property, value.out())) && value.flag();
}
std::string textOf(IElement& element, uia::Property property, std::size_t most) {
    ComValue value;
    return SUCCEEDED(element.GetCurrentPropertyValue(property, value.out())) ? value.utf8(most)
                                                                             : std::string();
}

template<class T>
Com<T> patternOf(IElement& element, uia::Pattern pattern, const GUID& id) {
    void* object = nullptr;
    return SUCCEEDED(element.GetCurrentPatternAs(pattern, id, &object)) && object != nullptr
               ? Com<T>(static_cast<T*>(object))
               : nullptr;
}

// Menus, tables and lists are passed over: they can be long.
bool mayHoldFields(LONG type) {
    switch (type) {
    case uia::kList:
    case uia::kMenu:
    case uia::kMenuBar:
    case uia::kToolBar:
    case uia::kTree:
    case uia::kDataGrid:
    case uia::kTable:
    case uia::kTitleBar:
        return false;
    default:
        return true;
    }
}

ControlRole roleOf(IElement& element, LONG type) {
    switch (type) {
    case uia::kEdit:
        return flagOf(element, uia::kIsPassword) ? ControlRole::Password : ControlRole::Text;
    case uia::kButton:
        return ControlRole::Button;
    case uia::kCheckBox:
        return ControlRole::CheckBox;
    case uia::kComboBox:
        return ControlRole::ComboBox;
    case uia::kTextLabel:
        return ControlRole::Label;
    default:
        return ControlRole::Other;
    }
}

ControlFacts factsOf(IElement& element, LONG type) {
    ControlFacts facts;
    facts.role = roleOf(element, type);
    if (facts.role == ControlRole::Other) {
        return facts;
    }
    facts.name = textOf(element, uia::kName, kLongestName);
    facts.isEnabled = flagOf(element, uia::kIsEnabled);
    facts.isShown = !flagOf(element, uia::kIsOffscreen);
    facts.isFocused = flagOf(element, uia::kHasKeyboardFocus);
    facts.isEditable = type == uia::kEdit && !flagOf(element, uia::kValueIsReadOnly);
    return facts;
}

// Scheme and host of the page that a browser's document shows; empty for anything else.
std::string addressOf(IElement& document) {
    std::string address = textOf(document, uia::kValueValue, kLongestName);
    const auto host = address.find("://");
    if (host == std::string::npos) {
        return {};
    }
    if (!address.starts_with("file:")) {
        address.resize(std::min(address.size(), address.find_first_of("/?#", host + 3)));
    }
    return address;
}

class UiAutomationTree final : public ControlTree {
public:
    UiAutomationTree(Com<uia::IAutomation> automation, Com<uia::ITreeWalker> walker)
        : m_automation(std::move(automation))
        , m_walker(std::move(walker)) {}

    void look(WindowFacts& facts) override {
        m_controls.clear();
        IElement* root = nullptr;
        if (FAILED(m_automation->ElementFromHandle(
                reinterpret_cast<void*>(static_cast<std::uintptr_t>(facts.window)), &root)) ||
            root == nullptr) {
            return;
        }
        Com<IElement> window(root);
        facts.toolkit = textOf(*window, uia::kFrameworkId, kLongestName);
        Walk walk{facts};
        collectChildren(*window, 0, walk);
    }

    Result<ControlFacts> control(int handle) override {
        IElement* element = at(handle);
        const LONG type = element != nullptr ? numberOf(*element, uia::kControlType) : 0;
        if (type == 0) { // an element that is gone answers nothing
            return fail(ErrorCode::NotFound, "the control is gone");
        }
        ControlFacts facts = factsOf(*element, type);
        facts.handle = handle;
        return facts;
    }

    Result<Bounds> boundsOf(int handle) override {
        IElement* element = at(handle);
        ComValue value;
        std::array<double, 4> place{};
        if (element == nullptr ||
            FAILED(element->GetCurrentPropertyValue(uia::kBoundingRectangle, value.out())) ||
            value.get().vt != (VT_ARRAY | VT_R8)) {
            return fail(ErrorCode::Unavailable, "tells no place");
        }
        for (LONG i = 0; i < 4; ++i) {
            ::SafeArrayGetElement(value.get().parray, &i, &place[static_cast<std::size_t>(i)]);
        }
        const Bounds bounds{static_cast<int>(place[0]), static_cast<int>(place[1]),
                            static_cast<int>(place[2]), static_cast<int>(place[3])};
        return bounds.isEmpty() ? Result<Bounds>(fail(ErrorCode::Unavailable, "tells no place"))
                                : Result<Bounds>(bounds);
    }

    // The control's own pattern, else the message that every field of Windows knows.
    Status setText(int handle, std::string_view text) override {
        IElement* element = at(handle);
        if (element == nullptr) {
            return fail(ErrorCode::NotFound, "the control is gone");
        }
        const auto pattern =
            patternOf<uia::IValuePattern>(*element, uia::kValuePattern, uia::kIidValuePattern);
        const ComText value(text);
        if (pattern && SUCCEEDED(pattern->SetValue(value.get()))) {
            return {};
        }
        void* window = windowOf(*element);
        return window != nullptr
                   ? controlwindow::setText(window, text)
                   : Status(fail(ErrorCode::Unavailable, "cannot be set through accessibility"));
    }

    Result<std::string> readText(int handle) override {
        IElement* element = at(handle);
        const auto pattern = element != nullptr ? patternOf<uia::IValuePattern>(*element, uia::kValuePattern,
                                                                                uia::kIidValuePattern)
                                                : nullptr;
        ComText value;
        if (!pattern || FAILED(pattern->CurrentValue(value.out()))) {
            return fail(ErrorCode::Unavailable, "tells no text");
        }
        return value.utf8(kLongestText);
    }

    // UI Automation tells nothing of a password; a field that is a window of its own tells its length.
    Result<std::size_t> readLength(int handle) override {
        IElement* element = at(handle);
        if (element == nullptr) {
            return fail(ErrorCode::NotFound, "the control is gone");
        }
        if (void* window = windowOf(*element)) {
            return controlwindow::lengthOf(window);
        }
        if (flagOf(*element, uia::kIsPassword)) {
            return fail(ErrorCode::Unavailable, "tells no length");
        }
        const auto text = readText(handle);
        if (!text) {
            return propagate(text.error());
        }
        return static_cast<std::size_t>(std::ranges::count_if(
            *text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
    }

    Status focus(int handle) override {
        IElement* element = at(handle);
        return element != nullptr && SUCCEEDED(element->SetFocus())
                   ? Status()
                   : Status(fail(ErrorCode::Unavailable, "takes no focus"));
    }

    Status press(int handle) override {
        IElement* element = at(handle);
        if (element == nullptr) {
            return fail(ErrorCode::NotFound, "the control is gone");
        }
        if (void* window = windowOf(*element)) { // does not wait for the program's own work
            controlwindow::press(window);
            return {};
        }
        const auto pattern =
            patternOf<uia::IInvokePattern>(*element, uia::kInvokePattern, uia::kIidInvokePattern);
        return pattern && SUCCEEDED(pattern->Invoke())
                   ? Status()
                   : Status(fail(ErrorCode::Unavailable, "cannot be pressed"));
    }

private:
    struct Walk {
        WindowFacts& facts;
        std::size_t nodes = 0;
        steady_clock::time_point until = steady_clock::now() + kLookTime;
    };

    void collectChildren(IElement& parent, int depth, Walk& walk) {
        IElement* found = nullptr;
        m_walker->GetFirstChildElement(&parent, &found);
        for (Com<IElement> child(found); child;) {
            walk.facts.isCut = walk.facts.isCut || steady_clock::now() > walk.until;
            if (walk.facts.isCut || ++walk.nodes > kMostNodes || m_controls.size() >= kMostControls) {
                return;
            }
            IElement* next = nullptr;
            m_walker->GetNextSiblingElement(child.get(), &next);
            Com<IElement> following(next);
            collect(std::move(child), depth, walk);
            child = std::move(following);
        }
    }

    void collect(Com<IElement> element, int depth, Walk& walk) {
        const LONG type = numberOf(*element, uia::kControlType);
        if (type == uia::kDocument && walk.facts.address.empty()) {
            walk.facts.address = addressOf(*element);
        }
        ControlFacts facts = factsOf(*element, type);
        const bool isContainer = facts.role == ControlRole::Other || facts.role == ControlRole::ComboBox;
        if (isContainer && mayHoldFields(type) && depth < kDeepest) {
            collectChildren(*element, depth + 1, walk);
        }
        if (facts.role != ControlRole::Other && facts.isShown) {
            facts.handle = static_cast<int>(m_controls.size());
            m_controls.push_back(std::move(element));
            walk.facts.controls.push_back(std::move(facts));
        }
    }

    [[nodiscard]] static void* windowOf(IElement& element) {
        return reinterpret_cast<void*>(
            static_cast<std::intptr_t>(numberOf(element, uia::kNativeWindowHandle)));
    }
    [[nodiscard]] IElement* at(int handle) const {
        return handle >= 0 && handle < static_cast<int>(m_controls.size())
                   ? m_controls[static_cast<std::size_t>(handle)].get()
                   : nullptr;
    }

    Com<uia::IAutomation> m_automation;
    Com<uia::ITreeWalker> m_walker;
    std::vector<Com<IElement>> m_controls; // by handle
};

} // namespace

std::unique_ptr<ControlTree> makeUiAutomationTree() {
    void* object = nullptr;
    if (FAILED(::CoCreateInstance(uia::kClsidAutomation, nullptr, CLSCTX_INPROC_SERVER, uia::kIidAutomation,
                                  &object)) ||
        object == nullptr) {
        return nullptr;
    }
    Com<uia::IAutomation> automation(static_cast<uia::IAutomation*>(object));
    uia::ITreeWalker* walker = nullptr;
    if (FAILED(automation->ControlViewWalker(&walker)) || walker == nullptr) {
        return nullptr;
    }
    return std::make_unique<UiAutomationTree>(std::move(automation), Com<uia::ITreeWalker>(walker));
}

} // namespace kaomon::applogin
