// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <charconv>
#include <map>
#include <optional>
#include <string_view>

#include <QAbstractNativeEventFilter>
#include <QCoreApplication>
#include <windows.h>

#include "applogin/key_combination.h"
#include "shell/session_hot_key.h"

namespace kaomon::shell {
namespace {

constexpr int kMostNumber = 0xBFFF; // of those that programs may take
constexpr int kLastFunctionKey = 24;

struct Combination {
    UINT modifiers = 0;
    UINT key = 0;
};

// Keys that are the same on every keyboard; 0 for another.
UINT keyOf(std::string_view name) {
    static const std::map<std::string_view, UINT> kNamed{
        {"space", VK_SPACE}, {"insert", VK_INSERT}, {"home", VK_HOME},  {"end", VK_END},
        {"prior", VK_PRIOR}, {"next", VK_NEXT},     {"pause", VK_PAUSE}};
    if (name.size() == 1) {
        const char c = name[0];
        const bool isLetter = c >= 'a' && c <= 'z';
        const bool isPlain = isLetter || (c >= '0' && c <= '9');
        return isPlain ? static_cast<UINT>(isLetter ? c - 'a' + 'A' : c) : 0;
    }
    int number = 0;
    const char* end = name.data() + name.size();
    if ((name[0] == 'f' || name[0] == 'F') && std::from_chars(name.data() + 1, end, number).ptr == end &&
        number >= 1 && number <= kLastFunctionKey) {
        return static_cast<UINT>(VK_F1 + number - 1);
    }
    const auto found = kNamed.find(name);
    return found != kNamed.end() ? found->second : 0;
}

std::optional<Combination> parse(std::string_view text) {
    const auto written = applogin::KeyCombination::parse(text);
    if (!written) {
        return std::nullopt;
    }
    const UINT modifiers = (written->hasControl ? MOD_CONTROL : 0U) | (written->hasAlt ? MOD_ALT : 0U) |
                           (written->hasShift ? MOD_SHIFT : 0U) | (written->hasSuper ? MOD_WIN : 0U);
    const UINT key = keyOf(written->key);
    return key != 0 ? std::optional(Combination{modifiers, key}) : std::nullopt;
}

// Windows posts the key to this thread; what is typed later goes past it, since the filler lets go of every
// key that is held.
class WindowsHotKey final : public SessionHotKey, public QAbstractNativeEventFilter {
public:
    explicit WindowsHotKey(int number)
        : m_number(number) {
        QCoreApplication::instance()->installNativeEventFilter(this);
    }
    ~WindowsHotKey() override { ::UnregisterHotKey(nullptr, m_number); }

    bool nativeEventFilter(const QByteArray&, void* event, qintptr*) override {
        const auto* message = static_cast<const MSG*>(event);
        if (message->message != WM_HOTKEY || message->wParam != static_cast<WPARAM>(m_number)) {
            return false;
        }
        emit pressed();
        return true;
    }

private:
    int m_number;
};

} // namespace

Result<std::unique_ptr<SessionHotKey>> SessionHotKey::grab(const std::string& text) {
    static std::atomic<int> last = 0;
    const auto combination = parse(text);
    if (!combination) {
        return fail(ErrorCode::ValidationFailed, "not a combination of keys");
    }
    const int number = 1 + last++ % kMostNumber;
    if (::RegisterHotKey(nullptr, number, combination->modifiers | MOD_NOREPEAT, combination->key) == 0) {
        return ::GetLastError() == ERROR_HOTKEY_ALREADY_REGISTERED
                   ? fail(ErrorCode::Conflict, "another program has this key")
                   : fail(ErrorCode::Unavailable, "Windows refuses this key");
    }
    return std::make_unique<WindowsHotKey>(number);
}

} // namespace kaomon::shell
