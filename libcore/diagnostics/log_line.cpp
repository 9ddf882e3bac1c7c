// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include <boost/json.hpp>

#include "base/id.h"
#include "diagnostics/bundle_reader.h"
#include "diagnostics/shown_text.h"

namespace kaomon::diagnostics {
namespace {

constexpr auto kKnown = std::to_array<std::string_view>({"time", "level", "event", "attempt"});
constexpr std::size_t kMostFields = 64;
constexpr std::size_t kDepth = 8;

std::optional<boost::json::object> objectOf(std::string_view text) {
    boost::json::parse_options options;
    options.max_depth = kDepth;
    boost::system::error_code error;
    auto value = boost::json::parse(text, error, {}, options);
    if (error || !value.is_object()) {
        return std::nullopt;
    }
    return std::move(value.as_object());
}

std::string textOf(const boost::json::value& value) {
    if (const auto* text = value.if_string()) {
        return shownText({text->data(), text->size()});
    }
    return shownText(boost::json::serialize(value));
}

std::string member(const boost::json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value != nullptr && value->is_string() ? textOf(*value) : std::string();
}

} // namespace

LogLine readLine(std::string_view source, std::string_view line) {
    LogLine found{std::string(source), std::nullopt, {}, {}, {}, shownText(line)};
    const auto object = objectOf(found.text);
    if (!object) {
        return found;
    }
    if (const auto at = fromRfc3339(member(*object, "time"))) {
        found.at = *at;
    }
    found.level = member(*object, "level");
    found.event = member(*object, "event");
    if (std::string attempt = member(*object, "attempt"); isUuid(attempt)) {
        found.attempt = std::move(attempt);
    }
    return found;
}

std::vector<wire::DiagnosticsFact> fieldsOf(const LogLine& line) {
    std::vector<wire::DiagnosticsFact> fields;
    const auto object = objectOf(line.text);
    if (!object) {
        return fields;
    }
    for (const auto& [name, value] : *object) {
        const bool isKnown = std::ranges::find(kKnown, std::string_view(name)) != kKnown.end();
        if (!isKnown && fields.size() < kMostFields) {
            fields.push_back({shownText(std::string_view(name)), textOf(value)});
        }
    }
    return fields;
}

} // namespace kaomon::diagnostics
