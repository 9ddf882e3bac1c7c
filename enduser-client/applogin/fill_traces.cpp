// SPDX-License-Identifier: GPL-3.0-or-later
// The part of FillEngine that leaves nothing of a secret in sight: a program may show a field that was
// hidden, move its cursor while keys are under way, or let its fields change places.
#include <algorithm>

#include "applogin/fill_engine.h"
#include "applogin/matcher.h"

namespace kaomon::applogin {
namespace {

using namespace std::chrono_literals;

constexpr auto kPoll = 50ms;
constexpr auto kEmptyTime = 500ms; // for a field to be empty
constexpr auto kQuietTime = 500ms; // without a piece: keys that were under way have come by then
constexpr auto kLongestTime = 5s;  // of cleaning
constexpr std::size_t kPiece = 3;  // characters that are one of the secret by no chance
constexpr int kTries = 3;

bool showsText(const ControlFacts& control) {
    return control.role == ControlRole::Text || control.role == ControlRole::ComboBox;
}

bool isField(const ControlFacts& control) {
    return showsText(control) || control.role == ControlRole::Password;
}

// Where the characters of UTF-8 text begin, and its end.
std::vector<std::size_t> beginningsOf(std::string_view text) {
    std::vector<std::size_t> all;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) {
            all.push_back(at);
        }
    }
    all.push_back(text.size());
    return all;
}

bool holdsPiece(std::string_view text, std::string_view secret) {
    const auto at = beginningsOf(secret);
    const std::size_t characters = at.size() - 1;
    const std::size_t size = std::min(kPiece, characters);
    for (std::size_t i = 0; size > 0 && i + size <= characters; ++i) {
        if (text.find(secret.substr(at[i], at[i + size] - at[i])) != std::string_view::npos) {
            return true;
        }
    }
    return false;
}

} // namespace

FillEngine::Place FillEngine::placeOf(const WindowFacts& window, const ControlFacts& control) {
    Place place{control.name, 0};
    for (const ControlFacts& other : window.controls) {
        if (other.handle == control.handle) {
            break;
        }
        place.at += isField(other) ? 1 : 0;
    }
    return place;
}

bool FillEngine::isSameField(const WindowFacts& now, const FieldRule& rule,
                             const ControlFacts& control) const {
    const ControlFacts* begun = findControl(m_window, rule.control);
    return begun == nullptr || placeOf(m_window, *begun).isSame(placeOf(now, control));
}

void FillEngine::remember(const WindowFacts& now) {
    m_before.clear();
    for (const ControlFacts& control : now.controls) {
        if (showsText(control)) {
            m_before.push_back({placeOf(now, control),
                                SecretString(m_desktop.readText(control.handle).value_or(std::string()))});
        }
    }
}

// What the person had there himself, and what is filled in for all to see, is no piece of the secret, be it
// by chance the same letters.
bool FillEngine::isTrace(const Place& place, const std::string& text) const {
    const auto isFromBefore = [&](const Standing& one) {
        return one.place.isSame(place) && one.text.reveal() == text;
    };
    return text != m_values->userName && text != m_code.reveal() &&
           holdsPiece(text, m_values->password.reveal()) && !std::ranges::any_of(m_before, isFromBefore);
}

std::vector<int> FillEngine::tracesIn(const WindowFacts& now) {
    std::vector<int> found;
    for (const ControlFacts& control : now.controls) {
        if (!showsText(control)) {
            continue;
        }
        const SecretString shown(m_desktop.readText(control.handle).value_or(std::string()));
        if (isTrace(placeOf(now, control), shown.reveal())) {
            found.push_back(control.handle);
        }
    }
    return found;
}

bool FillEngine::takeOut(int handle) {
    for (int attempt = 0; attempt < kTries; ++attempt) {
        Status cleared = m_desktop.setText(handle, {});
        // By keys only where they reach the field itself; also where it took the text with thanks and kept
        // what it had.
        if ((!cleared || attempt > 0) && m_desktop.focus(handle) &&
            m_desktop.controlIn(m_window, handle).value_or(ControlFacts()).isFocused) {
            cleared = m_desktop.typeClear(m_window);
        }
        for (auto waited = 0ms; waited <= kEmptyTime; waited += kPoll) {
            const auto length = m_desktop.readLength(handle);
            if (length ? *length == 0 : cleared.has_value()) {
                return true;
            }
            m_desktop.wait(kPoll);
        }
    }
    return false;
}

bool FillEngine::clean() {
    bool wasThere = false;
    auto quiet = 0ms;
    for (auto waited = 0ms; quiet <= kQuietTime && waited <= kLongestTime; waited += kPoll, quiet += kPoll) {
        const auto now = m_desktop.look(m_window.window);
        if (!now || m_values->password.isEmpty()) {
            return wasThere; // nothing of it can be seen
        }
        const std::vector<int> traces = tracesIn(*now);
        for (const int handle : traces) {
            takeOut(handle);
            wasThere = true;
            quiet = 0ms;
        }
        m_desktop.wait(kPoll);
    }
    m_report.isInSight = quiet <= kQuietTime;
    return wasThere;
}

} // namespace kaomon::applogin
