// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/windows/active_accessibility.h"

#include <algorithm>

#include <windows.h>

#include <oleacc.h>

#include "applogin/windows/com_pointer_impl.h"

namespace kaomon::applogin::accessibility {
namespace {

using namespace detail;

constexpr std::size_t kLongestName = 512;
constexpr std::size_t kLongestText = 8192;

Com<IAccessible> objectOf(void* control) {
    auto* window = static_cast<HWND>(control);
    void* object = nullptr;
    if (::IsHungAppWindow(window) != 0 ||
        FAILED(::AccessibleObjectFromWindow(window, static_cast<DWORD>(OBJID_CLIENT), IID_IAccessible,
                                            &object))) {
        return nullptr;
    }
    return Com<IAccessible>(static_cast<IAccessible*>(object));
}

VARIANT self() {
    VARIANT child;
    ::VariantInit(&child);
    child.vt = VT_I4;
    child.lVal = CHILDID_SELF;
    return child;
}

ControlRole kindOf(LONG role, LONG state) {
    switch (role) {
    case ROLE_SYSTEM_TEXT:
        return (state & STATE_SYSTEM_PROTECTED) != 0 ? ControlRole::Password : ControlRole::Text;
    case ROLE_SYSTEM_PUSHBUTTON:
        return ControlRole::Button;
    case ROLE_SYSTEM_CHECKBUTTON:
        return ControlRole::CheckBox;
    case ROLE_SYSTEM_COMBOBOX:
        return ControlRole::ComboBox;
    case ROLE_SYSTEM_STATICTEXT:
        return ControlRole::Label;
    default:
        return ControlRole::Other;
    }
}

} // namespace

std::optional<ControlFacts> factsOf(void* control) {
    const auto object = objectOf(control);
    ComValue role;
    ComValue state;
    if (!object || FAILED(object->get_accRole(self(), role.out())) ||
        FAILED(object->get_accState(self(), state.out()))) {
        return std::nullopt;
    }
    ControlFacts facts;
    facts.role = kindOf(role.number(0), state.number(0));
    if (facts.role == ControlRole::Other) {
        return std::nullopt;
    }
    ComText name;
    if (object->get_accName(self(), name.out()) == S_OK) {
        facts.name = name.utf8(kLongestName);
    }
    facts.isEditable = (state.number(0) & STATE_SYSTEM_READONLY) == 0;
    return facts;
}

Status setText(void* control, std::string_view text) {
    const auto object = objectOf(control);
    const ComText value(text);
    if (!object || FAILED(object->put_accValue(self(), value.get()))) {
        return fail(ErrorCode::Unavailable, "cannot be set through accessibility");
    }
    return {};
}

Result<std::string> textOf(void* control) {
    const auto object = objectOf(control);
    ComText value;
    if (!object || object->get_accValue(self(), value.out()) != S_OK) {
        return fail(ErrorCode::Unavailable, "tells no text");
    }
    return value.utf8(kLongestText);
}

Status press(void* control) {
    const auto object = objectOf(control);
    if (!object || FAILED(object->accDoDefaultAction(self()))) {
        return fail(ErrorCode::Unavailable, "cannot be pressed");
    }
    return {};
}

} // namespace kaomon::applogin::accessibility
