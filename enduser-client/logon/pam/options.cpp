// SPDX-License-Identifier: GPL-3.0-or-later
#include "logon/pam/options.h"

#include <charconv>
#include <string_view>

namespace kaomon::logon {
namespace {

constexpr int kLongestTimeoutSeconds = 60;

bool setTimeout(Options& options, std::string_view text) {
    int seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error != std::errc() || end != text.data() + text.size() || seconds < 1 ||
        seconds > kLongestTimeoutSeconds) {
        return false;
    }
    options.timeout = std::chrono::seconds(seconds);
    return true;
}

bool setOption(Options& options, std::string_view argument) {
    const auto valueOf = [argument](std::string_view name) { return argument.substr(name.size()); };
    if (argument == "quiet") {
        options.quiet = true;
        return true;
    }
    if (argument == "identify") {
        options.identify = true;
        return true;
    }
    if (argument == "current") {
        options.current = true;
        return true;
    }
    if (argument == "capture") {
        options.capture = true;
        return true;
    }
    if (argument == "strict") {
        options.strict = true;
        return true;
    }
    if (argument.starts_with("timeout=")) {
        return setTimeout(options, valueOf("timeout="));
    }
    if (argument.starts_with("socket=/")) {
        options.socketPath = valueOf("socket=");
        return true;
    }
    if (argument == "scenario=logon" || argument == "scenario=unlock" || argument == "scenario=elevation") {
        options.scenario = valueOf("scenario=");
        return true;
    }
    return false;
}

} // namespace

Options parseOptions(std::span<const char* const> arguments) {
    Options options;
    for (const char* argument : arguments) {
        if (argument != nullptr && !setOption(options, argument)) {
            options.faults.emplace_back(argument);
        }
    }
    return options;
}

} // namespace kaomon::logon
