// SPDX-License-Identifier: GPL-3.0-or-later
#include "mail/mail_text.h"

#include <algorithm>
#include <cstdio>

#include <boost/json.hpp>

namespace kaomon::mail {
namespace {

namespace json = boost::json;

constexpr std::string_view kMissing = "-";
constexpr std::string_view kDivider = "\n----------------------------------------\n\n";
constexpr std::size_t kLongestValue = 16 * 1024;

std::string textOf(const json::value& value) {
    if (const auto* text = value.if_string()) {
        return std::string(text->data(), std::min(text->size(), kLongestValue));
    }
    return value.is_null() ? std::string() : json::serialize(value);
}

std::string localTime(const std::string& text, const domain::TimeZone& zone) {
    const auto time = fromRfc3339(text);
    if (!time) {
        return text;
    }
    const auto day = zone.dayOf(*time);
    const auto minutes = std::chrono::floor<std::chrono::minutes>(*time - zone.startOf(day)).count();
    char clock[16];
    std::snprintf(clock, sizeof clock, " %02d:%02d", static_cast<int>(minutes / 60 % 24),
                  static_cast<int>(minutes % 60));
    return domain::dayText(day) + clock + " (" + zone.name() + ")";
}

// What stands for "name" or "name|time".
std::string valueAt(const json::object& values, std::string_view place, const domain::TimeZone& zone) {
    const auto bar = place.find('|');
    const std::string_view name = place.substr(0, bar);
    const auto* found = values.if_contains(json::string_view(name.data(), name.size()));
    std::string text = found != nullptr ? textOf(*found) : std::string();
    if (text.empty()) {
        return std::string(kMissing);
    }
    return bar == std::string_view::npos ? text : localTime(text, zone);
}

// Values are put in as they are: a brace in one is no place.
std::string fill(std::string_view text, const json::object& values, const domain::TimeZone& zone) {
    std::string out;
    while (!text.empty()) {
        const auto open = text.find('{');
        const auto close = open == std::string_view::npos ? open : text.find('}', open);
        out += text.substr(0, open);
        if (close == std::string_view::npos) {
            out += open == std::string_view::npos ? std::string_view() : text.substr(open);
            break;
        }
        out += valueAt(values, text.substr(open + 1, close - open - 1), zone);
        text.remove_prefix(close + 1);
    }
    return out;
}

// {values}: whatever the payload holds, a line each.
json::object withListing(json::object values) {
    std::string listing;
    for (const auto& [name, value] : values) {
        listing += "  " + std::string(name.data(), name.size()) + ": " + textOf(value) + "\n";
    }
    values["values"] = listing;
    return values;
}

Result<json::object> objectOf(std::string_view payload) {
    boost::system::error_code error;
    json::value value = json::parse(json::string_view(payload.data(), payload.size()), error);
    if (error || !value.is_object()) {
        return fail(ErrorCode::ValidationFailed, "the payload is no JSON object");
    }
    return std::move(value.as_object());
}

} // namespace

std::optional<MailLanguage> mailLanguageFromWire(std::string_view name) {
    if (name == "ja") {
        return MailLanguage::Japanese;
    }
    if (name == "en") {
        return MailLanguage::English;
    }
    return name == "both" ? std::optional(MailLanguage::Both) : std::nullopt;
}

const MailTemplate& templateOf(std::string_view kind) {
    const std::string_view name = kind.substr(0, kind.find(':'));
    const auto& all = mailTemplates();
    const auto found = std::ranges::find(all, name, &MailTemplate::name);
    return found == all.end() ? *std::ranges::find(all, "alert", &MailTemplate::name) : *found;
}

Result<MailText> renderMail(std::string_view kind, std::string_view payload, MailLanguage language,
                            const domain::TimeZone& zone) {
    auto parsed = objectOf(payload);
    if (!parsed) {
        return propagate(parsed.error());
    }
    parsed->emplace("kind", json::string(kind.data(), kind.size()));
    const json::object values = withListing(std::move(*parsed));
    const MailTemplate& form = templateOf(kind);
    const MailText ja{fill(form.subjectJa, values, zone), fill(form.bodyJa, values, zone)};
    const MailText en{fill(form.subjectEn, values, zone), fill(form.bodyEn, values, zone)};
    switch (language) {
    case MailLanguage::Japanese:
        return ja;
    case MailLanguage::English:
        return en;
    case MailLanguage::Both:
        break;
    }
    return MailText{ja.subject + " / " + en.subject, ja.body + std::string(kDivider) + en.body};
}

std::string payloadValue(std::string_view payload, std::string_view name) {
    const auto values = objectOf(payload);
    const auto* found = values ? values->if_contains(json::string_view(name.data(), name.size())) : nullptr;
    return found != nullptr ? textOf(*found) : std::string();
}

} // namespace kaomon::mail
