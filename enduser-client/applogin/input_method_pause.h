// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace kaomon::applogin {

// Lets no input method of the session (IBus, Fcitx 5) have the keys that are typed: it would make other
// characters of them. What was switched off is switched on again with it; where none runs nothing is done.
// Asks the input method over its bus and waits for the answer, at most a second each time. One thread.
class InputMethodPause {
public:
    InputMethodPause();
    ~InputMethodPause();
    InputMethodPause(const InputMethodPause&) = delete;
    InputMethodPause& operator=(const InputMethodPause&) = delete;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace kaomon::applogin
