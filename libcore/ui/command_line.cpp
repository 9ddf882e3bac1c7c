// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/command_line.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace kaomon::ui {

bool asksForText(int argc, const char* const* argv) {
    constexpr std::array<std::string_view, 5> kQuestions{"--version", "-v", "--help", "-h", "--help-all"};
    return std::any_of(argv + 1, argv + argc, [&](const char* word) {
        return std::ranges::find(kQuestions, word) != kQuestions.end();
    });
}

} // namespace kaomon::ui
