// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnostics/redaction.h"

#include <algorithm>
#include <array>

#include <boost/json.hpp>

#include "base/id.h"

namespace kaomon::diagnostics {
namespace {

constexpr std::size_t kDepth = 8;
// Shorter runs may be words, versions or names of models.
constexpr std::size_t kLongRun = 24;
constexpr std::size_t kShortestGroups = 3; // of four characters: a code of Kaomon
constexpr std::size_t kMostNumbers = 8;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
bool isLower(char c) {
    return c >= 'a' && c <= 'z';
}
bool isUpper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool isAlnum(char c) {
    return isDigit(c) || isLower(c) || isUpper(c);
}
char lower(char c) {
    return isUpper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}
std::string lowered(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), lower);
    return out;
}

// Names of members and words before a value: whatever stands there is secret, unless it is an id or a number.
bool isSecretName(std::string_view name) {
    constexpr auto kParts = std::to_array<std::string_view>(
        {"password", "passwd", "passphrase", "secret", "token", "cookie", "authorization", "credential",
         "embedding", "template", "picture", "image", "jpeg", "mail", "salt", "seal", "signature"});
    constexpr auto kWhole =
        std::to_array<std::string_view>({"pin", "pwd", "key", "auth", "wrap", "answer", "frame"});
    const std::string small = lowered(name);
    const auto isPart = [&](std::string_view part) { return small.find(part) != std::string::npos; };
    const bool isKey = small.ends_with("_key") || small.ends_with("-key") || small.ends_with("_code");
    return isKey || std::ranges::any_of(kParts, isPart) ||
           std::ranges::find(kWhole, std::string_view(small)) != kWhole.end();
}

// A UUID, a plain number, or an error code such as secret_stale: nothing that a name could make secret.
bool isHarmless(std::string_view text) {
    const auto isCodeCharacter = [](char c) { return isLower(c) || c == '_'; };
    const bool isCode = text.size() <= kLongRun && std::ranges::all_of(text, isCodeCharacter) &&
                        text.find('_') != std::string_view::npos;
    return text.empty() || isUuid(text) || isCode;
}

bool isRunCharacter(char c) {
    return isAlnum(c) || c == '+' || c == '_' || c == '=' || c == '-';
}

int kindOf(char c) {
    return isDigit(c) ? 1 : isLower(c) ? 2 : isUpper(c) ? 3 : 0;
}

// Random bytes as text change between digits, small and capital letters all the time; names, however long, do
// not.
bool looksRandom(std::string_view run) {
    std::size_t changes = 0;
    int before = 0;
    for (const char c : run) {
        const int kind = kindOf(c);
        changes += kind != 0 && before != 0 && kind != before ? 1 : 0;
        before = kind != 0 ? kind : before;
    }
    return changes * 4 >= run.size();
}

// XXXX-XXXX-XXXX of capital letters and digits.
bool isCodeInGroups(std::string_view run) {
    std::size_t groups = 0;
    while (true) {
        const auto end = std::min(run.find('-'), run.size());
        const auto group = run.substr(0, end);
        if (group.size() != 4 ||
            !std::ranges::all_of(group, [](char c) { return isDigit(c) || isUpper(c); })) {
            return false;
        }
        ++groups;
        if (end == run.size()) {
            return groups >= kShortestGroups;
        }
        run.remove_prefix(end + 1);
    }
}

bool isSecretRun(std::string_view run) {
    if (isUuid(run)) {
        return false;
    }
    return isCodeInGroups(run) || (run.size() >= kLongRun && looksRandom(run));
}

