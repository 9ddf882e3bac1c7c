// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/event_query.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "domain/event_code.h"
#include "features/reply.h"

namespace kaomon::features {
namespace {

constexpr std::size_t kMostValues = 20;
constexpr std::size_t kMostTerms = 4;
constexpr std::size_t kLongestTerm = 64;
constexpr std::size_t kLongestReason = 64;

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find(separator, begin), text.size());
        if (end > begin) {
            parts.push_back(text.substr(begin, end - begin));
        }
        begin = end + 1;
    }
    return parts;
}

template<class Valid>
Status check(const std::vector<std::string>& values, const std::string& pointer, Valid isValid) {
    if (values.size() > kMostValues || !std::ranges::all_of(values, isValid)) {
        return fail(ErrorCode::ValidationFailed, "not of the form, or too many", pointer);
    }
    return {};
}

bool isReason(const std::string& text) {
    return !text.empty() && text.size() <= kLongestReason && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
}

bool isResult(const std::string& text) {
    return text == "ok" || text == "ng" || text == "err" || text == "info";
}

bool isSeverity(const std::string& text) {
    return text == "info" || text == "warning" || text == "critical";
}

Status checkId(const http::RequestContext& context, const std::string& name) {
    const std::string text = context.query(name);
    return text.empty() || isUuid(text) ? Status()
                                        : fail(ErrorCode::ValidationFailed, "not an id", "/" + name);
}

Status readTerms(const std::string& text, std::vector<std::string>& terms) {
    std::string spaced = text;
    for (const std::string_view wide : {"\u3000"}) { // the space between Japanese words
        for (auto at = spaced.find(wide); at != std::string::npos; at = spaced.find(wide, at)) {
            spaced.replace(at, wide.size(), " ");
        }
    }
    terms = split(spaced, ' ');
    const bool fits = terms.size() <= kMostTerms && std::ranges::all_of(terms, [](const std::string& term) {
                          return term.size() <= kLongestTerm;
                      });
    return fits ? Status() : fail(ErrorCode::ValidationFailed, "at most four words of 64 bytes", "/q");
}

} // namespace

Status checkSelection(const wire::EventSelection& selection, const std::string& pointer) {
    Status valid = check(selection.kinds, pointer + "/kinds", domain::isEventKind);
    valid = valid ? check(selection.codes, pointer + "/codes", domain::isEventCode) : valid;
    valid = valid ? check(selection.results, pointer + "/results", isResult) : valid;
    valid = valid ? check(selection.reasons, pointer + "/reasons", isReason) : valid;
    return valid ? check(selection.severities, pointer + "/severities", isSeverity) : valid;
}

Result<std::optional<TimePoint>> timeOf(const http::RequestContext& context, const std::string& name) {
    const std::string text = context.query(name);
    if (text.empty()) {
        return std::nullopt;
    }
    const auto time = fromRfc3339(text);
    if (!time) {
        return fail(ErrorCode::ValidationFailed, "not a time", "/" + name);
    }
    return std::optional(*time);
}

Result<long long> numberOf(const http::RequestContext& context, const std::string& name, long long absent,
                           long long lowest, long long highest) {
    const std::string text = context.query(name);
    if (text.empty()) {
        return absent;
    }
    long long number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < lowest || number > highest) {
        return fail(ErrorCode::ValidationFailed, "not a number in range", "/" + name);
    }
    return number;
}

Result<storage::EventFilter> eventFilterOf(const http::RequestContext& context) {
    storage::EventFilter filter;
    filter.wanted = {split(context.query("kind"), ','), split(context.query("code"), ','),
                     split(context.query("result"), ','), split(context.query("reason"), ','),
                     split(context.query("severity"), ',')};
    Status valid = checkSelection(filter.wanted, {});
    valid = valid ? checkId(context, "user") : valid;
    valid = valid ? checkId(context, "device") : valid;
    valid = valid ? readTerms(context.query("q"), filter.terms) : valid;
    if (!valid) {
        return propagate(valid.error());
    }
    const auto from = timeOf(context, "from");
    const auto to = timeOf(context, "to");
    if (!from || !to) {
        return propagate(!from ? from.error() : to.error());
    }
    filter.user = context.query("user");
    filter.device = context.query("device");
    filter.from = *from;
    filter.to = *to;
    return filter;
}

std::vector<http::QueryParameter> eventFilterParameters() {
    return {{"kind", "auth, cont, face, appfill, password or device; several separated by commas"},
            {"code", "For example LOGON_NG,UNLOCK_NG"},
            {"result", "ok, ng, err or info"},
            {"reason", "For example no_match or spoof_suspected"},
            {"severity", "info, warning or critical"},
            {"user", "Id of a person"},
            {"device", "Id of a PC"},
            {"q", "Words, each a part of a login, a name, a PC's name or an event's clear texts"},
            {"from", "Not before this time"},
            {"to", "Before this time"}};
}

Result<std::optional<TimeCursor>> timeCursorOf(const auth::ServerKey& key, std::string_view purpose,
                                               const http::RequestContext& context) {
    const std::string cursor = context.query("cursor");
    if (cursor.empty()) {
        return std::nullopt;
    }
    const auto text = openText(key, purpose, cursor);
    const auto space = text ? text->find(' ') : std::string::npos;
    if (space == std::string::npos) {
        return fail(ErrorCode::ValidationFailed, "unknown cursor", "/cursor");
    }
    long long micros = 0;
    std::from_chars(text->data(), text->data() + space, micros);
    return std::optional(TimeCursor{fromEpochMicros(micros), text->substr(space + 1)});
}

std::string sealCursor(const auth::ServerKey& key, std::string_view purpose, TimePoint at,
                       const std::string& id) {
    return sealText(key, purpose, std::to_string(toEpochMicros(at)) + " " + id);
}

} // namespace kaomon::features
