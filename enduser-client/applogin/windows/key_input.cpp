// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/windows/key_input.h"

#include <array>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include <windows.h>

#include "base/secret.h"
#include "localipc/wide_text.h"

namespace kaomon::applogin {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr auto kArrival = 400ms; // of one key where the program tells
constexpr auto kPoll = 2ms;
constexpr wchar_t kFirstPrintable = 0x20;

INPUT keyOf(WORD key, DWORD flags) {
    INPUT input{};
    input.type = INPUT_KEYBOARD;
    input.ki.wVk = key;
    input.ki.dwFlags = flags;
    return input;
}
INPUT unitOf(wchar_t unit, DWORD flags) {
    INPUT input{};
    input.type = INPUT_KEYBOARD;
    input.ki.wScan = static_cast<WORD>(unit);
    input.ki.dwFlags = flags | KEYEVENTF_UNICODE;
    return input;
}

// A key that is held would make another one of what follows.
void letGo(std::vector<INPUT>& inputs) {
    for (const WORD key : std::array<WORD, 8>{VK_LSHIFT, VK_RSHIFT, VK_LCONTROL, VK_RCONTROL, VK_LMENU,
                                              VK_RMENU, VK_LWIN, VK_RWIN}) {
        if ((::GetAsyncKeyState(key) & 0x8000) != 0) {
            inputs.push_back(keyOf(key, KEYEVENTF_KEYUP));
        }
    }
}

Status send(const KeyTarget& target, std::vector<INPUT>& inputs) {
    if (Status still = target.look(); !still) {
        return still;
    }
    const UINT sent =
        ::SendInput(static_cast<UINT>(inputs.size()), inputs.data(), static_cast<int>(sizeof(INPUT)));
    wipe(inputs.data(), inputs.size() * sizeof(INPUT));
    // Also while a screen of the system is in front.
    return sent == inputs.size() ? Status()
                                 : Status(fail(ErrorCode::Cancelled, "Windows took not every key"));
}

// What was sent has come to stand, or the program does not tell it in this time.
void waitForArrival(const KeyTarget& target, std::optional<std::size_t> before) {
    if (!before) {
        return;
    }
    for (const auto until = steady_clock::now() + kArrival; steady_clock::now() < until;) {
        const auto now = target.length();
        if (!now || *now != *before) {
            return;
        }
        std::this_thread::sleep_for(kPoll);
    }
}

} // namespace

Status typeText(const KeyTarget& target, std::string_view text) {
    std::wstring wide = localipc::toWide(text);
    Status status;
    for (std::size_t at = 0; at < wide.size() && status;) {
        const bool isPair = wide[at] >= 0xD800 && wide[at] < 0xDC00 && at + 1 < wide.size();
        if (wide[at] < kFirstPrintable) {
            status = fail(ErrorCode::Unavailable, "a control character is not typed");
            break;
        }
        std::vector<INPUT> inputs;
        letGo(inputs);
        for (const std::size_t end = at + (isPair ? 2 : 1); at < end; ++at) {
            inputs.push_back(unitOf(wide[at], 0));
            inputs.push_back(unitOf(wide[at], KEYEVENTF_KEYUP));
        }
        const auto before = target.length();
        status = send(target, inputs);
        if (status) {
            waitForArrival(target, before);
        }
    }
    wipe(wide.data(), wide.size() * sizeof(wchar_t));
    return status;
}

Status pressKeys(const KeyTarget& target, std::initializer_list<KeyPress> keys) {
    for (const KeyPress& press : keys) {
        std::vector<INPUT> inputs;
        letGo(inputs);
        std::vector<WORD> held;
        if (press.withControl) {
            held.push_back(VK_CONTROL);
        }
        if (press.withShift) {
            held.push_back(VK_SHIFT);
        }
        for (const WORD key : held) {
            inputs.push_back(keyOf(key, 0));
        }
        // Home, End and Delete are those beside the letters, not those of the number pad.
        const DWORD side =
            press.key == VK_HOME || press.key == VK_END || press.key == VK_DELETE ? KEYEVENTF_EXTENDEDKEY : 0;
        inputs.push_back(keyOf(press.key, side));
        inputs.push_back(keyOf(press.key, side | KEYEVENTF_KEYUP));
        for (const WORD key : held) {
            inputs.push_back(keyOf(key, KEYEVENTF_KEYUP));
        }
        if (Status sent = send(target, inputs); !sent) {
            return sent;
        }
    }
    return {};
}

} // namespace kaomon::applogin
