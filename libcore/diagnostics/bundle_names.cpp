// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnostics/bundle_names.h"

#include <algorithm>

namespace kaomon::diagnostics {
namespace {

constexpr std::string_view kFolder = "logs/";
constexpr std::string_view kSuffix = ".jsonl";
constexpr std::size_t kLongestSource = 32;

} // namespace

bool isSourceName(std::string_view source) {
    return !source.empty() && source.size() <= kLongestSource && std::ranges::all_of(source, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

std::string logName(std::string_view source) {
    return std::string(kFolder).append(source).append(kSuffix);
}

std::optional<std::string> sourceOf(std::string_view entryName) {
    if (!entryName.starts_with(kFolder) || !entryName.ends_with(kSuffix) ||
        entryName.size() < kFolder.size() + kSuffix.size()) {
        return std::nullopt;
    }
    const auto source = entryName.substr(kFolder.size(), entryName.size() - kFolder.size() - kSuffix.size());
    return isSourceName(source) ? std::optional(std::string(source)) : std::nullopt;
}

} // namespace kaomon::diagnostics
