// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace kaomon::applogin {

// Lets the input method (IME) of another program's control have none of the keys that are typed: it would
// make other characters of them. What was open is opened again with the end of this. Waits for the input
// method, at most a second each time. One thread.
class InputMethodClosed {
public:
    // `control`: its handle (HWND).
    explicit InputMethodClosed(void* control);
    ~InputMethodClosed();
    InputMethodClosed(const InputMethodClosed&) = delete;
    InputMethodClosed& operator=(const InputMethodClosed&) = delete;

private:
    void* m_inputMethod = nullptr; // whose window was open
};

} // namespace kaomon::applogin
