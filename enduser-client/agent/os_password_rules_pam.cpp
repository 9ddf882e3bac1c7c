// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/os_password_rules.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <sstream>

namespace kaomon::agent {

namespace {

constexpr int kDeepestInclude = 8;
constexpr std::size_t kLongestFile = 64 * 1024;
constexpr int kUsualHistory = 10;  // of pam_pwhistory
constexpr int kShortestLength = 6; // below it pam_pwquality does not go

using Options = std::map<std::string, std::string>;

struct Module {
    std::string name; // pam_unix.so
    Options options;
};

std::vector<std::string> linesOf(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text(kLongestFile, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    std::istringstream stream(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(line.substr(0, line.find('#')));
    }
    return lines;
}

// "minlen=9" of a PAM line, "minlen = 9" of a file.
void addOption(Options& options, const std::string& text) {
    const auto trimmed = [](std::string part) {
        const auto isSpace = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
        part.erase(part.begin(), std::ranges::find_if_not(part, isSpace));
        while (!part.empty() && isSpace(part.back())) {
            part.pop_back();
        }
        return part;
    };
    const auto equals = text.find('=');
    const std::string key = trimmed(text.substr(0, equals));
    if (!key.empty()) {
        options[key] = equals == std::string::npos ? std::string() : trimmed(text.substr(equals + 1));
    }
}

// The modules of the password stack in their order.
void readService(const std::filesystem::path& folder, const std::string& name, int depth,
                 std::vector<Module>& modules) {
    if (depth > kDeepestInclude || name.empty() || name.find('/') != std::string::npos) {
        return;
    }
    for (const std::string& line : linesOf(folder / name)) {
        std::istringstream words(line);
        std::string type, control, module;
        words >> type >> control;
        if (type == "@include") {
            readService(folder, control, depth + 1, modules);
            continue;
        }
        if (type != "password" && type != "-password") {
            continue;
        }
        while (control.starts_with('[') && !control.ends_with(']') && words >> module) {
            control += module;
        }
        words >> module;
        if (control == "include" || control == "substack") {
            readService(folder, module, depth + 1, modules);
            continue;
        }
        Module found{module.substr(module.rfind('/') + 1), {}};
        for (std::string option; words >> option;) {
            addOption(found.options, option);
        }
        modules.push_back(std::move(found));
    }
}

std::optional<int> numberOf(const Options& options, const std::string& name) {
    const auto found = options.find(name);
    int value = 0;
    if (found == options.end() ||
        std::from_chars(found->second.data(), found->second.data() + found->second.size(), value).ec !=
            std::errc()) {
        return std::nullopt;
    }
    return value;
}

// Files first, the line's own options over them, as the module does it.
Options qualityOptions(const std::filesystem::path& root, const Options& line) {
    Options options;
    const auto add = [&options](const std::filesystem::path& path) {
        for (const std::string& text : linesOf(path)) {
            addOption(options, text);
        }
    };
    const auto main = root / "etc/security/pwquality.conf";
    std::error_code ignored;
    std::set<std::filesystem::path> parts;
    for (const auto& entry : std::filesystem::directory_iterator(main.string() + ".d", ignored)) {
        if (entry.path().extension() == ".conf") {
            parts.insert(entry.path());
        }
    }
    std::ranges::for_each(parts, add);
    add(main);
    for (const auto& [name, value] : line) {
        options[name] = value;
    }
    return options;
}

void addQuality(const Options& options, std::vector<OsPasswordRule>& rules) {
    if (numberOf(options, "enforcing") == 0) {
        return; // it only advises
    }
    const auto credit = [&options](const char* name) { return numberOf(options, name).value_or(0); };
    const int small = credit("lcredit"), capitals = credit("ucredit"), digits = credit("dcredit"),
              others = credit("ocredit");
    // A credit above 0 makes up for length.
    if (std::max({small, capitals, digits, others}) <= 0) {
        rules.push_back({"length", std::max(kShortestLength, numberOf(options, "minlen").value_or(8))});
    }
    const auto add = [&rules](const char* name, int value) {
        if (value > 0) {
            rules.push_back({name, value});
        }
    };
    add("classes", numberOf(options, "minclass").value_or(0));
    add("digits", -digits);
    add("capitals", -capitals);
    add("small", -small);
    add("others", -others);
    add("different", numberOf(options, "difok").value_or(1));
    add("repeat", numberOf(options, "maxrepeat").value_or(0));
    if (numberOf(options, "usercheck") != 0) {
        rules.push_back({"not_name", 0});
    }
    if (numberOf(options, "dictcheck") != 0) {
        rules.push_back({"dictionary", 0});
    }
}

void addRules(const std::filesystem::path& root, const Module& module, std::vector<OsPasswordRule>& rules) {
    const auto has = [&rules](const char* name) {
        return std::ranges::find(rules, name, &OsPasswordRule::name) != rules.end();
    };
    if (module.name == "pam_pwquality.so") {
        addQuality(qualityOptions(root, module.options), rules);
        return;
    }
    const auto remembered = numberOf(module.options, "remember");
    if (module.name == "pam_pwhistory.so") {
        rules.push_back({"history", remembered.value_or(kUsualHistory)});
        return;
    }
    if (module.name != "pam_unix.so") {
        return;
    }
    if (const auto length = numberOf(module.options, "minlen"); length && *length > 0 && !has("length")) {
        rules.push_back({"length", *length});
    }
    if (remembered && *remembered > 0 && !has("history")) {
        rules.push_back({"history", *remembered});
    }
    if (module.options.contains("obscure") && !has("dictionary")) {
        rules.push_back({"not_similar", 0});
    }
}

} // namespace

PasswordStack readPasswordStack(const std::filesystem::path& root) {
    PasswordStack service;
    std::vector<Module> modules;
    readService(root / "etc/pam.d", "kaomon-passwd", 0, modules);
    for (const Module& module : modules) {
        service.isThere = true;
        service.changesKeyRing = service.changesKeyRing || module.name == "pam_gnome_keyring.so";
        addRules(root, module, service.rules);
    }
    return service;
}

} // namespace kaomon::agent
