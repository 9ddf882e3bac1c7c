// SPDX-License-Identifier: GPL-3.0-or-later
#include "duties/operator_settings.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "domain/notice.h"
#include "storage/repositories/ledger_repository.h"
#include "storage/repositories/operator_setting_repository.h"

namespace kaomon::duties {
namespace {

using Values = std::map<std::string, std::string>;

constexpr std::size_t kLongestValue = 500;
constexpr auto kNames = std::to_array<std::string_view>(
    {"emergency_minutes", "mail_lead_days", "notice.link_hosts", "support.closed_days", "support.holidays",
     "support.hours", "support.mail", "support.name", "support.note", "support.phone", "support.url",
     "time_zone"});

std::string valueOf(const Values& values, const std::string& name, std::string fallback = {}) {
    const auto found = values.find(name);
    return found == values.end() ? std::move(fallback) : found->second;
}

Result<int> numberOf(const Values& values, const std::string& name, int fallback, int least, int most) {
    const std::string text = valueOf(values, name, std::to_string(fallback));
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < least || number > most) {
        return fail(ErrorCode::ValidationFailed,
                    name + " is a number from " + std::to_string(least) + " to " + std::to_string(most));
    }
    return number;
}

std::vector<std::string> listOf(const std::string& text) {
    std::vector<std::string> items;
    for (std::size_t at = 0; at < text.size();) {
        const auto comma = std::min(text.find(',', at), text.size());
        if (comma > at) {
            items.push_back(text.substr(at, comma - at));
        }
        at = comma + 1;
    }
    return items;
}

Result<domain::SupportHours> hoursOf(const Values& values) {
    auto hours = domain::parseSupportHours(valueOf(values, "support.hours", "mon-fri 08:30-17:30"));
    if (!hours) {
        return hours;
    }
    const std::string holidays = valueOf(values, "support.holidays", "japan");
    if (holidays != "japan" && holidays != "none") {
        return fail(ErrorCode::ValidationFailed, "support.holidays is japan or none");
    }
    hours->observesHolidays = holidays == "japan";
    for (const std::string& text : listOf(valueOf(values, "support.closed_days"))) {
        const auto day = domain::parseDay(text);
        if (!day) {
            return fail(ErrorCode::ValidationFailed, "support.closed_days are days as YYYY-MM-DD");
        }
        hours->closedDays.push_back(*day);
    }
    std::ranges::sort(hours->closedDays);
    return hours;
}

} // namespace

Result<OperatorSettings> OperatorSettings::from(const Values& values) {
    auto zone = domain::TimeZone::find(valueOf(values, "time_zone", std::string(domain::kDefaultTimeZone)));
    auto hours = hoursOf(values);
    const auto lead = numberOf(values, "mail_lead_days", domain::kMailLeadDays, 1, 60);
    const auto emergency =
        numberOf(values, "emergency_minutes", static_cast<int>(domain::kEmergencyTime.count()), 15, 480);
    if (!zone || !hours) {
        return propagate(!zone ? zone.error() : hours.error());
    }
    if (!lead || !emergency) {
        return propagate(!lead ? lead.error() : emergency.error());
    }
    return OperatorSettings{.zone = std::move(*zone),
                            .mailLeadDays = *lead,
                            .emergencyTime = std::chrono::minutes(*emergency),
                            .linkHosts = listOf(valueOf(values, "notice.link_hosts")),
                            .contactName = valueOf(values, "support.name"),
                            .contactPhone = valueOf(values, "support.phone"),
                            .contactMail = valueOf(values, "support.mail"),
                            .contactUrl = valueOf(values, "support.url"),
                            .contactNote = valueOf(values, "support.note"),
                            .hours = std::move(*hours)};
}

Result<OperatorSettings> OperatorSettings::load(storage::UnitOfWork& unit) {
    return from(storage::OperatorSettingRepository(unit).all());
}

std::span<const std::string_view> operatorSettingNames() {
    return kNames;
}

Status setOperatorSetting(storage::UnitOfWork& unit, const std::string& name, const std::string& value,
                          const std::string& actor, TimePoint now) {
    if (std::ranges::find(kNames, name) == kNames.end()) {
        return fail(ErrorCode::NotFound, "no such setting: " + name);
    }
    const bool isPlain = value.empty() || domain::checkNoticeBody(value, {}, "/value");
    if (!isPlain || value.size() > kLongestValue) {
        return fail(ErrorCode::ValidationFailed, "plain text up to 500 bytes, links with https:// only",
                    "/value");
    }
    storage::OperatorSettingRepository settings(unit);
    auto values = settings.all();
    values[name] = value;
    if (value.empty()) {
        values.erase(name);
    }
    if (const auto read = OperatorSettings::from(values); !read) {
        return propagate(read.error());
    }
    settings.put(name, value, actor, now);
    storage::LedgerRepository(unit).audit(actor, "OPERATOR_SETTING", "", name, now);
    return {};
}

} // namespace kaomon::duties