// What may stand in a mail address before the @ and behind it.
bool isMailCharacter(char c) {
    return isAlnum(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-';
}

void removeMail(std::string& text) {
    for (auto at = text.find('@'); at != std::string::npos; at = text.find('@', at + 1)) {
        auto begin = at;
        while (begin > 0 && isMailCharacter(text[begin - 1])) {
            --begin;
        }
        auto end = at + 1;
        while (end < text.size() && isMailCharacter(text[end])) {
            ++end;
        }
        if (begin == at || end == at + 1) {
            continue;
        }
        text.replace(begin, end - begin, kRemovedMail);
        at = begin;
    }
}

bool isQuoteOrSpace(char c) {
    return c == ' ' || c == '"' || c == '\'' || c == '\t';
}

// From the value behind `name` "=" or ":" to the next space, comma or quotation mark.
void removeAssignments(std::string& text) {
    for (std::size_t at = 0; at < text.size();) {
        if (!isAlnum(text[at])) {
            ++at;
            continue;
        }
        auto end = at;
        while (end < text.size() && (isAlnum(text[end]) || text[end] == '_' || text[end] == '-')) {
            ++end;
        }
        const std::string_view word = std::string_view(text).substr(at, end - at);
        auto value = end;
        while (value < text.size() && isQuoteOrSpace(text[value])) {
            ++value;
        }
        const bool isAssigned = value < text.size() && (text[value] == '=' || text[value] == ':');
        const bool isScheme = lowered(word) == "bearer" || lowered(word) == "basic";
        if (!(isAssigned && isSecretName(word)) && !(isScheme && value > end)) {
            at = end;
            continue;
        }
        value += isAssigned ? 1 : 0;
        while (value < text.size() && isQuoteOrSpace(text[value])) {
            ++value;
        }
        auto last = text.find_first_of(" \t\"',;&", value);
        last = last == std::string::npos ? text.size() : last;
        const std::string_view held = std::string_view(text).substr(value, last - value);
        if (isHarmless(held) || held == kRemovedMail) {
            // "Authorization: Bearer x": the scheme is looked at next
            at = lowered(held) == "bearer" || lowered(held) == "basic" ? value : last;
            continue;
        }
        if (lowered(held) == "bearer" || lowered(held) == "basic") {
            at = value;
            continue;
        }
        text.replace(value, last - value, kRemoved);
        at = value + kRemoved.size();
    }
}

void removeRuns(std::string& text) {
    for (std::size_t at = 0; at < text.size();) {
        if (!isRunCharacter(text[at])) {
            ++at;
            continue;
        }
        auto end = at;
        while (end < text.size() && isRunCharacter(text[end])) {
            ++end;
        }
        if (isSecretRun(std::string_view(text).substr(at, end - at))) {
            text.replace(at, end - at, kRemoved);
            at += kRemoved.size();
        } else {
            at = end;
        }
    }
}

void redact(boost::json::value& value, std::string_view name) {
    if (auto* text = value.if_string()) {
        const std::string_view held(text->data(), text->size());
        *text = isSecretName(name) && !isHarmless(held) ? std::string(kRemoved) : redactedText(held);
        return;
    }
    if (auto* object = value.if_object()) {
        for (auto& [key, member] : *object) {
            redact(member, std::string_view(key));
        }
        return;
    }
    if (auto* list = value.if_array()) {
        const bool isNumbers = list->size() > kMostNumbers &&
                               std::ranges::all_of(*list, [](const auto& v) { return v.is_number(); });
        if (isNumbers || isSecretName(name)) {
            value = std::string(kRemoved).c_str();
            return;
        }
        for (auto& member : *list) {
            redact(member, name);
        }
    }
}

} // namespace

std::string redactedText(std::string_view text) {
    std::string out(text);
    if (const auto pem = out.find("-----BEGIN"); pem != std::string::npos) {
        out.replace(pem, std::string::npos, kRemoved);
    }
    removeMail(out);
    removeAssignments(out);
    removeRuns(out);
    return out;
}

std::string redactedLine(std::string_view line) {
    boost::json::parse_options options;
    options.max_depth = kDepth;
    boost::system::error_code error;
    auto value = boost::json::parse(line, error, {}, options);
    if (error || !value.is_object()) {
        return redactedText(line);
    }
    redact(value, {});
    return boost::json::serialize(value);
}

} // namespace kaomon::diagnostics
