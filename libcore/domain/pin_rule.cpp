// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/pin_rule.h"

#include <algorithm>

namespace kaomon::domain {

namespace {

// Every digit differs from the one before it by the same of 0, 1 and -1.
bool isEasy(std::string_view pin) {
    for (const int step : {0, 1, -1}) {
        bool isRun = true;
        for (std::size_t i = 1; i < pin.size(); ++i) {
            isRun = isRun && pin[i] - pin[i - 1] == step;
        }
        if (isRun) {
            return true;
        }
    }
    return false;
}

} // namespace

Status checkPinForm(std::string_view pin, int shortest) {
    if (!std::ranges::all_of(pin, [](char c) { return c >= '0' && c <= '9'; })) {
        return fail(ErrorCode::ValidationFailed, "a PIN has digits only", "digits");
    }
    const auto length = static_cast<int>(pin.size());
    if (length < shortest || length > kLongestPin) {
        return fail(ErrorCode::ValidationFailed, "a PIN that is too short or too long", "length");
    }
    return isEasy(pin) ? Status(fail(ErrorCode::ValidationFailed, "a PIN that is guessed first", "easy"))
                       : Status();
}

} // namespace kaomon::domain
