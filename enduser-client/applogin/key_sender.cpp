// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <thread>

#include <X11/XKBlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
#include <X11/keysym.h>

#include "applogin/key_sender_impl.h"
#include "base/secret.h"

namespace kaomon::applogin::detail {
namespace {

using namespace std::chrono_literals;

// How long programs are given to learn of keys that mean something else now.
constexpr auto kMappingTime = 60ms;
constexpr KeySym kUnicodeKeys = 0x01000000;

std::optional<char32_t> nextCharacter(std::string_view& text) {
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t size = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
    if (size == 0 || size > text.size()) {
        return std::nullopt;
    }
    char32_t character = size == 1 ? first : first & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xC0) != 0x80) {
            return std::nullopt;
        }
        character = character << 6 | (byte & 0x3FU);
    }
    text.remove_prefix(size);
    return character;
}

// Latin-1 has symbols of its own, everything else those of Unicode.
KeySym symbolOf(char32_t character) {
    return character < 0x100 ? static_cast<KeySym>(character) : kUnicodeKeys | static_cast<KeySym>(character);
}

Result<std::vector<KeySym>> symbolsOf(std::string_view text) {
    std::vector<KeySym> symbols;
    symbols.reserve(text.size());
    while (!text.empty()) {
        const auto character = nextCharacter(text);
        if (!character || *character < 0x20 || (*character >= 0x7F && *character < 0xA0)) {
            return fail(ErrorCode::ValidationFailed, "text that cannot be typed");
        }
        symbols.push_back(symbolOf(*character));
    }
    return symbols;
}

// The server serves this connection alone for as long as it lives: a moment.
class Alone {
public:
    explicit Alone(Display* display)
        : m_display(display) {
        XGrabServer(m_display);
    }
    ~Alone() {
        XUngrabServer(m_display);
        XSync(m_display, False);
    }
    Alone(const Alone&) = delete;
    Alone& operator=(const Alone&) = delete;

private:
    Display* m_display;
};

} // namespace

void KeySender::letGo() {
    std::array<char, 32> held{};
    XQueryKeymap(m_display, held.data());
    for (int code = 0; code < 256; ++code) {
        const auto byte = static_cast<unsigned char>(held[static_cast<std::size_t>(code / 8)]);
        if ((byte >> (code % 8) & 1) != 0) {
            XTestFakeKeyEvent(m_display, static_cast<unsigned>(code), False, CurrentTime);
        }
    }
    XkbLockModifiers(m_display, XkbUseCoreKbd, 0xFF, 0);
    XkbLatchModifiers(m_display, XkbUseCoreKbd, 0xFF, 0);
    XSync(m_display, False);
}

KeySender::Key KeySender::keyOf(KeySym symbol) const {
    XkbStateRec state{};
    XkbGetState(m_display, XkbUseCoreKbd, &state);
    int first = 0;
    int last = 0;
    XDisplayKeycodes(m_display, &first, &last);
    for (int code = first; code <= last; ++code) {
        for (unsigned level = 0; level < 2; ++level) {
            if (XkbKeycodeToKeysym(m_display, static_cast<KeyCode>(code), state.group,
                                   static_cast<int>(level)) == symbol) {
                return {static_cast<KeyCode>(code), level == 1};
            }
        }
    }
    return {};
}

std::vector<KeySender::Key> KeySender::keysFor(const std::vector<KeySym>& symbols,
                                               std::vector<KeyCode>& borrowed) {
    std::vector<Key> keys;
    keys.reserve(symbols.size()); // grown, it would leave pieces of a secret behind
    int first = 0;
    int last = 0;
    XDisplayKeycodes(m_display, &first, &last);
    int spare = last;
    for (const KeySym symbol : symbols) {
        const auto before =
            std::find(symbols.begin(), symbols.begin() + static_cast<long>(keys.size()), symbol);
        if (const auto at = static_cast<std::size_t>(before - symbols.begin()); at < keys.size()) {
            keys.push_back(Key(keys[at]));
            continue;
        }
        Key key = keyOf(symbol);
        while (key.code == 0 && spare >= first) {
            int perCode = 0;
            KeySym* known = XGetKeyboardMapping(m_display, static_cast<KeyCode>(spare), 1, &perCode);
            const bool isFree = known != nullptr &&
                                std::all_of(known, known + perCode, [](KeySym s) { return s == NoSymbol; });
            XFree(known);
            if (isFree) {
                std::array<KeySym, 2> both{symbol, symbol}; // with and without shift
                XChangeKeyboardMapping(m_display, spare, 2, both.data(), 1);
                key.code = static_cast<KeyCode>(spare);
                borrowed.push_back(key.code);
            }
            --spare;
        }
        keys.push_back(key);
    }
    return keys;
}

void KeySender::tap(const Key& key) {
    const KeyCode shift = XKeysymToKeycode(m_display, XK_Shift_L);
    if (key.isShifted) {
        XTestFakeKeyEvent(m_display, shift, True, CurrentTime);
    }
    XTestFakeKeyEvent(m_display, key.code, True, CurrentTime);
    XTestFakeKeyEvent(m_display, key.code, False, CurrentTime);
    if (key.isShifted) {
        XTestFakeKeyEvent(m_display, shift, False, CurrentTime);
    }
    XSync(m_display, False);
}

void KeySender::giveBack(const std::vector<KeyCode>& borrowed) {
    if (borrowed.empty()) {
        return;
    }
    std::this_thread::sleep_for(kMappingTime); // the receiver looks the symbol up when it reads the event
    for (const KeyCode code : borrowed) {
        std::array<KeySym, 1> none{NoSymbol};
        XChangeKeyboardMapping(m_display, code, 1, none.data(), 1);
    }
    XSync(m_display, False);
}

Status KeySender::type(std::string_view text, const MayType& mayType) {
    auto symbols = symbolsOf(text);
    if (!symbols) {
        return propagate(symbols.error());
    }
    std::vector<KeyCode> borrowed;
    auto keys = keysFor(*symbols, borrowed);
    Status done;
    if (std::ranges::any_of(keys, [](const Key& key) { return key.code == 0; })) {
        done = fail(ErrorCode::Unavailable, "no free key for a character");
    }
    if (done) {
        if (!borrowed.empty()) {
            XSync(m_display, False);
            std::this_thread::sleep_for(kMappingTime);
        }
        const Alone alone(m_display);
        if (mayType()) {
            letGo();
            for (const Key& key : keys) {
                tap(key);
            }
        } else {
            done = fail(ErrorCode::Cancelled, "the window has not the input any more");
        }
    }
    giveBack(borrowed);
    kaomon::wipe(symbols->data(), symbols->size() * sizeof(KeySym));
    kaomon::wipe(keys.data(), keys.size() * sizeof(Key));
    kaomon::wipe(borrowed.data(), borrowed.size() * sizeof(KeyCode));
    return done;
}

Status KeySender::press(const std::vector<Stroke>& strokes, const MayType& mayType) {
    const Alone alone(m_display);
    if (!mayType()) {
        return fail(ErrorCode::Cancelled, "the window has not the input any more");
    }
    letGo();
    const KeyCode control = XKeysymToKeycode(m_display, XK_Control_L);
    for (const Stroke& stroke : strokes) {
        if (stroke.withControl) {
            XTestFakeKeyEvent(m_display, control, True, CurrentTime);
        }
        tap(keyOf(stroke.symbol));
        if (stroke.withControl) {
            XTestFakeKeyEvent(m_display, control, False, CurrentTime);
        }
    }
    XSync(m_display, False);
    return {};
}

} // namespace kaomon::applogin::detail
