// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/accessible_impl.h"

#include <algorithm>

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

// What stands in front of the path; of a file all of it.
std::string originOf(std::string address) {
    const auto host = address.find("://");
    if (host == std::string::npos) {
        return {};
    }
    if (!address.starts_with("file:")) {
        address.resize(std::min(address.size(), address.find_first_of("/?#", host + 3)));
    }
    return cut(std::move(address));
}

// What it shows, where it has no name: pages call few of their texts by one.
std::string textOf(AtspiAccessible* object) {
    const Owned<AtspiText> text(atspi_accessible_get_text_iface(object));
    Fault fault;
    const int count = text ? atspi_text_get_character_count(text.get(), fault.out()) : 0;
    if (fault || count <= 0) {
        return {};
    }
    gchar* shown =
        atspi_text_get_text(text.get(), 0, std::min(count, static_cast<int>(kLongestName)), fault.out());
    std::string out = shown != nullptr && !fault ? shown : "";
    g_free(shown);
    return cut(std::move(out));
}

ControlRole kindOf(AtspiRole role) {
    switch (role) {
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
    case ATSPI_ROLE_NOTIFICATION:
    case ATSPI_ROLE_HEADING:
    case ATSPI_ROLE_PARAGRAPH:
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

AtspiRole roleOf(AtspiAccessible* object) {
    Fault fault;
    const AtspiRole role = atspi_accessible_get_role(object, fault.out());
    return fault ? ATSPI_ROLE_INVALID : role;
}

bool mayHoldFields(AtspiRole role) {
    switch (role) {
    case ATSPI_ROLE_INVALID: // it does not answer
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
        return true;
    }
}

ControlFacts factsOf(AtspiAccessible* object, AtspiRole role) {
    ControlFacts facts;
    facts.role = kindOf(role);
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
    if (facts.role == ControlRole::Label && facts.name.empty()) {
        facts.name = textOf(object);
    }
    return facts;
}

bool isWrapping(AtspiRole role) {
    switch (role) {
    case ATSPI_ROLE_LABEL:
    case ATSPI_ROLE_ALERT:
    case ATSPI_ROLE_NOTIFICATION:
    case ATSPI_ROLE_PARAGRAPH:
        return true;
    default:
        return false;
    }
}

std::string addressOf(AtspiAccessible* object) {
    Fault fault;
    const Owned<AtspiDocument> document(atspi_accessible_get_document_iface(object));
    if (!document) {
        return {};
    }
    // Chromium's and Firefox's own names for it.
    for (const char* attribute : {"URI", "DocURL"}) {
        gchar* value = atspi_document_get_document_attribute_value(
            document.get(), const_cast<gchar*>(attribute), fault.out());
        std::string address = value != nullptr ? value : "";
        g_free(value);
        if (!fault && !address.empty()) {
            return originOf(std::move(address));
        }
    }
    return {};
}

} // namespace kaomon::applogin::detail
