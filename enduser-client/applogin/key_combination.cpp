// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/key_combination.h"

#include <map>

namespace kaomon::applogin {

std::optional<KeyCombination> KeyCombination::parse(std::string_view text) {
    static const std::map<std::string_view, bool KeyCombination::*> kModifiers{
        {"ctrl", &KeyCombination::hasControl},
        {"alt", &KeyCombination::hasAlt},
        {"shift", &KeyCombination::hasShift},
        {"super", &KeyCombination::hasSuper}};
    KeyCombination found;
    while (!text.empty()) {
        const auto plus = text.find('+', 1);
        const std::string_view part = text.substr(0, plus);
        text.remove_prefix(plus == std::string_view::npos ? text.size() : plus + 1);
        if (const auto modifier = kModifiers.find(part); modifier != kModifiers.end()) {
            found.*(modifier->second) = true;
        } else if (!found.key.empty()) {
            return std::nullopt;
        } else {
            found.key = part;
        }
    }
    const bool isApart = found.hasControl || found.hasAlt || found.hasSuper;
    return !found.key.empty() && isApart ? std::optional(std::move(found)) : std::nullopt;
}

} // namespace kaomon::applogin
