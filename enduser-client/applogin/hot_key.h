// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kaomon::applogin {

// A key of the whole session, whichever window is in front, on an X server. One thread.
class HotKey {
public:
    // `combination` as in "ctrl+alt+f": ctrl, alt, shift, super, and one key by its name in X. It counts with
    // Num Lock and Caps Lock, too. ErrorCode::ValidationFailed for one that there is not, or without ctrl,
    // alt or super; Conflict when another program has it; Unavailable without an X server.
    [[nodiscard]] static Result<std::unique_ptr<HotKey>> grab(std::string_view combination);
    ~HotKey();

    // Readable when something has come.
    [[nodiscard]] int descriptor() const;
    // Whether it was pressed and let go since the last call: asking takes it, so it is asked once. Does not
    // wait.
    [[nodiscard]] bool wasPressed();
    // Whether it was held when wasPressed() was asked last.
    [[nodiscard]] bool isDown() const;

private:
    struct Impl;
    explicit HotKey(std::unique_ptr<Impl> impl);

    std::unique_ptr<Impl> m_impl;
};

} // namespace kaomon::applogin
