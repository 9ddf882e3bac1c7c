// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/support/support_routes.h"

#include <algorithm>

#include "duties/operator_settings.h"
#include "features/bind.h"
#include "features/reply.h"
#include "licensing/licence_book.h"
#include "wire/support.h"

namespace kaomon::features {
namespace {

using storage::UnitOfWork;

constexpr int kDaysAhead = 60;

std::vector<wire::SupportHoliday> closedDays(const duties::OperatorSettings& settings, TimePoint now) {
    std::vector<wire::SupportHoliday> days;
    domain::LocalDay day = settings.zone.dayOf(now);
    for (int i = 0; i < kDaysAhead; ++i, day = domain::addDays(day, 1)) {
        const auto holiday = settings.hours.observesHolidays ? domain::japaneseHolidayOn(day) : std::nullopt;
        if (holiday) {
            days.push_back({domain::dayText(day), std::string(holiday->name)});
        } else if (std::ranges::binary_search(settings.hours.closedDays, day)) {
            days.push_back({domain::dayText(day), ""});
        }
    }
    return days;
}

wire::SupportInfo infoOf(const duties::OperatorSettings& settings, bool isTrial, TimePoint now) {
    wire::SupportInfo info;
    info.through = "administrators";
    info.hours = domain::supportHoursText(settings.hours);
    info.timeZone = settings.zone.name();
    const bool isSet =
        !settings.contactPhone.empty() || !settings.contactMail.empty() || !settings.contactUrl.empty();
    if (isTrial || !isSet) {
        info.reason = isTrial ? "trial" : "not_configured";
        return info;
    }
    info.isAvailable = true;
    info.contact = wire::SupportContact{settings.contactName, settings.contactPhone, settings.contactMail,
                                        settings.contactUrl, settings.contactNote};
    info.isOpenNow = settings.hours.isOpen(now, settings.zone);
    if (!info.isOpenNow) {
        info.opensAt = settings.hours.nextOpening(now, settings.zone);
    }
    info.closedDays = closedDays(settings, now);
    return info;
}

AsyncReply getSupport(ServiceContext& services, const std::vector<Bytes>& operatorKeys,
                      http::RequestContext& context) {
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        const auto settings = duties::OperatorSettings::load(unit);
        const auto licence = licensing::LicenceBook(unit, operatorKeys, now).read();
        if (!settings || !licence) {
            return propagate(!settings ? settings.error() : licence.error());
        }
        const bool isTrial = licence->standing.state == domain::LicenceState::Trial;
        return jsonReply(200, infoOf(*settings, isTrial, now));
    });
}

} // namespace

std::vector<http::Route> supportRoutes(ServiceContext& services, const std::vector<Bytes>& operatorKeys) {
    return {{.method = "GET",
             .path = "/v1/support",
             .operation = "getSupport",
             .summary = "Whom the tenant's administrators may ask, and when; nobody in a trial",
             .access = administrators(),
             .response = schemaNamed<wire::SupportInfo>("SupportInfo"),
             .handler = [&services, &operatorKeys](http::RequestContext& context) {
                 return getSupport(services, operatorKeys, context);
             }}};
}

} // namespace kaomon::features
