// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to this folder: keys to an X server by XTEST.

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include <X11/Xlib.h>
#undef Status // a macro of Xlib.h: include this file behind all others of X11

#include "base/result.h"

namespace kaomon::applogin::detail {

// Types text whatever the keyboard's layout: a character that the layout has without a dead key is typed by
// its key, any other gets one of the keys that are free. Nothing that the person holds or has locked counts:
// such modifiers are let go before. Lives on the thread of its display.
class KeySender {
public:
    explicit KeySender(Display* display)
        : m_display(display) {}

    struct Stroke {
        KeySym symbol = 0;
        bool withControl = false;
    };
    // Asked while the server serves nobody else, which lasts until the last key; false: nothing is typed.
    using MayType = std::function<bool()>;

    // ErrorCode::ValidationFailed for text that is no UTF-8 or has control characters; Unavailable when there
    // is no free key for a character; Cancelled when `mayType` said no.
    [[nodiscard]] Status type(std::string_view text, const MayType& mayType);
    [[nodiscard]] Status press(const std::vector<Stroke>& strokes, const MayType& mayType);

private:
    struct Key {
        KeyCode code = 0;
        bool isShifted = false;
    };

    // One for each symbol.
    [[nodiscard]] std::vector<Key> keysFor(const std::vector<KeySym>& symbols,
                                           std::vector<KeyCode>& borrowed);
    [[nodiscard]] Key keyOf(KeySym symbol) const;
    void letGo();
    void tap(const Key& key);
    void giveBack(const std::vector<KeyCode>& borrowed);

    Display* m_display;
};

} // namespace kaomon::applogin::detail
