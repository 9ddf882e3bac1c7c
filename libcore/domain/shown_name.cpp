// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/shown_name.h"

#include <algorithm>

namespace kaomon::domain {
namespace {

constexpr std::string_view kWideSpace = "\u3000";

bool isLatin(std::string_view name) {
    // In UTF-8 the letters of Latin-1 and Latin Extended-A and -B begin with these bytes.
    return std::ranges::none_of(name, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0xCA;
    });
}

std::string withPlainSpaces(std::string_view name) {
    std::string plain(name);
    for (auto at = plain.find(kWideSpace); at != std::string::npos; at = plain.find(kWideSpace, at)) {
        plain.replace(at, kWideSpace.size(), " ");
    }
    const auto first = plain.find_first_not_of(' ');
    if (first == std::string::npos) {
        return {};
    }
    return plain.substr(first, plain.find_last_not_of(' ') - first + 1);
}

} // namespace

std::string shownName(std::string_view displayName, std::string_view login, NameForm form) {
    const std::string name = withPlainSpaces(displayName);
    switch (form) {
    case NameForm::None:
        return {};
    case NameForm::Login:
        return std::string(login);
    case NameForm::Full:
        return name.empty() ? std::string(login) : name;
    case NameForm::Family:
        break;
    }
    if (name.empty()) {
        return std::string(login);
    }
    return isLatin(name) ? name.substr(name.find_last_of(' ') + 1) : name.substr(0, name.find(' '));
}

} // namespace kaomon::domain
