// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/config_check.h"

#include <fstream>
#include <map>
#include <optional>

#include "runtime/config.h"

namespace kaomon::runtime {
namespace {

constexpr std::string_view kBlank = " \t\r";

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(kBlank);
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

// Without a comment, which a "#" inside of quotes does not begin.
std::string_view withoutComment(std::string_view line) {
    char quote = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (quote != 0) {
            quote = line[i] == quote ? '\0' : quote;
        } else if (line[i] == '"' || line[i] == '\'') {
            quote = line[i];
        } else if (line[i] == '#') {
            return line.substr(0, i);
        }
    }
    return line;
}

// One string, number or word at the front of `text`, which then goes on behind it.
std::optional<std::string> takeScalar(std::string_view& text) {
    text = trimmed(text);
    if (text.empty()) {
        return std::nullopt;
    }
    const char quote = text.front();
    if (quote == '"' || quote == '\'') {
        const auto end = text.find(quote, 1);
        if (end == std::string_view::npos) {
            return std::nullopt;
        }
        std::string value(text.substr(1, end - 1));
        text = trimmed(text.substr(end + 1));
        return value;
    }
    const auto end = text.find_first_of(",] \t");
    std::string value(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : trimmed(text.substr(end));
    return value.find_first_of("\"'[=") == std::string::npos ? std::optional(value) : std::nullopt;
}

// nullopt: not a value that this program's files may have.
std::optional<std::vector<std::string>> valuesOf(std::string_view text) {
    std::vector<std::string> values;
    text = trimmed(text);
    const bool isArray = text.starts_with('[');
    if (isArray) {
        text = trimmed(text.substr(1));
    }
    while (!isArray || !text.starts_with(']')) {
        auto value = takeScalar(text);
        if (!value) {
            return std::nullopt;
        }
        values.push_back(std::move(*value));
        if (!isArray) {
            return text.empty() ? std::optional(values) : std::nullopt;
        }
        if (text.starts_with(',')) {
            text = trimmed(text.substr(1));
        } else if (!text.starts_with(']')) {
            return std::nullopt;
        }
    }
    return trimmed(text.substr(1)).empty() ? std::optional(values) : std::nullopt;
}

ConfigFault faultOfLine(int number, std::string_view line, std::map<std::string, int>& seen) {
    const auto equals = line.find('=');
    if (line.front() == '[' || equals == std::string_view::npos) {
        return {
            number, {}, line.front() == '[' ? "this file has no sections" : "not of the form key = value"};
    }
    std::string key(trimmed(line.substr(0, equals)));
    const auto [place, isNew] = seen.emplace(key, number);
    if (!isNew) {
        return {number, key, "stands in line " + std::to_string(place->second) + " already"};
    }
    const auto values = valuesOf(line.substr(equals + 1));
    return {number, key,
            values ? faultOfOption(key, *values) : "the value is not a string, a number or [...]"};
}

} // namespace

Result<std::vector<ConfigFault>> checkConfigFile(const std::filesystem::path& file) {
    std::ifstream in(file);
    if (!in) {
        return fail(ErrorCode::NotFound, "the file cannot be read: " + file.string());
    }
    std::vector<ConfigFault> faults;
    std::map<std::string, int> seen;
    std::string whole;
    int number = 0;
    int first = 0;
    for (std::string text; std::getline(in, text);) {
        ++number;
        first = whole.empty() ? number : first;
        whole += std::string(withoutComment(text)) + " ";
        const std::string line(trimmed(whole));
        // an array may go on over lines
        const bool isOpen = line.find("= [") != std::string::npos && line.find(']') == std::string::npos;
        if (isOpen) {
            continue;
        }
        whole.clear();
        if (line.empty()) {
            continue;
        }
        if (ConfigFault fault = faultOfLine(first, line, seen); !fault.text.empty()) {
            faults.push_back(std::move(fault));
        }
    }
    if (!trimmed(whole).empty()) {
        faults.push_back({first, {}, "the array does not end"});
    }
    return faults;
}

int printConfigCheck(const std::filesystem::path& file, std::ostream& out) {
    const auto faults = checkConfigFile(file);
    if (!faults) {
        out << faults.error().detail << '\n';
        return 1;
    }
    for (const ConfigFault& fault : *faults) {
        out << file.string() << ':' << fault.line << ": " << (fault.key.empty() ? "" : fault.key + ": ")
            << fault.text << '\n';
    }
    if (faults->empty()) {
        out << file.string() << ": no fault\n";
    }
    return faults->empty() ? 0 : 1;
}

} // namespace kaomon::runtime
