// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/groups/group_rules.h"

#include <algorithm>

#include "domain/login_key.h"

namespace kaomon::features {
namespace {

constexpr std::size_t kLongestName = 200;
constexpr std::size_t kLongestNote = 2000;

bool hasControls(const std::string& text, bool isMultiline) {
    return std::ranges::any_of(text, [&](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && !(isMultiline && (c == '\n' || c == '\t'))) ||
               c == 0x7f;
    });
}

} // namespace

Result<std::string> groupNameKey(const std::string& name) {
    const bool isBlank = std::ranges::all_of(name, [](char c) { return c == ' '; });
    if (isBlank || name.size() > kLongestName || hasControls(name, false)) {
        return fail(ErrorCode::ValidationFailed, "a name of 1 to 200 bytes is required", "/name");
    }
    auto key = domain::nfkc(name);
    if (!key) {
        return fail(ErrorCode::ValidationFailed, "not well-formed UTF-8", "/name");
    }
    std::ranges::transform(*key, key->begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return key;
}

Status checkGroupNote(const std::string& note) {
    if (note.size() > kLongestNote || hasControls(note, true)) {
        return fail(ErrorCode::ValidationFailed, "at most 2000 bytes of text", "/note");
    }
    return {};
}

} // namespace kaomon::features
