// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string_view>

#include "base/result.h"

namespace kaomon::applogin {

// Where keys go.
struct KeyTarget {
    std::function<Status()> look;                       // it has the input, as when typing began; before each
    std::function<std::optional<std::size_t>()> length; // of what stands there; nullopt where it is not told
};

// One key that is pressed, with those that are held meanwhile. Virtual-key codes of Windows.
struct KeyPress {
    std::uint16_t key = 0;
    bool withControl = false;
    bool withShift = false;
};

// Types as if somebody did, character by character: before each the target is looked at, and the next one
// waits until it stands there, where the target tells that. Windows has no way to keep the focus from moving
// between that look and the key: what can go astray is one character, and then nothing follows it.
// What look() says where it is not; ErrorCode::Cancelled; Unavailable for a character that is not typed
// (control characters). One thread.
[[nodiscard]] Status typeText(const KeyTarget& target, std::string_view text);
[[nodiscard]] Status pressKeys(const KeyTarget& target, std::initializer_list<KeyPress> keys);

} // namespace kaomon::applogin
