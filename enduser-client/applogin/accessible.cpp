// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/accessible_impl.h"

namespace kaomon::applogin::detail {
namespace {

constexpr std::size_t kLongestName = 512;

// A name is shown and compared, never obeyed; cut where a character begins.
std::string cut(std::string text) {
    if (text.size() > kLongestName) {
        std::size_t size = kLongestName;
        while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) {
            --size;
        }
        text.resize(size);
    }
    return text;
}

ControlRole roleOf(AtspiAccessible* object) {
    Fault fault;
    switch (atspi_accessible_get_role(object, fault.out())) {
    case ATSPI_ROLE_PASSWORD_TEXT:
        return ControlRole::Password;
    case ATSPI_ROLE_TEXT:
    case ATSPI_ROLE_ENTRY:
        return ControlRole::Text;
    case ATSPI_ROLE_PUSH_BUTTON:
        return ControlRole::Button;
    case ATSPI_ROLE_LABEL:
    case ATSPI_ROLE_STATIC:
    case ATSPI_ROLE_ALERT:
        return ControlRole::Label;
    case ATSPI_ROLE_CHECK_BOX:
        return ControlRole::CheckBox;
    case ATSPI_ROLE_COMBO_BOX:
        return ControlRole::ComboBox;
    default:
        return ControlRole::Other;
    }
}

// What was told before may not hold any more: nothing is believed twice.
Owned<AtspiStateSet> statesOf(AtspiAccessible* object) {
    object->cached_properties = ATSPI_CACHE_NONE;
    return Owned<AtspiStateSet>(atspi_accessible_get_state_set(object));
}

} // namespace

Accessible share(AtspiAccessible* object) {
    return Accessible(object != nullptr ? static_cast<AtspiAccessible*>(g_object_ref(object)) : nullptr);
}

std::string nameOf(AtspiAccessible* object) {
    Fault fault;
    gchar* name = atspi_accessible_get_name(object, fault.out());
    std::string text = name != nullptr ? name : "";
    g_free(name);
    return cut(std::move(text));
}

bool hasState(AtspiAccessible* object, AtspiStateType state) {
    const Owned<AtspiStateSet> states = statesOf(object);
    return states && atspi_state_set_contains(states.get(), state) != FALSE;
}

bool mayHoldFields(AtspiAccessible* object) {
    Fault fault;
    switch (atspi_accessible_get_role(object, fault.out())) {
    case ATSPI_ROLE_MENU_BAR:
    case ATSPI_ROLE_MENU:
    case ATSPI_ROLE_POPUP_MENU:
    case ATSPI_ROLE_TABLE:
    case ATSPI_ROLE_TREE:
    case ATSPI_ROLE_TREE_TABLE:
    case ATSPI_ROLE_LIST:
    case ATSPI_ROLE_LIST_BOX:
    case ATSPI_ROLE_TOOL_BAR:
    case ATSPI_ROLE_STATUS_BAR:
        return false;
    default:
        return !fault;
    }
}

ControlFacts factsOf(AtspiAccessible* object) {
    ControlFacts facts;
    facts.role = roleOf(object);
    const Owned<AtspiStateSet> states = statesOf(object);
    const auto has = [&](AtspiStateType state) {
        return states && atspi_state_set_contains(states.get(), state) != FALSE;
    };
    facts.isEnabled = has(ATSPI_STATE_ENABLED) || has(ATSPI_STATE_SENSITIVE);
    facts.isShown = has(ATSPI_STATE_SHOWING) && has(ATSPI_STATE_VISIBLE);
    facts.isFocused = has(ATSPI_STATE_FOCUSED);
    facts.isEditable = has(ATSPI_STATE_EDITABLE);
    if (facts.role != ControlRole::Other) {
        facts.name = nameOf(object);
    }
    return facts;
}

} // namespace kaomon::applogin::detail
